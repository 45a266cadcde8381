using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>A day that a royal decree treats as a holiday, and which decree.</summary>
public sealed record DecreeDayRequest(DateOnly Day, string? Decree);

/// <summary>A situation that a municipality treats as threatening, beside those of the law.</summary>
public sealed record AddThreatRequest(string? Area, string? Code, string? Name);

/// <summary>In how many weeks (1 to 8) a municipality decides.</summary>
public sealed record DecisionTermRequest(string? Area, int Weeks);

/// <summary>How terms are counted: the kinds, the threats, the decreed days that were added, and what municipalities chose.</summary>
public sealed record TermRulesAnswer(
    int Version, IReadOnlyList<TermKind> Terms, IReadOnlyList<Threat> Threats, IReadOnlyDictionary<DateOnly, string> Decreed,
    IReadOnlyDictionary<string, MunicipalRules> Municipal)
{
    /// <summary>The version of policy on top; none while what the release brings holds.</summary>
    public int? Policy { get; init; }
}

/// <summary>The book of terms: read by staff, kept by the administrator. Each change is a fact with its author.</summary>
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
        rules.MapPost("/dreigingen", Threaten).RequiresRole(Roles.Administrator)
            .WithSummary("Voeg voor een gemeente een bedreigende situatie toe")
            .WithExample(new AddThreatRequest("GM0150", "beslag-op-inboedel", "Beslag op de inboedel"));
        rules.MapPost("/besluittermijnen", Choose).RequiresRole(Roles.Administrator)
            .WithSummary("Leg vast binnen hoeveel weken een gemeente besluit")
            .WithExample(new DecisionTermRequest("GM0150", 6));
    }

    private static async Task<IResult> Read(TermBookHandler book, TimeProvider clock, CancellationToken ct)
    {
        var now = (await book.Load(TermBook.TheBook, ct)).State;
        var rules = await book.Rules(clock.Now(), ct);
        return TypedResults.Ok(new TermRulesAnswer(rules.Version, rules.Kinds, rules.AllThreats, now.Decreed, now.Chosen)
        { Policy = rules.Policy });
    }

    private static Task<IResult> Decree(
        DecreeDayRequest body, HttpContext http, Asker asker, TermBookHandler book, Door door, TimeProvider clock, CancellationToken ct) =>
        Keep(
            new InputErrors().Text(body.Decree, "decree", 200).Must(body.Day.Year is >= 2020 and <= 2100, "day", "Kies een dag van nu."),
            () => new DecreeDay(body.Day, body.Decree!.Trim(), clock.Now()), http, asker, book, door, ct);

    private static Task<IResult> Threaten(
        AddThreatRequest body, HttpContext http, Asker asker, TermBookHandler book, Door door, TimeProvider clock, CancellationToken ct) =>
        Keep(
            new InputErrors().Areas([body.Area!], "area", 1).Code(body.Code, "code").Text(body.Name, "name", 200),
            () => new AddThreat(body.Area!, new(body.Code!, body.Name!.Trim()), clock.Now()), http, asker, book, door, ct);

    private static Task<IResult> Choose(
        DecisionTermRequest body, HttpContext http, Asker asker, TermBookHandler book, Door door, TimeProvider clock,
        CancellationToken ct) =>
        Keep(
            new InputErrors().Areas([body.Area!], "area", 1),
            () => new ChooseDecisionTerm(body.Area!, body.Weeks, clock.Now()), http, asker, book, door, ct);

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
