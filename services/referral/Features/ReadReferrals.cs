using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

internal static class ReadReferralsFeature
{
    /// <summary>What a sender reads of a family that it transferred.</summary>
    private const string GivenAway = "taken-over";

    private const string Running = "lopend";
    private const string Over = "afgelopen";
    private const string All = "alles";
    private const int MostEnded = 200;

    public static void MapReadReferrals(this RouteGroupBuilder routes)
    {
        routes.MapGet("/", List)
            .WithSummary("De verwijzingen van uw teams, als zender of als ontvanger; of die met een nummer")
            .WithDescription(
                "Alles wat loopt, en daarna wat afgelopen is: de nieuwste eerst, 200 per team; met ?na= (het laatste id) de volgende. "
                + "?stand= lopend, afgelopen of alles. ?nummer= zoekt wat iemand aan de telefoon noemt.")
            .Produces<ReferralListed[]>();
        routes.MapGet("/{verwijzing:guid}", Read)
            .WithSummary("Eén verwijzing: voor de ontvanger vóór acceptatie alleen een voorproef zonder identiteit")
            .Produces<ReferralSeen>();
    }

    private static async Task<IResult> List(
        string? kant, Guid? team, string? stand, string? nummer, Guid? na, HttpContext http, Asker asker, IViews views,
        CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(stand ?? All, "stand", [Running, Over, All]);
        if (nummer is null)
            errors.OneOf(kant, "kant", ["zender", "ontvanger"]);
        else
            errors.Must(ReferralNumber.Parse(nummer) is not null, "nummer", "Een nummer is WO- en acht tekens.");
        if (!errors.None)
            return errors.ToProblem();
        if (team is { } one && !asker.Teams.Contains(one))
            return Refusals.Missing.ToProblem();

        await views.FreshFor(http, ReferralsView.Table);
        Guid[] teams = team is { } only ? [only] : [.. asker.Teams.Order()];
        if (nummer is not null)
            return TypedResults.Ok(await ByNumber(ReferralNumber.Parse(nummer)!, teams, views, ct));

        var (sender, rows) = (kant == "zender", new List<ReferralRow>());
        if (stand != Over)
        {
            rows.AddRange(await views.OfTeams<ReferralRow>(
                ReferralsView.Table, sender ? ReferralsView.SentBy : ReferralsView.AddressedTo, teams, ct));
        }

        var after = na is { } last && await views.Get<ReferralRow>(ReferralsView.Table, ReferralsView.KeyOf(last), ct) is { } row
            ? ReferralsView.KeyFor(sender, row)
            : null;
        foreach (var mine in stand == Running ? [] : teams)
        {
            var part = sender ? ReferralsView.SentBefore(mine) : ReferralsView.AddressedBefore(mine);
            rows.AddRange(await views.List<ReferralRow>(ReferralsView.Table, part, ct, MostEnded, after));
        }

        return TypedResults.Ok(rows.Select(r => Listed(r, sender)).ToArray());
    }

    /// <summary>Whose number somebody says on the telephone: only where one of the own teams sends it, or has it.</summary>
    private static async Task<ReferralListed[]> ByNumber(string number, Guid[] teams, IViews views, CancellationToken ct)
    {
        var found = new List<ReferralListed>();
        foreach (var numbered in await views.List<NumberedRow>(ReferralsView.Table, ReferralsView.Numbered(number), ct))
        {
            var row = (await views.Get<ReferralRow>(ReferralsView.Table, ReferralsView.KeyOf(numbered.Referral), ct))!;
            var addressed = await views.Get<ReferralRow>(ReferralsView.Table, ReferralsView.KeyFor(sender: false, row), ct);
            if (teams.Contains(row.FromTeam))
                found.Add(Listed(row, sender: true));
            else if (addressed is not null && teams.Contains(row.ToTeam))
                found.Add(Listed(row, sender: false));
        }

        return [.. found];
    }

    private static ReferralListed Listed(ReferralRow r, bool sender) => new(
        r.Referral, r.Number, r.Domain, r.Area, r.Band, r.Urgency, sender && r.TakenOver ? GivenAway : r.Status, r.FromTeam, r.ToTeam,
        sender && r.TakenOver ? null : r.ClaimedBy, r.Warm, r.Since,
        sender ? r.TakenOver ? null : r.Family : r.Accepted ? r.Family : null);

    private static async Task<IResult> Read(Guid verwijzing, Asker asker, ReferralDesk desk, TimeProvider clock, CancellationToken ct)
    {
        if (await desk.Find(verwijzing, asker, ct) is not { } found)
        {
            return await desk.Left(verwijzing, asker, ct) is { } left
                ? TypedResults.Ok(new ReferralGone(verwijzing, left.Draft.Number, GivenAway))
                : (await desk.Why(verwijzing, asker, ct)).ToProblem();
        }

        var known = found.Known;
        return found.Sender || LetterAccess.Refused(known, clock.GetUtcNow()) is null
            ? TypedResults.Ok(Seen(verwijzing, known, found.Sender, asker.Teams))
            : known.Status is ReferralStatus.Sent or ReferralStatus.Received or ReferralStatus.ReRouted
                ? TypedResults.Ok(Preview(verwijzing, known))
            : TypedResults.Ok(new ReferralGone(verwijzing, known.Draft.Number, Transitions.Code(known.Status)));
    }

    private static ReferralPreview Preview(Guid id, Referral.Known known) => new(
        id, known.Draft.Number, Transitions.Code(known.Status), known.Draft.Need.Domain, known.Draft.Urgency, known.Draft.Need.Area,
        known.Draft.Need.Band, known.Draft.Interpreter is true, known.Transfer)
    {
        ClaimedBy = known.Claim?.By,
    };

    private static ReferralSeen Seen(Guid id, Referral.Known known, bool sender, IReadOnlySet<Guid> teams) => new(
        id, known.Draft.Number, Transitions.Code(sender ? Side.Sender : Side.Receiver), Transitions.Code(known.Status), known.Draft.Family,
        known.Draft.Need, known.Draft.Purpose, known.Draft.Urgency, known.Draft.FromTeam, known.Draft.FromOrganisation, known.To.Team,
        known.To.Organisation, known.Claim?.By, known.Sent,
        known is { Gone: false, Planned: { } planned } ? new(planned.Conversation, planned.PlannedAt) : null,
        known.Held is { } held ? new(held.Conversation, held.HeldAt, held.Members, held.Professionals) : null,
        known.Warm,
        [
            .. known.CheckBacks.Values.OrderBy(c => c.Planned.DueOn).ThenBy(c => c.Planned.CheckBack)
                .Select(c => Seen(c, teams.Contains(c.Planned.Team))),
        ],
        known.Move.At,
        sender ? new(known.Draft.Rows, known.Heard?.Allowed ?? [], known.Heard?.Closed ?? [], [.. known.Letter.Select(s => s.Row)]) : null)
    {
        Owner = known.Owner,
        Transfer = known.Transfer,
        Lead = known.Lead,
        TakenOverAt = known.TakenOver?.At,
        Interpreter = known.Draft.Interpreter is true,
        Linked = sender ? known.Linked : [],
    };

    /// <summary>What the family said to one side is not the other's to read: it hears of it by feedback, as was agreed.</summary>
    private static CheckBackSeen Seen(Referral.CheckBack checkBack, bool own) => new(
        checkBack.Planned.CheckBack, checkBack.Planned.DueOn, checkBack.Planned.Team, checkBack.Due, own ? checkBack.Answer?.Score : null,
        own ? checkBack.Answer?.Code : null)
    {
        Answered = checkBack.Answer is not null,
    };
}
