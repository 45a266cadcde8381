using WarmHandover.Platform.Deciding;
using WarmHandover.Signals;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Views;
using static WarmHandover.Tests.Signal.Circle;
using static WarmHandover.Tests.Signal.Talks;

namespace WarmHandover.Tests.Signal;

/// <summary>Planned, missed and held talks, what follows from them on the team's list, goals, and the light route.</summary>
public sealed class TalksTests() : Deciding<FamilyFile, FamilyCommand, FamilyFact>(FamilyHandler.Streams)
{
    private static readonly HoldConversation Talk = new(
        Circle.Talk, Cast.Today, [Cast.Samira], "geen", null, true, [], "herkend", null, null, Cast.Jgz, Cast.JgzTeam, Cast.Monday);

    [Fact]
    public void A_talk_is_planned_at_home_with_an_interpreter_and_another_organisation_and_leaves_the_list_when_held_or_missed()
    {
        Given(Three).When(Plan()).Then(AtHome);
        Assert.Equal([("gesprek-gepland", (DateOnly?)AtHome.PlannedOn)], List([.. Three, AtHome]));
        Assert.Empty(List([.. Three, AtHome, NobodyHome]));

        var held = Given([.. Three, AtHome]).When(Talk with { Planned = AtHome.Conversation, Where = "thuis" }).ThenA<ConversationHeld>();
        Assert.Equal([("toestemming-niet-gevraagd", (DateOnly?)null)], List([.. Three, AtHome, held]));
        Given([.. Three, AtHome, NobodyHome]).When(Talk with { Planned = AtHome.Conversation }).ThenRefused(FamilyRefusals.NotPlanned);
        Given([.. Three, AtHome]).When(new MissConversation(AtHome.Conversation, "niet-verschenen", Cast.Jgz, Cast.Monday))
            .Then(NobodyHome);
    }

    [Fact]
    public void A_talk_that_did_not_take_place_stands_in_the_timeline_of_who_planned_it_until_its_record_goes()
    {
        FamilyFact[] missed = [.. Three, NeighbourhoodTeam, AtHome, NobodyHome with { At = Cast.Monday.AddYears(1) }];
        var line = Assert.Single(Timeline(missed, Cast.Jgz));
        Assert.Equal(("gesprek-gemist", "niet-verschenen", AtHome.PlannedOn), (line.What, line.Code, line.On));
        Assert.Equal(Cast.Today, Assert.Single(Timeline([.. Three, AtHome, NobodyHome], Cast.Jgz)).On);
        Assert.Empty(Timeline(missed, Cast.Wijkteam));
        Assert.Empty(Timeline([.. Three, AtHome], Cast.Jgz));

        var day = Cast.Today.AddYears(1);
        Assert.Single(Timeline([.. missed, new RecordsErased(Cast.Id(9), Cast.Jgz, day.AddDays(-2), [], Cast.Monday)], Cast.Jgz));
        Assert.Empty(Timeline([.. missed, new RecordsErased(Cast.Id(9), Cast.Jgz, day, [], Cast.Monday)], Cast.Jgz));
    }

    [Fact]
    public void Nobody_is_planned_with_who_may_not_be_contacted_is_gone_or_asked_not_to_be_asked()
    {
        var flag = FatherMayNotKnow with { Flag = "niet-contacteren" };
        Given([.. Three, flag]).When(Plan() with { With = [Cast.Erik] }).ThenRefused(FamilyRefusals.MayNotBeContacted);
        Given([.. Three, flag]).When(Plan()).Then(AtHome);
        Given([.. Three, Changes.OmaDied with { Member = Cast.Samira }]).When(Plan()).ThenRefused(FamilyRefusals.IsGone);
        Given(Three).When(Plan() with { PlannedOn = Cast.Today.AddDays(-1) }).ThenRefused(FamilyRefusals.InThePast);

        FamilyFact[] never = [.. Three, TalkWithMother with { Outcome = "niet-meer-vragen" }];
        Given(never).When(Plan()).ThenRefused(FamilyRefusals.DoNotAskAgain);
        Given(never).When(Plan() with { FamilyAsked = true }).Then(AtHome);
    }

    [Fact]
    public void Not_now_lies_on_the_teams_list_on_its_day_and_the_newest_talk_takes_its_place()
    {
        var first = NotNow(1, Cast.Today, new(2027, 4, 12));
        Assert.Equal([("kom-terug", (DateOnly?)new DateOnly(2027, 4, 12))], List([.. Three, first]));
        Assert.Equal(
            [("kom-terug", (DateOnly?)null)], List([.. Three, first, NotNow(2, new(2027, 4, 12), null)]));
        Assert.Equal([("toestemming-niet-gevraagd", (DateOnly?)null)], List([.. Three, first, TalkWithMother]));
        Assert.Empty(List([.. Three, first, TalkWithMother with { Outcome = "niet-meer-vragen" }]));
    }

    [Fact]
    public void Talked_and_not_asked_holds_until_consent_was_asked_by_this_organisation()
    {
        Assert.False(File(Three).TalkedAndNotAsked(Cast.Jgz));
        Assert.True(File([.. Three, TalkWithMother]).TalkedAndNotAsked(Cast.Jgz));
        Assert.True(File([.. Three, TalkWithMother, Asked with { Organisation = Cast.Wijkteam }]).TalkedAndNotAsked(Cast.Jgz));
        Assert.False(File([.. Three, TalkWithMother, Asked]).TalkedAndNotAsked(Cast.Jgz));
        Assert.Empty(List([.. Three, TalkWithMother, Asked]));
    }

    [Fact]
    public void That_consent_was_asked_is_heard_once_and_only_of_a_party()
    {
        var heard = new HearConsentAsked(
            new Dictionary<Guid, int> { [Cast.Jgz] = 1, [Cast.Schuldhulp] = 2 }, Asked.Source, Asked.SourceVersion, Cast.Monday);
        Given(Three).When(heard).Then(Asked);
        Given([.. Three, Asked]).When(heard with { SourceVersion = 5 }).ThenNothing();
        Given([.. Three, Asked]).When(heard with { Requests = new Dictionary<Guid, int> { [Cast.Jgz] = 2 }, SourceVersion = 3 })
            .ThenNothing();
        Given().When(heard).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void After_a_loss_nobody_comes_back_on_a_talk_that_was_about_the_pregnancy_only()
    {
        var worry = EnergyCutOff with { Kind = "zwanger-met-geldzorgen", Category = "zwangerschap" };
        var talk = NotNow(1, Cast.Today, Cast.Autumn) with { Discussed = [new(worry.Signal, WithWhomItIsAbout: true)] };
        FamilyFact[] before = [.. Three, Changes.AlsoExpected, worry, SkippedDentist, talk];

        Assert.Equal(["stil"], List([.. before, Changes.NoChild]).Select(t => t.Task));
        var wider = talk with { Discussed = [.. talk.Discussed, new(Skipped, WithWhomItIsAbout: true)] };
        Assert.Equal(["kom-terug", "stil"], List([.. before[..^1], wider, Changes.NoChild]).Select(t => t.Task));
    }

    [Fact]
    public void An_attempt_and_an_instrument_are_about_a_member_and_not_from_tomorrow()
    {
        var attempt = new AttemptContact(
            Rang.Attempt, Cast.Samira, "telefoon", false, Cast.Today, "ochtend", Cast.Jgz, Cast.JgzTeam, Cast.Monday);
        Given(Three).When(attempt).Then(Rang);
        Given(Three).When(attempt with { On = Cast.Autumn }).ThenRefused(FamilyRefusals.InTheFuture);
        Given(Three).When(attempt with { Member = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.NotAMember);

        var fill = new FillInstrument(
            MoneyScreen.Filling, "korte-geldvragen", 1, Cast.Samira, Cast.Today, Sealed, Cast.Jgz, Cast.JgzTeam, Cast.Monday);
        Given(Three).When(fill).Then(MoneyScreen);
        Given(Three).When(fill with { FilledOn = Cast.Autumn }).ThenRefused(FamilyRefusals.InTheFuture);
    }

    [Fact]
    public void A_goal_may_belong_to_an_own_need_and_ends_with_a_result()
    {
        var set = new SetGoal(
            OpenThePost.Goal, Cast.Samira, "financien", Debts, Sealed, Cast.Autumn, Cast.Jgz, Cast.JgzTeam, Cast.Monday);
        Given([.. Three, HelpWithDebts]).When(set).Then(OpenThePost);
        Given(Three).When(set).ThenRefused(FamilyRefusals.NeedUnknown);
        Given([.. Three, HelpWithDebts, OpenThePost])
            .When(new EndGoal(OpenThePost.Goal, "deels", null, Cast.Jgz, Cast.Monday)).Then(PostIsOpened);
        Given([.. Three, NeighbourhoodTeam, HelpWithDebts, OpenThePost])
            .When(new EndGoal(OpenThePost.Goal, "deels", null, Cast.Wijkteam, Cast.Monday)).ThenRefused(FamilyRefusals.GoalUnknown);
    }

    [Fact]
    public void What_was_pointed_out_is_asked_after_in_four_weeks_and_again_when_it_got_stuck()
    {
        var point = new PointOutProvision(
            Clothes.Pointing, Cast.Yara, "participatie", null, Sealed, null, Cast.Jgz, Cast.JgzTeam, Cast.Monday);
        Given(Three).When(point).Then(Clothes);
        Given(Three).When(point with { CheckOn = Cast.Today }).ThenRefused(FamilyRefusals.ComeBackTooEarly);
        Assert.Equal([("voorziening-nagaan", (DateOnly?)Clothes.CheckOn)], List([.. Three, Clothes]));

        var check = new CheckProvision(Clothes.Pointing, "vastgelopen", "digitaal", new(2027, 4, 12), null, Cast.Jgz, Cast.Monday);
        Given([.. Three, Clothes]).When(check).Then(ClothesStuck);
        Given(Three).When(check).ThenRefused(FamilyRefusals.PointingUnknown);
        Assert.Equal([("voorziening-nagaan", (DateOnly?)new DateOnly(2027, 4, 12))], List([.. Three, Clothes, ClothesStuck]));
        Assert.Empty(List([.. Three, Clothes, ClothesStuck with { Result = "gelukt", CheckAgainOn = null }]));
    }

    private static (string Task, DateOnly? On)[] List(FamilyFact[] facts) =>
        [.. (HeldRows.After(new TasksView(), facts).Part<TeamTasksRow>(TasksView.Of(Cast.JgzTeam)).SingleOrDefault()?.Tasks ?? [])
            .Select(t => (t.Task, t.On))];

    private static IReadOnlyList<Happening> Timeline(FamilyFact[] facts, Guid organisation) =>
        FamilyPicture.Of(File(facts), organisation, Cast.Today).Timeline;

    private static FamilyFile.Opened File(FamilyFact[] facts) =>
        (FamilyFile.Opened)facts.Aggregate(FamilyFile.Initial, FamilyFile.Evolve);

    private static PlanConversation Plan() => new(
        AtHome.Conversation, AtHome.PlannedOn, [Cast.Samira], "thuis", "beroepstolk", Cast.Wijkteam, false, Cast.Jgz, Cast.JgzTeam,
        Cast.Monday);
}
