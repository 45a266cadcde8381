using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>
/// Why a row is open or closed for a team and a purpose, as the decision point would answer now: <c>open</c>, or the code of the refusal,
/// with its rule and its facts. Under which rule set, on what it rests, who decides and what each said: for the organisation that asked.
/// </summary>
public sealed record RowWhy(
    Row Row, Guid Team, string Purpose, bool Open, string Code, Why Why, string? RuleSet, Guid? RestsOn, RowSeen? Standing);

internal static class WhyClosedEndpoint
{
    private static readonly Why Agreed = new(
        "Iedereen die over dit gegeven beslist, zei ja voor deze ontvanger en dit doel, en dat geldt vandaag.",
        "Jeugdwet 7.3.11, BW 7:457, AVG 6(1)(a)", null);

    private static readonly Why Grounded = new(
        "Een wettelijke grond laat dit gegeven toe zonder toestemming.", "AVG 6(1) en 9(2), met de wet van de grond zelf", null);

    public static void MapWhyClosed(this IEndpointRouteBuilder consents) => consents
        .MapGet("/{family:guid}/waarom", Handle)
        .RequiresRole(Roles.Professional, Roles.TeamLead)
        .Produces<RowWhy[]>()
        .WithSummary("Waarom een gegeven voor een team open of dicht is: regel en feiten, zonder te zeggen wat u niet mag weten");

    private static async Task<IResult> Handle(
        Guid family, Guid? team, string? doel, Guid? persoon, string? categorie, Asker asker, HttpContext http, ConsentHandler consents,
        ListedTeamHandler teams, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Must(team is { } t && t != Guid.Empty, "team", "Noem het team waarvoor u het wilt weten.")
            .Must(doel is not null && Lists.Purposes.Find(doel) is not null, "doel", "Kies een doel uit de lijst.")
            .Must(persoon is { } p && p != Guid.Empty, "persoon", "Noem de persoon over wie het gaat.")
            .Must(categorie is null || Lists.Categories.Find(categorie) is not null, "categorie", "Kies een soort gegeven uit de lijst.");
        if (!errors.None)
            return errors.ToProblem();

        var state = (await consents.Load(family, ct)).State;
        var own = asker.Teams.Contains(team!.Value);
        var held = own && state.Disclosed.Any(d => d.Team == team && d.Row.Subject == persoon);
        var listed = (await teams.Load(team.Value, ct)).State.Heard;
        if (!state.HasParty(asker.Organisation) && !held || listed is null || state.Family?.Member(persoon!.Value) is null)
            return Refusals.Missing.ToProblem();

        http.LooksAt([persoon!.Value]);
        var by = own ? team.Value : asker.Teams.Order().FirstOrDefault();
        var recipient = new ListedRecipient(team.Value, listed.Organisation);
        var named = Named(state, persoon.Value, recipient, doel!, asker, clock.Now());
        var rows = categorie is null ? named
            : own ? [new(persoon.Value, categorie)]
            : [.. named.Where(row => row.Category == categorie)];
        var question = new DecideAccess(
            Guid.CreateVersion7(), new("consent", asker.Pseudonym, Roles.Professional, by, asker.Organisation),
            own ? ConsentDecider.Open : ConsentDecider.Send, team.Value, listed.Organisation, doel!, rows, clock.Now())
        {
            RecipientKind = listed.OrganisationKind,
        };
        var (answer, standings) = ConsentDecider.Explain(question, state);
        return TypedResults.Ok(rows.Select((row, n) => Of(row, standings[n], answer, state, asker, held)).ToArray());
    }

    // What was asked by the own organisation, or came to the own team. What others asked for others does not exist here.
    private static Row[] Named(
        Consent state, Guid person, ListedRecipient to, string purpose, Asker asker, DateTimeOffset at) =>
    [
        .. state.Requests
            .Where(r => r.Asked.Purpose == purpose && r.Asked.AskedByOrganisation == asker.Organisation
                && r.Reaches(to, at))
            .SelectMany(r => r.Asked.Rows)
            .Concat(asker.Teams.Contains(to.Team) ? state.Disclosed.Where(d => d.Team == to.Team).Select(d => d.Row) : [])
            .Where(row => row.Subject == person).Distinct()
            .OrderBy(row => row.Category, StringComparer.Ordinal),
    ];

    private static RowWhy Of(Row row, Standing standing, AccessRefused answer, Consent state, Asker asker, bool held)
    {
        var granted = answer.Granted.FirstOrDefault(g => g.Row == row);
        var code = granted is not null ? "open" : answer.Withheld.First(w => w.Row == row).Code;
        var asked = standing.Request is { } request && request.AskedByOrganisation == asker.Organisation;
        var mine = asked || standing.Ground is { } ground && ground.Invoked.ByOrganisation == asker.Organisation;
        var facts = new Dictionary<string, string> { ["antwoord"] = code };
        if (asked)
            facts["laatsteDag"] = Day(standing.Request!.Until);
        if (code == "ingetrokken" && (asked || held) && TakenBack(state, row, standing, answer.RecipientTeam) is { } on)
            facts["ingetrokkenOp"] = Day(on);
        var why = granted is { Ground: not null } ? Grounded : granted is not null ? Agreed : Whys.Of(code, "");
        return new(
            row, answer.RecipientTeam, answer.Purpose, granted is not null, code, why with { Facts = facts },
            asked ? $"{standing.Request!.RuleSet}.v{standing.Request.RuleSetVersion}" : null,
            mine || granted is not null ? granted?.Request ?? standing.Request?.Request : null,
            asked ? OverviewEndpoint.Row(standing) : null);
    }

    private static DateOnly? TakenBack(Consent state, Row row, Standing standing, Guid team) => state.Withdrawals
        .Where(w => w.Rows.Contains(row) && !w.IsVoid
            && (w.Request == standing.Request?.Request || w.Recipients.Any(r => r.Recipient.Team == team)))
        .Select(w => (DateOnly?)Amsterdam.DateAt(w.At)).Max();

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
