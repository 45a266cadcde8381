using WarmHandover.Platform.Deciding;
using WarmHandover.Signals;
using WarmHandover.Signals.Erasures;
using static WarmHandover.Tests.Signal.Circle;

namespace WarmHandover.Tests.SignalErasure;

/// <summary>Who may ask what, and what is left of a file of which a part or all was destroyed.</summary>
public sealed class WhoMayAskTests() : Deciding<FamilyFile, FamilyCommand, FamilyFact>(FamilyHandler.Streams)
{
    private static readonly FamilyFile.Opened File = (FamilyFile.Opened)Fold([.. Three, SkippedDentist, NeighbourhoodTeam]);

    [Fact]
    public void An_adult_asks_for_himself_and_a_parent_for_a_child()
    {
        Assert.Null(Ask(Cast.Samira, Cast.Samira));
        Assert.Null(Ask(Cast.Yara, Cast.Erik));
        Assert.Equal(ErasureRefusals.MayNotAsk, Ask(Cast.Samira, Cast.Erik));
        Assert.Equal(ErasureRefusals.MayNotAsk, Ask(Cast.Yara, Cast.Yara));
        Assert.Equal(FamilyRefusals.NotAMember, Ask(Cast.Yara, Cast.Id(0x999)));
        Assert.Equal(ErasureRefusals.NothingHere, WhoMayAsk.Refusal(File, Cast.Wijkteam, Cast.Yara, [Cast.Erik], Cast.Today));
    }

    [Fact]
    public void From_twelve_a_child_asks_himself()
    {
        var older = (FamilyFile.Opened)Fold([.. Three, SkippedDentist, GirlTurnedTwelve]);
        Assert.Null(WhoMayAsk.Refusal(older, Cast.Jgz, Cast.Yara, [Cast.Yara], new(2030, 6, 1)));
        Assert.Equal(ErasureRefusals.MayNotAsk, WhoMayAsk.Refusal(older, Cast.Jgz, Cast.Yara, [Cast.Erik], new(2030, 6, 1)));
    }

    [Fact]
    public void The_whole_file_takes_everybody_it_is_about()
    {
        Assert.Null(Ask(null, Cast.Samira, Cast.Erik));
        Assert.Equal(ErasureRefusals.NotEverybody, Ask(null, Cast.Samira));
        Assert.Equal(ErasureRefusals.NotEverybody, Ask(null));
    }

    [Fact]
    public void An_erased_file_is_gone_for_its_organisation_with_the_day_and_stands_for_others()
    {
        FamilyFact[] story = [.. Three, NeighbourhoodTeam];
        var erase = new EraseRecords(FileGone.Erasure, Cast.Jgz, Member: null, FileGone.At);
        Given(story).When(erase).Then(FileGone);

        Given([.. story, FileGone]).When(Signal(Cast.Jgz)).ThenRefused(Refusals.Erased);
        Given([.. story, FileGone]).When(Signal(Cast.Wijkteam)).ThenA<SignalRecorded>();
        Given([.. story, FileGone]).When(new JoinParty(Cast.Jgz, Cast.JgzTeam, "referral.referral-9", 1, FileGone.At)).ThenNothing();

        var file = (FamilyFile.Opened)Fold([.. story, FileGone]);
        Assert.Contains("1-5-2027", file.NoFileOf(Cast.Jgz).Reason, StringComparison.Ordinal);
        Assert.Equal(Refusals.Missing, file.NoFileOf(Cast.Schuldhulp));
        Assert.DoesNotContain(file.Work.Teams, t => t.Organisation == Cast.Jgz);
    }

    [Fact]
    public void When_nobody_works_with_the_family_any_more_its_clocks_stop() =>
        Given(Three).When(new EraseRecords(FileGone.Erasure, Cast.Jgz, null, FileGone.At))
            .Then(FileGone with { Stopped = [Cast.Samira, Cast.Erik, Cast.Yara] });

    [Fact]
    public void Of_an_erased_person_nothing_is_recorded_by_that_organisation()
    {
        var erased = new MemberErased(Cast.Id(0xe3), Cast.Jgz, Cast.Yara, FileGone.At);
        FamilyFact[] story = [.. Three, NeighbourhoodTeam, erased];
        Given(Three).When(new EraseRecords(erased.Erasure, Cast.Jgz, Cast.Yara, FileGone.At)).Then(erased);
        Given(story).When(Signal(Cast.Jgz)).ThenRefused(FamilyRefusals.MemberErased);
        Given(story).When(Signal(Cast.Wijkteam)).ThenA<SignalRecorded>();
        Assert.Equal(RefusalKind.Erased, FamilyRefusals.MemberErased.Kind);
    }

    private static RecordSignal Signal(Guid organisation) => new(
        Cast.Id(0x77), Cast.Yara, FamilyCodes.SignalKinds.Find("tandarts-gemist")!, 1, "gezien", Cast.Today, "gewoon", null, null, null,
        organisation, Cast.JgzTeam, FileGone.At);

    private static Refusal? Ask(Guid? member, params Guid[] by) => WhoMayAsk.Refusal(File, Cast.Jgz, member, by, Cast.Today);

    private static FamilyFile Fold(FamilyFact[] facts) => facts.Aggregate(FamilyFile.Initial, FamilyFile.Evolve);
}
