using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>A provision that nobody checked for so long.</summary>
public sealed record StaleProvision(Guid Provision, string Name, string Organisation, DateOnly CheckedOn, Guid? Owner);

/// <summary>What somebody said that is not right; his words only for the keeper.</summary>
public sealed record DoubtSeen(Guid Provision, string Name, Guid Doubt, string Reason, DateTimeOffset At, string? Words);

/// <summary>What came of looking into it: verbeterd, klopt-toch, vervallen or niet-te-achterhalen.</summary>
public sealed record SettleDoubtRequest(string? Outcome);

/// <summary>Whether the organisation that says so does offer it.</summary>
public sealed record AnswerClaimRequest(Guid Organisation, bool Granted);

/// <summary>An organisation that says it offers something, and waits for an answer.</summary>
public sealed record ClaimSeen(Guid Provision, string Name, Guid Organisation);

/// <summary>How a keeper keeps the sociale kaart right: what was not checked, what people doubt, who wants to keep what.</summary>
internal static class Checks
{
    private const int Most = 500;

    public static void MapChecks(this RouteGroupBuilder routes)
    {
        routes.MapGet("/te-controleren", Stale).WithSummary("Wat al zo veel maanden door niemand is gecontroleerd, het oudste eerst")
            .Produces<StaleProvision[]>();
        routes.MapGet("/meldingen", Doubts).WithSummary("Wat volgens mensen niet klopt").Produces<DoubtSeen[]>();
        routes.MapGet("/aanspraken", Claims).WithSummary("Wie zegt dat iets van hem is").Produces<ClaimSeen[]>();
        routes.MapPost("/{voorziening:guid}/gecontroleerd", Check).WithSummary("Nagekeken: het klopt");
        routes.MapPost("/{voorziening:guid}/meldingen/{melding:guid}/afhandeling", Settle)
            .WithSummary("Zeg wat er van een melding kwam").WithExample(new SettleDoubtRequest("verbeterd"));
        routes.MapPost("/{voorziening:guid}/aanspraak/antwoord", Answer)
            .WithSummary("Zeg of een organisatie deze voorziening zelf mag bijhouden")
            .WithExample(new AnswerClaimRequest(Invented.Organisation, Granted: true));
    }

    private static async Task<IResult> Stale(int? maanden, HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        if (maanden is < 1 or > 120)
            return new InputErrors().Add("maanden", "Kies een aantal maanden van 1 tot en met 120.").ToProblem();

        await views.FreshFor(http, ProvisionsView.Table);
        var before = Amsterdam.StartOf(Amsterdam.DateAt(clock.Now()).AddMonths(-(maanden ?? ProvisionCard.MonthsFresh)));
        var rows = await views.Due(ProvisionsView.Table, before, Most, ct);
        return TypedResults.Ok(rows.Select(Row).Select(row => new StaleProvision(
            row.Id, row.Entry.Name, row.Organization ?? "", Amsterdam.DateAt(ProvisionsView.CheckedAt(row)), row.Owner)).ToArray());
    }

    private static async Task<IResult> Doubts(HttpContext http, IViews views, ProvisionHandler provisions, IVault vault,
        CancellationToken ct)
    {
        await views.FreshFor(http, ProvisionsView.Table);
        var seen = new List<DoubtSeen>();
        foreach (var row in await Marked(views, SearchTerms.Doubted, ct))
        {
            var doubts = ((await provisions.Load(row.Id, ct)).State as Provision.Listed)?.Doubts;
            foreach (var doubt in doubts?.Values.OrderBy(d => d.At) ?? Enumerable.Empty<ProvisionDoubted>())
            {
                var words = doubt.Words is { } sealedWords ? await vault.Open<DoubtWords>(sealedWords, ct) : null;
                seen.Add(new(row.Id, row.Entry.Name, doubt.Doubt, doubt.Reason, doubt.At, words?.Text));
            }
        }

        return TypedResults.Ok(seen.OrderBy(d => d.At).ToArray());
    }

    private static async Task<IResult> Claims(HttpContext http, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, ProvisionsView.Table);
        var rows = await Marked(views, SearchTerms.Claimed, ct);
        return TypedResults.Ok(rows.Where(row => row.Claim is not null)
            .Select(row => new ClaimSeen(row.Id, row.Entry.Name, row.Claim!.Value)).ToArray());
    }

    private static async Task<IResult> Check(
        Guid voorziening, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock, CancellationToken ct)
    {
        var check = new CheckProvision(asker.Organisation, ByKeeper: true, clock.Now());
        return (await provisions.Handle(voorziening, check, await Keeping.Context(http, asker, door, ct), ct)).ToHttp(http);
    }

    private static async Task<IResult> Settle(
        Guid voorziening, Guid melding, SettleDoubtRequest body, HttpContext http, Asker asker, ProvisionHandler provisions, Door door,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Outcome, "outcome", ProvisionDecider.Outcomes);
        if (!errors.None)
            return errors.ToProblem();

        var settle = new SettleDoubt(melding, body.Outcome!, clock.Now());
        return (await provisions.Handle(voorziening, settle, await Keeping.Context(http, asker, door, ct), ct)).ToHttp(http);
    }

    private static async Task<IResult> Answer(
        Guid voorziening, AnswerClaimRequest body, HttpContext http, Asker asker, ProvisionHandler provisions, Door door,
        TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().Id(body.Organisation, "organisation");
        if (!errors.None)
            return errors.ToProblem();

        var answer = new AnswerClaim(body.Organisation, body.Granted, clock.Now());
        return (await provisions.Handle(voorziening, answer, await Keeping.Context(http, asker, door, ct), ct)).ToHttp(http);
    }

    private static Task<IReadOnlyList<ProvisionRow>> Marked(IViews views, string mark, CancellationToken ct) =>
        views.Search<ProvisionRow>(ProvisionsView.Table, new([[mark]], [], Most), ct);

    private static ProvisionRow Row(DueRow due) =>
        System.Text.Json.JsonSerializer.Deserialize<ProvisionRow>(due.Json, Facts.Json)!;
}
