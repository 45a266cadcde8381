using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Referral;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>A type that partners may subscribe to, and what it means.</summary>
public sealed record EventType(string Type, string Meaning);

/// <summary>
/// The one table in which what the house says becomes a Dutch CloudEvents type (NL GOV profile 1.1: reverse DNS, domain in the plural, no
/// organisation). What does not stand here is not heard outside.
/// </summary>
public static class EventTypes
{
    /// <summary>The type of a test delivery.</summary>
    public const string Trial = "nl.meldingen.proef";

    /// <summary>A signed checkpoint of consent's log: the only type that is for every organisation.</summary>
    public const string Checkpoint = "nl.controlepunten.controlepunt-ondertekend";

    private const string Withdrawn = "nl.toestemmingen.toestemming-ingetrokken";
    private const string Mistaken = "nl.toestemmingen.toestemming-verkeerd-vastgelegd";
    private const string NotOwed = "nl.toestemmingen.bevestiging-vervallen";

    private static readonly string[] NeverLeft = ["nothing", "concept", "ready"];

    private static readonly (string To, EventType Type)[] Moves =
    [
        ("sent", new("nl.verwijzingen.verwijzing-verzonden", "Een verwijzing is verzonden.")),
        ("received", new("nl.verwijzingen.verwijzing-ontvangen", "De verwijzing ligt in het postvak van de ontvanger.")),
        ("accepted", new("nl.verwijzingen.verwijzing-geaccepteerd", "De ontvanger heeft de verwijzing geaccepteerd.")),
        ("declined", new("nl.verwijzingen.verwijzing-afgewezen", "De verwijzing is afgewezen, door gezin of ontvanger.")),
        ("re-routed", new("nl.verwijzingen.verwijzing-doorgestuurd", "De verwijzing gaat naar een ander team.")),
        ("recalled", new("nl.verwijzingen.verwijzing-teruggehaald", "De zender heeft de verwijzing teruggehaald.")),
        ("handover-planned", new("nl.verwijzingen.overdracht-gepland", "Het gezamenlijke gesprek heeft een datum.")),
        ("handover-held", new("nl.verwijzingen.warme-overdracht-vastgelegd", "Het gezamenlijke gesprek is gehouden.")),
        ("in-progress", new("nl.verwijzingen.hulp-gestart", "De hulp is gestart.")),
        ("stopped", new("nl.verwijzingen.verwijzing-gestopt", "Het gezin wil geen hulp meer.")),
        ("completed", new("nl.verwijzingen.verwijzing-afgerond", "De verwijzing is afgerond.")),
    ];

    private static readonly (string State, EventType Type)[] Terms =
    [
        ("running", new("nl.schuldhulptermijnen.termijn-gestart", "Een wettelijke termijn loopt.")),
        ("approaching", new("nl.schuldhulptermijnen.termijn-dreigt", "Een wettelijke termijn loopt bijna af.")),
        ("expired", new("nl.schuldhulptermijnen.termijn-verstreken", "Een wettelijke termijn is verstreken.")),
        ("met", new("nl.schuldhulptermijnen.termijn-gehaald", "Een wettelijke termijn is gehaald.")),
    ];

    /// <summary>All types, in the order of the table.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        .. Moves.Select(m => m.Type), .. Terms.Select(t => t.Type),
        new(Withdrawn, "Toestemming is ingetrokken voor gegevens die uw team ontving. Bevestig in het postvak wat ermee is gedaan."),
        new(Mistaken, "Een ja was verkeerd vastgelegd. Sluit wat uw team ontving, en bevestig in het postvak wat ermee is gedaan."),
        new(NotOwed, "Iemand keek na wat was ingetrokken of verkeerd vastgelegd: uw team hoeft er niets meer over te bevestigen."),
        new(Checkpoint, "Een ondertekend controlepunt van het toestemmingenlogboek. Bewaar het: later toont het dat niets is herschreven."),
    ];

    /// <summary>What a referral that moved is outside; the receiver hears nothing of what never left.</summary>
    public static IEnumerable<EventNoted> Of(ReferralMoved m, DateTimeOffset at)
    {
        var type = Moves.FirstOrDefault(move => move.To == m.To).Type;
        if (type is null)
            yield break;

        var hidden = m.To != "sent" && NeverLeft.Contains(m.From);
        yield return new(
            type.Type,
            hidden ? [m.FromOrganisation]
                : m.SenderLeft ? [m.ToOrganisation]
                : [.. new[] { m.FromOrganisation, m.ToOrganisation }.Distinct()],
            hidden ? [m.FromTeam] : m.SenderLeft ? [m.ToTeam] : [m.FromTeam, m.ToTeam],
            new(m.Referral, m.Number, m.To, m.Urgency, Request: null, Term: null, EndsOn: null, m.At), new(m.Stream, m.Version), at);
    }

    /// <summary>What a legal term is outside: for whoever owes it. Agreed terms stay inside.</summary>
    public static IEnumerable<EventNoted> Of(TermStands m, DateTimeOffset at)
    {
        if (m.Legal && Terms.FirstOrDefault(t => t.State == m.State).Type is { } type)
        {
            var (team, organisation) = m.OwedBy == "receiver" ? (m.ToTeam, m.ToOrganisation) : (m.FromTeam, m.FromOrganisation);
            yield return new(
                type.Type, [organisation], [team], new(m.Referral, m.Number, m.State, Urgency: null, Request: null, m.Kind, m.EndsOn, m.At),
                new($"{m.Stream}/term/{m.Term}", m.Version), at);
        }
    }

    /// <summary>A checkpoint, for whoever keeps it.</summary>
    public static EventNoted Of(CheckpointStands m, DateTimeOffset at) => new(
        Checkpoint, [], [],
        new(Referral: null, Number: null, Status: null, Urgency: null, Request: null, Term: null, EndsOn: null, m.At)
        {
            Checkpoint = m.Checkpoint,
        },
        new(m.Stream, m.Version), at);

    /// <summary>
    /// Each withdrawal and each yes that was recorded wrongly, for each team that received the rows: once, whatever is said of it later,
    /// and once more when it turns out that no word is owed.
    /// </summary>
    public static IEnumerable<EventNoted> Of(WithdrawalsStand m, DateTimeOffset at) =>
        from w in m.Withdrawals.Select(w => (Stands: w, Type: w.Mistake ? Mistaken : Withdrawn, Version: 1))
            .Concat((m.Moot ?? []).Select(w => (Stands: w, Type: NotOwed, Version: 2)))
        from r in w.Stands.Recipients
        orderby w.Stands.Withdrawal, w.Stands.Request, r.Team
        select new EventNoted(
            w.Type, [r.Organisation], [r.Team],
            new(
                Referral: null, Number: null, Status: null, Urgency: w.Type == NotOwed ? null : "eerst", w.Stands.Request, Term: null,
                EndsOn: null, w.Stands.At),
            new($"{m.Stream}/withdrawal/{w.Stands.Withdrawal:N}/{w.Stands.Request:N}/{r.Team:N}", w.Version), at);
}
