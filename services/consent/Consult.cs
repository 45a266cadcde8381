using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// An anonymous consultation (C49): a question about a case, in closed codes only. It belongs to no family, so nothing in it can be joined
/// to one: no member, no date, no place, no words.
/// </summary>
[JsonDerivedType(typeof(ConsultAsked), "consult-asked.v1")]
[JsonDerivedType(typeof(ConsultAnswered), "consult-answered.v1")]
public abstract record ConsultFact(DateTimeOffset At);

/// <summary>A team asks another team.</summary>
public sealed record ConsultAsked(
    Guid Consult, Guid ByOrganisation, Guid ByTeam, string By, Guid ToTeam, Guid ToOrganisation, string Band, IReadOnlyList<string> Topics,
    string Seriousness, string Question, int Version, DateTimeOffset At) : ConsultFact(At);

/// <summary>The other team answers.</summary>
public sealed record ConsultAnswered(Guid Consult, IReadOnlyList<string> Answers, string By, DateTimeOffset At) : ConsultFact(At);

/// <summary>Something that is done with a consultation.</summary>
public abstract record ConsultCommand(DateTimeOffset At);

/// <summary>Ask.</summary>
public sealed record AskConsult(ConsultAsked Asked) : ConsultCommand(Asked.At);

/// <summary>Answer, by somebody of the team that was asked.</summary>
public sealed record AnswerConsult(
    Guid Consult, IReadOnlyList<string> Answers, string By, IReadOnlySet<Guid> Teams, DateTimeOffset At) : ConsultCommand(At);

/// <summary>One consultation, from question to answer.</summary>
public sealed record Consult(ConsultAsked? Asked, ConsultAnswered? Answered)
{
    /// <summary>One stream per consultation, apart from every family.</summary>
    public static readonly StreamKind<Consult, ConsultCommand, ConsultFact> Streams = new(
        "consent", "consult", new(null, null), Decide, (consult, fact) => fact switch
        {
            ConsultAsked asked => consult with { Asked = asked },
            ConsultAnswered answered => consult with { Answered = answered },
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        });

    private static Decision<ConsultFact> Decide(ConsultCommand command, Consult consult) => (command, consult) switch
    {
        (AskConsult, { Asked: not null }) => [],
        (AskConsult ask, _) => [ask.Asked],
        (AnswerConsult answer, { Asked: { } asked }) when answer.Teams.Contains(asked.ToTeam) =>
            consult.Answered is null ? [new ConsultAnswered(answer.Consult, [.. answer.Answers.Distinct()], answer.By, answer.At)]
            : consult.Answered.Answers.ToHashSet().SetEquals(answer.Answers) ? []
            : ConsentRefusals.ConsultAnswered,
        _ => Refusals.Missing,
    };
}

/// <summary>The closed lists of a consultation: what can be asked without saying about whom.</summary>
public sealed record ConsultList(
    int Version, IReadOnlyList<string> Bands, IReadOnlyList<string> Topics, IReadOnlyList<string> Questions, IReadOnlyList<string> Answers);

/// <summary>The road of consultations.</summary>
public sealed class ConsultHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Consult, ConsultCommand, ConsultFact>(log, clock, Consult.Streams);
