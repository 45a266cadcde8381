using WarmHandover.Platform.Erasing;
using WarmHandover.Signals;
using WarmHandover.Signals.Erasures;
using WarmHandover.Tests.Referrals;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalErasure;

/// <summary>A request to destroy, from the asking to the certificate: who decides, by when, and that nobody does it alone.</summary>
public sealed class ErasureTests() : Deciding<Erasure, ErasureCommand, ErasureFact>(ErasureHandler.Streams)
{
    private const string Hedda = "hedda";
    private const string Hilde = "hilde";
    private static readonly Guid Asked = Cast.Id(0xe1);
    private static readonly DateOnly By = new(2027, 6, 1);

    private static readonly ErasureRequested Request = new(
        Asked, Cast.Family, Cast.Jgz, Cast.Samira, ErasureOrigins.Person, [Cast.Samira], "aan-de-balie", Cast.Today, By, [Cast.JgzTeam],
        Circle.Sealed, Cast.Monday);

    private static readonly RecordsOver Old = new(
        Asked, Cast.Family, Cast.Jgz, "wmo", new(2012, 2, 28), 3, Cast.Today, By, [Cast.JgzTeam], Cast.Monday);

    private static readonly ErasurePutOff Later = new(new(2027, 7, 15), "ingewikkeld", Hedda, Cast.Monday.AddDays(5));
    private static readonly ErasureGranted Yes = new(Hedda, Cast.Monday.AddDays(10));
    private static readonly ErasureRefused No = new("rechtsvordering", 1, Circle.Sealed, Hedda, Cast.Monday.AddDays(10));
    private static readonly ErasureTakenBack Back = new(Cast.Noor, Cast.Monday.AddDays(11));
    private static readonly ErasureConfirmed Done = new(Hilde, Cast.Monday.AddDays(12));
    private static readonly ErasureTermNeared Near = new(new(2027, 5, 17, 22, 0, 0, TimeSpan.Zero));
    private static readonly ErasureTermExpired Over = new(new(2027, 6, 1, 22, 0, 0, TimeSpan.Zero));
    private static readonly ErasureOverdue TooLate = new(["consent", "referral"], Done.At.AddDays(1));
    private static readonly ErasureCertified Certified = new(new(2027, 3, 27), Done.At.AddMinutes(2));

    [Fact]
    public void Every_stored_fact_is_read_and_written_to_the_same_bytes() => GoldenFacts.Keep<ErasureFact>(
        "SignalErasure", Request, Later, Yes, No, Back, Done, Near, Over, Gone("signal"), TooLate, Certified, Old);

    [Fact]
    public void The_facts_of_a_destruction_are_read_and_written_to_the_same_bytes() => GoldenFacts.Keep<DestructionFact>(
        "SignalErasure", new DestructionOrdered(Asked, Cast.Family, Cast.Jgz, Cast.Samira, [Cast.JgzTeam], Cast.Monday),
        new DestructionDone(Cast.Monday),
        new DestructionOfRecordsOrdered(Asked, Cast.Family, Cast.Jgz, new(2012, 2, 28), [Cast.JgzTeam], Cast.Monday));

    [Fact]
    public void Old_records_are_decided_by_two_and_ordered_as_records_and_never_as_a_file()
    {
        Given().When(new RequestRecords(Old)).Then(Old);
        Given(Old).When(new RequestRecords(Old with { Records = 4 })).ThenNothing();
        Given(Old, Yes).When(new ConfirmErasure(Hedda, Cast.Jgz, Done.At)).ThenRefused(ErasureRefusals.SecondPerson);
        var asked = Erasure.Evolve(Erasure.Initial, Old);
        var confirmed = Erasure.Evolve(Erasure.Evolve(asked, Yes), Done);
        var said = Assert.IsType<Contracts.Signal.RecordsErasureOrdered>(
            Assert.Single(ErasureDecider.Choose(new("signal.erasure-1", 3, confirmed, Done, Done.At))));
        Assert.Equal(Old.ReceivedUntil, said.ReceivedUntil);
    }

    [Fact]
    public void A_line_of_the_ledger_about_records_is_never_read_as_one_about_a_file()
    {
        var line = LedgerLine.Of(
            new DestructionOrdered(Asked, Cast.Family, Cast.Jgz, null, [Cast.JgzTeam], Cast.Monday) { ReceivedUntil = new(2012, 2, 28) },
            [Cast.Id(0x71)]);
        Assert.StartsWith("wo-erasure-of-records-v1", line.Body("signal"), StringComparison.Ordinal);
        var read = LedgerLine.Parse(line.Body("signal"));
        Assert.Equal((line.ReceivedUntil, line.Body("signal")), (read.ReceivedUntil, read.Body("signal")));
        Assert.Equal(new DateOnly(2012, 2, 28), read.Order.ReceivedUntil);
    }

    [Fact]
    public void It_is_asked_once()
    {
        Given().When(new RequestErasure(Request)).Then(Request);
        Given(Request).When(new RequestErasure(Request with { Member = null })).ThenNothing();
    }

    [Fact]
    public void One_says_yes_and_another_has_it_done()
    {
        Given(Request).When(new ConfirmErasure(Hilde, Cast.Jgz, Done.At)).ThenRefused(ErasureRefusals.NotGranted);
        Given(Request).When(new GrantErasure(Hedda, Cast.Jgz, Yes.At)).Then(Yes);
        Given(Request, Yes).When(new ConfirmErasure(Hedda, Cast.Jgz, Done.At)).ThenRefused(ErasureRefusals.SecondPerson);
        Given(Request, Yes).When(new ConfirmErasure(Hilde, Cast.Jgz, Done.At)).Then(Done);
    }

    [Fact]
    public void To_another_organisation_it_does_not_exist()
    {
        foreach (var act in (ErasureAct[])
            [new GrantErasure(Hedda, Cast.Wijkteam, Yes.At), new ConfirmErasure(Hilde, Cast.Wijkteam, Yes.At),
                new RefuseErasure("rechtsvordering", 1, null, Hedda, Cast.Wijkteam, Yes.At)])
        {
            Given(Request, Yes).When(act).ThenRefused(Platform.Deciding.Refusals.Missing);
            Given().When(act).ThenRefused(Platform.Deciding.Refusals.Missing);
        }
    }

    [Fact]
    public void A_no_and_a_word_taken_back_end_it_and_nothing_ends_it_once_it_began()
    {
        Given(Request).When(new RefuseErasure("rechtsvordering", 1, Circle.Sealed, Hedda, Cast.Jgz, No.At)).Then(No);
        Given(Request, No).When(new GrantErasure(Hedda, Cast.Jgz, Yes.At)).ThenRefused(ErasureRefusals.AlreadyDecided);
        Given(Request, Yes).When(new TakeBackErasure(Cast.Noor, Cast.Jgz, Back.At)).Then(Back);
        Given(Request, Yes, Back).When(new ConfirmErasure(Hilde, Cast.Jgz, Done.At)).ThenRefused(ErasureRefusals.AlreadyDecided);
        Given(Request, Yes, Done).When(new TakeBackErasure(Cast.Noor, Cast.Jgz, Back.At)).ThenRefused(ErasureRefusals.BeingCarriedOut);
    }

    [Fact]
    public void The_day_moves_once_and_two_months_at_most()
    {
        Given(Request).When(Move(new(2027, 8, 2))).ThenRefused(ErasureRefusals.PutOffTooFar);
        Given(Request).When(Move(By)).ThenRefused(ErasureRefusals.PutOffTooFar);
        Given(Request).When(Move(Later.DecideBy)).Then(Later);
        Given(Request, Later).When(Move(new(2027, 8, 1))).ThenRefused(ErasureRefusals.PutOffOnce);

        PutOffErasure Move(DateOnly until) => new(until, "ingewikkeld", Hedda, Cast.Jgz, Later.At);
    }

    [Fact]
    public void Its_term_nears_and_ends_at_local_midnight_once()
    {
        Given(Request).When(new WatchErasure(Near.At.AddSeconds(-1))).ThenNothing();
        Given(Request).When(new WatchErasure(Near.At)).Then(Near);
        Given(Request, Near).When(new WatchErasure(Over.At.AddSeconds(-1))).ThenNothing();
        Given(Request, Near).When(new WatchErasure(Over.At)).Then(Over);
        Given(Request).When(new WatchErasure(Over.At)).Then(Over);
        Given(Request, Near, Later).When(new WatchErasure(Over.At)).ThenNothing();
        Given(Request, Yes, Done).When(new WatchErasure(Over.At.AddYears(-1))).ThenNothing();
    }

    [Fact]
    public void Who_did_not_confirm_within_a_day_is_noted_and_the_last_one_makes_the_certificate()
    {
        ErasureFact[] begun = [Request, Yes, Done, Gone("signal"), Gone("notification")];
        Given(begun).When(new WatchErasure(Done.At.AddHours(23))).ThenNothing();
        Given(begun).When(new WatchErasure(TooLate.At)).Then(TooLate);

        Given([.. begun, TooLate, Gone("consent")]).When(new HearCarriedOut("referral", Done.At.AddMinutes(1), Certified.At))
            .Then(Gone("referral") with { At = Certified.At }, Certified);
        Given([.. begun]).When(new HearCarriedOut("portal", Done.At, Done.At)).ThenNothing();
        Given(Request, Yes).When(new HearCarriedOut("consent", Done.At, Done.At)).ThenNothing();
    }

    [Fact]
    public void Only_the_second_yes_leaves_the_service()
    {
        var state = ((ErasureFact[])[Request, Yes, Done]).Aggregate(Erasure.Initial, Erasure.Evolve);
        Assert.Empty(ErasureDecider.Choose(new("signal.erasure-1", 2, state, Yes, Yes.At)));
        var said = Assert.IsType<Contracts.Signal.ErasureOrdered>(
            Assert.Single(ErasureDecider.Choose(new("signal.erasure-1", 3, state, Done, Done.At))));
        Assert.Equal((Asked, Cast.Jgz, Cast.Samira), (said.Erasure, said.Organisation, said.Member!.Value));
    }

    private static ErasureCarriedOut Gone(string service) => new(service, Done.At.AddMinutes(1), Done.At.AddMinutes(1));
}
