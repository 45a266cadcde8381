using WarmHandover.Signals;
using static WarmHandover.Tests.Signal.Circle;

namespace WarmHandover.Tests.Signal;

/// <summary>What was seen and said, the talk about it, and what the family wants.</summary>
public sealed class SignalsAndTalksTests() : Deciding<FamilyFile, FamilyCommand, FamilyFact>(FamilyHandler.Streams)
{
    private static readonly DateOnly Tomorrow = Cast.Today.AddDays(1);

    [Fact]
    public void A_signal_is_recorded_about_a_member() => Given(Three).When(Record(SkippedDentist)).Then(SkippedDentist);

    [Fact]
    public void A_signal_about_somebody_else_is_refused() =>
        Given(Three).When(Record(SkippedDentist) with { Member = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.NotAMember);

    [Fact]
    public void A_signal_from_tomorrow_is_refused() =>
        Given(Three).When(Record(SkippedDentist) with { ObservedOn = Tomorrow }).ThenRefused(FamilyRefusals.InTheFuture);

    [Fact]
    public void Today_begins_at_midnight_in_Amsterdam()
    {
        var lateInUtc = new DateTimeOffset(2027, 3, 1, 23, 0, 0, TimeSpan.Zero);
        Given(Three).When(Record(SkippedDentist) with { ObservedOn = Tomorrow, At = lateInUtc })
            .Then(SkippedDentist with { ObservedOn = Tomorrow, At = lateInUtc });
    }

    [Fact]
    public void A_kind_about_children_is_not_said_of_an_adult_nor_the_other_way_round()
    {
        Given(Three).When(Record(SkippedDentist) with { Member = Cast.Samira }).ThenRefused(FamilyRefusals.KindDoesNotFit);
        Given(Three).When(Record(EnergyCutOff) with { Member = Cast.Yara }).ThenRefused(FamilyRefusals.KindDoesNotFit);
    }

    [Fact]
    public void What_goes_well_is_recorded_about_a_member()
    {
        var command = new RecordProtectiveFactor(Factor, Cast.Samira, "band-ouder-kind", 1, null, Cast.Jgz, Cast.Monday);
        Given(Three).When(command).Then(WarmBond);
        Given(Three).When(command with { Member = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.NotAMember);
    }

    [Fact]
    public void A_talk_names_what_was_discussed_and_with_whom() =>
        Given([.. Three, SkippedDentist, EnergyCutOff]).When(Hold()).Then(TalkWithMother);

    [Fact]
    public void What_is_about_a_child_of_twelve_is_not_discussed_with_it_when_only_the_mother_was_there()
    {
        var talk = Given([.. Three, GirlTurnedTwelve, SkippedDentist]).When(Hold() with { Signals = [Skipped] }).ThenA<ConversationHeld>();
        Assert.Equal([new DiscussedSignal(Skipped, WithWhomItIsAbout: false)], talk.Discussed);
    }

    [Fact]
    public void What_is_about_a_young_child_is_discussed_with_a_holder_of_authority_only()
    {
        var step = Adult(Cast.Id(0x14)) with { Role = "other-adult" };
        var talk = Given([.. Three, step, SkippedDentist])
            .When(Hold() with { Signals = [Skipped], With = [step.Member] }).ThenA<ConversationHeld>();
        Assert.Equal([new DiscussedSignal(Skipped, WithWhomItIsAbout: false)], talk.Discussed);
    }

    [Fact]
    public void A_talk_about_a_signal_of_another_organisation_is_refused() =>
        Given([.. Three, NeighbourhoodTeam, SkippedDentist])
            .When(Hold() with { Signals = [Skipped], Organisation = Cast.Wijkteam }).ThenRefused(FamilyRefusals.SignalUnknown);

    [Fact]
    public void A_talk_with_a_stranger_about_an_unknown_signal_or_tomorrow_is_refused()
    {
        Given(Three).When(Hold() with { With = [Cast.Id(0x99)] }).ThenRefused(FamilyRefusals.NotAMember);
        Given(Three).When(Hold() with { Signals = [Cast.Id(0x29)] }).ThenRefused(FamilyRefusals.SignalUnknown);
        Given(Three).When(Hold() with { HeldOn = Tomorrow }).ThenRefused(FamilyRefusals.InTheFuture);
    }

    [Fact]
    public void A_child_never_interprets() =>
        Given(Three)
            .When(Hold() with { Signals = [], Interpreter = "gezinslid", InterpretedBy = Cast.Yara })
            .ThenRefused(FamilyRefusals.ChildInterprets);

    [Fact]
    public void An_adult_member_may_interpret()
    {
        var talk = Given(Three)
            .When(Hold() with { Signals = [], Interpreter = "gezinslid", InterpretedBy = Cast.Erik }).ThenA<ConversationHeld>();
        Assert.Equal(Cast.Erik, talk.InterpretedBy);
    }

    [Fact]
    public void At_the_first_not_now_the_house_proposes_six_weeks()
    {
        var talk = Given(Three).When(NotNowOn(Cast.Today, null)).ThenA<ConversationHeld>();
        Assert.Equal(Cast.Today.AddDays(42), talk.ComeBackOn);
    }

    [Fact]
    public void The_family_may_name_the_date_itself()
    {
        var talk = Given(Three).When(NotNowOn(Cast.Today, Cast.Autumn)).ThenA<ConversationHeld>();
        Assert.Equal(Cast.Autumn, talk.ComeBackOn);
    }

    [Fact]
    public void After_a_second_not_now_no_date_is_proposed()
    {
        var once = NotNow(1, Cast.Today, Cast.Today.AddDays(42));
        Assert.Null(Given([.. Three, once]).When(NotNowOn(Cast.Today, null)).ThenA<ConversationHeld>().ComeBackOn);
        Assert.Equal(
            Cast.Autumn, Given([.. Three, once]).When(NotNowOn(Cast.Today, Cast.Autumn)).ThenA<ConversationHeld>().ComeBackOn);
    }

    [Fact]
    public void Who_wanted_help_in_between_starts_again()
    {
        var talk = Given([.. Three, NotNow(1, Cast.Today, null), TalkWithMother])
            .When(NotNowOn(Cast.Today, null)).ThenA<ConversationHeld>();
        Assert.Equal(Cast.Today.AddDays(42), talk.ComeBackOn);
    }

    [Fact]
    public void A_date_to_come_back_belongs_to_not_now_and_lies_ahead()
    {
        Given(Three).When(Hold() with { Signals = [], ComeBackOn = Cast.Autumn }).ThenRefused(FamilyRefusals.ComeBackWithoutNotNow);
        Given(Three).When(NotNowOn(Cast.Today, Cast.Today)).ThenRefused(FamilyRefusals.ComeBackTooEarly);
    }

    [Fact]
    public void A_need_counts_in_the_familys_municipality_unless_another_is_named()
    {
        var need = new RecordNeed(Debts, Cast.Samira, "financien", null, Sealed, Cast.Jgz, Cast.JgzTeam, Cast.Monday);
        Given(Three).When(need).Then(HelpWithDebts);
        Given(Three).When(need with { Area = "GM0301" }).Then(HelpWithDebts with { Area = "GM0301" });
        Given(Three).When(need with { Member = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.NotAMember);
    }

    private static HoldConversation NotNowOn(DateOnly on, DateOnly? comeBackOn) =>
        Hold() with { Conversation = Cast.Id(0x32), HeldOn = on, Signals = [], Outcome = "niet-nu", ComeBackOn = comeBackOn };

    private static HoldConversation Hold() => new(
        Talk, Cast.Today, [Cast.Samira], "geen", null, true, [Skipped, CutOff], "wil-hulp", null, null, Cast.Jgz,
        Cast.JgzTeam, Cast.Monday);

    private static RecordSignal Record(SignalRecorded f) => new(
        f.Signal, f.Member, FamilyCodes.SignalKinds.Find(f.Kind)!, f.ListVersion, f.Source, f.ObservedOn, f.Urgency, f.Instrument,
        f.InstrumentVersion, f.Note, f.Organisation, f.Team, f.At);
}
