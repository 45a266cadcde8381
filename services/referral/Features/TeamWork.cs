using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Features;

/// <summary>Why nobody of the team can be reached for a while.</summary>
public sealed record OutOfReachRequest(string? Reason);

/// <summary>The team that goes on with everything, for what it receives and for what it sent, and why.</summary>
public sealed record HandOnAndCloseRequest(Guid ToTeam, Guid? SentToTeam, string? Reason);

/// <summary>Who of the team leaves or is away, and why.</summary>
public sealed record AwayRequest(string? Person, string? Reason);

/// <summary>What points to a team now: how much it received, how much it sent, and who took on how much of it.</summary>
public sealed record TeamLoad(int Received, int Sent, IReadOnlyList<ClaimCount> Claims);

/// <summary>How many referrals somebody took on.</summary>
public sealed record ClaimCount(string Person, int Count);

/// <summary>The numbers of the referrals that were handed on.</summary>
public sealed record HandedOnAnswer(IReadOnlyList<string> Received, IReadOnlyList<string> Sent);

/// <summary>A team that cannot be reached, and a team that closes: no referral is ever left pointing at nobody.</summary>
internal static class TeamWorkRoutes
{
    private static readonly string[] Reasons = ["vakantie", "storing", "onderbezetting"];
    private static readonly string[] CloseReasons = ["samengevoegd", "opgeheven", "verplaatst"];

    public static void MapTeamWork(this IEndpointRouteBuilder app)
    {
        var teams = app.MapHouseGroup("/v1/teams").WithTags("teams");
        teams.MapPost("/{team:guid}/onbereikbaar", OutOfReach).RequiresRole(Roles.TeamLead, Roles.FocusOfficer, Roles.Administrator)
            .WithSummary("Het team is een tijd niet te bereiken: er wordt niets naar verzonden of doorgestuurd")
            .WithExample(new OutOfReachRequest("vakantie"));
        teams.MapPost("/{team:guid}/bereikbaar", InReach).RequiresRole(Roles.TeamLead, Roles.FocusOfficer, Roles.Administrator)
            .WithSummary("Het team is weer te bereiken");
        teams.MapGet("/{team:guid}/werk", Load).RequiresRole(Roles.Administrator)
            .WithSummary("Hoeveel werk naar een team wijst, en wie er hoeveel van op zich nam: aantallen, nooit een gezin")
            .Produces<TeamLoad>();
        teams.MapPost("/{team:guid}/vertrek", Away).RequiresRole(Roles.Administrator)
            .WithSummary("Iemand van een team is weg: alles wat hij op zich nam is weer van het team")
            .WithExample(new AwayRequest("wim", "vertrek")).Produces<LeaveAnswer>();
        teams.MapPost("/{team:guid}/opheffen", HandOnAndClose).RequiresRole(Roles.Administrator)
            .WithSummary("Draag alles over aan een ander team en sluit dit team, in één stap")
            .WithExample(new HandOnAndCloseRequest(Invented.Team, SentToTeam: null, "samengevoegd"))
            .Produces<HandedOnAnswer>();
    }

    private static async Task<IResult> OutOfReach(
        Guid team, OutOfReachRequest body, HttpContext http, Asker asker, TeamHandler teams, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", Reasons);
        return errors.None
            ? await Put(team, new PutOutOfReach(body.Reason!, clock.Now()), http, asker, teams, door, ct)
            : errors.ToProblem();
    }

    private static Task<IResult> InReach(
        Guid team, HttpContext http, Asker asker, TeamHandler teams, Door door, TimeProvider clock, CancellationToken ct) =>
        Put(team, new PutInReach(clock.Now()), http, asker, teams, door, ct);

    private static async Task<IResult> Put(
        Guid team, TeamCommand command, HttpContext http, Asker asker, TeamHandler teams, Door door, CancellationToken ct)
    {
        var mayAll = asker.Roles.Contains(Roles.FocusOfficer) || asker.Roles.Contains(Roles.Administrator);
        if (!mayAll && !asker.Teams.Contains(team))
            return Refusals.Missing.ToProblem();

        var context = await Context(http, asker, door, ct);
        return (await teams.Handle(team, command, context, ct)).ToHttp(http);
    }

    private static async Task<IResult> Load(Guid team, TeamHandler teams, IViews views, CancellationToken ct)
    {
        if ((await teams.Load(team, ct)).State is Team.NotOpened)
            return Refusals.Missing.ToProblem();

        await views.FreshToHead(ReferralsView.Table, ct);
        var received = await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.AddressedTo(team), ct);
        var sent = await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.SentBy(team), ct);
        return TypedResults.Ok(new TeamLoad(received.Count, sent.Count, [.. received.Where(r => r.ClaimedBy is not null)
            .GroupBy(r => r.ClaimedBy!).OrderBy(of => of.Key, StringComparer.Ordinal).Select(of => new ClaimCount(of.Key, of.Count()))]));
    }

    private static async Task<IResult> Away(
        Guid team, AwayRequest body, HttpContext http, Asker asker, TeamHandler teams, ReferralHandler referrals, IViews views,
        TimeProvider clock, CancellationToken ct)
    {
        var leaving = new LeaveRequest(team, body.Person?.Trim(), body.Reason);
        var errors = WithinTheTeamFeature.Errors(leaving);
        if (!errors.None)
            return errors.ToProblem();
        if ((await teams.Load(team, ct)).State is Team.NotOpened)
            return Refusals.Missing.ToProblem();

        return TypedResults.Ok(new LeaveAnswer(await WithinTheTeamFeature.TakeBack(
            leaving, asker, asker.As(Roles.Administrator), http.CommandId(), referrals, views, clock, ct)));
    }

    /// <summary>
    /// First everything is asked: consent covers the team that goes on, for each family, or nothing happens. Then each referral is handed
    /// on
    /// by a command of its own; a repeat goes on where it stopped. The team closes last.
    /// </summary>
    private static async Task<IResult> HandOnAndClose(
        Guid team, HandOnAndCloseRequest body, HttpContext http, Asker asker, TeamHandler teams, ReferralHandler referrals,
        ConsentQuestion consent, ChainAgreements agreements, IViews views, Door door, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().Id(body.ToTeam, "toTeam").OneOf(body.Reason, "reason", CloseReasons)
            .Must(body.ToTeam != team && body.SentToTeam != team, "toTeam", "Kies een ander team.");
        if (!errors.None)
            return errors.ToProblem();
        if (await teams.Recipient(body.ToTeam, ct) is not { } to
            || await teams.Recipient(body.SentToTeam ?? body.ToTeam, ct) is not { } sentTo)
        {
            return ReferralRefusals.RecipientClosed.ToProblem();
        }

        await views.FreshToHead(ReferralsView.Table, ct);
        var received = await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.AddressedTo(team), ct);
        var sent = await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.SentBy(team), ct);
        var (commands, stuck) = (new List<(ReferralRow Row, ReferralCommand Command)>(), new List<string>());
        foreach (var row in received)
        {
            var known = (Referral.Known)(await referrals.Load(row.Referral, ct)).State;
            var question = DerivedIds.Of(http.CommandId(), $"replace|{row.Referral:N}");
            var limits = await agreements.Between(known, to, clock.Now(), ct);
            var rows = ReferralDecider.Within(known, limits);
            ReplaceReceiver With(IReadOnlyList<Row> granted) =>
                new(team, to, granted, question, body.Reason!, clock.Now()) { Limits = limits };
            var granted = ReferralDecider.Decide(With(rows), known) is { Refusal: null, ChangesNothing: false }
                ? (await consent.Ask(question, ConsentQuestion.Send, For(known.To), known.To.Team, known, to, rows, ct)).Granted
                : [];
            Plan(row, With([.. granted.Select(g => g.Row)]), known);
        }

        foreach (var row in sent)
        {
            var known = (Referral.Known)(await referrals.Load(row.Referral, ct)).State;
            Plan(row, new ReplaceSender(team, sentTo, body.Reason!, clock.Now()), known);
        }

        if (stuck.Count > 0)
            return Stuck(stuck);

        foreach (var (row, command) in commands)
        {
            var id = DerivedIds.Of(http.CommandId(), $"{command.GetType().Name}|{row.Referral:N}");
            await referrals.Handle(row.Referral, command, new(id, asker.As(Roles.Administrator)), ct);
        }

        var closed = await teams.Handle(
            team, new CloseTeam(HasWork: false, clock.Now()) { GoesOn = [to, sentTo] },
            await Context(http, asker, door, ct), ct);
        return closed.ToHttp(http, _ => new HandedOnAnswer([.. received.Select(r => r.Number)], [.. sent.Select(r => r.Number)]));

        // The administrator closes the team, and asks in its place.
        Asker For(Recipient leaving) => asker with { Organisation = leaving.Organisation };

        void Plan(ReferralRow row, ReferralCommand command, Referral.Known known)
        {
            if (ReferralDecider.Decide(command, known).Refusal is not null)
                stuck.Add(row.Number);
            commands.Add((row, command));
        }
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Stuck(List<string> numbers)
    {
        var problem = ReferralRefusals.CannotHandOn.ToProblem();
        problem.ProblemDetails.Extensions["numbers"] = numbers;
        return problem;
    }

    private static Task<CommandContext> Context(HttpContext http, Asker asker, Door door, CancellationToken ct) => door.Open(
        http, asker.As(Roles.Administrator, Roles.FocusOfficer, Roles.TeamLead), PayloadOwner.Staff(asker.Pseudonym), ct);
}
