using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>Who offers what, for whom, and how to get it. Without areas it is there for the whole country.</summary>
public sealed record ProvisionRequest(
    Guid? Id, string? Name, string? Organisation, IReadOnlyList<string>? Domains, IReadOnlyList<string>? Areas, string? ForWhom,
        string? Cost,
    string? HowToApply, string? Url);

/// <summary>The provision.</summary>
public sealed record ProvisionAnswer(Guid Provision);

/// <summary>The sociale kaart: kept by the focus officer, read by everybody, also without signing in.</summary>
internal static class ProvisionsFeature
{
    private static readonly ProvisionRequest Example = new(
        Id: null, "Formulierenhulp", "Stichting Voorbeeld", ["financien"], ["GM0150"], "Iedereen die hulp wil bij brieven", "Gratis",
        "Loop binnen op dinsdag", "https://formulierenhulp.voorbeeld.nl");

    public static void MapProvisions(this IEndpointRouteBuilder app)
    {
        var provisions = app.MapHouseGroup("/v1/voorzieningen").WithTags("sociale kaart").RequiresRole(Roles.FocusOfficer);
        provisions.MapGet("/", List).WithSummary("Alle voorzieningen").Produces<ProvisionEntry[]>();
        provisions.MapGet("/{voorziening:guid}", Read).WithSummary("Eén voorziening").Produces<ProvisionEntry>();
        provisions.MapPost("/", Create)
            .WithSummary("Neem een voorziening op")
            .WithExample(Example)
            .Produces<ProvisionAnswer>(StatusCodes.Status201Created);
        provisions.MapPut("/{voorziening:guid}", Revise).RequiresIfMatch()
            .WithSummary("Verbeter wat er over een voorziening staat")
            .WithExample(Example);
        provisions.MapPost("/{voorziening:guid}/vervallen", Withdraw).WithSummary("De voorziening bestaat niet meer");

        app.MapHouseGroup("/v1/sociale-kaart").WithTags("sociale kaart").MapGet("/", Search).AllowAnonymous()
            .WithSummary("Zoek wie wat biedt, waar en voor wie").Produces<ProvisionEntry[]>();
    }

    private static async Task<IResult> List(HttpContext http, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, ProvisionsView.Table);
        return TypedResults.Ok(await All(views, ct));
    }

    private static async Task<IResult> Search(
        string? domein, string? gebied, string? zoek, HttpContext http, IViews views, CancellationToken ct)
    {
        if (zoek?.Length > 100)
            return new InputErrors().Add("zoek", "Gebruik hoogstens 100 tekens.").ToProblem();

        await views.FreshFor(http, ProvisionsView.Table);
        var words = (zoek ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TypedResults.Ok((await All(views, ct))
            .Where(p => domein is null || p.Domains.Contains(domein))
            .Where(p => gebied is null || p.Areas is [] || p.Areas.Contains(gebied))
            .Where(p => words.All(w => $"{p.Name} {p.Organisation} {p.ForWhom}".Contains(w, StringComparison.OrdinalIgnoreCase)))
            .ToArray());
    }

    private static async Task<IReadOnlyList<ProvisionEntry>> All(IViews views, CancellationToken ct) =>
        [.. (await views.List<ProvisionEntry>(ProvisionsView.Table, ProvisionsView.All, ct, limit: 5_000))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id)];

    private static async Task<IResult> Read(Guid voorziening, HttpContext http, ProvisionHandler provisions, CancellationToken ct)
    {
        var loaded = await provisions.Load(voorziening, ct);
        if (loaded.State is not Provision.Listed listed)
            return Refusals.Missing.ToProblem();

        http.SetETag(loaded.VersionOf("voorziening"));
        return TypedResults.Ok(listed.Entry);
    }

    private static async Task<IResult> Create(
        ProvisionRequest body, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock,
            CancellationToken ct)
    {
        if (Errors(body) is { None: false } errors)
            return errors.ToProblem();

        var id = body.Id ?? DerivedIds.Of(http.CommandId(), $"provision|{asker.Pseudonym}");
        var context = await Context(http, asker, door, ct);
        var answer = await provisions.Handle(id, new ListProvision(Entry(id, body), clock.Now()), context, ct);
        return answer.ToCreated(http, _ => ($"/v1/voorzieningen/{id}", new ProvisionAnswer(id)));
    }

    private static async Task<IResult> Revise(
        Guid voorziening, ProvisionRequest body, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        if (Errors(body) is { None: false } errors)
            return errors.ToProblem();

        var context = await Context(http, asker, door, ct, "voorziening");
        return (await provisions.Handle(voorziening, new ReviseProvision(Entry(voorziening, body), clock.Now()), context, ct)).ToHttp(http);
    }

    private static async Task<IResult> Withdraw(
        Guid voorziening, HttpContext http, Asker asker, ProvisionHandler provisions, Door door, TimeProvider clock,
            CancellationToken ct) =>
        (await provisions.Handle(voorziening, new WithdrawProvision(clock.Now()), await Context(http, asker, door, ct), ct)).ToHttp(http);

    private static Task<CommandContext> Context(HttpContext http, Asker asker, Door door, CancellationToken ct, string? resource = null) =>
        door.Open(http, asker.As(Roles.FocusOfficer), PayloadOwner.Staff(asker.Pseudonym), ct, resource);

    private static ProvisionEntry Entry(Guid id, ProvisionRequest body) => new(
        id, body.Name!.Trim(), body.Organisation!.Trim(), body.Domains!, body.Areas ?? [], body.ForWhom!.Trim(), body.Cost!.Trim(),
        body.HowToApply!.Trim(), body.Url!);

    private static InputErrors Errors(ProvisionRequest body)
    {
        var errors = new InputErrors()
            .Must(body.Id != Guid.Empty, "id", "Vul een geldig nummer (UUID) in.")
            .Text(body.Name, "name", 200).Text(body.Organisation, "organisation", 200).Text(body.ForWhom, "forWhom", 500)
            .Text(body.Cost, "cost", 200).Text(body.HowToApply, "howToApply", 500)
            .Must(body.Domains is { Count: > 0 and <= 20 }, "domains", "Kies minstens één leefgebied.")
            .Must(
                Uri.TryCreate(body.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && body.Url!.Length <= 300,
                "url",
                "Vul een adres in dat met https:// begint.");
        foreach (var (n, domain) in (body.Domains ?? []).Take(20).Index())
            errors.Code(domain, $"domains[{n}]");
        return body.Areas is null ? errors : errors.Areas(body.Areas, "areas", 0);
    }
}
