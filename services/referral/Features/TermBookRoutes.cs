using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>A day that a royal decree treats as a holiday, and which decree.</summary>
public sealed record DecreeDayRequest(DateOnly Day, string? Decree);

/// <summary>How terms are counted: the kinds, the threats, the decreed days that were added, and what municipalities chose.</summary>
public sealed record TermRulesAnswer(
    int Version, IReadOnlyList<TermKind> Terms, IReadOnlyList<Threat> Threats, IReadOnlyDictionary<DateOnly, string> Decreed,
    IReadOnlyDictionary<string, MunicipalRules> Municipal)
{
    /// <summary>The version of policy on top; none while what the release brings holds.</summary>
    public int? Policy { get; init; }
}

/// <summary>
/// The book of terms: read by staff; decreed days are kept by the administrator, what a municipality chooses is policy of two people
/// (<c>docs/policy.md</c>).
/// </summary>
internal static class TermBookRoutes
{
    private static readonly string[] Staff =
        [Roles.Professional, Roles.TeamLead, Roles.FocusOfficer, Roles.Administrator, Roles.Auditor];

    public static void MapTermBook(this IEndpointRouteBuilder app)
    {
        var rules = app.MapHouseGroup("/v1/termijnregels").WithTags("termijnen");
        rules.MapGet("/", Read).RequiresRole(Staff).WithSummary("Hoe termijnen worden geteld").Produces<TermRulesAnswer>();
        rules.MapPost("/gelijkgestelde-dagen", Decree).RequiresRole(Roles.Administrator)
            .WithSummary("Neem een dag op die bij koninklijk besluit met een feestdag is gelijkgesteld")
            .WithExample(new DecreeDayRequest(new(2029, 5, 11), "Besluit gelijkstelling 2029"));
    }

    private static async Task<IResult> Read(TermBookHandler book, TimeProvider clock, CancellationToken ct)
    {
        var now = (await book.Load(TermBook.TheBook, ct)).State;
        var rules = await book.Rules(clock.Now(), ct);
        return TypedResults.Ok(new TermRulesAnswer(rules.Version, rules.Kinds, rules.AllThreats, now.Decreed, rules.Municipal)
        { Policy = rules.Policy });
    }

    private static Task<IResult> Decree(
        DecreeDayRequest body, HttpContext http, Asker asker, TermBookHandler book, Door door, TimeProvider clock, CancellationToken ct) =>
        Keep(
            new InputErrors().Text(body.Decree, "decree", 200).Must(body.Day.Year is >= 2020 and <= 2100, "day", "Kies een dag van nu."),
            () => new DecreeDay(body.Day, body.Decree!.Trim(), clock.Now()), http, asker, book, door, ct);

    private static async Task<IResult> Keep(
        InputErrors errors, Func<TermBookCommand> make, HttpContext http, Asker asker, TermBookHandler book, Door door,
        CancellationToken ct)
    {
        if (!errors.None)
            return errors.ToProblem();

        var context = await door.Open(http, asker.As(Roles.Administrator), PayloadOwner.Staff(asker.Pseudonym), ct);
        return (await book.Handle(TermBook.TheBook, make(), context, ct)).ToHttp(http);
    }
}
