using WarmHandover.Platform.Deciding;

namespace WarmHandover.Tests;

/// <summary>
/// The test language of deciders: given facts, when a command, then all the facts that follow (and nothing more when it is said twice).
/// </summary>
public abstract class Deciding<TState, TCommand, TFact>(StreamKind<TState, TCommand, TFact> kind) where TFact : class
{
    protected Story Given(params IEnumerable<TFact> facts) => new(kind, facts.Aggregate(kind.Initial, kind.Evolve));

    public sealed class Story(StreamKind<TState, TCommand, TFact> kind, TState state)
    {
        public Outcome When(TCommand command) => new(kind, state, command, kind.Decide(command, state));
    }

    public sealed class Outcome(StreamKind<TState, TCommand, TFact> kind, TState state, TCommand command, Decision<TFact> decision)
    {
        public void Then(params TFact[] facts)
        {
            Assert.Null(decision.Refusal);
            Assert.Equal(facts.Select(Stored), decision.Select(Stored));
            Assert.Empty(kind.Decide(command, decision.Aggregate(state, kind.Evolve)));
        }

        /// <summary>The fact of one kind that followed, for tests that look at a part of it.</summary>
        public TOne ThenA<TOne>() where TOne : class, TFact
        {
            Assert.Null(decision.Refusal);
            Assert.Empty(kind.Decide(command, decision.Aggregate(state, kind.Evolve)));
            return Assert.Single(decision.OfType<TOne>());
        }

        /// <summary>All the facts that followed, for tests that look at some of them.</summary>
        public IReadOnlyList<TFact> All => [.. decision];

        /// <summary>The one fact that followed.</summary>
        public TFact ThenOne() => Assert.Single(decision);

        public void ThenNothing() => Assert.Empty(decision);

        public void ThenRefused(Refusal refusal) => Assert.Equal(refusal.Code, decision.Refusal?.Code);
    }

    private static string Stored(TFact fact) => $"{Facts.NameOf(fact)} {System.Text.Encoding.UTF8.GetString(Facts.Write(fact))}";
}
