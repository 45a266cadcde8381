using System.Collections;
using System.Runtime.CompilerServices;

namespace WarmHandover.Platform.Deciding;

/// <summary>What a decider answers: the facts that follow (none, when nothing changes), or a refusal with a stable code.</summary>
[CollectionBuilder(typeof(Decision), nameof(Decision.Accept))]
public sealed class Decision<TFact> : IEnumerable<TFact>
{
    private readonly TFact[] facts;

    internal Decision(TFact[] facts, Refusal? refusal) => (this.facts, Refusal) = (facts, refusal);

    /// <summary>The no, when a rule said no.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Accepted, and nothing new to say: a repeat, or a command that is already true.</summary>
    public bool ChangesNothing => Refusal is null && facts.Length == 0;

    /// <summary>A refusal is a decision too.</summary>
    public static implicit operator Decision<TFact>(Refusal refusal) => new([], refusal);

    /// <summary>Throws when refused: a no must never pass for silence.</summary>
    public IEnumerator<TFact> GetEnumerator() => Refusal is null
        ? facts.AsEnumerable().GetEnumerator()
        : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Lets a decider write <c>[fact]</c> and <c>[]</c>.</summary>
public static class Decision
{
    /// <summary>The facts that follow from a command.</summary>
    public static Decision<TFact> Accept<TFact>(ReadOnlySpan<TFact> facts) => new(facts.ToArray(), null);
}
