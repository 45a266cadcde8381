using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Time;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>Informal support: one volunteer, the agreed fields of one family, and an end that is at once.</summary>
public sealed class SupportTests() : Deciding<Referral, ReferralCommand, ReferralEvent>(Referral.Kind)
{
    private static readonly Guid Theo = Id(0x90E);
    private static readonly Guid TheosWay = Id(0x90F);

    private static readonly ReferralEvent[] Helped =
    [
        Drafted with { Purpose = "informele-steun", Rows = [Wanted, Reach, Health] },
        new LetterWritten([new(Wanted, Ref(1)), new(Reach, Ref(2))], Monday),
        ReferralTale.Heard with { Allowed = [Wanted, Reach] }, Sent with { Rows = [Wanted, Reach] }, Received, Accepted,
    ];

    private static readonly ReferralEvent[] Supported = [.. Helped, AskedVera, VeraYes];

    private static AssignVolunteer AskVera => new(
        VerasWay, Vera, Ref(6), [Wanted], new(2027, 8, 31), Replaces: null, RuudOfSchuldhulp, AskedVera.At);

    [Fact]
    public void A_volunteer_is_asked_for_agreed_fields_until_a_day() =>
        Given(Helped).When(AskVera).Then(AskedVera with { Until = Amsterdam.StartOf(new(2027, 9, 1)) });

    [Fact]
    public void Without_a_day_it_is_six_months()
    {
        var asked = Given(Helped).When(AskVera with { LastDay = null }).ThenA<VolunteerAssigned>();
        Assert.Equal(Amsterdam.StartOf(Amsterdam.DateAt(AskedVera.At).AddMonths(6).AddDays(1)), asked.Until);
    }

    [Fact]
    public void No_field_that_did_not_leave_or_that_volunteers_never_see_can_be_shown()
    {
        Given(Helped).When(AskVera with { Fields = [Wanted, Health] }).ThenRefused(ReferralRefusals.FieldNotAgreed);
        Given([.. Helped, Followed with { Rows = [Health] }]).When(AskVera with { Fields = [Health] })
            .ThenRefused(ReferralRefusals.FieldNotAgreed);
        Given(Helped).When(AskVera with { Fields = [] }).ThenRefused(ReferralRefusals.NoRows);
    }

    [Fact]
    public void Only_for_the_purpose_the_family_agreed_to_by_the_receiver_and_while_it_runs()
    {
        Given(UpTo[ReferralStatus.Accepted]).When(AskVera).ThenRefused(ReferralRefusals.NoInformalSupport);
        Given(Helped).When(AskVera with { By = NoorOfJgz }).ThenRefused(ReferralRefusals.NotYours);
        Given(Helped[..^1]).When(AskVera).ThenRefused(ReferralRefusals.NotFromHere);
        Given([.. Helped, Stopped]).When(AskVera).ThenRefused(ReferralRefusals.NotFromHere);
        Given(Helped).When(AskVera with { LastDay = new(2028, 9, 1) }).ThenRefused(ReferralRefusals.TooFar);
        Given(Helped).When(AskVera with { LastDay = Today }).ThenRefused(ReferralRefusals.TooFar);
    }

    [Fact]
    public void A_replacement_ends_the_other_in_the_same_command_and_is_never_by_accident()
    {
        var theo = AskVera with { Way = TheosWay, Volunteer = Theo };
        Given(Supported).When(theo).ThenRefused(ReferralRefusals.VolunteerThere);
        Given(Helped).When(theo with { Replaces = VerasWay }).ThenRefused(ReferralRefusals.VolunteerThere);
        var facts = Given(Supported).When(theo with { Replaces = VerasWay }).All;
        Assert.Equal(
            [("volunteer-released.v1", VerasWay), ("volunteer-assigned.v1", TheosWay)],
            facts.Cast<SupportEvent>().Select(f => (Facts.NameOf<ReferralEvent>(f), f.Way)));
        Given([.. Supported, .. facts]).When(new ReportSupport(VerasWay, "loopt-goed", Monday.AddDays(10)))
            .ThenRefused(ReferralRefusals.SupportOver);
    }

    [Fact]
    public void A_volunteer_says_yes_or_no_and_a_no_is_a_task_for_the_coordinator()
    {
        Given([.. Helped, AskedVera]).When(new AcceptSupport(VerasWay, VeraYes.At)).Then(VeraYes);
        var no = Given([.. Helped, AskedVera]).When(new DeclineSupport(VerasWay, "te-ver-weg", VeraNo.At));
        Assert.Equal([("vrijwilliger-zei-nee", SchuldhulpTeam)], no.All.OfType<TaskSet>().Select(t => (t.Reason, t.Team)));
        Given(Supported).When(new DeclineSupport(VerasWay, "te-ver-weg", VeraNo.At)).ThenRefused(ReferralRefusals.SaidYes);
        Given([.. Helped, AskedVera]).When(new ReportSupport(VerasWay, "loopt-goed", VeraNo.At)).ThenRefused(ReferralRefusals.SayYesFirst);
        Given([.. Helped, AskedVera, VeraNo]).When(new AcceptSupport(VerasWay, VeraNo.At)).ThenRefused(ReferralRefusals.SupportOver);
        Given(Helped).When(new AcceptSupport(VerasWay, VeraYes.At)).ThenRefused(Refusals.Missing);
        Given().When(new AcceptSupport(VerasWay, VeraYes.At)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void A_wish_to_stop_is_a_task_and_ends_at_once_where_the_volunteer_wants_that()
    {
        var later = Given(Supported).When(new StopSupport(VerasWay, "geen-tijd", AtOnce: false, VeraStops.At)).All;
        Assert.Equal(["VolunteerWantsToStop", "TaskSet"], later.Select(f => f.GetType().Name));
        Given([.. Supported, .. later]).When(new ReportSupport(VerasWay, "loopt-goed", VeraStops.At)).ThenA<SupportReported>();

        var now = Given(Supported).When(new StopSupport(VerasWay, "onveilig", AtOnce: true, VeraStops.At)).All;
        Assert.Equal("op-verzoek-van-vrijwilliger", Assert.Single(now.OfType<VolunteerReleased>()).Reason);
        Assert.Equal(["vrijwilliger-wil-stoppen"], now.OfType<TaskSet>().Select(t => t.Reason));
        Given([.. Supported, .. now]).When(new ReportSupport(VerasWay, "loopt-goed", VeraStops.At))
            .ThenRefused(ReferralRefusals.SupportOver);

        var replaced = Given([.. Supported, .. now]).When(AskVera with { Way = TheosWay, Volunteer = Theo }).All;
        Assert.Contains(replaced.OfType<TaskDone>(), done => done.Task.StartsWith("vrijwilliger-wil-stoppen", StringComparison.Ordinal));
    }

    [Fact]
    public void A_volunteer_who_wants_to_talk_is_called()
    {
        Given(Supported).When(new ReportSupport(VerasWay, "loopt-goed", VeraWell.At)).Then(VeraWell);
        var asks = Given(Supported).When(new ReportSupport(VerasWay, "overleg-nodig", VeraWell.At)).All;
        Assert.Equal(["vrijwilliger-vraagt-overleg"], asks.OfType<TaskSet>().Select(t => t.Reason));
        Assert.Empty(Given([.. Supported, .. asks]).When(new ReportSupport(VerasWay, "klaar", VeraWell.At.AddDays(1))).All
            .OfType<TaskSet>());
    }

    public static TheoryData<ReferralEvent[], string> Ends => new()
    {
        { [], "steun" }, { [Stopped], "verwijzing" }, { [Started, Completed], "verwijzing" }, { [Lost], "verwijzing" },
        { [OtherReceiver], "verwijzing" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Whatever_ends_the_help_ends_the_support_in_the_same_command(ReferralEvent[] how, string word)
    {
        ReferralCommand command = how switch
        {
            [] => new ReleaseVolunteer(VerasWay, "steun-klaar", RuudOfSchuldhulp, Monday.AddDays(12)),
            [ReferralStopped] => new StopReferral("gezin-wil-geen-hulp", RuudOfSchuldhulp, Monday.AddDays(12)),
            [HelpStarted, HelpCompleted] => new CompleteHelp("doel-bereikt", RuudOfSchuldhulp, Monday.AddDays(12)),
            [MemberGone] => new HearFamily("GM0150", [Samira], Monday.AddDays(12)),
            _ => new ReplaceReceiver(SchuldhulpTeam, ToNoord, [Wanted], Question, "samengevoegd", Monday.AddDays(12)),
        };
        var facts = Given([.. Supported, .. how is [HelpStarted, ..] ? how[..1] : []]).When(command).All;
        Assert.StartsWith(word, Assert.Single(facts.OfType<VolunteerReleased>()).Reason, StringComparison.Ordinal);
        Given([.. Supported, .. how is [HelpStarted, ..] ? how[..1] : [], .. facts])
            .When(new ReportSupport(VerasWay, "loopt-goed", Monday.AddDays(12))).ThenRefused(ReferralRefusals.SupportOver);
    }

    [Fact]
    public void After_the_last_day_nothing_can_be_said_or_seen() =>
        Given(Supported).When(new ReportSupport(VerasWay, "loopt-goed", AskedVera.Until)).ThenRefused(ReferralRefusals.SupportOver);

    [Fact]
    public void The_way_in_is_said_open_and_at_each_end_closed_with_ids_only()
    {
        var said = Said([.. Supported, VeraFree, .. Helped[..0]]);
        Assert.Equal([true, false], said.Select(s => s.Open));
        Assert.All(said, s => Assert.Equal(
            (VerasWay, Vera, "vrijwilliger", "vrijwilliger", Schuldhulp), (s.Way, s.Person, s.Role, s.Purpose, s.Organisation)));
        Assert.Equal([true, false], Said([.. Helped, AskedVera, VeraNo]).Select(s => s.Open));
        Assert.Equal(Other, said[0].About);
    }

    [Fact]
    public void The_family_reads_that_there_is_a_volunteer_and_no_name()
    {
        var own = OwnTimeline.Of(Other, [.. Supported, VeraFree], Sees(Samira))!;
        Assert.Equal(["vrijwilliger", "vrijwilliger-gestopt"], own.Steps.Select(s => s.Step).TakeLast(2));
        Assert.DoesNotContain(OwnTimeline.Of(Other, [.. Helped, AskedVera, VeraNo], Sees(Samira))!.Steps,
            s => s.Step.StartsWith("vrijwilliger", StringComparison.Ordinal));
    }

    private static PersonMayComeIn[] Said(ReferralEvent[] facts)
    {
        var (state, version, said) = (Referral.Initial, 0L, new List<PersonMayComeIn>());
        foreach (var fact in facts)
        {
            state = Referral.Evolve(state, fact);
            var told = new Told<Referral, ReferralEvent>(Referral.Kind.Stream(Other), ++version, state, fact, fact.At);
            said.AddRange(ReferralAnnouncements.Of(told).OfType<PersonMayComeIn>());
        }

        return [.. said];
    }
}
