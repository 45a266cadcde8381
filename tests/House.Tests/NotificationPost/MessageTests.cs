using WarmHandover.Notifications;
using WarmHandover.Notifications.Posting;
using WarmHandover.Tests.Referrals;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.NotificationPost;

/// <summary>Once per address, channel and reason; tried for a day; visible when it did not arrive.</summary>
public sealed class MessageTests() : Deciding<Message, MessageCommand, MessageEvent>(Message.Kind)
{
    private static readonly MessageQueued Queued = new(
        "e-mail", "verwijzing-ontvangen", "WO-1", "normaal", Id(0x801), JgzTeam, JgzTeam, Way: null, Carried: null, Monday, Digest: false,
        Monday, Monday);

    private static readonly MessageEvent[] OneOfEach =
    [
        Queued, new MessagePutOff(1, "smtp-451", Monday.AddMinutes(1), Monday), new MessageUndeliverable("smtp-550", Monday),
        new MessageTriedAgain(Noor, Monday), new MessageAccepted(1, Monday), new MessageCancelled("vervallen", Monday),
    ];

    [Fact]
    public void Stored_facts_are_readable_for_ever() => GoldenFacts.Keep("NotificationPost", OneOfEach);

    [Fact]
    public void A_message_exists_once_however_often_it_is_queued()
    {
        Given().When(new QueueMessage(Queued)).Then(Queued);
        foreach (var fact in OneOfEach[1..])
            Given(Queued, fact).When(new QueueMessage(Queued with { At = Monday.AddDays(1) })).ThenNothing();
    }

    [Fact]
    public void It_is_tried_with_growing_pauses_for_a_day_and_then_cannot_be_delivered()
    {
        var (facts, at, pauses) = (new List<MessageEvent> { Queued }, Monday, new List<double>());
        while (facts[^1] is not MessageUndeliverable)
        {
            var fact = Given(facts).When(new HearProvider(ProviderAnswer.Later, "smtp-451", at)).ThenOne();
            facts.Add(fact);
            if (fact is not MessagePutOff off)
                continue;

            pauses.Add((off.Next - at).TotalMinutes);
            at = off.Next;
        }

        Assert.Equal(pauses.Order(), pauses);
        Assert.True(pauses.Count >= 10, $"only {pauses.Count} tries");
        Assert.InRange((at - Monday).TotalHours, 19, 24);
    }

    [Fact]
    public void A_no_for_good_is_not_tried_again_until_a_person_says_so()
    {
        var no = new HearProvider(ProviderAnswer.Never, "smtp-550", Monday);
        Given(Queued).When(no).Then(new MessageUndeliverable("smtp-550", Monday));
        Given(Queued, OneOfEach[2]).When(new TryAgain(Noor, Monday)).Then(OneOfEach[3]);
        Given(Queued).When(new TryAgain(Noor, Monday)).ThenNothing();
        Given(Queued, OneOfEach[4]).When(new TryAgain(Noor, Monday)).ThenRefused(MessageRefusals.NotUndeliverable);
        Given(Queued with { Carried = new(Id(1), "x") }, OneOfEach[2]).When(new TryAgain(Noor,
            Monday)).ThenRefused(MessageRefusals.NewCode);
    }

    [Fact]
    public void What_the_provider_took_may_still_come_back_and_what_is_over_is_not_sent()
    {
        Given(Queued, OneOfEach[4]).When(new BounceMessage("onbekend-adres", Monday)).Then(new MessageUndeliverable("onbekend-adres",
            Monday));
        Given(Queued).When(new CancelMessage("stil", Monday)).Then(new MessageCancelled("stil", Monday));
        Given(Queued, OneOfEach[5]).When(new HearProvider(ProviderAnswer.Accepted, "", Monday)).ThenNothing();
        Given(Queued, OneOfEach[4]).When(new CancelMessage("stil", Monday)).ThenNothing();
    }

    [Fact]
    public void The_view_shows_what_waits_and_what_did_not_arrive()
    {
        KeptRows Rows(params MessageEvent[] facts) => new KeptRows().After(new PostView(), Message.Kind, Id(0x802), facts);
        Assert.Equal([Monday], Rows(Queued).Due);
        Assert.Empty(Rows(Queued, OneOfEach[2]).Due);
        Assert.Equal("smtp-550", Assert.Single(Rows(Queued, OneOfEach[2]).Part<PostRow>(PostView.Undeliverable)).Why);
        Assert.Empty(Rows(OneOfEach[..5]).Part<PostRow>(PostView.Undeliverable));
    }
}

/// <summary>Where one is told, when, and what no wish holds back.</summary>
public sealed class ContactTests() : Deciding<Contact, ContactCommand, ContactEvent>(Contact.Kind)
{
    private static readonly ContactSet Set = new("team", JgzTeam.ToString(), [JgzTeam], new(Id(0x810), "abc"), "nl", Noor, Monday);

    private static readonly Preferences Wanted = new(
        ["verwijzing-afgerond"], new(18, 0), new(8, 0), DigestAt: null, new(2027, 7, 1), new(2027, 7, 21), Id(0x811));

    [Fact]
    public void Stored_facts_are_readable_for_ever() => GoldenFacts.Keep<ContactEvent>(
        "NotificationPost", Set, new PreferencesSet(Wanted, Noor, Monday), new ContactFailed(Id(0x801), "smtp-550", Monday),
        new ContactRemoved(Noor, Monday));

    [Fact]
    public void A_failed_address_works_again_when_it_is_set_anew_and_wishes_need_an_address()
    {
        Given().When(new SetContact(Set)).Then(Set);
        Given(Set, new ContactFailed(Id(0x801), "smtp-550", Monday)).When(new SetContact(Set)).Then(Set);
        Given().When(new SetPreferences(new(Wanted, Noor, Monday))).ThenRefused(MessageRefusals.NoAddress);
        Given(Set).When(new SetPreferences(new(Wanted, Noor, Monday))).Then(new PreferencesSet(Wanted, Noor, Monday));
        Given(Set).When(new RemoveContact(Noor, Monday)).Then(new ContactRemoved(Noor, Monday));
    }

    [Theory]
    [InlineData("verwijzing-afgerond", "normaal", 10, null)]
    [InlineData("verwijzing-ontvangen", "normaal", 10, 10)]
    [InlineData("verwijzing-ontvangen", "normaal", 19, 32)]
    [InlineData("verwijzing-ontvangen", "dreigend", 3, 8)]
    [InlineData("toestemming-ingetrokken", "eerst", 19, 19)]
    public void Quiet_hours_hold_back_everything_but_a_withdrawn_consent(string reason, string urgency, int hour, int? sent)
    {
        DateTimeOffset At(int local) => Platform.Time.Amsterdam.StartOf(Today).AddHours(local);
        Assert.Equal(sent is { } h ? At(h) : null, ContactDecider.When(Wanted, reason, urgency, At(hour))?.NotBefore);
    }

    [Fact]
    public void A_digest_comes_once_a_working_day_and_nothing_urgent_waits_for_it()
    {
        var wanted = Preferences.Usual with { DigestAt = new(9, 30) };
        var friday = Platform.Time.Amsterdam.At(new(2027, 3, 5), new(14, 0));
        Assert.Equal(
            (Platform.Time.Amsterdam.At(new(2027, 3, 8), new(9, 30)), true), ContactDecider.When(wanted, "verwijzing-ontvangen",
            "normaal", friday));
        Assert.Equal((friday, false), ContactDecider.When(wanted, "verwijzing-ontvangen", "spoed", friday));
        Assert.Equal((friday, false), ContactDecider.When(wanted, "toestemming-ingetrokken", "eerst", friday));
    }

    [Fact]
    public void Who_is_away_gets_nothing_but_what_goes_first_of_all()
    {
        var july = Platform.Time.Amsterdam.At(new(2027, 7, 10), new(10, 0));
        Assert.Null(ContactDecider.When(Wanted, "verwijzing-ontvangen", "dreigend", july));
        Assert.NotNull(ContactDecider.When(Wanted, "toestemming-ingetrokken", "eerst", july));
        Assert.NotNull(ContactDecider.When(Wanted, "verwijzing-ontvangen", "normaal", july.AddDays(12)));
    }
}
