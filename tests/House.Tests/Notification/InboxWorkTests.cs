using WarmHandover.Notifications;
using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Deciding;
using WarmHandover.Tests.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Notifications.InboxTale;

namespace WarmHandover.Tests.Notifications;

/// <summary>How a team works through its inbox, when it is reminded, and when it hears no more.</summary>
public sealed class InboxWorkTests() : Deciding<TeamInbox, NotificationCommand, NotificationEvent>(TeamInbox.Kind)
{
    [Fact]
    public void One_colleague_takes_it_up_and_gives_it_back()
    {
        var take = new TakeNotification(Arrived.Notification, Ruud, Monday);
        Given(Arrived).When(take).Then(Taken);
        Given(Arrived, Taken).When(take with { By = Wim }).ThenRefused(NotificationRefusals.TakenByOther);
        Given(Arrived, Done).When(take).ThenRefused(NotificationRefusals.AlreadyDone);
        Given().When(take).ThenRefused(Refusals.Missing);
        Given(Arrived, Taken).When(new ReturnNotification(Arrived.Notification, Wim, Monday))
            .Then(new NotificationReturned(Arrived.Notification, Wim, Monday));
    }

    [Fact]
    public void What_is_put_aside_wakes_at_its_moment_and_a_withdrawal_is_never_put_aside()
    {
        var aside = new SnoozeNotification(Arrived.Notification, Later, Ruud, Monday);
        Given(Arrived).When(aside).Then(Snoozed);
        Given(Arrived).When(aside with { Until = Monday }).ThenRefused(NotificationRefusals.SnoozeOdd);
        Given(Arrived).When(aside with { Until = Monday.AddDays(31) }).ThenRefused(NotificationRefusals.SnoozeOdd);
        Given(TakenBack).When(aside with { Notification = TakenBack.Notification }).ThenRefused(NotificationRefusals.NotAside);

        Given(Arrived, Snoozed).When(new WakeNotification(Arrived.Notification, Later.AddTicks(-1))).ThenNothing();
        Given(Arrived, Snoozed).When(new WakeNotification(Arrived.Notification, Later))
            .Then(new NotificationWoken(Arrived.Notification, Later));
    }

    [Fact]
    public void The_team_is_reminded_on_working_days_and_an_answer_stops_it_at_once()
    {
        Assert.Equal(Morning(2), Arrived.RemindAt);
        Given(Arrived).When(new RemindTeam(Arrived.Notification, Morning(2).AddTicks(-1))).ThenNothing();
        var first = new NotificationReminded(Arrived.Notification, 1, Morning(4), Morning(2));
        Given(Arrived).When(new RemindTeam(Arrived.Notification, Morning(2))).Then(first);
        Given(Arrived, first).When(new RemindTeam(Arrived.Notification, Morning(4)))
            .Then(new NotificationReminded(Arrived.Notification, 2, Next: null, Morning(4)));
        Given(Arrived, Done).When(new RemindTeam(Arrived.Notification, Morning(2))).ThenNothing();
        var term = Raised("termijn-nadert", Id(0x970), "spoed", 5);
        Given(Arrived, term).When(new HearMove(HeardId, SchuldhulpTeam, Moved("received", "accepted", 6), Monday))
            .Then(new NotificationLapsed([Arrived.Notification], Referral, new(Source, 6), Monday));
    }

    [Fact]
    public void After_a_week_of_downtime_one_reminder_goes_out_and_not_two() =>
        Given(Arrived).When(new RemindTeam(Arrived.Notification, Morning(6)))
            .Then(new NotificationReminded(Arrived.Notification, 1, Next: null, Morning(6)));

    [Fact]
    public void A_term_is_told_to_who_owes_it_and_lapses_when_it_is_met()
    {
        var near = Term("approaching", "eerste-gesprek", "term-owner", 8);
        var item = Given().When(near).ThenA<NotificationRaised>();
        Assert.Equal(("termijn-nadert", "spoed"), (item.Reason, item.Urgency));
        Given(item).When(near).ThenNothing();
        Given(item).When(Term("met", "eerste-gesprek", "term-owner", 9))
            .Then(new NotificationLapsed([item.Notification], Referral, new(TermSource, 9), Monday));
        Assert.Equal("termijn-verstreken-gebied", Given().When(Term("expired", "legal", "area", 9)).ThenA<NotificationRaised>().Reason);
        Assert.Equal(
            "verwijzing-onbeantwoord-gebied", Given().When(Term("expired", "acceptatie", "area", 9)).ThenA<NotificationRaised>().Reason);
        Given().When(Term("expired", "terugkoppeling", "area", 9)).ThenNothing();
    }

    [Fact]
    public void A_word_said_elsewhere_closes_the_item_and_a_newer_withdrawal_keeps_its_own()
    {
        var heard = new Heard("consent.family-x/received", 8);
        Given(TakenBack).When(new HearReceived(HeardId, Request, Family, null, null, heard, Monday))
            .Then(new NotificationLapsed([TakenBack.Notification], Request, heard, Monday));
        Given(TakenBack).When(new HearReceived(HeardId, Request, Family, Monday.AddMinutes(-1), Monday.AddMinutes(-1), heard, Monday))
            .ThenNothing();

        var newer = Given(Arrived, TakenBack).When(new HearReceived(
            HeardId, Request, Family, Monday.AddMinutes(-1), Monday.AddMinutes(1), heard,
            Monday.AddMinutes(2))).ThenA<NotificationRaised>();
        Assert.Equal(("toestemming-ingetrokken", Number), (newer.Reason, newer.Number));
    }

    [Fact]
    public void A_yes_that_was_recorded_wrongly_has_an_item_of_its_own_and_leaves_that_of_a_withdrawal_alone()
    {
        HearReceived Hears(DateTimeOffset? open, int version) =>
            new(HeardId, Request, Family, open, open, new("consent.family-x/mistaken", version), Monday.AddMinutes(9))
            {
                Reason = NotificationDecider.Mistake,
            };

        var item = Given(Arrived, TakenBack).When(Hears(Monday.AddMinutes(8), 8)).ThenA<NotificationRaised>();
        Assert.Equal(("ja-verkeerd-vastgelegd", "eerst"), (item.Reason, item.Urgency));
        Given(Arrived, TakenBack, item).When(Hears(Monday.AddMinutes(8), 9)).ThenNothing();
        Given(Arrived, TakenBack, item).When(Hears(null, 9))
            .Then(new NotificationLapsed([item.Notification], Request, new("consent.family-x/mistaken", 9), Monday.AddMinutes(9)));
        Given(Arrived, item).When(new FinishNotification(item.Notification, Wim, Later)).ThenRefused(NotificationRefusals.ConfirmFirst);
        Given(Arrived, item).When(new ConfirmWithdrawal(item.Notification, "vernietigd", null, null, Wim, Later))
            .ThenA<WithdrawalConfirmed>();

        var text = NotificationRules.Table.Text(item.Reason, "", Monday);
        Assert.Equal("Een ja was verkeerd vastgelegd. Sluit deze gegevens, en bevestig wat u ermee hebt gedaan.", text);
        Assert.DoesNotContain("ingetrokken", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_word_that_does_not_fit_comes_back_once_and_asks_for_another()
    {
        var said = new WithdrawalConfirmed(TakenBack.Notification, "niet-geopend", null, null, Wim, Monday.AddMinutes(5));
        var (wrong, late) = (Monday.AddMinutes(6), Monday.AddMinutes(7));
        HearReceived Hears(int version) =>
            new(HeardId, Request, Family, Monday.AddMinutes(-1), Monday.AddMinutes(-1), new("consent.family-x/received", version), late)
            {
                ContradictedAt = wrong,
            };

        var again = Given(Arrived, TakenBack, said).When(Hears(8)).ThenA<NotificationRaised>();
        Assert.Equal(("ander-woord-nodig", Number, "eerst"), (again.Reason, again.Number, again.Urgency));
        Given(Arrived, TakenBack, said, again).When(Hears(9)).ThenNothing();

        ConfirmWithdrawal Says(string word) => new(again.Notification, word, null, null, Wim, late);
        Given(Arrived, TakenBack, said, again).When(new FinishNotification(again.Notification, Wim, late))
            .ThenRefused(NotificationRefusals.ConfirmFirst);
        Given(Arrived, TakenBack, said, again).When(Says("niet-geopend")).ThenRefused(NotificationRefusals.WasOpened);
        Given(Arrived, TakenBack, said, again).When(Says("gesloten")).ThenA<WithdrawalConfirmed>();
    }

    [Fact]
    public void When_somebody_is_gone_what_asks_to_approach_the_family_lapses_and_nothing_else()
    {
        var talk = Raised("gesprek-gepland", Id(0x970), "normaal", 9);
        var gone = new SilenceFamily(Family, "signal.family-x", 3, Monday);
        var heard = new FamilyHeard(Family, new("signal.family-x", 3), Monday);
        Given(Arrived, talk, TakenBack).When(gone)
            .Then(heard, new NotificationLapsed([talk.Notification], Family, heard.Heard, Monday));
        Given(Arrived).When(gone).Then(heard);
        Given(Raised("gesprek-gepland", Id(0x970), "normaal", 9) with { Family = Id(0x2) }).When(gone).Then(heard);
    }

    [Fact]
    public void The_view_keeps_what_is_closed_newest_first_and_a_tick_for_what_waits()
    {
        KeptRows Rows(params NotificationEvent[] facts) => new KeptRows().After(new InboxView(), TeamInbox.Kind, SchuldhulpTeam, facts);
        Assert.Equal([Morning(2)], Rows(Arrived).Due);
        Assert.Equal([Morning(2), Later], Rows(Arrived, Snoozed).Due.Order());
        Assert.Empty(Rows(Arrived, Snoozed, Done).Due);
        var talk = Raised("gesprek-gepland", Id(0x970), "normaal", 9);
        var closed = Rows(Arrived, talk, Done, new NotificationDone(talk.Notification, Ruud, Monday.AddHours(1)))
            .Part<InboxRow>(InboxView.Closed(SchuldhulpTeam));
        Assert.Equal([talk.Notification, Arrived.Notification], closed.Select(r => r.Notification));
        Assert.Equal(Ruud, Rows(Arrived, Taken).Part<InboxRow>(InboxView.Of(SchuldhulpTeam)).Single().TakenBy);
    }

    private const string TermSource = "referral.referral-x/term/t";

    private static HearWord Term(string state, string kind, string recipient, long version) => new(
        HeardId, "term-stands", kind, state, recipient, Referral, Number, Family: null, new(TermSource, version), Monday);
}
