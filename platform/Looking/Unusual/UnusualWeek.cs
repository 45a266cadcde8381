using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;

namespace WarmHandover.Platform.Looking.Unusual;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>What stood out in a week of looking, and what the privacy officer found of it. Pseudonyms, numbers and times only.</summary>
[JsonDerivedType(typeof(UnusualListed), "unusual-listed.v1")]
[JsonDerivedType(typeof(UnusualJudged), "unusual-judged.v1")]
public abstract record UnusualFact(DateTimeOffset At);

/// <summary>
/// The list of one organisation over one week (its Monday), made by a clock, also when nothing stood out: how many lines of how many people
/// were gone through.
/// </summary>
public sealed record UnusualListed(
    Guid Organisation, DateOnly Week, int LinesRead, int PeopleSeen, IReadOnlyList<UnusualLine> Lines, DateTimeOffset At) : UnusualFact(At);

/// <summary>
/// One thing that stood out: what kind, whose (a pseudonym), how often, about which families or referrals, and when first and last.
/// </summary>
public sealed record UnusualLine(
    string Kind, string Who, int Count, IReadOnlyList<Guid> About, DateTimeOffset First, DateTimeOffset Last);

/// <summary>The privacy officer looked at one line (its place in the list, from 1), and this is what he found.</summary>
public sealed record UnusualJudged(int Line, string Outcome, string By, DateTimeOffset At) : UnusualFact(At);

// Commands.

/// <summary>Something that is done with a week's list.</summary>
public abstract record UnusualCommand;

/// <summary>Note the list.</summary>
public sealed record ListUnusual(UnusualListed Listed) : UnusualCommand;

/// <summary>Say what a line was.</summary>
public sealed record JudgeUnusual(int Line, string Outcome, string By, Guid Organisation, DateTimeOffset At) : UnusualCommand;

/// <summary>The list of one organisation and week, with what was found of each line.</summary>
public sealed record UnusualWeek(UnusualListed? Listed, ImmutableDictionary<int, UnusualJudged> Judged)
{
    /// <summary>One person looked at many families or referrals.</summary>
    public const string Many = "veel-gezinnen";

    /// <summary>Somebody looked outside working hours.</summary>
    public const string OutsideHours = "buiten-werktijd";

    /// <summary>Somebody tried several families or referrals that he has nothing to do with.</summary>
    public const string NoTie = "zonder-band";

    /// <summary>Somebody opened a file of another team of the own organisation, without a referral to his.</summary>
    public const string NoReferral = "zonder-verwijzing";

    /// <summary>Somebody opened a file with a person of his own surname in it.</summary>
    public const string OwnName = "eigen-achternaam";

    /// <summary>Somebody opened a file of a person at his own postcode.</summary>
    public const string OwnAddress = "eigen-adres";

    /// <summary>What a line can turn out to be.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["terecht", "nagevraagd-en-uitgelegd", "onterecht", "datalek"];

    private static readonly Refusal JudgedBefore = new("al-beoordeeld", "Deze regel is al beoordeeld, met een andere uitkomst.");

    private static readonly Refusal OwnLine = new("eigen-regel", "Deze regel gaat over u. Iemand anders beoordeelt haar.");

    /// <summary>One stream per organisation and week.</summary>
    public static StreamKind<UnusualWeek, UnusualCommand, UnusualFact> Streams(string service) => new(
        service, "unusual", new(null, []), Decide, (week, fact) => fact switch
        {
            UnusualListed listed => week with { Listed = listed },
            UnusualJudged judged => week with { Judged = week.Judged.SetItem(judged.Line, judged) },
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        });

    /// <summary>The id of an organisation's week.</summary>
    public static Guid IdOf(Guid organisation, DateOnly week) =>
        DerivedIds.Of(organisation, string.Create(CultureInfo.InvariantCulture, $"unusual|{week:yyyy-MM-dd}"));

    /// <summary>The Monday of a local date.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>When the list of a week is made: the Monday after it, at six in the morning.</summary>
    public static DateTimeOffset DueAt(DateOnly week) => Amsterdam.At(week.AddDays(7), new(6, 0));

    private static Decision<UnusualFact> Decide(UnusualCommand command, UnusualWeek week) => (command, week) switch
    {
        (ListUnusual list, { Listed: null }) => [list.Listed],
        (ListUnusual, _) => [],
        (JudgeUnusual judge, { Listed: { } listed })
            when listed.Organisation == judge.Organisation && judge.Line >= 1 && judge.Line <= listed.Lines.Count =>
            week.Judged.TryGetValue(judge.Line, out var before)
                ? before.Outcome == judge.Outcome ? [] : JudgedBefore
                : listed.Lines[judge.Line - 1].Who == judge.By ? OwnLine
                : [new UnusualJudged(judge.Line, judge.Outcome, judge.By, judge.At)],
        _ => Refusals.Missing,
    };
}

/// <summary>The road of weekly lists.</summary>
public sealed class UnusualHandler(IEventLog log, TimeProvider clock, string service)
    : CommandHandler<UnusualWeek, UnusualCommand, UnusualFact>(log, clock, UnusualWeek.Streams(service));
