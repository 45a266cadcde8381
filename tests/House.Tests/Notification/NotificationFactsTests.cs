using System.Text;
using System.Text.Json;
using WarmHandover.Contracts.Notification;
using WarmHandover.Notifications;
using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Hosting;
using WarmHandover.Tests.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Notifications.InboxTale;

namespace WarmHandover.Tests.Notifications;

/// <summary>What is stored, shown and said of an inbox, and what its rules may never say.</summary>
public sealed class NotificationFactsTests
{
    [Fact]
    public void Stored_facts_are_readable_for_ever() => GoldenFacts.Keep(
        "Notification", OneOfEach.Select(fact => fact is NotificationRaised raised ? raised with { RemindAt = null } : fact));

    [Fact]
    public void An_item_with_a_reminder_is_read_back_as_it_was_written() =>
        Assert.Equal(Arrived, Facts.Read<NotificationEvent>("notification-raised.v1", Facts.Write<NotificationEvent>(Arrived)));

    [Fact]
    public void The_inbox_folds_every_fact_and_again_to_the_same_bytes()
    {
        Assert.NotEmpty(Rows([.. OneOfEach, Raised("gesprek-gepland", Id(0x970), "normaal", 9)]).Bytes);
        Assert.Equal(Rows(OneOfEach).Bytes, Rows(OneOfEach).Bytes);
    }

    [Fact]
    public void Withdrawals_stand_first_then_what_is_urgent_then_what_came_first()
    {
        var late = Raised("gesprek-gepland", Id(0x971), "normaal", 9) with { At = Monday.AddHours(2) };
        var urgent = Raised("verwijzing-ontvangen", Id(0x972), "dreigend", 1) with { At = Monday.AddHours(3) };
        var rows = Rows([late, Arrived, urgent, Withdrawn, TakenBack with { At = Monday.AddHours(4) }]);
        Assert.Equal(
            [TakenBack.Notification, urgent.Notification, Arrived.Notification, late.Notification],
            rows.Part<InboxRow>(InboxView.Of(SchuldhulpTeam)).Select(r => r.Notification));
    }

    [Fact]
    public void An_item_leaves_the_list_when_it_is_dealt_with_lapsed_or_confirmed()
    {
        Assert.True(Assert.Single(Rows([Arrived, Read]).Part<InboxRow>(InboxView.Of(SchuldhulpTeam))).Read);
        Assert.Empty(Rows([Arrived, Done]).Part<InboxRow>(InboxView.Of(SchuldhulpTeam)));
        Assert.Empty(Rows([Arrived, Lapsed]).Part<InboxRow>(InboxView.Of(SchuldhulpTeam)));
        Assert.Empty(Rows([Withdrawn, TakenBack, Confirmed]).Part<InboxRow>(InboxView.Of(SchuldhulpTeam)));
        Assert.Equal(SchuldhulpTeam, Assert.Single(Rows([Arrived, Lapsed]).Part<TeamTold>(InboxView.About(Referral))).Team);
    }

    [Fact]
    public void Only_a_raised_item_is_said_and_without_whom_it_is_about()
    {
        var (state, said) = (TeamInbox.Initial, new List<NotificationDelivered>());
        var words = new List<Contracts.Notification.WithdrawalConfirmed>();
        foreach (var fact in OneOfEach)
        {
            state = TeamInbox.Evolve(state, fact);
            var told = NotificationAnnouncements.Of(new(TeamInbox.Kind.Stream(SchuldhulpTeam), 1, state, fact, Monday)).ToArray();
            said.AddRange(told.OfType<NotificationDelivered>());
            words.AddRange(told.OfType<Contracts.Notification.WithdrawalConfirmed>());
        }

        Assert.Equal(["verwijzing-ontvangen", "toestemming-ingetrokken"], said.Select(s => s.Reason));
        var spoken = Assert.Single(words);
        Assert.Equal((Request, "gesloten", TakenBack.At), (spoken.Request, spoken.Word, spoken.RaisedAt));
        Assert.All(said, s => Assert.Equal(SchuldhulpTeam, s.Team));
        var all = JsonSerializer.Serialize(said, Facts.Json);
        foreach (var word in new[] { Ruud, Family.ToString(), "gezondheid", Yara.ToString() })
            Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"version":1,"texts":{"a":"Bel {naam}."},"rules":[],"lapses":[]}""", "naam")]
    [InlineData(
        """{"version":1,"texts":{},"rules":[{"heard":"h","to":"t","recipient":"r","reason":"a","urgency":"normaal"}],"lapses":[]}""", "a")]
    [InlineData(
        """{"version":1,"texts":{"a":"Hoi"},"rules":[{"heard":"h","to":"t","recipient":"r","reason":"a","urgency":"heel"}],"lapses":[]}""",
            "heel")]
    [InlineData("""{"version":1,"texts":{"a":"Hoi"},"rules":[],"lapses":[],"reminders":{"b":[1]}}""", "b")]
    [InlineData("""{"version":1,"texts":{"a":"Hoi"},"rules":[],"lapses":[],"reminders":{"a":[2,1]}}""", "a")]
    [InlineData("""{"version":1,"texts":{"a":"Hoi"},"rules":[],"lapses":[],"channels":{"a":["duif"]}}""", "duif")]
    [InlineData("""{"version":1,"texts":{"a":"Hoi"},"rules":[],"lapses":[],"approaching":["c"]}""", "c")]
    public void Rules_that_say_too_much_or_nothing_stop_the_start(string json, string named)
    {
        var refused = Assert.Throws<StartRefusedException>(() => NotificationRules.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Contains($"'{named}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_of_the_house_has_its_words()
    {
        Assert.All(NotificationRules.Table.All, rule => Assert.Contains(rule.Reason, NotificationRules.Table.Reasons));
        Assert.Empty(NotificationRules.Table.Reasons.Except(NotificationRules.Table.All.Select(r => r.Reason))
            .Except(["niet-bezorgd", "niet-bezorgd-gebied"]));
        Assert.Equal(
            "Er is een verwijzing voor uw team: WO-1. Ontvangen op 1-3-2027 09:00.",
            NotificationRules.Table.Text("verwijzing-ontvangen", "WO-1", Monday));
    }

    [Fact]
    public void Every_task_of_a_referral_reaches_the_inbox_of_its_team() => Assert.All(
        WarmHandover.Referrals.TaskReasons.All,
        reason => Assert.Single(NotificationRules.Table.For("task-stands", reason, "set", "task-team")));

    [Fact]
    public void What_is_closed_long_ago_is_forgotten_and_what_is_open_never()
    {
        var state = TeamInbox.Initial;
        for (var n = 0; n < 1_000; n++)
        {
            var item = Raised("verwijzing-ontvangen", Id(0x10000 + n), "normaal", 1) with { Heard = new($"referral.referral-{n}", 1) };
            state = TeamInbox.Evolve(state, item);
            if (n > 0)
                state = TeamInbox.Evolve(state, new NotificationDone(item.Notification, Ruud, Monday));
        }

        state = TeamInbox.Evolve(state, Arrived with { At = Monday.AddDays(401), Heard = new("referral.referral-late", 1) });
        Assert.Equal((2, 1), (state.Items.Count, state.Sources.Count));
    }

    private static KeptRows Rows(NotificationEvent[] facts) => new KeptRows().After(new InboxView(), TeamInbox.Kind, SchuldhulpTeam, facts);
}
