using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Reading;
using WarmHandover.Signals;
using WarmHandover.Signals.Views;
using static WarmHandover.Tests.Signal.Circle;

namespace WarmHandover.Tests.Signal;

public sealed class FamilyViewsTests
{
    private static readonly DateTimeOffset Later = Cast.Monday.AddHours(3);

    public static TheoryData<Type> Views => [.. typeof(SignalService).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && typeof(View<FamilyFact>).IsAssignableFrom(type)).OrderBy(type => type.Name)];

    [Theory]
    [MemberData(nameof(Views))]
    public void Every_fact_is_folded_and_twice_gives_the_same_bytes(Type type)
    {
        var (view, again) = ((IView)Activator.CreateInstance(type)!, (IView)Activator.CreateInstance(type)!);
        Assert.Equal(Facts.Names<FamilyFact>().Order(), Everything.Select(Facts.NameOf).Distinct().Order());
        var facts = type == typeof(JoinsView) ? Everything : [.. Everything[..^1], NotNow(1, Cast.Today, Cast.Autumn)];

        var rows = HeldRows.After(view, facts);
        Assert.NotEmpty(rows.Bytes);
        Assert.Equal(rows.Bytes, HeldRows.After(again, facts).Bytes);
        Assert.DoesNotContain(Sealed.Sha256, rows.Bytes, StringComparison.Ordinal);
        Assert.Equal(HeldRows.After(view, Everything).Bytes, HeldRows.After(again, Everything).Bytes);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void A_fact_that_nobody_knows_stops_a_view(Type type) => Assert.Throws<UnknownFactException>(() =>
        ((IView)Activator.CreateInstance(type)!).Fold(
            new(new(1), FamilyHandler.Streams.Stream(Cast.Family), 1, Cast.Id(1), "family-forgotten.v1", [], "{}"u8.ToArray(), [], []),
            new HeldRows()));

    [Fact]
    public void A_family_stands_in_the_list_of_the_organisation_that_opened_it()
    {
        var row = Assert.Single(Families(Cast.Jgz, [.. Three, SkippedDentist with { At = Later }]));
        Assert.Equal((Cast.Family, Cast.JgzTeam, 3, Later), (row.Family, row.Team, row.Members, row.LastActivity));
        Assert.Equal([Skipped], row.OpenSignals);
    }

    [Fact]
    public void A_signal_is_open_until_it_was_discussed_with_whom_it_is_about()
    {
        FamilyFact[] before = [.. Three, SkippedDentist, EnergyCutOff];
        var halfway = TalkWithMother with { Discussed = [new(Skipped, WithWhomItIsAbout: false), new(CutOff, WithWhomItIsAbout: true)] };
        Assert.Equal([Skipped], Assert.Single(Families(Cast.Jgz, [.. before, halfway])).OpenSignals);
        Assert.Empty(Assert.Single(Families(Cast.Jgz, [.. before, halfway, TalkWithMother])).OpenSignals);
    }

    [Fact]
    public void A_party_has_the_family_in_its_own_list_and_never_sees_what_the_other_does()
    {
        FamilyFact[] facts = [.. Three, NeighbourhoodTeam, SkippedDentist with { At = Later }];
        Assert.Empty(Families(Cast.Wijkteam, Three));
        var row = Assert.Single(Families(Cast.Wijkteam, facts));
        Assert.Equal((Cast.WijkteamNoord, 3, Cast.Monday), (row.Team, row.Members, row.LastActivity));
        Assert.Empty(row.OpenSignals);
    }

    [Fact]
    public void A_new_member_counts_for_every_party_but_moves_only_who_added_it()
    {
        FamilyFact[] facts = [.. Three, NeighbourhoodTeam, Adult(Cast.Id(0x14)) with { At = Later }];
        Assert.Equal((4, Cast.Monday), Families(Cast.Wijkteam, facts).Select(r => (r.Members, r.LastActivity)).Single());
        Assert.Equal((4, Later), Families(Cast.Jgz, facts).Select(r => (r.Members, r.LastActivity)).Single());
    }

    [Fact]
    public void Not_now_lies_on_the_list_of_the_team_until_another_outcome()
    {
        FamilyFact[] once = [.. Three, NotNow(1, Cast.Today, Cast.Autumn)];
        var row = Assert.Single(HeldRows.After(new NotNowView(), once).Part<NotNowRow>(NotNowView.Of(Cast.JgzTeam)));
        Assert.Equal((Cast.Family, Cast.Today, Cast.Autumn), (row.Family, row.HeldOn, row.ComeBackOn));

        FamilyFact[] twice = [.. once, NotNow(2, Cast.Autumn, null)];
        Assert.Null(Assert.Single(HeldRows.After(new NotNowView(), twice).Part<NotNowRow>(NotNowView.Of(Cast.JgzTeam))).ComeBackOn);

        FamilyFact[] done = [.. twice, TalkWithMother];
        Assert.Empty(HeldRows.After(new NotNowView(), done).Part<NotNowRow>(NotNowView.Of(Cast.JgzTeam)));
    }

    [Fact]
    public void A_birthday_is_due_at_midnight_in_Amsterdam()
    {
        Assert.Equal([new(2030, 5, 19, 22, 0, 0, TimeSpan.Zero)], HeldRows.After(new AgeBandsView(), Three).Due);
        Assert.Equal([new(2034, 5, 19, 22, 0, 0, TimeSpan.Zero)], HeldRows.After(new AgeBandsView(), [.. Three, GirlTurnedTwelve]).Due);
        Assert.Empty(HeldRows.After(
            new AgeBandsView(), [.. Three, GirlTurnedTwelve, GirlTurnedTwelve with { Band = "adult", BandUntil = null }]).Due);
    }

    private static FamilyRow[] Families(Guid organisation, FamilyFact[] facts) =>
        HeldRows.After(new FamiliesView(), facts).Part<FamilyRow>(FamiliesView.Of(organisation));
}
