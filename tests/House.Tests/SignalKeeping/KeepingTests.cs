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
    [InlineData("veilig-thuis", "2030-03-01", "2028-02-29", "2034-05-06", "veilig-thuis", "2034-05-06")]
    [InlineData("veilig-thuis", "2030-03-01", "2028-02-29", "2028-03-01", "veilig-thuis", "2028-03-01")]
    [InlineData("veilig-thuis", "2030-03-01", "2028-02-29", "2043-02-28", "wmo", "2028-02-29")]
    [InlineData("jgz", "2027-03-01", "2027-03-01", "2047-03-01", "wgbo", "2060-01-01")]
    [InlineData("wijkteam", "2027-03-01", "2027-03-01", "2047-03-01", "jeugdwet")]
    [InlineData("schuldhulp", "2027-03-01", "2027-01-01", "2032-03-01", "wgs")]
    [InlineData("wonen", "2027-03-01", "2027-01-01", "2032-03-01", "overig")]
    public void Years_are_counted_by_the_law_of_the_organisation_and_of_two_laws_the_longer(
        string kind, string changed, string received, string lastDay, string law, string? youngestAdult = null)
    {
        var age = new KeepingAge(
            DateOnly.Parse(changed), DateOnly.Parse(received), youngestAdult is null ? null : DateOnly.Parse(youngestAdult));
        var term = KeepingLaws.Term(Laws.Of(age, Laws.For([kind])), age);
        Assert.Equal((DateOnly.Parse(lastDay), law), (term.LastDay, term.Law.Code));
    }

    [Fact]
    public void Under_the_wmo_alone_each_record_counts_by_itself()
    {
        var wmo = new KeepingLaws(null, "wijkteam=wmo");
        FamilyFact[] file =
        [
            .. Circle.Three, Circle.SkippedDentist with { At = Cast.Monday },
            Circle.SkippedDentist with { Signal = Cast.Id(0x99), At = Cast.Monday.AddYears(6) },
        ];
        var (row, of) = (KeptRows.Row(file), wmo.For(["wijkteam"]));
        Assert.Equal(("loopt", 0), Stand(new(2041, 11, 30)));
        Assert.Equal(("bijna-om", 0), Stand(new(2041, 12, 1)));
        Assert.Equal(("bijna-om", 0), Stand(new(2042, 3, 1)));
        Assert.Equal(("om", 1), Stand(new(2042, 3, 2)));
        Assert.Equal(new(2048, 3, 1), KeepingDesk.Judge(row, wmo, of, new(2042, 3, 2)).LastDay);
        Assert.Equal(new(2027, 3, 1), KeepingDesk.Judge(row, wmo, of, new(2042, 3, 2)).Records!.OverUntil);
        Assert.Null(KeepingDesk.Judge(row, Laws, Laws.For(["wijkteam"]), new(2042, 3, 2)).Records);

        row = KeptRows.Row([.. file, new RecordsErased(Complaint, Cast.Jgz, new(2027, 3, 1), [], Cast.Monday.AddYears(15))]);
        Assert.Equal(("loopt", 0), Stand(new(2042, 3, 2)));
        row = KeptRows.Row(file, Sent with { MovedAt = Cast.Monday.AddDays(-9), Open = false });
        Assert.Equal(("om", 1), Stand(new(2042, 3, 1)));
        foreach (var wrong in (string[])["wijkteam", "wijkteam=wgs", "jgz=wgbo", "iets=wmo", "wijkteam=wmo=x"])
            Assert.Throws<StartRefusedException>(() => new KeepingLaws(null, wrong));

        (string, int) Stand(DateOnly on) =>
            KeepingDesk.Judge(row, wmo, of, on) is var judged ? (judged.Stand, judged.Records!.Over) : default;
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
            KeptRows.Row([.. Circle.Three, more]), Laws, Laws.For(["jgz"]), new(2027, 3, 2));
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
        Assert.Equal("langer-bewaard", KeepingDesk.Judge(KeptRows.Row([.. Circle.Three], Kept), Laws, Laws.For(["jgz"]), after).Stand);

        static string[] Reasons(DateOnly on, params KeepingFact[] facts) =>
            [.. KeepingDesk.Judge(KeptRows.Row([.. Circle.Three], facts), Laws, Laws.For(["jgz"]), on).Reasons.Select(r => r.Code)];
    }

    [Fact]
    public void The_youngest_child_that_is_no_adult_tells_how_long_veilig_thuis_keeps()
    {
        var baby = Cast.Id(0xba);
        FamilyFact[] circle =
        [
            Circle.Opened,
            new MemberAdded(Cast.Yara, Cast.Jgz, MemberRoles.Child, AgeBands.From12, new(2030, 6, 1), Circle.Sealed, Cast.Monday),
            new MemberAdded(Cast.Samira, Cast.Jgz, MemberRoles.Parent, AgeBands.Adult, null, Circle.Sealed, Cast.Monday),
        ];
        Assert.Equal(new(2032, 6, 1), Youngest(circle));
        var expected = new MemberAdded(
            baby, Cast.Jgz, MemberRoles.UnbornChild, AgeBands.Unborn, null, Circle.Sealed, Cast.Monday);
        Assert.Equal(new(2046, 1, 1), Youngest([.. circle, expected]));
        Assert.Equal(new(2032, 6, 1), Youngest([.. circle, expected, new PregnancyEnded(baby, new(2027, 4, 1), Cast.Jgz, Cast.Monday)]));
        var born = new ChildBorn(baby, AgeBands.Under12, new(2039, 5, 2), Circle.Sealed, Cast.Jgz, Cast.Monday.AddMonths(2));
        Assert.Equal(new(2045, 5, 2), Youngest([.. circle, expected, born]));
        Assert.Null(Youngest([.. circle, new MemberDied(Cast.Yara, new(2027, 4, 1), Cast.Jgz, Cast.Monday)]));
        Assert.Null(Youngest([circle[0], circle[2]]));

        static DateOnly? Youngest(FamilyFact[] facts) => HeldRows.After(new KeepingsView(), facts)
            .Part<KeepingRow>(KeepingsView.Of(Cast.Jgz)).Single().YoungestAdultOn;
    }

    [Fact]
    public void A_running_request_of_a_person_holds_a_file_back_until_it_ends()
    {
        var (id, at, over) = (Cast.Id(0xc1), Cast.Monday.AddDays(1), new DateOnly(2047, 6, 1));
        foreach (var kind in RightKinds.All)
        {
            var asked = new RightAsked(
                id, Cast.Family, Cast.Jgz, Cast.Samira, kind, [Cast.Samira], "aan-de-balie", new(2027, 3, 2), new(2027, 4, 2), [], [], [],
                null, 1, null, at);
            Assert.Equal([kind], Held(files => Right(files, kind, asked)));
            Assert.Equal([kind], Held(files => Right(files, kind, asked, new RightTermExpired(at))));
            Assert.Empty(Held(files => Right(files, kind, asked, new RightTakenBack("hedda", at))));
            Assert.Empty(Held(files => Right(
                files, kind, asked, new RightRefused(new(2027, 3, 3), false, "x", 1, Circle.Sealed, null, "hedda", at))));
            var done = Held(files => Right(
                files, kind, asked, new RightGranted(new(2027, 3, 3), false, [], [], [], "hedda", at), new RightCarriedOut(at)));
            Assert.Equal(kind == RightKinds.Restriction ? [kind] : [], done);
        }

        Assert.Empty(Held(files => Right(files, RightKinds.Restriction, new RestrictionLifted(at))));
        foreach (var (origin, code) in new[] { ("verzoek", "vernietiging"), ("elders-vernietigd", "elders-vernietigd") })
        {
            var asked = new ErasureRequested(
                id, Cast.Family, Cast.Jgz, Cast.Samira, origin, [Cast.Samira], null, new(2027, 3, 2), new(2027, 6, 2), [], null, at);
            Assert.Equal([code], Held(files => files.AfterAsked(asked, id, Cast.Jgz)));
            Assert.Equal([code], Held(files => Erasure(files, asked, new ErasureGranted("a", at))));
            Assert.Empty(Held(files => Erasure(files, asked, new ErasureTakenBack("a", at))));
        }

        string[] Held(Func<KeptFiles, KeptFiles> then)
        {
            var files = then(Circle.Three.Aggregate(KeptFiles.None, (f, fact) => f.After(fact)));
            var row = new KeepingRow(Cast.Family, Cast.Jgz, files.Files[Cast.Jgz], [], []) { Requests = [.. files.Requests.Values] };
            var answer = KeepingDesk.Judge(row, Laws, Laws.For(["jgz"]), over);
            Assert.Equal(answer.Reasons is [] ? "om" : "langer-bewaard", answer.Stand);
            Assert.All(answer.Reasons, r => Assert.Equal(id, r.Request));
            return [.. answer.Reasons.Select(r => r.Code)];
        }

        KeptFiles Erasure(KeptFiles files, params ErasureFact[] facts) =>
            facts.Aggregate(files, (f, fact) => f.AfterAsked(fact, id, Cast.Jgz));

        KeptFiles Right(KeptFiles files, string kind, params RightFact[] facts) =>
            facts.Aggregate(files, (f, fact) => f.After(fact, id, Cast.Jgz, kind));
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

    [Fact]
    public void A_file_stands_once_in_the_list_by_age_on_its_oldest_day_also_when_it_changes_and_leaves_it_when_it_goes()
    {
        Assert.Equal([new(Cast.Family, Cast.Today)], Oldest(Circle.Three));
        var later = Circle.SkippedDentist with { At = Cast.Monday.AddYears(2) };
        Assert.Equal([new(Cast.Family, Cast.Today.AddYears(2))], Oldest([.. Circle.Three, later]));
        Assert.Equal(
            [new(Cast.Family, Cast.Today)], Oldest([.. Circle.Three, Circle.SkippedDentist, later with { Signal = Cast.Id(0xd1) }]));
        Assert.Empty(Oldest([.. Circle.Three, later, Circle.FileGone]));

        static OldestRow[] Oldest(FamilyFact[] facts) =>
            [.. HeldRows.After(new KeepingsView(), facts).Part<OldestRow>(KeepingsView.OldestOf(Cast.Jgz))];
    }

    private static string Stand(DateOnly on) => KeepingDesk.Judge(KeptRows.Row([.. Circle.Three]), Laws, Laws.For(["jgz"]), on).Stand;

    private static class KeptRows
    {
        public static KeepingRow Row(FamilyFact[] facts, params KeepingFact[] kept)
        {
            var files = kept.Aggregate(facts.Aggregate(KeptFiles.None, (f, fact) => f.After(fact)), (f, fact) => f.After(fact));
            return new(Cast.Family, Cast.Jgz, files.Files[Cast.Jgz], [.. files.Referrals.Values], [.. files.Kept])
            {
                Letters = [.. files.Letters.Values],
            };
        }
    }
}
