using System.Text;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Signals;
using WarmHandover.Signals.SelfStarts;
using WarmHandover.Signals.Views;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalSelfStart;

/// <summary>'Ik wil hulp', from the asking to the answer, and what is left of it afterwards: nothing.</summary>
public sealed class SelfStartTests() : Deciding<SelfStart, SelfStartCommand, SelfStartFact>(SelfStartHandler.Streams)
{
    private static readonly string Golden = Path.Combine(HouseTests.Root, "tests", "House.Tests", "SignalSelfStart", "golden");
    private static readonly Guid Call = Cast.Id(0x5e1);

    private static readonly SelfStartReceived Asked = new(
        Call, "GM0150", "financien", "telefoon", Circle.Sealed, Cast.Today.AddDays(90), Cast.Wijkteam, Cast.WijkteamNoord, Cast.Monday);

    private static readonly SelfStartAnswered Spoken = new("gesproken", Cast.Family, Cast.Wijkteam, Cast.Monday);
    private static readonly SelfStartLapsed Lapsed = new(Cast.Monday.AddDays(91));
    private static readonly SelfStartDestroyed Destroyed = new(Cast.Monday);
    private static readonly SelfStartFact[] Everything = [Asked, Spoken, Lapsed, Destroyed];
    private static readonly TeamListed Noord = new(
        Cast.WijkteamNoord, 3, Cast.Wijkteam, "wijkteam", ["GM0150", "GM0301"], ActsForCollege: true, Open: true, Cast.Monday);

    public static TheoryData<string> Names => [.. Facts.Names<SelfStartFact>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_fact_is_read_folded_and_written_to_the_same_bytes(string name)
    {
        var fact = Everything.Single(f => Facts.NameOf(f) == name);
        var read = Facts.Read<SelfStartFact>(name, Stored(name, Facts.Write(fact)));
        Assert.Equal(fact, read);
        Assert.NotEqual(SelfStart.Initial, SelfStart.Evolve(SelfStart.Initial, read));
    }

    [Fact]
    public void A_team_that_was_listed_is_read_and_written_to_the_same_bytes_and_the_newest_version_wins()
    {
        var read = Facts.Read<ServingTeamFact>("team-listed.v1", Stored("team-listed.v1", Facts.Write<ServingTeamFact>(Noord)));
        Assert.True(Facts.Same<ServingTeamFact>(Noord, read));

        var decide = ServingTeam.Streams.Decide;
        Assert.Empty(decide(new(Noord), new(Noord)));
        Assert.Empty(decide(new(Noord with { DirectoryVersion = 2, Open = false }), new(Noord)));
        Assert.Single(decide(new(Noord with { DirectoryVersion = 4 }), new(Noord)));
    }

    [Fact]
    public void Asking_again_is_the_same_call_and_the_first_words_stay()
    {
        Given().When(new ReceiveSelfStart(Asked)).Then(Asked);
        Given(Asked).When(new ReceiveSelfStart(Asked with { Domain = "wonen" })).ThenNothing();
        Given(Asked, Spoken).When(new ReceiveSelfStart(Asked)).ThenNothing();
    }

    [Fact]
    public void The_organisation_that_was_asked_answers_once_and_to_others_there_is_nothing()
    {
        var answer = new AnswerSelfStart("gesproken", Cast.Family, Cast.Wijkteam, Cast.Monday);

        Given(Asked).When(answer).Then(Spoken);
        Given(Asked, Spoken).When(answer with { Result = "geen-vraag" }).ThenRefused(SelfStartDecider.AlreadyAnswered);
        Given(Asked).When(answer with { Organisation = Cast.Jgz }).ThenRefused(Refusals.Missing);
        Given().When(answer).ThenRefused(Refusals.Missing);
        Given(Asked, Lapsed).When(answer).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void Without_an_answer_it_lapses_after_its_term_and_only_what_is_over_is_destroyed()
    {
        Given(Asked).When(new LapseSelfStart(Cast.Monday.AddDays(89))).ThenNothing();
        Given(Asked).When(new LapseSelfStart(Lapsed.At)).Then(Lapsed);
        Given(Asked, Spoken).When(new LapseSelfStart(Lapsed.At)).ThenNothing();
        Given(Asked).When(new DestroySelfStart(Cast.Monday)).ThenNothing();
        Given(Asked, Spoken).When(new DestroySelfStart(Cast.Monday)).Then(Destroyed);
    }

    [Fact]
    public void The_house_hears_that_a_team_has_somebody_to_call_and_that_it_has_no_longer()
    {
        Assert.Equal("open", Said(Asked)!.State);
        Assert.Equal((Cast.WijkteamNoord, "done"), (Said(Asked, Spoken)!.Team, Said(Asked, Spoken)!.State));
        Assert.Equal("done", Said(Asked, Lapsed)!.State);
        Assert.Null(Said(Asked, Spoken, Destroyed));
    }

    [Fact]
    public void The_list_holds_codes_and_the_term_after_which_what_was_sealed_goes()
    {
        var view = new SelfStartsView();

        Assert.Equal("open", Assert.Single(After(view, Asked).Part<SelfStartRow>(SelfStartsView.Of(Cast.WijkteamNoord))).State);
        Assert.Empty(After(view, Asked, Spoken).Part<SelfStartRow>(SelfStartsView.Of(Cast.WijkteamNoord)));
        Assert.Equal([Cast.Monday.AddDays(7)], After(view, Asked, Spoken).Due);
        Assert.Equal("", After(view, Asked, Spoken, Destroyed).Bytes);
    }

    [Fact]
    public void A_team_serves_its_areas_until_it_closes_or_leaves_one()
    {
        var view = new ServingTeamsView();
        var moved = Noord with { DirectoryVersion = 4, Areas = ["GM0301"] };

        Assert.Equal(["GM0150", "GM0301"], Areas(view, Noord));
        Assert.Equal(["GM0301"], Areas(view, Noord, moved));
        Assert.Equal(["GM0150", "GM0301"], Areas(view, Noord, Noord with { Team = Cast.JgzTeam, Areas = ["GM0150"] }, moved));
        Assert.Empty(Areas(view, Noord, Noord with { Open = false }));
        Assert.Empty(After(view, Noord, moved).Part<ServingTeamRow>(ServingTeamsView.Of("GM0150")));
    }

    private static string[] Areas(ServingTeamsView view, params ServingTeamFact[] facts) =>
        [.. After(view, facts).Part<AreaRow>(ServingTeamsView.Areas).Select(row => row.Area)];

    private static HeldRows After(SelfStartsView view, params SelfStartFact[] facts) =>
        Fold(view, SelfStartHandler.Streams.Stream(Call), facts);

    private static HeldRows After(ServingTeamsView view, params ServingTeamFact[] facts) =>
        Fold(view, ServingTeam.Streams.Stream(Cast.WijkteamNoord), facts);

    private static HeldRows Fold<TFact>(IView view, string stream, TFact[] facts) where TFact : class
    {
        var rows = new HeldRows();
        foreach (var (at, fact) in facts.Index())
        {
            view.Fold(
                new(new((ulong)at + 1), stream, at + 1, Cast.Id(0x9900 + at), Facts.NameOf(fact), [], Facts.Write(fact), [], []), rows);
        }

        return rows;
    }

    private static SelfStartStands? Said(params SelfStartFact[] facts)
    {
        var after = facts.Aggregate(SelfStart.Initial, SelfStart.Evolve);
        var told = new Told<SelfStart, SelfStartFact>("signal.selfstart-x", facts.Length, after, facts[^1], Cast.Monday);
        return (SelfStartStands?)SelfStartDecider.Choose(told).SingleOrDefault();
    }

    private static byte[] Stored(string name, byte[] now)
    {
        var file = Path.Combine(Golden, $"{name}.json");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1" && !File.Exists(file))
            File.WriteAllBytes(file, now);
        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(file)), Encoding.UTF8.GetString(now));
        return now;
    }
}
