using WarmHandover.Platform.Hosting;
using WarmHandover.Signals;
using WarmHandover.Signals.Keepings;
using WarmHandover.Signals.Views;
using WarmHandover.Tests.Referrals;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalKeeping;

/// <summary>How long a file is kept, by which law, and what keeps it longer: the day before, on and after its last day.</summary>
public sealed class KeepingTests() : Deciding<Keeping, KeepingCommand, KeepingFact>(KeepingHandler.Streams)
{
    private static readonly KeepingLaws Laws = new(null);
    private static readonly Guid Complaint = Cast.Id(0xb1);

    private static readonly KeepingReferralHeard Sent = new(
        Cast.Id(0x501), Cast.Jgz, Cast.Wijkteam, Open: true, Received: false, 3, Cast.Monday.AddDays(1), Cast.Monday.AddDays(1));

    private static readonly KeptLonger Kept = new(
        Complaint, Cast.Jgz, "bezwaar", 1, new(2050, 1, 1), [Cast.Samira], Circle.Sealed, "hedda", Cast.Monday.AddDays(2));

    private static readonly KeptLongerEnded Over = new(Complaint, "hedda", Cast.Monday.AddDays(3));
    private static readonly KeepingLooked Looked = new(Cast.Jgz, new(2047, 3, 1), new(2028, 3, 1), Cast.Monday.AddYears(1));

    [Fact]
    public void Every_stored_fact_is_read_and_written_to_the_same_bytes() =>
        GoldenFacts.Keep<KeepingFact>("SignalKeeping", Sent, Kept, Over, Looked);

    [Fact]
    public void A_referral_is_heard_in_its_newest_state()
    {
        Given().When(new HearKeepingReferral(Sent)).Then(Sent);
        Given(Sent).When(new HearKeepingReferral(Sent with { SourceVersion = 2, Open = false })).ThenNothing();
        Given(Sent).When(new HearKeepingReferral(Sent with { SourceVersion = 9, Open = false })).Then(Sent with
        {
            SourceVersion = 9,
            Open = false
        });
    }

    [Fact]
    public void A_reason_is_given_once_and_ended_by_its_own_organisation()
    {
        Given().When(new KeepLonger(Kept)).Then(Kept);
        Given(Kept).When(new KeepLonger(Kept with { Keeping = Cast.Id(0xb2) })).ThenRefused(KeepingRefusals.KeptAlready);
        Given(Kept).When(new EndKeptLonger(Complaint, Cast.Wijkteam, "hassan", Over.At))
            .ThenRefused(Platform.Deciding.Refusals.Missing);
        Given(Kept).When(new EndKeptLonger(Complaint, Cast.Jgz, "hedda", Over.At)).Then(Over);
        Given(Kept, Over).When(new KeepLonger(Kept with { Keeping = Cast.Id(0xb2) })).Then(Kept with { Keeping = Cast.Id(0xb2) });
        Given(Looked).When(new NoteKeepingLook(Looked with { At = Looked.At.AddDays(1) })).ThenNothing();
    }

    [Theory]
    [InlineData("jgz", "2027-03-01", "2027-03-01", "2047-03-01", "wgbo")]
    [InlineData("jgz", "2028-02-29", "2027-03-01", "2048-02-29", "wgbo")]
    [InlineData("veilig-thuis", "2030-03-01", "2028-02-29", "2043-02-28", "wmo")]
    [InlineData("veilig-thuis", "2040-03-01", "2027-12-31", "2042-12-31", "wmo")]
    [InlineData("wijkteam", "2027-03-01", "2027-03-01", "2047-03-01", "jeugdwet")]
    [InlineData("schuldhulp", "2027-03-01", "2027-01-01", "2032-03-01", "wgs")]
    [InlineData("wonen", "2027-03-01", "2027-01-01", "2032-03-01", "overig")]
    public void Years_are_counted_by_the_law_of_the_organisation_and_of_two_laws_the_longer(
        string kind, string changed, string received, string lastDay, string law)
    {
        var term = KeepingLaws.Term(Laws.For([kind]), DateOnly.Parse(changed), DateOnly.Parse(received));
        Assert.Equal((DateOnly.Parse(lastDay), law), (term.LastDay, term.Law.Code));
    }

    [Fact]
    public void What_no_law_says_the_installation_does_and_what_a_law_says_nobody_changes()
    {
        Assert.Equal(7, new KeepingLaws("wgs=7, overig=2").For(["schuldhulp"]).Single().Years);
        Assert.Equal(20, Laws.For([]).Single().Years);
        Assert.Equal(20, Laws.For(["schuldhulp", "nieuwe-soort"]).Single().Years);
        foreach (var wrong in (string[])["wgbo=5", "wgs", "wgs=0", "wgs=101", "wgs=zeven"])
            Assert.Throws<StartRefusedException>(() => new KeepingLaws(wrong));
        Assert.All(Laws.All, law => Assert.False(string.IsNullOrWhiteSpace(law.Law)));
    }

    [Fact]
    public void A_file_is_over_the_day_after_its_last_day()
    {
        Assert.Equal("loopt", Stand(new(2046, 11, 30)));
        Assert.Equal("bijna-om", Stand(new(2046, 12, 1)));
        Assert.Equal("bijna-om", Stand(new(2047, 2, 28)));
        Assert.Equal("bijna-om", Stand(new(2047, 3, 1)));
        Assert.Equal("om", Stand(new(2047, 3, 2)));
    }

    [Fact]
    public void Everything_that_is_written_makes_a_file_younger_and_what_comes_by_itself_does_not()
    {
        var later = Cast.Monday.AddYears(3);
        Assert.Equal(new(2050, 3, 1), Row(Circle.SkippedDentist with { At = later }).LastDay);
        Assert.Equal(new(2047, 3, 1), Row(Circle.GirlTurnedTwelve with { At = later }).LastDay);
        Assert.Equal(new(2047, 3, 1), Row(Circle.SkippedDentist with { At = later, Organisation = Cast.Wijkteam }).LastDay);

        static KeptFileAnswer Row(FamilyFact more) => KeepingDesk.Judge(
            KeptRows.Row([.. Circle.Three, more]), Laws.For(["jgz"]), new(2027, 3, 2));
    }

    [Fact]
    public void An_open_referral_a_reason_and_a_refusal_keep_it_and_say_so()
    {
        var (after, day) = (new DateOnly(2047, 6, 1), Cast.Monday);
        Assert.Equal(["open-verwijzing"], Reasons(after, Sent with { MovedAt = day }));
        Assert.Empty(Reasons(after, Sent with { MovedAt = day }, Sent with { MovedAt = day, SourceVersion = 4, Open = false }));
        Assert.Equal(["bezwaar"], Reasons(after, Kept));
        Assert.Equal(["bezwaar"], Reasons(new(2050, 1, 1), Kept));
        Assert.Empty(Reasons(new(2050, 1, 2), Kept));
        Assert.Empty(Reasons(after, Kept, Over));
        Assert.Equal("langer-bewaard", KeepingDesk.Judge(KeptRows.Row([.. Circle.Three], Kept), Laws.For(["jgz"]), after).Stand);

        static string[] Reasons(DateOnly on, params KeepingFact[] facts) =>
            [.. KeepingDesk.Judge(KeptRows.Row([.. Circle.Three], facts), Laws.For(["jgz"]), on).Reasons.Select(r => r.Code)];
    }

    [Fact]
    public void Every_fact_of_a_file_is_weighed_and_twice_gives_the_same_bytes()
    {
        var view = new KeepingsView();
        Assert.Equal(HeldRows.After(view, Circle.Everything).Bytes, HeldRows.After(new KeepingsView(), Circle.Everything).Bytes);
        var rows = HeldRows.After(view, [.. Circle.Three, Circle.SkippedDentist]);
        Assert.Equal(Cast.Monday.AddYears(1).Date, Assert.Single(rows.Due).AddHours(1).Date);
        Assert.Empty(HeldRows.After(view, [.. Circle.Three, Circle.FileGone]).Part<KeepingRow>(KeepingsView.Of(Cast.Jgz)));
    }

    private static string Stand(DateOnly on) => KeepingDesk.Judge(KeptRows.Row([.. Circle.Three]), Laws.For(["jgz"]), on).Stand;

    private static class KeptRows
    {
        public static KeepingRow Row(FamilyFact[] facts, params KeepingFact[] kept)
        {
            var files = kept.Aggregate(facts.Aggregate(KeptFiles.None, (f, fact) => f.After(fact)), (f, fact) => f.After(fact));
            return new(
                Cast.Family, Cast.Jgz, files.Files[Cast.Jgz], [.. files.Referrals.Values], [.. files.Kept]);
        }
    }
}
