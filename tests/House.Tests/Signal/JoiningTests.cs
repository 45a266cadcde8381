using WarmHandover.Contracts.Signal;
using WarmHandover.Signals;
using WarmHandover.Signals.Views;
using static WarmHandover.Tests.Signal.Circle;
using FamilyJoined = WarmHandover.Signals.FamilyJoined;

namespace WarmHandover.Tests.Signal;

/// <summary>Two files of one organisation about one child: decision 26, in the file.</summary>
public sealed class JoiningTests() : Deciding<FamilyFile, FamilyCommand, FamilyFact>(FamilyHandler.Streams)
{
    private static readonly JoinFile Join = new(Cast.Family, Joined.Same, "dubbel-geopend", Cast.Jgz, Cast.Monday.AddDays(2));

    private static FamilyFile.Opened File(params FamilyFact[] facts) =>
        (FamilyFile.Opened)facts.Aggregate(FamilyFile.Initial, FamilyFile.Evolve);

    [Fact]
    public void The_newer_file_ends_and_names_where_it_went() => Given(Joined.There).When(Join).Then(new FamilyJoined(
        Cast.Family, Joined.Same, [Joined.SamiraThere, Joined.YaraThere, Joined.Stepfather], [Cast.Jgz], "dubbel-geopend", Cast.Jgz,
        Join.At));

    [Fact]
    public void Only_who_opened_a_file_joins_it()
    {
        FamilyFact[] shared = [.. Joined.There, NeighbourhoodTeam];
        Given(shared).When(Join with { Organisation = Cast.Wijkteam }).ThenRefused(FamilyRefusals.NotOpenedByYou);
        Given(Joined.There).When(Join with { Organisation = Cast.Wijkteam }).ThenRefused(Platform.Deciding.Refusals.Missing);
        Given(Joined.There).When(Join with { Same = [new(Cast.Id(0x999), Cast.Yara)] }).ThenRefused(FamilyRefusals.NotAMember);
    }

    [Fact]
    public void A_file_that_was_joined_refuses_everything_with_the_id_that_survives()
    {
        FamilyFact[] ended = [.. Joined.There, Joined.Away with { Into = Cast.Family }];
        FamilyCommand[] said =
        [
            new AddMember(Cast.Id(0x99), Cast.Jgz, "parent", "adult", null, Sealed, Cast.Monday),
            new SetSafetyFlag(Joined.SamiraThere, "niet-informeren", true, "geweld", true, Cast.Jgz, Cast.Monday),
            new RecordDeath(Joined.SamiraThere, Cast.Today, Cast.Jgz, Cast.Monday),
            new FinishTask("stil", null, null, Cast.JgzTeam, Cast.Jgz, Cast.Monday),
            new JoinParty(Cast.Schuldhulp, Cast.SchuldhulpTeam, "x", 1, Cast.Monday),
            Join with { Into = Cast.Id(0x4) },
        ];
        Assert.All(said, command =>
        {
            Given(ended).When(command).ThenRefused(FamilyRefusals.JoinedInto(Cast.Family));
            Assert.Contains(Cast.Family.ToString(), FamilyRefusals.JoinedInto(Cast.Family).Reason, StringComparison.Ordinal);
        });
        Given(ended).When(new ReachAgeBand(Joined.YaraThere, Cast.Monday.AddYears(9))).ThenNothing();
        Given(ended).When(Join).ThenNothing();
    }

    [Fact]
    public void The_file_that_survives_has_the_members_of_both_and_nobody_lost_a_say()
    {
        var file = File([.. Three, Joined.TakenIn]);

        Assert.Equal([Cast.Samira, Cast.Erik, Cast.Yara, Joined.Stepfather], file.Members.Select(m => m.Id));
        Assert.Equal(["niet-contacteren"], file.Member(Cast.Samira)!.Flags);
        Assert.Equal([Cast.Samira, Cast.Erik], file.HoldersOf(Cast.Yara, Cast.Today).Order());
        Assert.Equal(Joined.HungryThere, Assert.Single(file.Signals).Signal);
        Assert.Equal(Cast.Yara, file.Signals[0].Member);
        Assert.Equal("kom-terug", Assert.Single(file.Work.Tasks).Task);
        Given([.. Three, Joined.TakenIn]).When(new TakeInFile(Joined.TakenIn)).ThenNothing();
    }

    [Fact]
    public void What_was_recorded_in_the_other_file_is_corrected_and_discussed_in_the_one_that_survives()
    {
        FamilyFact[] one = [.. Three, Joined.TakenIn];
        Given(one).When(new CorrectEntry(Joined.HungryThere, "dubbel", null, Cast.Jgz, Cast.Monday)).ThenA<EntryCorrected>();
        Given(one).When(new RecordSignal(
            Cast.Id(0x55), Joined.Stepfather, FamilyCodes.SignalKinds.Find("klein-netwerk")!, 1, "gezien", Cast.Today, "gewoon", null, null,
            null, Cast.Jgz, Cast.JgzTeam, Cast.Monday)).ThenA<SignalRecorded>();
    }

    [Fact]
    public void Files_that_differ_in_what_takes_a_say_away_are_named()
    {
        var (here, there) = (File(Three), File(Joined.There));
        Assert.Empty(FileJoining.Differences(here, there, Joined.Same));

        Assert.Equal(["schorsing"], Of(File([.. Three, Changes.FatherIsIll with { Holder = Cast.Samira }]), there));
        Assert.Equal(["vertegenwoordiging"], Of(File([.. Three, Changes.MoneyOffice, Changes.MoneyIsManaged]), there));
        Assert.Equal(
            ["leeftijd"],
            Of(here, File(
            [
                .. Joined.There[..2], Girl with { Member = Joined.YaraThere, BandUntil = new(2031, 5, 20) }, .. Joined.There[3..],
            ])));
        Assert.Equal(["overlijden"], Of(File([.. Three, Changes.OmaDied with { Member = Cast.Samira }]), there));

        static IEnumerable<string> Of(FamilyFile.Opened one, FamilyFile.Opened other) =>
            FileJoining.Differences(one, other, Joined.Same).Select(d => d.About);
    }

    [Fact]
    public void The_older_file_survives_whoever_asks()
    {
        var (old, young) = (File(Three), File(Joined.There));
        Assert.Equal(old, FileJoining.Of(old, young).Survives);
        Assert.Equal(old, FileJoining.Of(young, old).Survives);
    }

    [Fact]
    public void The_house_hears_of_the_old_id_too_with_its_own_ids_and_always_newer()
    {
        var file = File([.. Three, Joined.TakenIn]);
        var told = FamilyAnnouncements.Choose(new("signal.family-1", 8, file, Joined.TakenIn, Cast.Monday)).ToArray();

        var joined = Assert.Single(told.OfType<WarmHandover.Contracts.Signal.FamilyJoined>());
        Assert.Equal((Joined.Second, Cast.Family), (joined.Family, joined.Into));
        Assert.IsType<WarmHandover.Contracts.Signal.FamilyJoined>(told[0]);
        var old = Assert.Single(told.OfType<FamilyComposed>(), c => c.Family == Joined.Second);
        Assert.Equal((FamilyHandler.Streams.Stream(Joined.Second), Joined.TakenIn.Version + 8), (old.Stream, old.Version));
        Assert.Contains(old.Members, m => m.Id == Joined.YaraThere);
        Assert.Contains(old.Authorities, a => (a.Child, a.Holder) == (Joined.YaraThere, Cast.Erik));

        // Somebody dies: also what goes on under the old id hears it at once.
        var died = new MemberDied(Cast.Samira, Cast.Today, Cast.Jgz, Cast.Monday);
        var later = (FamilyFile.Opened)FamilyFile.Evolve(file, died);
        var stands = FamilyAnnouncements.Choose(new("signal.family-1", 9, later, died, Cast.Monday)).OfType<FamilyStands>();
        Assert.Equal(
            [(Cast.Family, Cast.Samira), (Joined.Second, Joined.SamiraThere)],
            stands.Select(s => (s.Family, s.Members.Single(m => m.Gone is not null).Id)));
    }

    [Fact]
    public void The_lists_follow_the_child()
    {
        FamilyFact[] there =
            [.. Joined.There, Joined.Away with { Into = Cast.Family, Members = Joined.TakenIn.Members, Parties = [Cast.Jgz] }];
        Assert.Empty(HeldRows.After(new FamiliesView(), there).Part<FamilyRow>(FamiliesView.Of(Cast.Jgz)));
        Assert.Empty(HeldRows.After(new NotNowView(), there).Part<NotNowRow>(NotNowView.Of(Cast.JgzTeam)));
        Assert.Empty(HeldRows.After(new TasksView(), there).Part<TeamTasksRow>(TasksView.Of(Cast.JgzTeam)));
        Assert.Empty(HeldRows.After(new AgeBandsView(), there).Due);
        Assert.Single(HeldRows.After(new JoinsView(), there).Due);

        FamilyFact[] here = [.. Three, Joined.TakenIn];
        var row = Assert.Single(HeldRows.After(new FamiliesView(), here).Part<FamilyRow>(FamiliesView.Of(Cast.Jgz)));
        Assert.Equal((Cast.Family, 4), (row.Family, row.Members));
        Assert.Equal([Joined.HungryThere], row.OpenSignals);
        Assert.Equal(Cast.Family, HeldRows.After(new FamiliesView(), here).Get<MemberRow>(FamiliesView.OfMember(Joined.YaraThere))!.Family);
        var talk = Assert.Single(HeldRows.After(new NotNowView(), here).Part<NotNowRow>(NotNowView.Of(Cast.JgzTeam)));
        Assert.Equal((Cast.Family, Cast.Id(0x377)), (talk.Family, talk.Conversation));
        Assert.Single(HeldRows.After(new AgeBandsView(), here).Due);
        Assert.Single(HeldRows.After(new TasksView(), here).Part<TeamTasksRow>(TasksView.Of(Cast.JgzTeam)));
    }
}
