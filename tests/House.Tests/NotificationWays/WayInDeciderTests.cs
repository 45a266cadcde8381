using WarmHandover.Notifications;
using WarmHandover.Notifications.Entry;
using WarmHandover.Platform.Deciding;
using WarmHandover.Tests.Referrals;
using static WarmHandover.Tests.NotificationWays.WayTale;

namespace WarmHandover.Tests.NotificationWays;

/// <summary>One person, one purpose: when a way in opens, who comes in with what, and what a guesser meets.</summary>
public sealed class WayInDeciderTests() : Deciding<WayIn, WayInCommand, WayInEvent>(WayIn.Kind)
{
    private static readonly WayInClosed Revoked = new(WayInDecider.Revoked, Heard: null, Cast.Noor, Cast.Monday);

    [Fact]
    public void Stored_facts_are_readable_for_ever() => GoldenFacts.Keep("NotificationWays", OneOfEach);

    [Fact]
    public void A_way_in_opens_once_changes_with_a_newer_word_and_closes_by_whoever_opened_it()
    {
        Given().When(new HearWayIn(Opened, Open: true, Cast.Monday)).Then(Opened);
        Given(Opened).When(new HearWayIn(Opened, Open: false, Cast.Monday)).ThenNothing();

        var longer = Opened with { Until = Until.AddDays(10), Heard = new("consent.family-x", 4) };
        Given(Opened).When(new HearWayIn(longer, Open: true, Cast.Monday)).Then(longer);
        Given(Opened).When(new HearWayIn(longer, Open: false, Cast.Monday))
            .Then(new WayInClosed(WayInDecider.NoLongerNeeded, longer.Heard, By: null, Cast.Monday));
    }

    [Fact]
    public void What_the_desk_ended_no_newer_word_opens_again()
    {
        var newer = Opened with { Heard = new("consent.family-x", 9) };
        Given(Opened, Issued, Revoked).When(new HearWayIn(newer, Open: true, Cast.Monday)).ThenNothing();
        Given(Opened, Issued, new WayInClosed(WayInDecider.NoLongerNeeded, new("consent.family-x", 4), null, Cast.Monday))
            .When(new HearWayIn(newer, Open: true, Cast.Monday)).Then(newer);
    }

    [Fact]
    public void A_code_never_works_longer_than_the_way_in_and_not_at_all_after_it()
    {
        Given(Opened).When(Wish(Until.AddDays(30))).Then(Issued with { Until = Until });
        Given(Opened with { Until = Cast.Monday }).When(Wish(Until)).ThenRefused(WayInRefusals.Closed);
        Given(Opened, Revoked).When(Wish(Until)).ThenRefused(WayInRefusals.Closed);
        Given().When(Wish(Until)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void The_code_alone_lets_in_without_reading_and_with_the_pin_reading_too()
    {
        var alone = new ComeIn(Cast.Id(0x720), Issued.Hash, Pin: null, Cast.Monday);
        Given(Opened, Issued, Pin).When(alone).Then(new PersonCameIn(alone.Try, Code, Reading: false, Cast.Monday));
        Given(Opened, Issued, Pin).When(alone with { Pin = Pin.Hash }).Then(new PersonCameIn(alone.Try, Code, Reading: true, Cast.Monday));
        Given(Opened, Issued, Pin).When(alone with { Pin = "other" }).Then(new PersonRefused(alone.Try, ByPin: true, Cast.Monday));
        Given(Opened, Issued).When(alone with { Pin = "any" }).ThenRefused(WayInRefusals.PinWrong);
    }

    [Fact]
    public void Expired_ended_replaced_and_unknown_codes_sound_alike()
    {
        var come = new ComeIn(Cast.Id(0x721), Issued.Hash, Pin: null, Cast.Monday);
        Given().When(come).ThenRefused(WayInRefusals.CodeWrong);
        Given(Opened).When(come).ThenRefused(WayInRefusals.CodeWrong);
        Given(Opened, Issued, Revoked).When(come).ThenRefused(WayInRefusals.CodeWrong);
        Given(Opened, Issued).When(come with { At = Issued.Until }).ThenRefused(WayInRefusals.CodeWrong);
        Given(Opened, Issued, Issued with { Code = Cast.Id(0x703), Hash = "newer" }).When(come)
            .Then(new PersonRefused(come.Try, ByPin: false, Cast.Monday));
    }

    [Fact]
    public void After_five_wrong_tries_a_quarter_of_an_hour_rest_and_after_twenty_nothing_helps_but_a_new_code()
    {
        var right = new ComeIn(Cast.Id(0x722), Issued.Hash, Pin: null, Cast.Monday);
        Given([Opened, Issued, .. Wrong(4)]).When(right).Then(new PersonCameIn(right.Try, Code, Reading: false, Cast.Monday));
        Given([Opened, Issued, .. Wrong(5)]).When(right).ThenRefused(WayInRefusals.CodeWrong);
        var later = right with { At = Cast.Monday.AddMinutes(15) };
        Given([Opened, Issued, .. Wrong(5)]).When(later).Then(new PersonCameIn(right.Try, Code, Reading: false, later.At));
        Given([Opened, Issued, .. Wrong(20)]).When(right with { At = Cast.Monday.AddDays(2) }).ThenRefused(WayInRefusals.CodeWrong);
        Given([Opened, Issued, .. Wrong(20), Issued]).When(right).Then(new PersonCameIn(right.Try, Code, Reading: false, Cast.Monday));
    }

    [Fact]
    public void Wrong_pins_never_close_the_way_to_a_no()
    {
        var pins = Enumerable.Range(0, 20).Select(n => new PersonRefused(Cast.Id(0x800 + n), ByPin: true, Cast.Monday));
        var story = Given([Opened, Issued, Pin, .. pins]);
        var come = new ComeIn(Cast.Id(0x723), Issued.Hash, Pin.Hash, Cast.Monday);
        story.When(come).ThenRefused(WayInRefusals.PinWrong);
        story.When(come with { Pin = null }).Then(new PersonCameIn(come.Try, Code, Reading: false, Cast.Monday));
    }

    [Theory]
    [InlineData("482913", true)]
    [InlineData("123456", false)]
    [InlineData("987654", false)]
    [InlineData("111111", false)]
    [InlineData("121212", false)]
    [InlineData("12345", false)]
    [InlineData("48291x", false)]
    [InlineData(null, false)]
    public void A_pin_that_everybody_tries_first_is_no_pin(string? pin, bool good) => Assert.Equal(good, Codes.IsGoodPin(pin));

    [Theory]
    [InlineData("k7qm-49xt-p2hj")]
    [InlineData(" K7QM 49XT P2HJ ")]
    [InlineData("K7QM49XTP2HJ")]
    public void A_code_is_read_as_a_person_types_it(string typed) => Assert.Equal("K7QM49XTP2HJ", Codes.Typed(typed));

    [Fact]
    public void The_views_fold_every_fact_to_the_same_bytes_and_forget_the_code_of_a_closed_way()
    {
        string Rows(params WayInEvent[] facts) => new KeptRows().After(new WaysView(), WayIn.Kind, Way, facts).Bytes;
        Assert.Equal(Rows(OneOfEach), Rows(OneOfEach));
        Assert.Contains("handle/K7QM", Rows(Opened, Issued), StringComparison.Ordinal);
        Assert.DoesNotContain("handle/", Rows(OneOfEach), StringComparison.Ordinal);
        Assert.DoesNotContain("handle/K7QM", Rows(Opened, Issued, Issued with { Handle = "ZZZZ" }), StringComparison.Ordinal);
    }

    private static IssueCode Wish(DateTimeOffset until) =>
        new(Code, Issued.Handle, Issued.Hash, Issued.Channel, until, Carried: null, Cast.Noor, Cast.Monday);

    private static PersonRefused[] Wrong(int n) =>
        [.. Enumerable.Range(0, n).Select(i => new PersonRefused(Cast.Id(0x800 + i), ByPin: false, Cast.Monday))];
}
