using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>What the family is threatened with, by a code of <c>GET /v1/termijnregels</c>.</summary>
public sealed record ThreatRequest(string? Threat);

/// <summary>The later date that the family itself wishes.</summary>
public sealed record PutOffRequest(DateOnly Until);

/// <summary>
/// A term as people read it: by law or agreed, on what it rests, its last day and the strict one beside it, and where it stands.
/// </summary>
public sealed record TermSeen(
    string Term, string Kind, string Name, bool Legal, string Basis, string OwedBy, DateOnly StartsOn, DateOnly EndsOn,
    DateOnly StrictEndsOn, DateOnly WarnOn, DateOnly? LaterOn, DateOnly? MetOn, string State);

/// <summary>An open term in the list of a team.</summary>
public sealed record TermListed(
    Guid Referral, string Number, string Term, string Kind, string Name, bool Legal, string OwedBy, DateOnly EndsOn, DateOnly StrictEndsOn,
    DateOnly? LaterOn, string State);

/// <summary>The clocks of referrals: what the law gives, what was agreed, and how long there is left.</summary>
internal static class TermsFeature
{
    public static void MapTerms(this RouteGroupBuilder routes)
    {
        routes.MapGet("/termijnen", List)
            .WithSummary("De lopende termijnen van uw teams, de eerste die eindigt bovenaan").Produces<TermListed[]>();
        routes.MapGet("/{verwijzing:guid}/termijnen", Read)
            .WithSummary("Alle termijnen van een verwijzing: wettelijk of afgesproken").Produces<TermSeen[]>();
        routes.MapPost("/{verwijzing:guid}/dreiging", Threaten)
            .WithSummary("Leg vast dat uithuiszetting, afsluiting of het einde van de zorgverzekering dreigt")
            .WithExample(new ThreatRequest("uithuiszetting"));
        routes.MapPost("/{verwijzing:guid}/termijnen/{termijn}/later", PutOff)
            .WithSummary("Leg vast dat het gezin zelf een latere datum wenst")
            .WithExample(new PutOffRequest(Invented.Day.AddDays(40)));
    }

    /// <summary>A term with its name and where it stands today.</summary>
    public static TermListed Listed(TermRow row, DateOnly today)
    {
        var state = row.Expired ? "verstreken"
            : today > row.EndsOn ? today <= row.LaterOn ? "later-op-wens" : "verstreken"
            : row.Approached ? "nadert" : "loopt";
        return new(
            row.Referral, row.Number, row.Term, row.Kind, TermRules.Standard.Of(row.Kind).Name, row.Legal, row.OwedBy, row.EndsOn,
            row.StrictEndsOn, row.LaterOn, state);
    }

    private static async Task<IResult> List(
        string? kant, HttpContext http, Asker asker, IViews views, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(kant ?? "ontvanger", "kant", ["zender", "ontvanger"]);
        if (!errors.None)
            return errors.ToProblem();

        await views.FreshFor(http, TermsView.Table);
        var rows = await views.OfTeams<TermRow>(
            TermsView.Table, kant == "zender" ? TermsView.SentBy : TermsView.AddressedTo, asker.Teams, ct);
        var today = Amsterdam.DateAt(clock.GetUtcNow());
        return TypedResults.Ok(rows.Where(r => kant != "zender" || !ReferralDecider.IsOfTheHelp(r.Kind))
            .OrderBy(r => r.EndsOn).ThenBy(r => r.Referral).Select(r => Listed(r, today)).ToArray());
    }

    private static async Task<IResult> Read(Guid verwijzing, Asker asker, ReferralDesk desk, TimeProvider clock, CancellationToken ct) =>
        await desk.Find(verwijzing, asker, ct) is { } found
            ? TypedResults.Ok(found.Known.Terms
                .Where(t => found.Sides.Contains(Side.Receiver) || !ReferralDecider.IsOfTheHelp(t.Kind))
                .Select(t => Seen(t, Amsterdam.DateAt(clock.GetUtcNow()))).ToArray())
            : Refusals.Missing.ToProblem();

    private static TermSeen Seen(Term term, DateOnly today)
    {
        var of = TermRules.Standard.Of(term.Kind);
        return new(
            term.Started.Term, term.Kind, of.Name, term.Started.Legal, of.Basis, Transitions.Code(term.Started.OwedBy),
            term.Started.StartsOn, term.EndsOn, term.StrictEndsOn, Amsterdam.DateAt(term.WarnAt), term.Later, term.MetOn,
            term.StateOn(today));
    }

    private static async Task<IResult> Threaten(
        Guid verwijzing, ThreatRequest body, HttpContext http, Asker asker, ReferralDesk desk, TermBookHandler book, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Threat, "threat", (await book.Rules(clock.Now(), ct)).AllThreats.Select(t => t.Code));
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new RecordThreat(body.Threat!, act.By, act.At)))
            : errors.ToProblem();
    }

    private static Task<IResult> PutOff(
        Guid verwijzing, string termijn, PutOffRequest body, HttpContext http, Asker asker, ReferralDesk desk) =>
        desk.Act(verwijzing, new(http, asker), act => Task.FromResult<ByPerson>(new PutOffTerm(termijn, body.Until, act.By, act.At)));
}
