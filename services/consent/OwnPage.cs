using WarmHandover.Contracts;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>What one person sees of consent: the rows he decides about and who looked at them. Nothing says that there is more.</summary>
public sealed record OwnPage(IReadOnlyList<OwnRow> Rows)
{
    /// <summary>His rows that are or were shared without consent, each with the reason in plain words.</summary>
    public IReadOnlyList<OwnGround> Grounds { get; init; } = [];

    /// <summary>
    /// The page of one person at an instant. For somebody who may not be informed it stands still: nothing that happened since is on it
    /// but his own words.
    /// </summary>
    public static OwnPage Of(IReadOnlyList<ConsentFact> facts, Guid person, bool child, DateTimeOffset at)
    {
        ConsentFact[] visible = [.. VisibleTo(person, facts)];
        var consent = History.Fold(visible);
        if (consent.Family is not { } family)
            return new([]);

        var on = Amsterdam.DateAt(at);
        return new([.. consent.Requests.SelectMany(request => request.Asked.Rows
            .Where(row => Signatories.MaySpeak(person, row, family, on, Lists.RuleSetOf(request.Asked)))
            .Select(row => Shown(consent, request, row, person, child, at, visible)))])
        {
            Grounds = [.. consent.Grounds.Where(g => g.Began(at) && g.MayBeTold).SelectMany(g => g.Invoked.Rows
                .Where(row => Signatories.MaySpeak(person, row, family, on, Lists.Default))
                .Select(row => Shown(g, row, child, at, visible)))],
        };
    }

    /// <summary>Whether this person belongs to the family: a member, or a holder of authority.</summary>
    public static bool IsHis(FamilyHeard? family, Guid person) =>
        family is not null && (family.Member(person) is not null || family.Authorities.Any(a => a.Holder == person));

    private static OwnRow Shown(
        Consent consent, Request request, Row row, Guid person, bool child, DateTimeOffset at, ConsentFact[] visible)
    {
        var asked = request.Asked;
        var category = Lists.Categories.Find(row.Category);
        var purpose = Lists.Purposes.Find(asked.Purpose);
        var (standing, says) = (Standing.In(consent, request, row, at), Standing.Say(consent, request, row, person, at));
        return new(
            asked.Request, row, child ? category?.ChildSentence ?? category?.Sentence : category?.Sentence, category?.Icon,
            asked.RecipientTeam, asked.RecipientOrganisation, asked.Purpose, purpose?.Name, purpose?.Text, asked.Kind,
            asked.From, asked.Until,
            DutchWords.Of(says is Says.Unreachable ? Says.Nothing : says),
            standing.Stance is Stance.Allowed && asked.Kind == Lists.Waiver ? "wordt gedeeld" : "wordt niet gedeeld",
            Looked(asked.Request, row, visible))
        {
            Because = standing.Exception is { } exception ? Lists.Rules.Exception(exception.Code)!.Plain : null,
        };
    }

    private static OwnGround Shown(Ground ground, Row row, bool child, DateTimeOffset at, ConsentFact[] visible)
    {
        var (invoked, category) = (ground.Invoked, Lists.Categories.Find(row.Category));
        return new(
            invoked.Ground, row, child ? category?.ChildSentence ?? category?.Sentence : category?.Sentence, category?.Icon,
            invoked.RecipientTeam, invoked.RecipientOrganisation, Lists.Grounds.Find(invoked.Code)!.Plain, invoked.From, invoked.Until,
            ground.InForce(at) ? "wordt gedeeld" : "wordt niet meer gedeeld", Looked(invoked.Ground, row, visible));
    }

    private static OwnLook[] Looked(Guid restsOn, Row row, ConsentFact[] visible) =>
    [
        .. visible.OfType<AccessGranted>().Where(a => a.Granted.Any(g => g.Request == restsOn && g.Row == row))
            .Select(a => new OwnLook(a.By.Organisation, a.By.Role, a.Action, a.At)),
    ];

    private static IEnumerable<ConsentFact> VisibleTo(Guid person, IReadOnlyList<ConsentFact> facts)
    {
        var heard = facts.Index().Where(f => f.Item is FamilyHeard).ToArray();
        var since = heard.Reverse().TakeWhile(f => ((FamilyHeard)f.Item).Member(person) is { MayNotBeInformed: true }).LastOrDefault();
        if (since.Item is null)
            return facts;

        var before = facts.Take(since.Index).ToArray();
        var known = before.OfType<ConsentRequested>().Select(r => r.Request).ToHashSet();
        return [.. before, .. facts.Skip(since.Index).Where(f => f switch
        {
            AnswerGiven a => a.Signatory == person && known.Contains(a.Request),
            AnswerRefused a => a.Signatory == person && known.Contains(a.Request),
            AnswerLater a => a.Signatory == person && known.Contains(a.Request),
            ConsentWithdrawn w => w.Signatory == person && known.Contains(w.Request),
            _ => false,
        })];
    }
}

/// <summary>One row of his in one request: what is asked, for whom, what for, what he said, whether it is shared. Not who else.</summary>
public sealed record OwnRow(
    Guid Request, Row Row, string? Sentence, string? Icon, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose,
    string? PurposeName, string? PurposeText, string Kind, DateOnly From, DateOnly Until, string Answer, string Shared,
    IReadOnlyList<OwnLook> Looked)
{
    /// <summary>Why the yes of the holders of authority was not needed, in plain words; mostly nothing.</summary>
    public string? Because { get; init; }
}

/// <summary>A row of his that was shared without consent: with whom, why in plain words, until when, and who looked.</summary>
public sealed record OwnGround(
    Guid Ground, Row Row, string? Sentence, string? Icon, Guid RecipientTeam, Guid RecipientOrganisation, string Why, DateOnly From,
    DateOnly Until, string Shared, IReadOnlyList<OwnLook> Looked);

/// <summary>Who looked: organisation and role, never an employee's name.</summary>
public sealed record OwnLook(Guid Organisation, string Role, string Action, DateTimeOffset At);

/// <summary>How answers and standings are said aloud in Dutch, and in the codes of the published routes.</summary>
public static class DutchWords
{
    /// <summary>What somebody says about a row.</summary>
    public static string Of(Says says) => says switch
    {
        Says.Yes => "ja",
        Says.No => "nee",
        Says.Later => "later",
        Says.TookBack => "ingetrokken",
        Says.Lapsed => "verlopen",
        Says.Unreachable => "onbereikbaar",
        Says.MayNotKnow => "niet-informeren",
        _ => "nog-niet",
    };

    /// <summary>How a row stands: the code of the published routes.</summary>
    public static string Of(Stance stance) => stance switch
    {
        Stance.Allowed => "allowed",
        Stance.Denied => "denied",
        Stance.Conflict => "conflict",
        Stance.Incomplete => "incomplete",
        _ => "none",
    };

    /// <summary>A local date as people say it, such as 1 september 2027.</summary>
    public static string Of(DateOnly date) => $"{date.Day} {Months[date.Month - 1]} {date.Year}";

    private static readonly string[] Months =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];
}
