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
    /// but his own words. Of rows he decided about until his authority ended it holds what he could see until that day, and nothing after.
    /// </summary>
    public static OwnPage Of(IReadOnlyList<ConsentFact> facts, Guid person, bool child, DateTimeOffset at)
    {
        ConsentFact[] visible = [.. OwnView.VisibleTo(person, facts)];
        var consent = History.Fold(visible);
        if (consent.Family is not { } family)
            return new([]);

        var on = Amsterdam.DateAt(at);
        var rows = new List<OwnRow>();
        foreach (var (request, row) in consent.Requests.SelectMany(r => r.Asked.Rows.Select(row => (r, row))))
        {
            if (Signatories.MaySpeak(person, row, family, on, Lists.RuleSetOf(request.Asked)))
                rows.Add(Shown(consent, request, row, person, child, at, visible));
            else if (OwnView.EndOf(person, row, request.Asked, family, on) is { } end)
                rows.Add(Past(end, request, row, person, child, visible));
        }

        return new(rows)
        {
            Grounds = [.. consent.Grounds.Where(g => g.Began(at) && g.MayBeTold).SelectMany(g => g.Invoked.Rows
                .Where(row => Signatories.MaySpeak(person, row, family, on, Lists.Default))
                .Select(row => Shown(g, row, child, at, visible)))],
        };
    }

    private static OwnRow Past(DateOnly end, Request request, Row row, Guid person, bool child, ConsentFact[] visible)
    {
        ConsentFact[] then = [.. visible.Where(f => f.At < Amsterdam.StartOf(end))];
        var consent = History.Fold(then);
        var shown = Shown(
            consent, consent.Find(request.Asked.Request)!, row, person, child, Amsterdam.StartOf(end).AddMicroseconds(-1), then);
        return shown with { DecidedUntil = end.AddDays(-1) };
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
            Named(asked.RecipientTeam), Named(asked.RecipientOrganisation), asked.Purpose, purpose?.Name, purpose?.Text, asked.Kind,
            asked.From, asked.Until,
            DutchWords.Of(says is Says.Unreachable ? Says.Nothing : says),
            standing.Stance is Stance.Allowed && asked.Kind == Lists.Waiver ? "wordt gedeeld" : "wordt niet gedeeld",
            Looked(asked.Request, row, visible))
        {
            Because = standing.Exception is { } exception ? Lists.Rules.Exception(exception.Code)!.Plain : null,
            RecipientKind = asked.Scope?.Kind,
            RecipientArea = asked.Scope?.Area,
            Meeting = asked.Scope?.Form,
            Reached = asked.Scope is null ? [] : request.RecipientsAt(at),
            AskAgainOn = says is Says.Later
                ? request.Words.Last(w => w.Signatory == person && w.Rows.Contains(row) && w.CountsAt(at)).Until
                : null,
        };
    }

    private static Guid? Named(Guid id) => id == Guid.Empty ? null : id;

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
            .Select(a => new OwnLook(a.By.Organisation, a.By.Role, a.Action, a.At)
            {
                Why = Lists.Purposes.Find(a.Purpose)?.Name,
            }),
        .. visible.OfType<DisclosureRecorded>()
            .SelectMany(d => d.To.Where(t => t.Granted.Any(g => g.Request == restsOn && g.Row == row))
                .Select(t => new OwnLook(t.Organisation, "professional", d.Form, d.HappenedAt)
                {
                    Why = Lists.Purposes.Find(d.Purpose)?.Name,
                })),
    ];
}

/// <summary>One row of his in one request: what is asked, for whom, what for, what he said, whether it is shared. Not who else.</summary>
public sealed record OwnRow(
    Guid Request, Row Row, string? Sentence, string? Icon, Guid? RecipientTeam, Guid? RecipientOrganisation, string Purpose,
    string? PurposeName, string? PurposeText, string Kind, DateOnly From, DateOnly Until, string Answer, string Shared,
    IReadOnlyList<OwnLook> Looked)
{
    /// <summary>Why the yes of the holders of authority was not needed, in plain words; mostly nothing.</summary>
    public string? Because { get; init; }

    /// <summary>In place of one team: a kind of organisation, in an area.</summary>
    public string? RecipientKind { get; init; }

    /// <summary>The area of that kind.</summary>
    public string? RecipientArea { get; init; }

    /// <summary>The form of a meeting, when it is asked what may be told there.</summary>
    public string? Meeting { get; init; }

    /// <summary>The teams that a wider recipient is: as listed when it was asked, the newcomers he was told of, who sits in it.</summary>
    public IReadOnlyList<ListedRecipient> Reached { get; init; } = [];

    /// <summary>The day on which he wanted to be asked again.</summary>
    public DateOnly? AskAgainOn { get; init; }

    /// <summary>The last day on which he decided about this. What is shown is how it stood then.</summary>
    public DateOnly? DecidedUntil { get; init; }
}

/// <summary>A row of his that was shared without consent: with whom, why in plain words, until when, and who looked.</summary>
public sealed record OwnGround(
    Guid Ground, Row Row, string? Sentence, string? Icon, Guid RecipientTeam, Guid RecipientOrganisation, string Why, DateOnly From,
    DateOnly Until, string Shared, IReadOnlyList<OwnLook> Looked);

/// <summary>Who looked: organisation and role, never an employee's name.</summary>
public sealed record OwnLook(Guid Organisation, string Role, string Action, DateTimeOffset At)
{
    /// <summary>What for, in plain words; nothing for a worklist.</summary>
    public string? Why { get; init; }
}
