using WarmHandover.Contracts;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Overviews;
using WarmHandover.Signals;
using WarmHandover.Signals.Rights;
using WarmHandover.Tests.Referrals;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalRights;

/// <summary>A request about own data from the asking to the answer: by when, who may say what, and when a restriction ends.</summary>
public sealed class RightTests() : Deciding<RightRequest, RightCommand, RightFact>(RightHandler.Streams)
{
    private const string Hedda = "hedda";
    private static readonly Guid Request = Cast.Id(0xf1);
    private static readonly Row Debts = new(Cast.Samira, "schulden");

    private static readonly RightAsked Asked = new(
        Request, Cast.Family, Cast.Jgz, Cast.Samira, RightKinds.Restriction, [Cast.Samira], "aan-de-balie", Cast.Today, new(2027, 4, 1),
        [Cast.JgzTeam], [], ["schulden"], "juistheid-betwist", 1, Circle.Sealed, Cast.Monday);

    private static readonly RightExtended Longer = new(new(2027, 5, 3), "ingewikkeld", new(2027, 3, 20), Hedda, At(20));
    private static readonly RightGranted Yes = new(new(2027, 3, 11), PublicBody: true, [Debts], [], [], Hedda, At(10));
    private static readonly RightRefused No = new(
        new(2027, 3, 11), PublicBody: false, "geen-grond-voor-beperking", 1, Circle.Sealed, null, Hedda, At(10));

    private static readonly RightTakenBack Back = new(Cast.Noor, At(11));
    private static readonly RightTermNeared Near = new(new(2027, 3, 24, 23, 0, 0, TimeSpan.Zero));
    private static readonly RightTermExpired Over = new(new(2027, 4, 1, 22, 0, 0, TimeSpan.Zero));
    private static readonly RightCarriedOut Done = new(At(10));
    private static readonly RightRecipientsHeard Told = new(
        [new(Cast.WijkteamNoord, Cast.Wijkteam, null)], "consent.family-1", 9, At(10));

    private static readonly RestrictionLiftTold LiftTold = new(new(2027, 4, 5), "telefoon", new(2027, 4, 12), Hedda, At(35));
    private static readonly RestrictionLifted Lifted = new(new(2027, 4, 11, 22, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Every_stored_fact_is_read_and_written_to_the_same_bytes() => GoldenFacts.Keep<RightFact>(
        "SignalRights", Asked, Longer, Yes with { LeftOut = [new("veiligheid-van-een-ander", 3)], Hidden = [Cast.Id(9)] }, No, Back, Near,
        Over, Done, Told, LiftTold, Lifted);

    [Theory]
    [InlineData("2027-01-31", 1, "2027-03-01")]
    [InlineData("2028-01-31", 1, "2028-02-29")]
    [InlineData("2027-03-31", 1, "2027-04-30")]
    [InlineData("2026-11-25", 1, "2026-12-28")]
    [InlineData("2027-04-05", 1, "2027-05-10")]
    [InlineData("2027-03-01", 1, "2027-04-01")]
    [InlineData("2027-01-31", 3, "2027-04-30")]
    [InlineData("2026-11-30", 3, "2027-03-01")]
    public void A_month_ends_on_the_same_day_or_the_last_one_and_never_on_a_closed_day(string received, int months, string last) =>
        Assert.Equal(DateOnly.Parse(last), RightDecider.After(DateOnly.Parse(received), months));

    [Theory]
    [InlineData("2027-03-11", "2027-04-22")]
    [InlineData("2026-11-13", "2026-12-28")]
    [InlineData("2026-04-03", "2026-05-18")]
    public void Six_weeks_to_object_begin_the_day_after(string answered, string last) =>
        Assert.Equal(DateOnly.Parse(last), RightDecider.ObjectBy(DateOnly.Parse(answered)));

    [Fact]
    public void It_is_extended_once_within_the_first_month_and_by_two_months_at_most()
    {
        Given(Asked).When(Extend(new(2027, 5, 3), new(2027, 3, 20), 20)).Then(Longer);
        Given(Asked).When(Extend(new(2027, 6, 1), new(2027, 4, 1), 31)).ThenA<RightExtended>();
        Given(Asked).When(Extend(new(2027, 6, 2), new(2027, 3, 20), 20)).ThenRefused(RightRefusals.ExtendedTooFar);
        Given(Asked).When(Extend(new(2027, 4, 1), new(2027, 3, 20), 20)).ThenRefused(RightRefusals.ExtendedTooFar);
        Given(Asked).When(Extend(new(2027, 5, 3), new(2027, 3, 20), 33)).ThenRefused(RightRefusals.ToldTooLate);
        Given(Asked, Longer).When(Extend(new(2027, 5, 20), new(2027, 3, 25), 25)).ThenRefused(RightRefusals.ExtendedOnce);
        Given(Asked, Yes).When(Extend(new(2027, 5, 20), new(2027, 3, 25), 25)).ThenRefused(RightRefusals.Answered);

        static ExtendRight Extend(DateOnly until, DateOnly told, int day) => new(until, "ingewikkeld", told, Hedda, Cast.Jgz, At(day));
    }

    [Fact]
    public void It_is_answered_once_and_to_another_organisation_it_does_not_exist()
    {
        var yes = new GrantRight(PublicBody: true, [Debts], [], [], Hedda, Cast.Jgz, At(10));
        var no = new RefuseRight(
            PublicBody: false, "geen-grond-voor-beperking", 1, Circle.Sealed, null, Hedda, Cast.Jgz, At(10));
        Given().When(new AskRight(Asked)).Then(Asked);
        Given(Asked).When(yes).Then(Yes);
        Given(Asked).When(no).Then(No);
        Given(Asked).When(yes with { Organisation = Cast.Wijkteam }).ThenRefused(Refusals.Missing);
        Given().When(yes).ThenRefused(Refusals.Missing);
        Given(Asked, No).When(yes).ThenRefused(RightRefusals.Answered);
        Given(Asked, Yes).When(no).ThenRefused(RightRefusals.Answered);
        Given(Asked).When(new TakeBackRight(Cast.Noor, Cast.Jgz, At(11))).Then(Back);
        Given(Asked, Back).When(yes).ThenRefused(RightRefusals.Answered);
    }

    [Fact]
    public void Its_term_nears_and_ends_at_local_midnight_once()
    {
        Given(Asked).When(new WatchRight(Near.At.AddSeconds(-1))).ThenNothing();
        Given(Asked).When(new WatchRight(Near.At)).Then(Near);
        Given(Asked, Near).When(new WatchRight(Over.At.AddSeconds(-1))).ThenNothing();
        Given(Asked, Near).When(new WatchRight(Over.At)).Then(Over);
        Given(Asked, Near, Longer).When(new WatchRight(Over.At)).ThenNothing();
        Given(Asked, Yes, Done).When(new WatchRight(Over.At)).ThenNothing();
    }

    [Fact]
    public void A_restriction_ends_only_on_a_day_that_the_person_heard_of_a_week_before()
    {
        RightFact[] closed = [Asked, Yes, Done];
        Given(closed).When(Lift(new(2027, 4, 11))).ThenRefused(RightRefusals.LiftsTooSoon);
        Given(closed).When(Lift(LiftTold.LiftsOn)).Then(LiftTold);
        Given(Asked).When(Lift(LiftTold.LiftsOn)).ThenRefused(RightRefusals.NoRestriction);
        Given([.. closed, LiftTold]).When(Lift(new(2027, 5, 1))).ThenRefused(RightRefusals.LiftTold);
        Given([.. closed, LiftTold]).When(new WatchRight(Lifted.At.AddSeconds(-1))).ThenNothing();
        Given([.. closed, LiftTold]).When(new WatchRight(Lifted.At)).Then(Lifted);

        static TellRestrictionEnds Lift(DateOnly on) => new(LiftTold.ToldOn, "telefoon", on, Hedda, Cast.Jgz, LiftTold.At);
    }

    [Fact]
    public void Whom_it_was_passed_on_to_is_kept_in_its_newest_version()
    {
        var heard = new HearRecipients(Told.Recipients, Told.Source, 9, Told.At);
        Given(Asked, Yes).When(heard).Then(Told);
        Given(Asked, Yes, Told).When(heard with { SourceVersion = 8, Recipients = [] }).ThenNothing();
        Given(Asked).When(heard).ThenNothing();
    }

    [Fact]
    public void Consent_hears_of_a_yes_to_a_restriction_and_of_its_end_and_of_nothing_else()
    {
        Assert.Equal((false, "beperking"), Said([Asked, Yes]) is { } said ? (said.Lifted, said.Kind) : default);
        Assert.True(Said([Asked, Yes, Done, LiftTold, Lifted])!.Lifted);
        Assert.Null(Said([Asked]));
        Assert.Null(Said([Asked, No]));
        Assert.Null(Said([Asked with { Kind = RightKinds.Access }, Yes]));

        static RowsRuled? Said(RightFact[] facts) => RightDecider.Choose(new(
            "signal.right-1", facts.Length, facts.Aggregate(RightRequest.Initial, RightRequest.Evolve), facts[^1], facts[^1].At))
            .OfType<RowsRuled>().SingleOrDefault();
    }

    [Fact]
    public void The_letter_of_a_public_body_is_a_decision_with_its_day_and_of_another_names_the_court()
    {
        var yes = RightLetter.Of(Fold(Asked, Yes), null)!;
        Assert.Contains("uiterlijk op 22-4-2027 (Awb 6:7 en 6:8)", yes, StringComparison.Ordinal);
        var no = RightLetter.Of(Fold(Asked, No), "Wij zien geen twijfel.")!;
        Assert.Contains("de rechtbank vragen om te beslissen (UAVG 35)", no, StringComparison.Ordinal);
        Assert.Contains("(AVG 18 lid 1)", no, StringComparison.Ordinal);
        Assert.Contains("Wij zien geen twijfel.", no, StringComparison.Ordinal);
        Assert.Null(RightLetter.Of(Fold(Asked), null));

        static RightRequest Fold(params RightFact[] facts) => facts.Aggregate(RightRequest.Initial, RightRequest.Evolve);
    }

    [Fact]
    public void A_sealed_part_opens_for_who_asked_and_for_nobody_else()
    {
        using var key = new AnswerKey();
        using var other = new AnswerKey();
        var box = AnswerKey.Seal("Kanarieklacht", key.Public);
        Assert.Equal("Kanarieklacht", key.Open<string>(box));
        Assert.Throws<Platform.Messaging.NoAnswerException>(() => other.Open<string>(box));
        Assert.DoesNotContain("Kanarieklacht", System.Text.Encoding.UTF8.GetString(box), StringComparison.Ordinal);
        box[^1] ^= 1;
        Assert.Throws<Platform.Messaging.NoAnswerException>(() => key.Open<string>(box));
        Assert.Throws<Platform.Messaging.NoAnswerException>(() => key.Open<string>([0, 9]));
    }

    private static DateTimeOffset At(int day) => Cast.Monday.AddDays(day);
}
