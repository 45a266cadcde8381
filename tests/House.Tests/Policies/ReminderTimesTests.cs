using WarmHandover.Notifications;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Time;
using WarmHandover.Tests.Notifications;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Policies;

/// <summary>Other reminder times: what comes from their day on follows them, and what came before keeps its own.</summary>
public sealed class ReminderTimesTests
{
    private const string Reason = "verwijzing-ontvangen";
    private static readonly DateOnly From = Today.AddDays(7);

    private static readonly ReminderTimes Times = new(Book(
        new PolicyProposed(Id(0x711), "herinneringen", [new($"{Reason}.werkdagen", ["1", "6"])], From, "evaluatie", 0, "bea", Monday),
        new PolicyApproved(Id(0x711), 1, "boris", Monday)));

    [Fact]
    public void An_item_is_reminded_by_the_version_under_which_it_came()
    {
        var before = Raise(Amsterdam.StartOf(From).AddMinutes(-1));
        var after = Raise(Amsterdam.StartOf(From));
        Assert.Equal((null, NotificationDecider.MomentOf(before.At, 2)), (before.Times, before.RemindAt));
        Assert.Equal((1, NotificationDecider.MomentOf(after.At, 1)), (after.Times, after.RemindAt));

        Assert.Equal(NotificationDecider.MomentOf(before.At, 4), Next(before));
        Assert.Equal(NotificationDecider.MomentOf(after.At, 6), Next(after));
    }

    [Theory]
    [InlineData("toestemming-ingetrokken", "AVG artikel 7 lid 3 en 17")]
    [InlineData("verkeerd-verzonden", "AVG artikel 33")]
    [InlineData("termijn-verstreken", "Wgs artikel 4")]
    public void What_the_law_wants_soon_is_reminded_soon(string reason, string article)
    {
        foreach (var days in new string[][] { [], ["2"], ["3", "5"] })
        {
            var refused = Decide(reason, days).Refusal!;
            Assert.Equal("onder-wettelijke-grens", refused.Code);
            Assert.Contains(article, refused.Reason, StringComparison.Ordinal);
        }

        Assert.Null(Decide(reason, "1", "4").Refusal);
    }

    [Fact]
    public void Every_message_is_a_setting_and_what_the_release_brings_passes_its_own_floor()
    {
        Assert.Equal(NotificationRules.Table.Reasons, ReminderTimes.Kind.Settings.Select(s => s.Group));
        Assert.All(ReminderTimes.Kind.Settings, s => Assert.True(s.Wrong(s.Standard) is null && !s.Under(s.Standard).Any(), s.Code));
        Assert.All(ReminderTimes.Kind.Settings, s => Assert.DoesNotContain('{', s.GroupName));
        Assert.NotNull(ReminderTimes.Kind.Settings[0].Wrong(["2", "1"]));
        Assert.NotNull(ReminderTimes.Kind.Settings[0].Wrong(["01"]));
        Assert.NotNull(ReminderTimes.Kind.Settings[0].Wrong(["61"]));
    }

    private static NotificationRaised Raise(DateTimeOffset at) => NotificationDecider.Decide(
        new HearMove(InboxTale.HeardId, SchuldhulpTeam, InboxTale.Moved("ready", "sent", 4), at) { Times = Times },
        TeamInbox.Kind.Initial).OfType<NotificationRaised>().Single();

    private static DateTimeOffset? Next(NotificationRaised raised) => NotificationDecider.Decide(
        new RemindTeam(raised.Notification, raised.RemindAt!.Value) { Times = Times },
        TeamInbox.Evolve(TeamInbox.Kind.Initial, raised)).OfType<NotificationReminded>().Single().Next;

    private static Decision<PolicyFact> Decide(string reason, params string[] days) => PolicyDecider.Decide(
        new ProposePolicy(ReminderTimes.Kind, Id(0x712), [new($"{reason}.werkdagen", days)], From, "klacht", "bea", Monday),
        PolicyBook.Initial);

    private static PolicyBook Book(params PolicyFact[] facts)
    {
        var kind = PolicyBook.Streams("notification");
        return facts.Aggregate(kind.Initial, kind.Evolve);
    }
}
