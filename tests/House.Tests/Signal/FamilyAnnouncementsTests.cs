using System.Text.Json;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Signal;
using WarmHandover.Signals;
using static WarmHandover.Tests.Signal.Circle;

namespace WarmHandover.Tests.Signal;

public sealed class FamilyAnnouncementsTests
{
    [Fact]
    public void Every_change_of_the_composition_is_said_with_the_whole_composition()
    {
        var said = Composed(Three);

        Assert.Equal(("signal.family-x", 6, Cast.Family), (said.Stream, said.Version, said.Family));
        Assert.Equal([Cast.Jgz], said.Parties);
        Assert.Equal([new(Cast.Samira, "parent", "adult", null, false), new(Cast.Erik, "parent", "adult", null, false),
            new Member(Cast.Yara, "child", "under-12", new(2030, 5, 20), false)], said.Members);
        Assert.Equal([new(Cast.Yara, Cast.Samira, "parent", new(2018, 6, 1), null),
            new Authority(Cast.Yara, Cast.Erik, "parent", new(2018, 6, 1), null)], said.Authorities);
    }

    [Fact]
    public void Flags_ends_parties_and_birthdays_are_in_it()
    {
        Assert.True(Composed([.. Three, FatherMayNotKnow]).Members[1].MayNotBeInformed);
        Assert.False(Composed([.. Three, FatherMayNotKnow, FatherMayKnow]).Members[1].MayNotBeInformed);
        Assert.Equal(new DateOnly(2027, 6, 1), Composed([.. Three, FathersAuthorityEnds]).Authorities[1].Until);
        Assert.Equal([Cast.Jgz, Cast.Wijkteam], Composed([.. Three, NeighbourhoodTeam]).Parties);
        Assert.Equal("12-15", Composed([.. Three, GirlTurnedTwelve]).Members[2].Band);
    }

    [Fact]
    public void A_flag_not_to_contact_does_not_hide_what_may_be_known()
    {
        var said = Composed([.. Three, FatherMayNotKnow with { Flag = "niet-contacteren" }]);
        Assert.False(said.Members[1].MayNotBeInformed);
    }

    [Fact]
    public void Who_acts_for_whom_and_who_cannot_is_said_with_from_and_until()
    {
        var said = Composed([.. Three, .. Changes.Every[..10], Changes.BoyCannotDecide]);

        Assert.Equal(
            [new Representation(
                Changes.MoneyIsManaged.Representation, Cast.Samira, Changes.Office, "bewindvoerder", Changes.Spring, new(2027, 12, 1),
                "curateleregister")],
            said.Representations);
        Assert.Equal(
            [new Suspension(Cast.Erik, Cast.Yara, "tijdelijk-niet-in-staat", "onafhankelijk-arts", Changes.Spring, Cast.Today)],
            said.Suspensions);
        Assert.Equal(
            [new Incompetence(Changes.Boy, "gezondheid", "gedragswetenschapper", Changes.Spring, null)], said.Incompetences);
        Assert.Equal("organisation", said.Members.Single(m => m.Id == Changes.Office).Role);
    }

    [Fact]
    public void A_birth_a_loss_a_death_and_a_declared_adult_are_said_by_member()
    {
        var said = Composed([.. Three, .. Changes.Every]).Members.ToDictionary(m => m.Id);

        Assert.Equal(("child", "under-12"), (said[Changes.Sami].Role, said[Changes.Sami].Band));
        Assert.Equal("pregnancy-ended", said[Changes.Lost].Gone);
        Assert.Equal("deceased", said[Changes.Grandmother].Gone);
        Assert.Equal(Changes.Spring, said[Changes.YoungMother].AdultFrom);
    }

    [Fact]
    public void Everybody_hears_who_is_gone_where_the_family_counts_and_who_works_with_it()
    {
        var said = Stands([.. Three, NeighbourhoodTeam, FatherMayNotKnow, .. Changes.Every]);

        Assert.Equal("GM0034", said.Area);
        Assert.Equal([new(Cast.Jgz, Cast.JgzTeam), new PartyTeam(Cast.Wijkteam, Cast.WijkteamNoord)], said.Teams);
        Assert.Equal(
            [Changes.Grandmother, Changes.Lost], said.Members.Where(m => m.Gone is not null).Select(m => m.Id));
        Assert.Equal(["niet-informeren"], said.Members.Single(m => m.Id == Cast.Erik).SafetyFlags);
    }

    [Fact]
    public void What_was_announced_before_there_were_representatives_still_reads()
    {
        const string Old = """
            {"stream":"signal.family-x","version":3,"family":"0198f000-0000-7000-8000-000000000001","parties":[],
             "members":[{"id":"0198f000-0000-7000-8000-000000000011","role":"parent","band":"adult","mayNotBeInformed":false}],
             "authorities":[]}
            """;
        var read = JsonSerializer.Deserialize<FamilyComposed>(Old, JsonSerializerOptions.Web)!;

        Assert.Null(read.Representations);
        Assert.Null(Assert.Single(read.Members).Gone);
    }

    [Fact]
    public void A_need_is_said_with_all_needs_and_without_its_words()
    {
        var said = Assert.IsType<NeedsStated>(Assert.Single(Say([.. Three, HelpWithDebts])));
        Assert.Equal(Cast.Jgz, said.Organisation);
        Assert.Equal([new Need(Debts, Cast.Samira, "adult", "financien", "GM0150", Cast.Jgz)], said.Needs);
    }

    [Fact]
    public void Signals_factors_and_talks_are_never_said_aloud()
    {
        Assert.Empty(Say([.. Three, SkippedDentist]));
        Assert.Empty(Say([.. Three, WarmBond]));
        Assert.Empty(Say([.. Three, SkippedDentist, EnergyCutOff, TalkWithMother]));
    }

    [Fact]
    public void No_announcement_refers_to_a_person_or_a_signal()
    {
        for (var n = 1; n <= Everything.Length; n++)
        {
            foreach (var said in Say(Everything[..n]))
            {
                var text = JsonSerializer.Serialize(said, said.GetType());
                Assert.DoesNotContain(Sealed.Id.ToString(), text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Sealed.Sha256, text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("tandarts", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("geweld", text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    private static FamilyComposed Composed(FamilyFact[] facts) => Assert.Single(Say(facts).OfType<FamilyComposed>());

    private static FamilyStands Stands(FamilyFact[] facts) => Assert.Single(Say(facts).OfType<FamilyStands>());

    private static IAnnouncement[] Say(FamilyFact[] facts)
    {
        var after = facts.Aggregate(FamilyFile.Initial, FamilyFile.Evolve);
        return [.. FamilyAnnouncements.Choose(new("signal.family-x", facts.Length, after, facts[^1], Cast.Monday))];
    }
}
