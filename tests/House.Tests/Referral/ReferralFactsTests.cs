using System.Text.Json;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Views;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>What is stored, shown and said of a referral: readable for ever, the same bytes again, and never a word of anybody.</summary>
public sealed class ReferralFactsTests
{
    private static readonly TeamOpened TeamOpened = new(DirectoryTale.Noord, Monday);
    private static readonly TeamClosed TeamClosed = new(Monday);
    private static readonly OrganisationRegistered Registered = new("JGZ Deventer", "jgz", Monday);

    public static TheoryData<Type> Views =>
    [
        typeof(ReferralsView), typeof(CheckBacksView), typeof(OrganisationsView), typeof(TeamsView),
        typeof(TermsView), typeof(TasksView), typeof(AgreementsView), typeof(BreachesView),
        typeof(UnderWayView),
    ];

    [Fact]
    public void Stored_facts_are_readable_for_ever()
    {
        GoldenFacts.Keep("Referral", OneOfEach);
        GoldenFacts.Keep<CaseEvent>(
            "Referral", new NeedsHeard(4, [new(Need, Samira, "adult", "financien", "GM0150", Jgz)], Monday),
            new ConsentHeard(2, [Request(SchuldhulpTeam, Asked, [Health])], Monday),
            new WhereaboutsHeard(5, "GM0034", [Samira], Monday),
            new HelpHeard(6, [new(SchuldhulpTeam, Schuldhulp, "schuldhulp", [Money], Monday)], Monday));
        GoldenFacts.Keep<OrganisationEvent>("Referral", Registered);
        GoldenFacts.Keep<TeamEvent>(
            "Referral", TeamOpened, TeamClosed, new TeamOutOfReach("vakantie", Monday), new TeamInReach(Monday));
        GoldenFacts.Keep<AgreementEvent>("Referral", AgreementTests.OneOfEach);
        GoldenFacts.Keep<TermBookEvent>("Referral", TermBookTests.OneOfEach);
    }

    [Fact]
    public void A_fact_out_of_place_stops_the_fold() => Assert.Throws<System.Diagnostics.UnreachableException>(
        () => Referral.Evolve(Referral.Initial, Sent));

    [Theory]
    [MemberData(nameof(Views))]
    public void Every_view_folds_every_fact_and_again_to_the_same_bytes(Type type)
    {
        var once = Everything((IView)Activator.CreateInstance(type)!);
        Assert.NotEmpty(once);
        Assert.Equal(once, Everything((IView)Activator.CreateInstance(type)!));
        Assert.DoesNotContain(Ref(1).Sha256, once, StringComparison.Ordinal);
    }

    [Fact]
    public void A_referral_is_listed_for_the_receiver_only_after_it_left_and_leaves_the_list_of_who_re_routed_it()
    {
        Assert.Empty(Rows(UpTo[ReferralStatus.Ready]).Part<ReferralRow>(ReferralsView.AddressedTo(SchuldhulpTeam)));
        Assert.Equal("ready", Assert.Single(Rows(UpTo[ReferralStatus.Ready]).Part<ReferralRow>(ReferralsView.SentBy(JgzTeam))).Status);
        Assert.Single(Rows(UpTo[ReferralStatus.Sent]).Part<ReferralRow>(ReferralsView.AddressedTo(SchuldhulpTeam)));

        var reRouted = Rows(UpTo[ReferralStatus.ReRouted]);
        Assert.Empty(reRouted.Part<ReferralRow>(ReferralsView.AddressedTo(WijkteamNoord)));
        Assert.Equal("re-routed", Assert.Single(reRouted.Part<ReferralRow>(ReferralsView.AddressedTo(SchuldhulpTeam))).Status);
        Assert.Single(reRouted.Part<ReferralRow>(ReferralsView.OfFamily(Family)));
    }

    /// <summary>A list of work stays as short as the work, however long a team has been there.</summary>
    [Fact]
    public void What_ended_leaves_the_lists_of_work_of_both_sides_and_comes_back_when_it_is_taken_up_again()
    {
        foreach (var end in new[] { ReferralStatus.Completed, ReferralStatus.Declined, ReferralStatus.Expired })
        {
            var over = Rows(UpTo[end]);
            Assert.Empty(over.Part<ReferralRow>(ReferralsView.SentBy(JgzTeam)));
            Assert.Empty(over.Part<ReferralRow>(ReferralsView.AddressedTo(SchuldhulpTeam)));
            Assert.Single(over.Part<ReferralRow>(ReferralsView.SentBefore(JgzTeam)));
            Assert.Single(over.Part<ReferralRow>(ReferralsView.AddressedBefore(SchuldhulpTeam)));
        }

        var again = Rows(UpTo[ReferralStatus.Reopened]);
        Assert.Single(again.Part<ReferralRow>(ReferralsView.SentBy(JgzTeam)));
        Assert.Empty(again.Part<ReferralRow>(ReferralsView.AddressedBefore(SchuldhulpTeam)));
        Assert.Equal(Other, Assert.Single(again.Part<NumberedRow>(ReferralsView.Numbered("WO-TEST0001"))).Referral);

        var transferred = Rows([.. UpTo[ReferralStatus.InProgress], Handed]);
        Assert.Empty(transferred.Part<ReferralRow>(ReferralsView.SentBy(JgzTeam)));
        Assert.Single(transferred.Part<ReferralRow>(ReferralsView.AddressedTo(SchuldhulpTeam)));
    }

    [Theory]
    [InlineData("WO-H9T69FRC", "WO-H9T69FRC")]
    [InlineData(" wo h9t69frc ", "WO-H9T69FRC")]
    [InlineData("h9t69fro", "WO-H9T69FR0")]
    [InlineData("WOA9T69F", "WO-W0A9T69F")]
    [InlineData("WO-H9T69FR", null)]
    [InlineData("WO-H9T69FRU", null)]
    [InlineData("", null)]
    public void A_number_is_read_as_it_was_heard(string typed, string? number) => Assert.Equal(number, ReferralNumber.Parse(typed));

    [Fact]
    public void A_recalled_concept_never_reaches_the_receiver() =>
        Assert.Empty(Rows(Drafted, Recalled).Part<ReferralRow>(ReferralsView.AddressedTo(SchuldhulpTeam)));

    [Fact]
    public void A_check_back_is_due_at_eight_in_Amsterdam_until_its_day_has_come()
    {
        ReferralEvent[] planned = [.. UpTo[ReferralStatus.InProgress], CheckPlanned];
        Assert.Equal([new(2027, 4, 12, 6, 0, 0, TimeSpan.Zero)], CheckBacks(planned).Due);
        Assert.Empty(CheckBacks([.. planned, CheckDue]).Due);
        Assert.Empty(CheckBacks([.. planned, CheckDue, CheckAnswered]).Part<CheckBackRow>(CheckBacksView.Of(JgzTeam)));
        Assert.Equal("answered", Assert.Single(
            CheckBacks([.. planned, CheckDue, CheckAnswered]).Part<CheckBackRow>(CheckBacksView.Answered(JgzTeam))).State);
    }

    [Fact]
    public void Every_move_is_said_once_with_where_it_came_from()
    {
        var said = Said([.. UpTo[ReferralStatus.Received], Claimed, Accepted, Planned, Held, Started, Completed]).ToArray();
        Assert.Equal(
            ["nothing>concept", "concept>ready", "ready>sent", "sent>received", "received>accepted", "accepted>handover-planned",
             "handover-planned>handover-held", "handover-held>in-progress", "in-progress>completed"],
            said.Cast<ReferralMoved>().Select(m => $"{m.From}>{m.To}"));
        Assert.Equal("doel-bereikt", ((ReferralMoved)said[^1]).Reason);
    }

    [Fact]
    public void A_letter_and_a_withdrawal_are_not_said() =>
        Assert.Equal(3, Said([.. UpTo[ReferralStatus.Sent], Written, new RowsHeard(9, [], Asked, Monday)]).Count());

    [Fact]
    public void A_check_back_is_said_planned_due_and_answered() => Assert.Equal(
        ["planned", "due", "answered"],
        Said([.. UpTo[ReferralStatus.InProgress], CheckPlanned, CheckDue, CheckAnswered]).OfType<CheckBackStands>().Select(c => c.State));

    [Fact]
    public void What_is_said_holds_no_content_no_row_and_no_pseudonym()
    {
        var all = string.Join('\n', Said(OneOfEach).Select(m => JsonSerializer.Serialize(m, m.GetType(), Facts.Json)));
        foreach (var word in new[] { Noor, Ruud, "schulden", "gezondheid", Ref(1).Sha256, Ref(3).Id.ToString(), "geld" })
            Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_team_is_said_open_and_closed()
    {
        var open = Team.Evolve(Team.Initial, TeamOpened);
        var stands = Assert.IsType<TeamStands>(Assert.Single(ReferralAnnouncements.Of(new Told<Team, TeamEvent>("s", 1, open, TeamOpened,
            Monday))));
        Assert.Equal(("GM0150", "wijkteam", true), (stands.Area, stands.OrganisationKind, stands.Open));
        var closed = ReferralAnnouncements.Of(new Told<Team, TeamEvent>("s", 2, Team.Evolve(open, TeamClosed), TeamClosed, Monday));
        Assert.False(Assert.IsType<TeamStands>(Assert.Single(closed)).Open);
    }

    [Fact]
    public void The_number_follows_from_the_id_and_tells_nothing()
    {
        Assert.Matches("^WO-[0-9A-HJKMNP-TV-Z]{8}$", ReferralNumber.Of(Family));
        Assert.Equal(ReferralNumber.Of(Family), ReferralNumber.Of(Family));
        Assert.Equal(2_000, Enumerable.Range(1, 2_000).Select(n => ReferralNumber.Of(Id(n))).Distinct().Count());
    }

    private static IEnumerable<IAnnouncement> Said(ReferralEvent[] facts)
    {
        var (state, version) = (Referral.Initial, 0L);
        foreach (var fact in facts)
        {
            state = Referral.Evolve(state, fact);
            var told = new Told<Referral, ReferralEvent>(Referral.Kind.Stream(Other), ++version, state, fact, Monday);
            foreach (var said in ReferralAnnouncements.Of(told))
                yield return said;
        }
    }

    private static KeptRows Rows(params ReferralEvent[] facts) => new KeptRows().After(new ReferralsView(), Referral.Kind, Other, facts);

    private static KeptRows CheckBacks(params ReferralEvent[] facts) =>
        new KeptRows().After(new CheckBacksView(), Referral.Kind, Other, facts);

    private static string Everything(IView view) => new KeptRows()
        .After(view, Referral.Kind, Other, OneOfEach)
        .After(view, Organisation.Kind, Jgz, Registered)
        .After(view, Team.Kind, WijkteamNoord, TeamOpened, TeamClosed)
        .After(view, Team.Kind, SchuldhulpTeam, TeamOpened, new TeamOutOfReach("vakantie", Monday), new TeamInReach(Monday))
        .After(view, Agreement.Kind, Id(0x803), AgreementTests.OneOfEach[..2])
        .After(view, Agreement.Kind, Id(0x804), AgreementTests.OneOfEach)
        .Bytes;
}
