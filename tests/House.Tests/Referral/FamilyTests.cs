using WarmHandover.Contracts.Signal;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralHouse;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>What a move and a loss do to a referral that runs.</summary>
public sealed class FamilyTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    /// <summary>Case 9: on the day it is recorded both teams hear 'outside your area'; help goes on and no row leaves.</summary>
    [Fact]
    public void Case_9_a_move_is_told_to_both_teams_once_and_changes_nothing_else()
    {
        var story = UpTo[ReferralStatus.InProgress];
        var facts = Given(story).When(new HearFamily("GM0034", [], Moved.At)).All;
        Assert.Equal(Moved, facts[0]);
        Assert.Equal(
            [("buiten-uw-gebied", JgzTeam), ("buiten-uw-gebied", SchuldhulpTeam)],
            facts.OfType<TaskSet>().Select(t => (t.Reason, t.Team)));
        var after = (Referral.Known)story.Concat(facts).Aggregate(Referral.Initial, Referral.Evolve);
        Assert.Equal((ReferralStatus.InProgress, 2), (after.Status, after.Sent.Count));
        Given([.. story, .. facts]).When(new HearFamily("GM0034", [], Moved.At)).ThenNothing();
        Given(story).When(new HearFamily("GM0150", [], Moved.At)).ThenNothing();
        Given(UpTo[ReferralStatus.Completed]).When(new HearFamily("GM0034", [], Moved.At)).ThenNothing();
    }

    /// <summary>Case 4 B: within the same command everything about the person stops; nothing is asked or sent any more.</summary>
    [Fact]
    public void Case_4_after_a_loss_every_clock_task_and_later_question_stops_at_once()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.InProgress], Talking, ToCall, CheckPlanned];
        var facts = Given(story).When(new HearFamily("GM0150", [Samira], Lost.At)).All;
        Assert.Equal(
            [Lost, new TermClosed("eerste-gesprek-1", "persoon-overleden", Lost.At), new TaskDone(ToCall.Task, "vervallen", Lost.At),
             new CheckBackCancelled(CheckBack, Lost.At)],
            facts);
        Given([.. story, .. facts]).When(new StrikeCheckBack(CheckBack, Monday.AddDays(99))).ThenNothing();
        Given([.. story, .. facts]).When(new StrikeTerm("eerste-gesprek-1", Monday.AddDays(99))).ThenNothing();
        Given(story).When(new HearFamily("GM0150", [Yara], Lost.At)).ThenNothing();
    }

    /// <summary>What comes afterwards sends nothing, plans nothing and asks nobody to call; ending it is still possible.</summary>
    [Fact]
    public void Case_4_after_a_loss_nothing_new_is_planned_asked_or_sent()
    {
        ReferralEvent[] gone = [.. UpTo[ReferralStatus.InProgress], Lost];
        var later = Lost.At.AddDays(1);
        foreach (var wish in new ReferralCommand[]
        {
            new PlanHandover(Other, later.AddDays(3), RuudOfSchuldhulp, later),
            new PlanCheckBack(CheckBack, new(2027, 6, 1), SchuldhulpTeam, Schuldhulp, RuudOfSchuldhulp, later),
            new AddRows([Money], Question, NoorOfJgz, later),
        })
        {
            Given(gone).When(wish).ThenRefused(ReferralRefusals.NothingMore);
        }

        Given([.. UpTo[ReferralStatus.Ready], Lost]).When(new SendReferral(Asked, Question, NoorOfJgz, later))
            .ThenRefused(ReferralRefusals.NothingMore);
        Assert.IsType<RowsHeard>(Assert.Single(Given(gone).When(new HearRows(9, [Request(SchuldhulpTeam, [], Asked)], later)).All));
        Assert.DoesNotContain(
            Given(gone).When(new CompleteHelp("geen-contact", RuudOfSchuldhulp, later)).All, f => f is TaskSet or TermStarted);
        Assert.DoesNotContain(
            Given([.. UpTo[ReferralStatus.Received], Lost]).When(new AcceptReferral(RuudOfSchuldhulp, later)).All,
            f => f is TaskSet or TermStarted);
    }
}

/// <summary>Worklists, the timeline and what is stuck, at the door.</summary>
public sealed class WorklistApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    [Fact]
    public async Task Worklists_show_whose_turn_it_is_and_the_timeline_shows_each_side_its_own()
    {
        var path = await house.Written();
        var id = path[(path.LastIndexOf('/') + 1)..];
        Assert.Equal(204, (int)(await house.Post($"{path}/verzenden", new { })).Status);
        bool Has(Reply reply) => reply.Text.Contains(id, StringComparison.Ordinal);
        await house.Until("/v1/verwijzingen/werklijst?lijst=wacht-op-ander", Has, ReferralHouse.Noor);
        await house.Until("/v1/verwijzingen/werklijst?lijst=team", Has, ReferralHouse.Ruud);
        Assert.Equal(204, (int)(await house.Post($"{path}/claimen", new { }, ReferralHouse.Ruud)).Status);
        Assert.Equal(204, (int)(await house.Post($"{path}/afwijzen", new { reason = "andere-deskundigheid" }, ReferralHouse.Ruud)).Status);
        await house.Until("/v1/verwijzingen/werklijst?lijst=bel-het-gezin", Has, ReferralHouse.Noor);
        Assert.DoesNotContain(id, (await house.Get("/v1/verwijzingen/werklijst?lijst=bel-het-gezin", ReferralHouse.Ruud)).Text,
            StringComparison.Ordinal);
        Assert.Equal(400, (int)(await house.Get("/v1/verwijzingen/werklijst?lijst=alles")).Status);

        var sender = Steps(await house.Get($"{path}/tijdlijn"));
        Assert.Equal(["referral-drafted", "letter-written", "referral-sent"], sender[..3]);
        Assert.Contains("referral-declined", sender);
        Assert.DoesNotContain("referral-claimed", sender);
        var receiver = Steps(await house.Get($"{path}/tijdlijn", ReferralHouse.Ruud));
        Assert.Contains("referral-claimed", receiver);
        Assert.DoesNotContain("letter-written", receiver);
        Assert.DoesNotContain("task-set", receiver);
        Assert.Equal(404, (int)(await house.Get($"{path}/tijdlijn", ReferralHouse.Wim)).Status);
    }

    [Fact]
    public async Task A_move_that_signal_tells_reaches_both_teams_and_an_older_word_does_not()
    {
        var path = await house.Accepted();
        var family = (await house.Get(path)).Body.GetProperty("family").GetGuid();
        FamilyStands Stands(long version, string area) => new($"signal.family-{family:N}", version, family, area, [], []);
        await house.Hear(Stands(5, "GM0034"), Guid.CreateVersion7());
        await house.Hear(Stands(4, "GM0150"), Guid.CreateVersion7());
        var tasks = await house.Until(
            "/v1/verwijzingen/taken", r => r.Text.Contains("buiten-uw-gebied", StringComparison.Ordinal), ReferralHouse.Ruud);
        Assert.Single(tasks.Items, t => t.GetProperty("reason").GetString() == "buiten-uw-gebied");
    }

    private static string[] Steps(Reply timeline) => [.. timeline.Items.Select(s => s.GetProperty("step").GetString()!)];

    [Fact]
    public async Task What_is_stuck_is_for_the_focus_officer_and_names_no_family()
    {
        Assert.Equal(403, (int)(await house.Get("/v1/vastgelopen?gebied=GM0150", ReferralHouse.Ruud)).Status);
        Assert.Equal(400, (int)(await house.Get("/v1/vastgelopen?gebied=Deventer", Petra)).Status);
        Assert.Equal(200, (int)(await house.Get("/v1/vastgelopen?gebied=GM0150", Petra)).Status);
    }
}
