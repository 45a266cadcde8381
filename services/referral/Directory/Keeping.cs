using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>The provision.</summary>
public sealed record ProvisionAnswer(Guid Provision);

/// <summary>What a keeper sees of a provision: the card, what people said of it, who wants to keep it and who does.</summary>
public sealed record KeptProvision(ProvisionCard Card, IReadOnlyList<DoubtRow> Doubts, Guid? Claim, Guid? Owner);

/// <summary>The sociale kaart as its keeper writes it: list, correct, withdraw.</summary>
internal static class Keeping
{
    public static readonly ProvisionRequest Example = new(
        Id: null, "Formulierenhulp", "Stichting Voorbeeld", ["financien"], ["GM0150"], "Iedereen die hulp wil bij brieven", "Gratis",
        "Loop binnen op dinsdag", "https://formulierenhulp.voorbeeld.nl", Phone: "0570-000110", Languages: ["Nederlands", "Arabisch"],
        IncomeNorms: [new(120, new(2027, 1, 1), new(2027, 12, 31))]);

    public static void MapKeeping(this RouteGroupBuilder routes)
    {
        routes.MapGet("/", List).WithSummary("Alle voorzieningen, per 500").Produces<KeptProvision[]>();
        routes.MapGet("/{voorziening:guid}", Read).WithSummary("Eén voorziening").Produces<KeptProvision>();
        routes.MapPost("/", Create).WithSummary("Neem een voorziening op").WithExample(Example)
            .Produces<ProvisionAnswer>(StatusCodes.Status201Created);
        routes.MapPut("/{voorziening:guid}", Revise).RequiresIfMatch()
            .WithSummary("Verbeter wat er over een voorziening staat; wat u weglaat blijft staan").WithExample(Example);
        routes.MapPost("/{voorziening:guid}/vervallen", Withdraw).WithSummary("De voorziening bestaat niet meer");
    }

    /// <summary>What comes before a command of the keeper: its id, its words, who he is.</summary>
    public static Task<CommandContext> Context(HttpContext http, Asker asker, Door door, CancellationToken ct, string? resource = null) =>
        door.Open(
            http, asker.As(Roles.FocusOfficer, Roles.TeamLead, Roles.Professional), PayloadOwner.Staff(asker.Pseudonym), ct, resource);

    private static async Task<IResult> List(string? vanaf, HttpContext http, IViews views, TimeProvider clock, CancellationToken ct)
    {
        await views.FreshFor(http, ProvisionsView.Table);
        var today = Amsterdam.DateAt(clock.Now());
        var rows = await views.List<ProvisionRow>(ProvisionsView.Table, ProvisionsView.All, ct, limit: 500, after: vanaf);
        return TypedResults.Ok(rows.Select(row => Seen(row, today)).ToArray());
    }

    private static async Task<IResult> Read(
        Guid voorziening, HttpContext http, ProvisionHandler provisions, IViews views, TimeProvider clock, CancellationToken ct)
    {
        var loaded = await provisions.Load(voorziening, ct);
        if (loaded.State is not Provision.Listed)
            return Refusals.Missing.ToProblem();

        await views.Fresh(ProvisionsView.Table, loaded.Position, ct);
        if (await views.Get<ProvisionRow>(ProvisionsView.Table, voorziening.ToString("N"), ct) is not { } row)
            return Refusals.Missing.ToProblem();

        http.SetETag(loaded.VersionOf(Provision.EntryResource));
        return TypedResults.Ok(Seen(row, Amsterdam.DateAt(clock.Now())));
    }

    private static async Task<IResult> Create(
        ProvisionRequest body, HttpContext http, Asker asker, Intake intake, ProviderHandler providers, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        if (ProvisionForm.Errors(body) is { None: false } errors)
            return errors.ToProblem();

        var id = body.Id ?? DerivedIds.Of(http.CommandId(), $"provision|{asker.Pseudonym}");
        var (context, now) = (await Context(http, asker, door, ct), clock.Now());
        var entry = ProvisionForm.Over(new(id, body.Name!), body);
        var offering = Provider.IdOf(body.Organisation!);
        if ((await providers.Load(offering, ct)).State is Provider.Unknown)
        {
            var kept = new KeepProvider(new(offering, body.Organisation!.Trim()) { Description = body.Organisation!.Trim() }, null, now);
            await providers.Handle(offering, kept, context with { Id = DerivedIds.Of(context.Id, "provider") }, ct);
        }

        var (_, _, answer) = await intake.Say(
            id, ProvisionForm.Row(entry), body.Organisation!.Trim(), (bare, people) =>
            new ListService(bare, body.Organisation!.Trim(), people, now),
            payload => context with { Payloads = payload is null ? [] : [payload] }, ct);
        return answer.ToCreated(http, _ => ($"/v1/voorzieningen/{id}", new ProvisionAnswer(id)));
    }

    /// <summary>The keeper corrects anything; whoever owns an entry corrects his own.</summary>
    public static async Task<IResult> Revise(
        Guid voorziening, ProvisionRequest body, HttpContext http, Asker asker, Intake intake, ProvisionHandler provisions,
        ContactPeople contacts, Door door, TimeProvider clock, CancellationToken ct)
    {
        if (ProvisionForm.Errors(body) is { None: false } errors)
            return errors.ToProblem();
        if ((await provisions.Load(voorziening, ct)).State is not Provision.Listed there)
            return Refusals.Missing.ToProblem();

        var context = await Context(http, asker, door, ct, Provision.EntryResource);
        var row = ProvisionForm.Row(ProvisionForm.Over(there.Entry, body));
        await contacts.Join(row, there.People, ct);
        Guid? owner = asker.Roles.Contains(Roles.FocusOfficer) ? null : asker.Organisation;
        var (_, _, answer) = await intake.Say(
            voorziening, row, body.Organisation!.Trim(),
            (bare, people) => new ReviseService(bare, body.Organisation!.Trim(), people, owner, clock.Now()),
            payload => context with { Payloads = payload is null ? [] : [payload] }, ct);
        return answer.ToHttp(http);
    }

    private static async Task<IResult> Withdraw(
        Guid voorziening, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock,
        CancellationToken ct) =>
        (await provisions.Handle(voorziening, new WithdrawProvision(clock.Now()), await Context(http, asker, door, ct), ct)).ToHttp(http);

    private static KeptProvision Seen(ProvisionRow row, DateOnly today) =>
        new(ProvisionCard.Of(row, today), row.Doubts, row.Claim, row.Owner);
}
