using WarmHandover.Platform.Looking;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>It went to a team it was not for: one report closes it, recalls it and asks for destruction.</summary>
public sealed class BreachTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    private static readonly ReportWrongSending Wrong = new(
        WentWrong.Breach, WentWrong.Cause, WentWrong.DiscoveredAt, Jgz, NoorOfJgz, WentWrong.At);

    [Theory]
    [InlineData(ReferralStatus.Sent)]
    [InlineData(ReferralStatus.Received)]
    [InlineData(ReferralStatus.Accepted)]
    [InlineData(ReferralStatus.InProgress)]
    [InlineData(ReferralStatus.OnHold)]
    public void One_report_recalls_it_whatever_the_receiver_did_and_gives_the_receiver_one_task(ReferralStatus status)
    {
        var facts = Given(UpTo[status]).When(Wrong).All;
        Assert.Equal(WentWrong, facts[0] as WrongSendingReported);
        Assert.Equal("verkeerd-verzonden", Assert.IsType<ReferralRecalled>(facts[1]).Reason);
        Assert.Equal(
            [("bevestig-vernietiging", SchuldhulpTeam)], facts.OfType<TaskSet>().Select(t => (t.Reason, t.Team)));
        Given([.. UpTo[status], .. facts]).When(Wrong).ThenNothing();
        Given([.. UpTo[status], .. facts]).When(Wrong with { Breach = Other }).ThenRefused(ReferralRefusals.ReportedBefore);
    }

    [Fact]
    public void After_its_end_it_is_closed_and_asked_back_and_before_it_left_there_is_nothing_to_report()
    {
        var facts = Given(UpTo[ReferralStatus.Completed]).When(Wrong).All;
        Assert.DoesNotContain(facts, f => f is ReferralRecalled);
        Assert.Contains(facts, f => f is TaskSet { Reason: "bevestig-vernietiging" });
        var known = (Referral.Known)Fold([.. UpTo[ReferralStatus.Completed], .. facts]);
        Assert.Equal("verkeerd-verzonden", WarmHandover.Referrals.Features.LetterAccess.Refused(known, Monday)!.Code);
        Given(UpTo[ReferralStatus.Ready]).When(Wrong).ThenRefused(ReferralRefusals.NotSentYet);
        Given(UpTo[ReferralStatus.Sent]).When(new RecallReferral("verkeerd-verzonden", NoorOfJgz, Monday))
            .ThenRefused(ReferralRefusals.ReasonUnknown);
    }

    [Fact]
    public void The_receiver_confirms_in_a_word_that_the_access_log_does_not_contradict()
    {
        ReferralEvent[] story = [.. UpTo[ReferralStatus.Accepted], .. Given(UpTo[ReferralStatus.Accepted]).When(Wrong).All];
        var done = Given(story).When(new ConfirmDestruction("vernietigd", Opened: true, RuudOfSchuldhulp, Destroyed.At)).All;
        Assert.Equal(Destroyed, done[0]);
        Assert.Single(done.OfType<TaskDone>());
        Given(story).When(new ConfirmDestruction("niet-geopend", Opened: true, RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.WasOpened);
        Given(story).When(new ConfirmDestruction("vernietigd", Opened: false, NoorOfJgz, Monday)).ThenRefused(ReferralRefusals.NotYours);
        Given([.. story, .. done]).When(new ConfirmDestruction("niet-geopend", Opened: false, RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.ConfirmedBefore);
        Given(UpTo[ReferralStatus.Accepted]).When(new ConfirmDestruction("vernietigd", Opened: false, RuudOfSchuldhulp, Monday))
            .ThenRefused(ReferralRefusals.NothingReported);
    }

    [Fact]
    public void The_report_says_who_what_since_when_opened_or_not_and_until_when_it_can_be_told()
    {
        var known = (Referral.Known)Fold([.. UpTo[ReferralStatus.Accepted], .. Given(UpTo[ReferralStatus.Accepted]).When(Wrong).All]);
        const string Path = "GET /v1/verwijzingen/{verwijzing:guid}";
        AccessLine[] looks = [Look($"{Path}/brief", 3, 200), Look(Path, 2, 200), Look($"{Path}/brief", 1, 409)];
        var report = BreachReports.Of(known, Other, known.Breaches[0], looks, Monday.AddHours(9));

        Assert.Equal((1, 1), (report.Opened.Letter, report.Opened.Previews));
        Assert.Equal(["geldzorgen", "schulden"], Assert.Single(report.People).Categories);
        Assert.Equal(WentWrong.DiscoveredAt.AddHours(72), report.TellAuthorityBefore);
        Assert.False(report.Late);
        Assert.True(BreachReports.Of(known, Other, known.Breaches[0], [], WentWrong.DiscoveredAt.AddHours(73)).Late);

        var text = BreachReports.Text(report);
        Assert.Contains("4-3-2027 17:00 (72 uur na ontdekking, AVG 33)", text, StringComparison.Ordinal);
        Assert.Contains("De brief is 1 keer geopend", text, StringComparison.Ordinal);
        Assert.Contains("nog niet gezegd", text, StringComparison.Ordinal);
        Assert.Contains("<h1>Feiten over een verkeerde verzending", BreachReports.Html(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gezondheid-kind", true)]
    [InlineData("woorden-kind", true)]
    [InlineData("terugkoppeling-inhoud", true)]
    [InlineData("geldzorgen", false)]
    public void What_the_law_protects_more_is_what_the_list_of_kinds_of_data_says(string category, bool special)
    {
        var sent = WentWrong with { Rows = [new(Id(1), category)] };
        var known = (Referral.Known)Fold([.. UpTo[ReferralStatus.Accepted], sent]);
        var report = BreachReports.Of(known, Other, known.Breaches[0], [], Monday.AddHours(9));

        Assert.Equal(special, Assert.Single(report.People).Special);
        Assert.Equal(special, BreachReports.Text(report).Contains("ook bijzondere gegevens", StringComparison.Ordinal));
    }

    private static AccessLine Look(string route, int hour, int status) => new(
        "1", Monday.AddHours(hour), "ruud", "professional", Schuldhulp, [SchuldhulpTeam], null, "lezen", route, "verwijzing", Other, [],
        "verwijzing.v1", "hulpverlening", status, null, null, null);

    private static Referral Fold(ReferralEvent[] facts) => facts.Aggregate(Referral.Initial, Referral.Evolve);
}
