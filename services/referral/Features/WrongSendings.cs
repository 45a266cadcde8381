using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>It went wrong: how, and when it was discovered (absent: now).</summary>
public sealed record WrongSendingRequest(string? Cause, DateTimeOffset? DiscoveredAt);

/// <summary>What the receiving team did with it: <c>niet-geopend</c> or <c>vernietigd</c>.</summary>
public sealed record DestructionRequest(string? Word);

/// <summary>How a breach was judged: told to the authority or not, the people told or not, and why.</summary>
public sealed record BreachJudgement(Guid? Breach, string? Outcome, bool? PeopleTold, string? Reason);

/// <summary>A breach in the privacy officer's list.</summary>
public sealed record BreachListed(
    Guid Breach, Guid Referral, string Number, string Cause, Guid FromTeam, Guid Team, DateTimeOffset DiscoveredAt,
    DateTimeOffset TellAuthorityBefore, bool Late, string? Confirmed, string? Outcome);

/// <summary>A wrong sending: reported by one command, destruction confirmed by the receiver, judged by the privacy officer.</summary>
internal static class WrongSendingsFeature
{
    private static readonly string[] Forms = ["json", "html", "tekst"];

    public static void MapWrongSendings(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{verwijzing:guid}/verkeerd-verzonden", Report).Produces(StatusCodes.Status204NoContent)
            .WithSummary("Meld dat dit naar een team ging waarvoor het niet was: de brief gaat dicht en de ontvanger moet vernietigen")
            .WithExample(new WrongSendingRequest("verkeerd-team", null));
        routes.MapPost("/{verwijzing:guid}/verkeerd-verzonden/bevestiging", Confirm).Produces(StatusCodes.Status204NoContent)
            .WithSummary("Bevestig als ontvanger dat u niets opende, of alles hebt vernietigd")
            .WithExample(new DestructionRequest("vernietigd"));
        routes.MapGet("/{verwijzing:guid}/verkeerd-verzonden", Read).Produces<BreachReport>()
            .WithSummary("De feiten over een verkeerde verzending, voor het verzendende team; vorm=json, html of tekst");
    }

    public static void MapBreaches(this WebApplication app)
    {
        var breaches = app.MapHouseGroup("/v1/datalekken").RequiresRole(Roles.PrivacyOfficer).WithTags("datalekken")
            .NotesLooks("datalekken");
        breaches.MapGet("/", List).Produces<BreachListed[]>()
            .WithSummary("De verkeerde verzendingen van uw organisatie, met het moment waarop melden hoogstens kan");
        breaches.MapGet("/{verwijzing:guid}", ReadForOfficer).Produces<BreachReport>()
            .WithSummary("De feiten voor de melding van een datalek; vorm=json, html of tekst");
        breaches.MapPost("/{verwijzing:guid}/beoordeling", Judge).Produces(StatusCodes.Status204NoContent)
            .WithSummary("Leg vast of het is gemeld, of de mensen zelf zijn ingelicht, en waarom")
            .WithExample(new BreachJudgement(Invented.Request, "niet-gemeld", PeopleTold: true, "geopend-en-vernietigd"));
    }

    private static async Task<IResult> Report(
        Guid verwijzing, WrongSendingRequest body, HttpContext http, Asker asker, ReferralDesk desk, TimeProvider clock)
    {
        var now = clock.Now();
        var errors = new InputErrors().OneOf(body.Cause, "cause", ReferralDecider.Causes)
            .Must(
                body.DiscoveredAt is not { } when || when <= now, "discoveredAt",
                "Noem het moment waarop u het ontdekte, niet later dan nu.")
            .Must(
                body.DiscoveredAt is not { } since || now - since < TimeSpan.FromDays(366), "discoveredAt",
                "Dit is langer dan een jaar geleden: bel de privacyfunctionaris.");
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act => Task.FromResult<ByPerson>(new ReportWrongSending(
                DerivedIds.Of(http.CommandId(), "breach"), body.Cause!, body.DiscoveredAt?.ToUniversalTime() ?? act.At,
                asker.Organisation, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Confirm(
        Guid verwijzing, DestructionRequest body, HttpContext http, Asker asker, ReferralDesk desk, IViews views, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Word, "word", ReferralDecider.DestructionWords);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Act(verwijzing, new(http, asker), async act =>
        {
            var breach = act.Known.Breaches.LastOrDefault(b => b.Reported.Team == act.Known.To.Team);
            var opened = breach is not null && body.Word == ReferralDecider.NotOpened
                && (await ReportOf(act.Known, verwijzing, breach, views, act.At, ct)).Opened.Letter > 0;
            return new ConfirmDestruction(body.Word!, opened, act.By, act.At);
        });
    }

    private static async Task<IResult> Read(
        Guid verwijzing, string? vorm, HttpContext http, Asker asker, ReferralDesk desk, IViews views, TimeProvider clock,
        CancellationToken ct) => vorm is not null && !Forms.Contains(vorm)
            ? new InputErrors().OneOf(vorm, "vorm", Forms).ToProblem()
            : await desk.Find(verwijzing, asker, ct) is { Sender: true, Known: var known } && known.Breaches is [.., var breach]
                ? Shown(vorm, http, await ReportOf(known, verwijzing, breach, views, clock.Now(), ct))
                : Refusals.Missing.ToProblem();

    private static async Task<IResult> List(
        HttpContext http, Asker asker, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, BreachesView.Table);
        var now = clock.Now();
        var rows = await views.List<BreachRow>(BreachesView.Table, BreachesView.Of(asker.Organisation), ct);
        return TypedResults.Ok(rows.OrderBy(r => r.Outcome is not null).ThenBy(r => r.DiscoveredAt).Select(r => new BreachListed(
            r.Breach, r.Referral, r.Number, r.Cause, r.FromTeam, r.Team, r.DiscoveredAt, r.DiscoveredAt + BreachReports.ToTheAuthority,
            r.Outcome is null && now > r.DiscoveredAt + BreachReports.ToTheAuthority, r.Confirmed, r.Outcome)).ToArray());
    }

    private static async Task<IResult> ReadForOfficer(
        Guid verwijzing, string? vorm, HttpContext http, Asker asker, ReferralHandler referrals, IViews views, TimeProvider clock,
        CancellationToken ct) => vorm is not null && !Forms.Contains(vorm)
            ? new InputErrors().OneOf(vorm, "vorm", Forms).ToProblem()
            : (await referrals.Load(verwijzing, ct)).State is Referral.Known { Breaches: [.., var breach] } known
                && breach.Reported.FromOrganisation == asker.Organisation
                ? Shown(vorm, http, await ReportOf(known, verwijzing, breach, views, clock.Now(), ct))
                : Refusals.Missing.ToProblem();

    private static async Task<IResult> Judge(
        Guid verwijzing, BreachJudgement body, HttpContext http, Asker asker, Door door, ReferralHandler referrals, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().Id(body.Breach ?? default, "breach").OneOf(body.Outcome, "outcome", ReferralDecider.BreachOutcomes)
            .Must(body.PeopleTold is not null, "peopleTold", "Zeg of de mensen om wie het gaat zijn ingelicht.")
            .OneOf(body.Reason, "reason", ReferralDecider.BreachReasons);
        if (!errors.None)
            return errors.ToProblem();

        var context = await door.Open(http, asker.As(Roles.PrivacyOfficer), PayloadOwner.Organisation(asker.Organisation), ct);
        var command = new AssessBreach(
            body.Breach!.Value, body.Outcome!, body.PeopleTold!.Value, body.Reason!, asker.Pseudonym, asker.Organisation, clock.Now());
        return (await referrals.Handle(verwijzing, command, context, ct)).ToHttp(http);
    }

    // The access log of the receiving organisation says whether it was opened; its lines stand before any answer.
    private static async Task<BreachReport> ReportOf(
        Referral.Known known, Guid referral, Referral.Breach breach, IViews views, DateTimeOffset now, CancellationToken ct)
    {
        await views.FreshToHead(AccessLinesView.Table, ct);
        var part = AccessLinesView.OfThing(breach.Reported.Organisation, referral);
        return BreachReports.Of(
            known, referral, breach, await views.List<AccessLine>(AccessLinesView.Table, part, ct, limit: 5_000), now);
    }

    private static IResult Shown(string? form, HttpContext http, BreachReport report)
    {
        http.LooksAt([.. report.People.Select(p => p.Member)]);
        return form switch
        {
            "html" => TypedResults.Text(BreachReports.Html(report), "text/html", System.Text.Encoding.UTF8),
            "tekst" => TypedResults.Text(BreachReports.Text(report), "text/plain", System.Text.Encoding.UTF8),
            _ => TypedResults.Ok(report),
        };
    }
}
