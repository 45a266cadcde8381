using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>To which other team, and why.</summary>
public sealed record ReRouteRequest(Guid ToTeam, string? Reason);

/// <summary>Sending and sending on: the two acts that ask consent which rows may leave.</summary>
internal static class SendReferralFeature
{
    public static void MapSendReferral(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{verwijzing:guid}/verzenden", Send).WithSummary("Verzend de verwijzing met de rijen waarvoor toestemming is");
        routes.MapPost("/{verwijzing:guid}/doorsturen", ReRoute)
            .WithSummary("Stuur door naar een team waarvoor toestemming is")
            .WithExample(new ReRouteRequest(Invented.Team, "buiten-gebied"));
    }

    private static Task<IResult> Send(
        Guid verwijzing, HttpContext http, Asker asker, ReferralDesk desk, TeamHandler teams, ChainAgreements agreements,
        ConsentQuestion consent, CancellationToken ct) =>
        desk.Act(verwijzing, new(http, asker), async act =>
        {
            var question = DerivedIds.Of(http.CommandId(), ConsentQuestion.Send);
            var limits = await agreements.Between(act.Known, act.Known.To, act.At, ct);
            var reachable = await teams.Recipient(act.Known.To.Team, ct) is not null;
            var within = ReferralDecider.Within(act.Known, limits);
            Row[] rows = [.. act.Known.Letter is [] ? within : act.Known.Letter.Select(s => s.Row).Where(within.Contains)];
            SendReferral With(IReadOnlyList<Row> granted) =>
                new(granted, question, act.By, act.At) { Limits = limits, Reachable = reachable };
            return With(await Granted(act, With(rows), act.Known.To, rows, question, consent, ct));
        });

    private static async Task<IResult> ReRoute(
        Guid verwijzing, ReRouteRequest body, HttpContext http, Asker asker, ReferralDesk desk, TeamHandler teams, ConsentQuestion consent,
        ChainAgreements agreements, CancellationToken ct)
    {
        var errors = new InputErrors().Id(body.ToTeam, "toTeam").OneOf(body.Reason, "reason",
            Transitions.Table.Reasons(ReferralStatus.ReRouted));
        if (!errors.None)
            return errors.ToProblem();

        var (to, uncovered) = (await teams.Recipient(body.ToTeam, ct), false);
        var result = await desk.Act(
            verwijzing,
            new(http, asker),
            async act =>
            {
                var question = DerivedIds.Of(http.CommandId(), ConsentQuestion.Send);
                var limits = to is null ? null : await agreements.Between(act.Known, to, act.At, ct);
                var rows = ReferralDecider.Within(act.Known, limits);
                ReRouteReferral With(IReadOnlyList<Row> granted) =>
                    new(to, granted, question, body.Reason!, act.By, act.At) { Limits = limits };
                return With(await Granted(act, With(rows), to, rows, question, consent, ct));
            },
            answer =>
            {
                uncovered = answer.Refusal?.Code == ReferralRefusals.NotCovered.Code;
                return answer.ToHttp(http);
            });

        // The receiver's no-way-on is the sender's task: to discuss with the family whether that team may have it.
        if (uncovered)
            await desk.Note(verwijzing, new(http, asker), "ask-for-cover", (by, at) => new AskForCover(body.ToTeam, by, at));
        return result;
    }

    /// <summary>
    /// Consent is asked only when nothing else stands in the way: what is asked for sending counts as sent in its ledger.
    /// </summary>
    internal static async Task<IReadOnlyList<Row>> Granted(
        Act act, ByPerson ifAll, Recipient? to, IReadOnlyList<Row> rows, Guid question, ConsentQuestion consent, CancellationToken ct)
    {
        var decision = ReferralDecider.Decide(ifAll, act.Known);
        if (to is null || decision.Refusal is not null || decision.ChangesNothing)
            return [];

        var answer = await consent.Ask(question, ConsentQuestion.Send, act.Acting.Asker, act.Team, act.Known, to, rows, ct);
        return [.. answer.Granted.Select(g => g.Row)];
    }
}
