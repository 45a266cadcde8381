using WarmHandover.Platform.Deciding;
using WarmHandover.Signals;
using static WarmHandover.Tests.Signal.Circle;

namespace WarmHandover.Tests.Signal;

/// <summary>Who belongs to a family, who decides, what is safe, who works with it.</summary>
public sealed class FamilyFileTests() : Deciding<FamilyFile, FamilyCommand, FamilyFact>(FamilyHandler.Streams)
{
    private static readonly OpenFamily Open = new(Cast.Family, Cast.Jgz, Cast.JgzTeam, "GM0150", Cast.Monday);

    [Fact]
    public void A_professional_opens_the_file_of_a_family() => Given().When(Open).Then(Opened);

    [Fact]
    public void Another_organisation_cannot_open_a_file_that_is_there() =>
        Given(Opened).When(Open with { Organisation = Cast.Wijkteam }).ThenRefused(Refusals.Missing);

    [Fact]
    public void Nothing_can_be_recorded_about_a_family_that_is_not_there() => Given().When(Add(Mother)).ThenRefused(Refusals.Missing);

    [Fact]
    public void To_an_organisation_that_is_not_a_party_the_family_does_not_exist() =>
        Given(Three).When(Add(Mother) with { Member = Cast.Id(0x19), Organisation = Cast.Wijkteam }).ThenRefused(Refusals.Missing);

    [Fact]
    public void A_parent_is_added_to_the_circle() => Given(Opened).When(Add(Mother)).Then(Mother);

    [Fact]
    public void A_child_is_added_with_the_date_until_which_its_band_holds() => Given(Opened).When(Add(Girl)).Then(Girl);

    [Theory]
    [InlineData("child", "adult", "kind-is-volwassen")]
    [InlineData("child", "unborn", "rol-past-niet")]
    [InlineData("unborn-child", "under-12", "rol-past-niet")]
    [InlineData("parent", "under-12", "ouder-te-jong")]
    [InlineData("other-adult", "16-17", "volwassene-is-minderjarig")]
    public void A_role_that_does_not_fit_the_age_is_refused(string role, string band, string code) =>
        Given(Opened).When(Add(Mother) with { Role = role, Band = band }).ThenRefused(new(code, ""));

    [Theory]
    [InlineData("parent", "16-17")]
    [InlineData("parent", "12-15")]
    [InlineData("unborn-child", "unborn")]
    [InlineData("other-adult", "adult")]
    public void A_young_parent_an_expected_child_and_a_grandparent_belong_to_it(string role, string band) =>
        Given(Opened).When(Add(Mother) with { Role = role, Band = band }).Then(Mother with { Role = role, Band = band });

    [Fact]
    public void A_parent_holds_authority_over_a_child() =>
        Given(Opened, Mother, Girl).When(Record(MothersAuthority)).Then(MothersAuthority);

    [Fact]
    public void Authority_over_a_stranger_or_by_a_stranger_is_refused()
    {
        Given(Three).When(Record(MothersAuthority) with { Child = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.NotAMember);
        Given(Three).When(Record(MothersAuthority) with { Holder = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.NotAMember);
    }

    [Fact]
    public void Nobody_holds_authority_over_an_adult() =>
        Given(Three).When(Record(MothersAuthority) with { Child = Cast.Erik }).ThenRefused(FamilyRefusals.AuthorityOverAdult);

    [Fact]
    public void Authority_cannot_be_recorded_any_more_on_the_eighteenth_birthday() =>
        Given(Opened, Mother, Child(Cast.Yara, "16-17", Cast.Today))
            .When(Record(MothersAuthority)).ThenRefused(FamilyRefusals.AuthorityOverAdult);

    [Fact]
    public void A_minor_mother_holds_no_authority() =>
        Given(Opened, Mother with { Band = "16-17", BandUntil = Cast.Autumn }, Girl)
            .When(Record(MothersAuthority)).ThenRefused(FamilyRefusals.HolderNotAdult);

    [Fact]
    public void A_step_parent_holds_no_parental_authority_but_may_be_guardian()
    {
        var step = Father with { Role = "other-adult" };
        Given(Opened, step, Girl).When(Record(FathersAuthority)).ThenRefused(FamilyRefusals.HolderNotParent);
        Given(Opened, step, Girl)
            .When(Record(FathersAuthority) with { Kind = "guardian" }).Then(FathersAuthority with { Kind = "guardian" });
    }

    [Fact]
    public void The_same_authority_is_not_recorded_twice_over_one_time()
    {
        Given(Three).When(Record(MothersAuthority)).ThenNothing();
        Given(Three).When(Record(MothersAuthority) with { From = new(2020, 1, 1) }).ThenRefused(FamilyRefusals.AuthorityOverlaps);
        Given(Three).When(Record(MothersAuthority) with { Until = MothersAuthority.From }).ThenRefused(FamilyRefusals.EndsBeforeItBegins);
    }

    [Fact]
    public void Authority_since_birth_does_not_tell_the_birth_date()
    {
        var born = Girl.BandUntil!.Value.AddYears(-12);
        var since = MothersAuthority with { From = AuthorityRecorded.SinceBirth };
        foreach (var day in new[] { born, born.AddDays(-1), AuthorityRecorded.SinceBirth })
            Given(Opened, Mother, Girl).When(Record(MothersAuthority) with { From = day }).Then(since);

        Given(Opened, Mother, Girl, since).When(Record(MothersAuthority) with { From = born }).ThenNothing();
        var later = MothersAuthority with { From = born.AddDays(1) };
        Given(Opened, Mother, Girl).When(Record(later)).Then(later);
    }

    [Fact]
    public void After_its_end_authority_may_begin_again()
    {
        var again = FathersAuthority with { From = FathersAuthorityEnds.Until };
        Given([.. Three, FathersAuthorityEnds]).When(Record(again)).Then(again);
    }

    [Fact]
    public void Authority_ends_on_a_date() => Given(Three).When(End(FathersAuthorityEnds)).Then(FathersAuthorityEnds);

    [Fact]
    public void Authority_that_is_not_there_cannot_end()
    {
        Given(Opened, Mother, Girl).When(End(FathersAuthorityEnds)).ThenRefused(FamilyRefusals.NoAuthority);
        Given(Three).When(End(FathersAuthorityEnds) with { Until = new(2017, 1, 1) }).ThenRefused(FamilyRefusals.NoAuthority);
    }

    [Fact]
    public void A_safety_flag_is_raised_and_lifted_once()
    {
        var raise = new SetSafetyFlag(Cast.Erik, "niet-informeren", true, "geweld", true, Cast.Jgz, Cast.Monday);
        Given(Three).When(raise).Then(FatherMayNotKnow);
        Given([.. Three, FatherMayNotKnow]).When(raise).ThenNothing();
        Given([.. Three, FatherMayNotKnow]).When(raise with { Raised = false, Reason = "gevaar-geweken" }).Then(FatherMayKnow);
        Given(Three).When(raise with { Raised = false }).ThenNothing();
        Given(Three).When(raise with { Member = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.NotAMember);
    }

    [Fact]
    public void A_receiver_that_accepted_becomes_a_party() => Given(Three).When(Join(7)).Then(NeighbourhoodTeam);

    [Fact]
    public void An_older_or_repeated_message_makes_nobody_a_party()
    {
        Given([.. Three, NeighbourhoodTeam]).When(Join(8)).ThenNothing();
        Given([.. Three, NeighbourhoodTeam])
            .When(Join(6) with { Organisation = Cast.Schuldhulp, Team = Cast.SchuldhulpTeam }).ThenNothing();
        Given().When(Join(7)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void A_party_records_in_the_same_file() =>
        Given([.. Three, NeighbourhoodTeam])
            .When(Add(Mother) with { Member = Cast.Id(0x19), Organisation = Cast.Wijkteam })
            .Then(Mother with { Member = Cast.Id(0x19), Organisation = Cast.Wijkteam });

    [Fact]
    public void A_birthday_becomes_a_fact_on_the_day_and_not_before()
    {
        var before = new DateTimeOffset(2030, 5, 19, 21, 59, 59, TimeSpan.Zero);
        Given(Three).When(new ReachAgeBand(Cast.Yara, before)).ThenNothing();
        Given(Three).When(new ReachAgeBand(Cast.Yara, before.AddSeconds(1))).Then(GirlTurnedTwelve with { At = before.AddSeconds(1) });
        Given(Three).When(new ReachAgeBand(Cast.Samira, before)).ThenNothing();
        Given().When(new ReachAgeBand(Cast.Yara, before)).ThenRefused(Refusals.Missing);
    }

    private static AddMember Add(MemberAdded f) => new(f.Member, f.Organisation, f.Role, f.Band, f.BandUntil, f.Person, f.At);

    private static RecordAuthority Record(AuthorityRecorded f) =>
        new(f.Child, f.Holder, f.Kind, f.From, f.Until, f.Proof, f.Organisation, f.At);

    private static EndAuthority End(AuthorityEnded f) => new(f.Child, f.Holder, f.Until, f.Proof, f.Organisation, f.At);

    private static JoinParty Join(long version) => new(Cast.Wijkteam, Cast.WijkteamNoord, Referral, version, Cast.Monday);
}
