using WarmHandover.Signals;
using WarmHandover.Signals.Views;
using static WarmHandover.Tests.Signal.Changes;
using static WarmHandover.Tests.Signal.Circle;

namespace WarmHandover.Tests.Signal;

/// <summary>What lies on a team's list because something happened, and what is no longer there.</summary>
public sealed class WorkTests() : Deciding<FamilyFile, FamilyCommand, FamilyFact>(FamilyHandler.Streams)
{
    private static readonly FamilyFact[] Wide = [.. Three, Oma, AlsoExpected, NeighbourhoodTeam];

    [Fact]
    public void After_a_loss_every_team_has_one_silent_task_and_nothing_else_about_that_child()
    {
        var coming = GirlWillBeTwelve with { Member = Lost };
        Assert.Equal(
            [new OpenTask("stil", Lost, null, Cast.Jgz, Cast.JgzTeam, null)], List(Cast.JgzTeam, [.. Wide, coming, NoChild]));
        Assert.Equal(
            [new OpenTask("stil", Lost, null, Cast.Wijkteam, Cast.WijkteamNoord, null)],
            List(Cast.WijkteamNoord, [.. Wide, coming, NoChild]));
    }

    [Fact]
    public void After_a_death_what_stood_on_the_list_about_him_is_gone_and_what_is_about_others_stays()
    {
        var tasks = List(Cast.JgzTeam, [.. Wide, GirlWillBeTwelve, GirlWillBeTwelve with { Member = Grandmother }, OmaDied]);
        Assert.Equal(["verjaardag-nadert", "stil"], tasks.Select(t => t.Task));
        Assert.Equal([Cast.Yara, Grandmother], tasks.Select(t => t.Member!.Value));
    }

    [Fact]
    public void A_team_is_told_of_a_move_to_another_municipality_only()
    {
        Assert.Equal(
            [new OpenTask("buiten-gebied", null, null, Cast.Jgz, Cast.JgzTeam, Cast.Today)], List(Cast.JgzTeam, [.. Wide, ToAlmere]));
        Assert.Empty(List(Cast.JgzTeam, [.. Wide, ToAlmere with { Area = "GM0150" }]));
    }

    [Fact]
    public void A_coming_birthday_lies_on_the_list_until_the_day()
    {
        Assert.Equal(new DateOnly(2030, 5, 20), Assert.Single(List(Cast.JgzTeam, [.. Wide, GirlWillBeTwelve])).On);
        Assert.Empty(List(Cast.JgzTeam, [.. Wide, GirlWillBeTwelve, GirlTurnedTwelve]));
    }

    [Fact]
    public void A_birthday_is_seen_coming_thirty_days_before_at_midnight_once()
    {
        var before = new DateTimeOffset(2030, 4, 19, 21, 59, 59, TimeSpan.Zero);
        var at = before.AddSeconds(1);
        Given(Wide).When(new SeeBirthdayComing(Cast.Yara, before)).ThenNothing();
        Given(Wide).When(new SeeBirthdayComing(Cast.Yara, at)).Then(GirlWillBeTwelve with { At = at });
        Given([.. Wide, GirlWillBeTwelve]).When(new SeeBirthdayComing(Cast.Yara, at)).ThenNothing();
        Assert.Equal([at], HeldRows.After(new ComingBirthdaysView(), Wide).Due);
        Assert.Empty(HeldRows.After(new ComingBirthdaysView(), [.. Wide, GirlWillBeTwelve]).Due);
    }

    [Fact]
    public void After_a_transfer_the_contact_person_of_before_is_so_no_more_and_the_new_team_names_one()
    {
        var transferred = (FamilyFile.Opened)State([.. Wide, ToAlmere, OneToCall, OtherTeamLeads]);
        Assert.Null(transferred.ContactPerson);
        Assert.Equal(Cast.WijkteamNoord, transferred.Lead!.ToTeam);
        Assert.Empty(List(Cast.JgzTeam, [.. Wide, ToAlmere, OtherTeamLeads]));
        Assert.Equal(
            ["buiten-gebied", "noem-aanspreekpunt"],
            List(Cast.WijkteamNoord, [.. Wide, ToAlmere, OtherTeamLeads]).Select(t => t.Task));

        var named = OneToCall with { Team = Cast.WijkteamNoord, Organisation = Cast.Wijkteam };
        Assert.Empty(List(Cast.WijkteamNoord, [.. Wide, OtherTeamLeads, named]));
        Assert.Equal(named, ((FamilyFile.Opened)State([.. Wide, OtherTeamLeads, named])).ContactPerson);

        var move = new MoveLead(
            Cast.JgzTeam, Cast.Jgz, Cast.WijkteamNoord, Cast.Wijkteam, OtherTeamLeads.Source, OtherTeamLeads.SourceVersion, Cast.Monday);
        Given(Wide).When(move).Then(OtherTeamLeads);
        Given([.. Wide, OtherTeamLeads]).When(move with { SourceVersion = 8 }).ThenNothing();
    }

    [Fact]
    public void What_is_done_leaves_the_own_list_and_stays_on_that_of_others()
    {
        Given([.. Wide, OmaDied]).When(new FinishTask("stil", Grandmother, null, Cast.JgzTeam, Cast.Jgz, Cast.Monday)).Then(SilentlyDone);
        Given(Wide).When(new FinishTask("stil", Grandmother, null, Cast.JgzTeam, Cast.Jgz, Cast.Monday)).ThenNothing();
        Assert.Empty(List(Cast.JgzTeam, [.. Wide, OmaDied, SilentlyDone]));
        Assert.Single(List(Cast.WijkteamNoord, [.. Wide, OmaDied, SilentlyDone]));
    }

    [Fact]
    public void Wishes_and_the_one_to_call_are_recorded()
    {
        var wishes = new RecordContactWishes(Cast.Samira, ["telefoon", "kaart"], true, Sealed, Cast.Jgz, Cast.Monday);
        Given(Wide).When(wishes).Then(HowToReach);
        Given([.. Wide, OmaDied]).When(wishes with { Member = Grandmother }).ThenRefused(FamilyRefusals.IsGone);
        Given(Wide).When(wishes with { Member = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.NotAMember);
        Given(Wide).When(new NameContactPerson(Cast.JgzTeam, Sealed, Cast.Jgz, Cast.Monday)).Then(OneToCall);
    }

    private static FamilyFile State(FamilyFact[] facts) =>
        facts.Aggregate(FamilyHandler.Streams.Initial, FamilyHandler.Streams.Evolve);

    private static IReadOnlyList<OpenTask> List(Guid team, FamilyFact[] facts) =>
        HeldRows.After(new TasksView(), facts).Part<TeamTasksRow>(TasksView.Of(team)).SingleOrDefault()?.Tasks ?? [];
}
