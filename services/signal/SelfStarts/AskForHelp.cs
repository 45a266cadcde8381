using System.Text.RegularExpressions;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.SelfStarts;

/// <summary>'Ik wil hulp': a first name and a way to reach are enough.</summary>
/// <param name="FirstName">What we may call you; sealed.</param>
/// <param name="Channel"><c>telefoon</c>, <c>sms</c> or <c>e-mail</c>.</param>
/// <param name="Reach">The number or address; sealed.</param>
/// <param name="Area">The municipality's code, such as <c>GM0150</c>.</param>
/// <param name="Domain">A code out of the list <c>lifeDomains</c>, when you know.</param>
/// <param name="Words">What you want to say, when you want to; sealed.</param>
public sealed record AskForHelpRequest(
    string? FirstName, string? Channel, string? Reach, string? Area, string? Domain = null, string? Words = null);

/// <summary>The same to everybody: it tells nothing about who asked.</summary>
public sealed record AskedForHelpAnswer(string Message);

/// <summary>Who asked for help: only ever sealed.</summary>
public sealed record SelfStarter(string FirstName, string Reach, string? Words);

internal static partial class AskForHelpFeature
{
    private const int KeptDays = 90;
    private static readonly Actor Visitor = new("bezoeker", "bezoeker", Guid.Empty);
    private static readonly string[] Channels = ["telefoon", "sms", "e-mail"];

    // Who calls: the neighbourhood team where there is one; with money worries the debt help first.
    private static readonly string[] Order = ["wijkteam", "jgz", "schuldhulp", "informele-steun"];

    public static void MapAskForHelp(this WebApplication app)
    {
        var open = app.MapHouseGroup("/v1/ik-wil-hulp").WithTags("ik wil hulp").AllowAnonymous();
        open.MapPost("", Ask)
            .WithSummary("Ik wil hulp: laat een voornaam achter, en hoe wij u kunnen bereiken")
            .WithDescription("Zonder account. Een team in uw gemeente neemt contact op. Het antwoord is voor iedereen gelijk.")
            .WithExample(new AskForHelpRequest("Samen", "telefoon", "06 00 00 00 00", "GM0150", "financien", "Ik kom er niet meer uit."))
            .Produces<AskedForHelpAnswer>(StatusCodes.Status202Accepted);
        open.MapGet("/gemeenten", Areas)
            .WithSummary("De gemeenten waar een team contact met u kan opnemen")
            .Produces<string[]>();
    }

    private static async Task<IResult> Areas(IViews views, CancellationToken ct) => TypedResults.Ok(
        (await views.List<AreaRow>(ServingTeamsView.Table, ServingTeamsView.Areas, ct)).Select(row => row.Area).ToArray());

    private static async Task<IResult> Ask(
        AskForHelpRequest body, HttpContext http, SelfStartHandler selfStarts, IViews views, IVault vault, SelfStartRate rate,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Text(body.FirstName, "firstName", 60)
            .OneOf(body.Channel, "channel", Channels)
            .Text(body.Reach, "reach", 100)
            .Must(Reachable(body), "reach", "Vul een telefoonnummer in (zoals 06 12 34 56 78), of een e-mailadres.")
            .Municipality(body.Area, "area")
            .NoBsn(body.FirstName, "firstName").NoBsn(body.Words, "words");
        if (body.Domain is not null)
            errors.OneOf(body.Domain, "domain", FamilyCodes.LifeDomains.Codes);
        if (body.Words is not null)
            errors.Text(body.Words, "words", 1000);
        if (!errors.None)
            return errors.ToProblem();
        if (!rate.Allows(body.Area!))
        {
            http.Response.Headers.RetryAfter = "600";
            return Problems.Of(StatusCodes.Status429TooManyRequests);
        }

        var teams = await views.List<ServingTeamRow>(ServingTeamsView.Table, ServingTeamsView.Of(body.Area!), ct);
        if (teams.MinBy(team => (Rank(team.OrganisationKind, body.Domain), !team.ActsForCollege, team.Team)) is not { } caller)
            return new Refusal("geen-team", "In deze gemeente is nog geen team aangesloten. Bel uw gemeente.").ToProblem();

        // Who asks again on the same day is called once; the id comes from a key, so that nobody can find it out from a number.
        var (now, reach) = (clock.Now(), body.Channel is "e-mail" ? body.Reach!.Trim().ToLowerInvariant() : Plain(body.Reach!));
        var today = Amsterdam.DateAt(now);
        var id = Guid.ParseExact(vault.SearchTerm($"ik-wil-hulp|{body.Area}|{reach}|{today:yyyy-MM-dd}")[..32], "N");
        var owner = PayloadOwner.Family(id, caller.Organisation);
        if ((await selfStarts.Load(id, ct)).State.Received is null)
        {
            var who = new SelfStarter(body.FirstName!.Trim(), body.Reach!.Trim(), body.Words?.Trim());
            var payload = await vault.Seal(owner, id, who, ct);
            var asked = new SelfStartReceived(
                id, body.Area!, body.Domain, body.Channel!, payload.Ref, today.AddDays(KeptDays), caller.Organisation, caller.Team, now);
            var context = new CommandContext(http.CommandId(), Visitor) { Payloads = [payload] };
            await selfStarts.Handle(id, new ReceiveSelfStart(asked), context, ct);
        }

        return TypedResults.Accepted((string?)null, new AskedForHelpAnswer(
            "Dank u wel. Een team in uw gemeente neemt contact met u op, meestal binnen drie werkdagen. Is er nu gevaar? Bel 112."));
    }

    private static int Rank(string kind, string? domain) =>
        domain is "financien" && kind is "schuldhulp" ? -1 : Array.IndexOf(Order, kind) is >= 0 and var at ? at : Order.Length;

    private static bool Reachable(AskForHelpRequest body) => body.Reach is null || body.Channel switch
    {
        "e-mail" => Address().IsMatch(body.Reach.Trim()),
        "telefoon" or "sms" => Number().IsMatch(Plain(body.Reach)),
        _ => true,
    };

    private static string Plain(string number) => Filler().Replace(number, "");

    [GeneratedRegex(@"[\s().-]", RegexOptions.NonBacktracking)]
    private static partial Regex Filler();

    [GeneratedRegex(@"^(?:\+|00)?[0-9]{9,14}$", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
