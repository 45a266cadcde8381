using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>What each signatory will learn when this is asked, so that the professional can split the request first.</summary>
public sealed record Preview(IReadOnlyList<WillLearn> Signatories, IReadOnlyList<NobodySigns> Closed)
{
    /// <summary>Whether the recipient is in the directory now; what is not, cannot be asked for.</summary>
    public bool RecipientListed { get; init; }

    /// <summary>The teams that it reaches.</summary>
    public IReadOnlyList<ListedRecipient> Reached { get; init; } = [];
}

/// <summary>
/// One signatory: his rows, in plain words what he will see, and why he must be asked. Who may not be informed sees nothing.
/// </summary>
public sealed record WillLearn(Guid Member, bool IsAsked, IReadOnlyList<Row> Rows, string Sentence, IReadOnlyList<string> Why);

/// <summary>A row that cannot be asked, with the reason.</summary>
public sealed record NobodySigns(Row Row, string Code);

internal static class PreviewEndpoint
{
    public static void MapPreview(this IEndpointRouteBuilder consents) => consents
        .MapPost("/{family:guid}/vooruitblik", Handle)
        .RequiresRole(Roles.Professional)
        .Produces<Preview>()
        .WithSummary("Wat elke ondertekenaar zal zien, voordat u het vraagt")
        .WithExample(RequestInput.Example);

    private static async Task<IResult> Handle(
        Guid family, RequestBody asked, Asker asker, ConsentHandler consents, ListedTeamHandler teams, Recipients recipients,
        ConsentLaws laws, TimeProvider clock, CancellationToken ct)
    {
        var (today, law) = (Amsterdam.DateAt(clock.Now()), await laws.Now(ct));
        var consent = (await consents.Load(family, ct)).State;
        var body = asked.Filled(consent, asker.Organisation, today, law);
        var errors = RequestInput.Errors(body, today, law);
        if (!errors.None)
            return errors.ToProblem();
        if (!consent.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var team = await teams.Find(RequestsEndpoint.TeamOf(body.Team, asker), asker.Organisation, ct);
        var found = await recipients.Find(body, ct);
        return TypedResults.Ok(Of(body, consent.Family!, today, law.Rules.Chosen(team?.OrganisationKind, body.Purpose!)) with
        {
            RecipientListed = !found.Closed && found.Scope is not { Listed: [] },
            Reached = found.Scope?.Listed
                ?? (found.Closed ? [] : [new(body.RecipientTeam!.Value, body.RecipientOrganisation!.Value)]),
        });
    }

    private static Preview Of(RequestBody body, FamilyHeard family, DateOnly today, RuleSet rules)
    {
        var signings = body.Rows!.Distinct().Select(row => Signatories.Of(row, family, today, rules)).ToArray();
        return new(
            [.. signings.SelectMany(s => s.Who).Distinct().Select(who => Learns(
                who, family, body, [.. signings.Where(s => s.Who.Contains(who))]))],
            [.. signings.Where(s => s.Closed is not null).Select(s => new NobodySigns(s.Row, s.Closed!))]);
    }

    private static WillLearn Learns(Guid who, FamilyHeard family, RequestBody body, Signing[] signings)
    {
        Row[] rows = [.. signings.Select(s => s.Row)];
        string[] why = [.. signings.SelectMany(s => s.Required).Where(r => r.Who == who).Select(r => r.Why).Distinct()];
        if (family.Member(who) is { MayNotBeInformed: true })
            return new(who, false, rows, "Deze persoon mag niet worden geïnformeerd. Hij of zij ziet niets en krijgt geen vraag.", why);

        var what = rows.Select(r => Lists.Categories.Find(r.Category)!.Sentence.TrimEnd('.')).Distinct();
        var purpose = Lists.Purposes.Find(body.Purpose!)!;
        return new(
            who, true, rows,
            $"Deze persoon zal zien dat {(body.RecipientMeeting is null ? "een ander team" : "wie in het overleg zit")} dit mag weten: "
            + $"{string.Join("; ", what)}. "
            + $"Het doel is: {purpose.Name}. Het loopt tot en met {DutchWords.Of(body.Until!.Value)}. Andere rijen ziet hij of zij niet.",
            why);
    }
}
