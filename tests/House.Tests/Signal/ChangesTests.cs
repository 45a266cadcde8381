using WarmHandover.Signals;
using static WarmHandover.Tests.Signal.Changes;
using static WarmHandover.Tests.Signal.Circle;

namespace WarmHandover.Tests.Signal;

/// <summary>Who acts for whom, who cannot, who is born, gone or moved.</summary>
public sealed class ChangesTests() : Deciding<FamilyFile, FamilyCommand, FamilyFact>(FamilyHandler.Streams)
{
    private static readonly FamilyFact[] Wide = [.. Three, MoneyOffice, Oma, Expected, AlsoExpected, Teenager, Thirteen];

    [Fact]
    public void An_organisation_may_act_for_an_adult_and_stops_on_a_day()
    {
        Given(Wide).When(Appoint()).Then(MoneyIsManaged);
        Given([.. Wide, MoneyIsManaged]).When(new EndRepresentation(
            MoneyIsManaged.Representation, MoneyIsFree.Until, "beschikking", Cast.Jgz, Cast.Monday)).Then(MoneyIsFree);
    }

    [Fact]
    public void A_minor_is_represented_by_nobody_but_at_sixteen_may_authorise_in_writing()
    {
        Given(Wide).When(Appoint() with { Member = Cast.Yara }).ThenRefused(FamilyRefusals.RepresentedTooYoung);
        Given(Wide).When(Appoint() with { Member = YoungMother }).ThenRefused(FamilyRefusals.RepresentedTooYoung);
        Given(Wide).When(Appoint() with { Member = YoungMother, Kind = "gemachtigde", Proof = "schriftelijke-machtiging" })
            .Then(MoneyIsManaged with { Member = YoungMother, Kind = "gemachtigde", Proof = "schriftelijke-machtiging" });
    }

    [Fact]
    public void Nobody_represents_himself_a_stranger_or_an_organisation_and_no_child_does()
    {
        Given(Wide).When(Appoint() with { Holder = Cast.Samira }).ThenRefused(FamilyRefusals.RepresentsNobody);
        Given(Wide).When(Appoint() with { Member = Office, Holder = Cast.Samira }).ThenRefused(FamilyRefusals.RepresentsNobody);
        Given(Wide).When(Appoint() with { Holder = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.NotAMember);
        Given(Wide).When(Appoint() with { Holder = Cast.Yara }).ThenRefused(FamilyRefusals.RepresentativeNotAdult);
        Given(Wide).When(Appoint() with { Until = Spring }).ThenRefused(FamilyRefusals.EndsBeforeItBegins);
        Given([.. Wide, MoneyIsManaged]).When(Appoint() with { Representation = Cast.Id(0x89) })
            .ThenRefused(FamilyRefusals.RepresentationOverlaps);
        Given([.. Wide, MoneyIsManaged, MoneyIsFree])
            .When(Appoint() with { Representation = Cast.Id(0x89), From = MoneyIsFree.Until })
            .Then(MoneyIsManaged with { Representation = Cast.Id(0x89), From = MoneyIsFree.Until });
    }

    [Fact]
    public void Authority_rests_and_begins_again_and_only_where_there_is_any()
    {
        Given(Wide).When(Suspend()).Then(FatherIsIll);
        Given([.. Wide, FatherIsIll]).When(new ResumeAuthority(
            FatherIsIll.Suspension, Cast.Today, "onafhankelijk-arts", Cast.Jgz, Cast.Monday)).Then(FatherIsWell);
        Given(Wide).When(Suspend() with { Holder = Grandmother }).ThenRefused(FamilyRefusals.NothingToSuspend);
        Given(Wide).When(Suspend() with { Child = Boy }).ThenRefused(FamilyRefusals.NothingToSuspend);
        Given([.. Wide, FatherIsIll]).When(Suspend() with { Suspension = Cast.Id(0x89) }).ThenRefused(FamilyRefusals.SuspensionOverlaps);
        Given(Wide).When(new ResumeAuthority(Cast.Id(0x89), Cast.Today, "rechter", Cast.Jgz, Cast.Monday))
            .ThenRefused(FamilyRefusals.NoSuspension);
    }

    [Fact]
    public void While_the_fathers_authority_rests_the_mother_decides_alone()
    {
        Assert.Equal([Cast.Samira, Cast.Erik], Holders(Wide, Cast.Today));
        Assert.Equal([Cast.Samira], Holders([.. Wide, FatherIsIll], Cast.Today));
        Assert.Equal([Cast.Samira, Cast.Erik], Holders([.. Wide, FatherIsIll], Spring.AddDays(-1)));
        Assert.Equal([Cast.Samira, Cast.Erik], Holders([.. Wide, FatherIsIll, FatherIsWell], Cast.Today));
        Assert.Equal([Cast.Samira], Holders([.. Wide, FatherIsIll with { Child = null }], Cast.Today));
        Assert.Equal([Cast.Erik], Holders([.. Wide, MoneyIsManaged with { Kind = "curator", Proof = "beschikking" }], Cast.Today));
    }

    [Fact]
    public void A_judgement_is_about_somebody_of_twelve_or_older_and_ends_on_a_day()
    {
        Given(Wide).When(Judge()).Then(BoyCannotDecide);
        Given(Wide).When(Judge() with { Member = Cast.Yara }).ThenRefused(FamilyRefusals.JudgedTooYoung);
        Given(Wide).When(Judge() with { From = Cast.Today.AddDays(1) }).ThenRefused(FamilyRefusals.InTheFuture);
        Given([.. Wide, BoyCannotDecide]).When(Judge() with { Judgement = Cast.Id(0x89) }).ThenRefused(FamilyRefusals.JudgementOverlaps);
        Given([.. Wide, BoyCannotDecide]).When(Regain()).Then(BoyDecides);
        Given(Wide).When(Regain()).ThenRefused(FamilyRefusals.NoJudgement);
    }

    [Fact]
    public void What_is_about_a_boy_who_cannot_decide_is_discussed_with_who_decides_for_him()
    {
        FamilyFact[] facts = [.. Wide, MothersAuthority with { Child = Boy }];
        Assert.False(Opened(facts).SpokenWith(Boy, [Cast.Samira], Cast.Today));
        Assert.True(Opened([.. facts, BoyCannotDecide]).SpokenWith(Boy, [Cast.Samira], Cast.Today));
        Assert.False(Opened([.. facts, BoyCannotDecide]).SpokenWith(Boy, [Grandmother], Cast.Today));
        Assert.False(Opened([.. facts, BoyCannotDecide, BoyDecides]).SpokenWith(Boy, [Cast.Samira], Cast.Autumn));
    }

    [Fact]
    public void A_parent_of_sixteen_declared_adult_may_hold_authority()
    {
        var authority = new RecordAuthority(Cast.Yara, YoungMother, "parent", Cast.Today, null, "beschikking", Cast.Jgz, Cast.Monday);
        Given(Wide).When(authority).ThenRefused(FamilyRefusals.HolderNotAdult);
        Given(Wide).When(new DeclareAdult(YoungMother, Spring, "beschikking", Cast.Jgz, Cast.Monday)).Then(MotherIsAdult);
        Given([.. Wide, MotherIsAdult]).When(authority)
            .Then(new AuthorityRecorded(Cast.Yara, YoungMother, "parent", Cast.Today, null, "beschikking", Cast.Jgz, Cast.Monday));
        Given(Wide).When(new DeclareAdult(Boy, Spring, "beschikking", Cast.Jgz, Cast.Monday))
            .ThenRefused(FamilyRefusals.NotAMinorParent);
        Given([.. Wide, MotherIsAdult]).When(new DeclareAdult(YoungMother, Cast.Today, "beschikking", Cast.Jgz, Cast.Monday))
            .ThenRefused(FamilyRefusals.DeclaredBefore);
    }

    [Fact]
    public void A_minor_mother_is_herself_under_authority()
    {
        var hers = MothersAuthority with { Child = YoungMother, From = Spring };
        Given(Wide).When(new RecordAuthority(
            hers.Child, hers.Holder, hers.Kind, hers.From, hers.Until, hers.Proof, hers.Organisation, hers.At)).Then(hers);
    }

    [Fact]
    public void An_expected_child_is_born_once_and_who_decides_for_it_is_asked_afresh()
    {
        Given(Wide).When(Bear()).Then(SamiIsBorn);
        Given([.. Wide, SamiIsBorn]).When(Bear() with { Person = Sealed with { Id = Cast.Id(0x72) } })
            .ThenRefused(FamilyRefusals.NotExpected);
        Given(Wide).When(Bear() with { Member = Cast.Yara, Person = Sealed with { Id = Cast.Id(0x72) } })
            .ThenRefused(FamilyRefusals.NotExpected);
        Given(Wide).When(new RecordAuthority(Sami, Cast.Samira, "parent", Cast.Today, null, "geboorteakte", Cast.Jgz, Cast.Monday))
            .ThenRefused(FamilyRefusals.AuthorityBeforeBirth);

        var before = MothersAuthority with { Child = Sami };
        Assert.DoesNotContain(Opened([.. Wide, before, SamiIsBorn]).Authorities, a => a.Child == Sami);
        Assert.Equal("child", Opened([.. Wide, SamiIsBorn]).Member(Sami)!.Role);
    }

    [Fact]
    public void After_a_loss_nothing_is_recorded_about_that_child_any_more()
    {
        Given(Wide).When(new EndPregnancy(Lost, Spring, Cast.Jgz, Cast.Monday)).Then(NoChild);
        Given(Wide).When(new EndPregnancy(Lost, Cast.Autumn, Cast.Jgz, Cast.Monday)).ThenRefused(FamilyRefusals.InTheFuture);
        Given(Wide).When(new EndPregnancy(Cast.Yara, Spring, Cast.Jgz, Cast.Monday)).ThenRefused(FamilyRefusals.NotExpected);
        var need = new RecordNeed(Debts, Lost, "financien", null, Sealed, Cast.Jgz, Cast.JgzTeam, Cast.Monday);
        Given([.. Wide, NoChild]).When(need).ThenRefused(FamilyRefusals.IsGone);
        Given([.. Wide, NoChild]).When(Bear() with { Member = Lost }).ThenRefused(FamilyRefusals.IsGone);
    }

    [Fact]
    public void With_a_person_end_his_authority_and_who_acted_for_him()
    {
        FamilyFact[] facts = [.. Wide, MoneyIsManaged];
        var died = OmaDied with { Member = Cast.Samira, HappenedOn = Cast.Today };
        Given(facts).When(new RecordDeath(Cast.Samira, Cast.Today, Cast.Jgz, Cast.Monday)).Then(
            died,
            new AuthorityEnded(Cast.Yara, Cast.Samira, Cast.Today, "overlijden", Cast.Jgz, Cast.Monday),
            new RepresentationEnded(MoneyIsManaged.Representation, Cast.Today, "overlijden", Cast.Jgz, Cast.Monday));
        Given(facts).When(new RecordDeath(Sami, Cast.Today, Cast.Jgz, Cast.Monday)).ThenRefused(FamilyRefusals.CannotDie);
        Given(facts).When(new RecordDeath(Cast.Samira, Cast.Autumn, Cast.Jgz, Cast.Monday)).ThenRefused(FamilyRefusals.InTheFuture);
        Given([.. facts, died]).When(new ReachAgeBand(Cast.Samira, Cast.Monday)).ThenNothing();
    }

    [Fact]
    public void A_move_changes_where_the_family_counts_and_is_not_known_before_it_happened()
    {
        var move = new MoveFamily(ToAlmere.Area, Cast.Today, ToAlmere.Members, Cast.Jgz, Cast.Monday);
        Given(Wide).When(move).Then(ToAlmere);
        Given(Wide).When(move with { HappenedOn = Cast.Autumn }).ThenRefused(FamilyRefusals.InTheFuture);
        Given(Wide).When(move with { Members = [new(Cast.Id(0x99), null)] }).ThenRefused(FamilyRefusals.NotAMember);
        Assert.Equal("GM0034", Opened([.. Wide, ToAlmere]).Area);
    }

    [Fact]
    public void Nothing_is_recorded_about_an_organisation() =>
        Given(Wide).When(new RecordNeed(Debts, Office, "financien", null, Sealed, Cast.Jgz, Cast.JgzTeam, Cast.Monday))
            .ThenRefused(FamilyRefusals.KindDoesNotFit);

    private static IReadOnlyList<Guid> Holders(FamilyFact[] facts, DateOnly on) => Opened(facts).HoldersOf(Cast.Yara, on);

    private static FamilyFile.Opened Opened(FamilyFact[] facts) =>
        (FamilyFile.Opened)facts.Aggregate(FamilyFile.Initial, FamilyFile.Evolve);

    private static AppointRepresentative Appoint() => new(
        MoneyIsManaged.Representation, Cast.Samira, Office, "bewindvoerder", Spring, null, "curateleregister", Cast.Jgz, Cast.Monday);

    private static SuspendAuthority Suspend() => new(
        FatherIsIll.Suspension, Cast.Erik, Cast.Yara, "tijdelijk-niet-in-staat", "onafhankelijk-arts", Spring, null, Cast.Jgz, Cast.Monday);

    private static JudgeIncompetent Judge() => new(
        BoyCannotDecide.Judgement, Boy, "gezondheid", "gedragswetenschapper", Spring, null, Sealed, Cast.Jgz, Cast.Monday);

    private static RegainCompetence Regain() =>
        new(BoyCannotDecide.Judgement, Cast.Autumn, "gedragswetenschapper", Cast.Jgz, Cast.Monday);

    private static BearChild Bear() => new(Sami, "under-12", SamiIsBorn.BandUntil, Sealed, Cast.Jgz, Cast.Monday);
}
