using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Messaging;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>Two sides act at once: in every order there is one outcome, both sides hear the same, and there is always an owner.</summary>
public sealed class CrossingTests
{
    private static readonly (string Name, ReferralCommand Command)[] Acts =
    [
        ("recall", new RecallReferral("vergissing", NoorOfJgz, Monday)),
        ("accept", new AcceptReferral(RuudOfSchuldhulp, Monday)),
        ("decline", new DeclineReferral("andere-deskundigheid", RuudOfSchuldhulp, Monday)),
        ("received", new MarkReceived(SchuldhulpTeam, Monday)),
        ("withdrawn", new HearRows(9, [Request(SchuldhulpTeam, [], Asked)], Monday)),
        ("re-route", new ReRouteReferral(ToNoord, Asked, Other, "buiten-gebied", NoorOfJgz, Monday)),
    ];

    [Fact]
    public void Recall_and_acceptance_cross_in_every_order_with_one_outcome_that_both_sides_hear()
    {
        var orders = Orders(Acts).ToArray();
        Assert.Equal(720, orders.Length);
        foreach (var order in orders)
        {
            var (state, version, said, won) = (Start(), 3L, new List<ReferralMoved>(), new List<string>());
            foreach (var (name, command) in order)
            {
                var decision = ReferralDecider.Decide(command, state);
                if (decision.Refusal is not null)
                    continue;

                foreach (var fact in decision)
                {
                    state = Referral.Evolve(state, fact);
                    var told = new Told<Referral, ReferralEvent>(Referral.Kind.Stream(Other), ++version, state, fact, Monday);
                    said.AddRange(ReferralAnnouncements.Of(told).OfType<ReferralMoved>());
                    Assert.Contains(((Referral.Known)state).Owner, new[] { JgzTeam, SchuldhulpTeam, WijkteamNoord });
                }

                if (!decision.ChangesNothing && name is "recall" or "accept")
                    won.Add(name);
            }

            var (known, what) = ((Referral.Known)state, string.Join(" ", order.Select(o => o.Name)));
            Assert.False(won.Contains("recall") && won.Contains("accept"), what);
            Assert.Equal(known.AcceptedAt is null, known.Owner == JgzTeam);
            if (known.Status == ReferralStatus.Recalled)
                Assert.Null(known.AcceptedAt);

            // Whatever arrives late or twice: the newest version wins, and it says what the stream says.
            var heard = said.Concat(said).OrderByDescending(m => m.Version).First();
            Assert.Equal(Transitions.Code(known.Status), heard.To);
            Assert.Equal(known.To.Team, heard.ToTeam);
        }
    }

    /// <summary>The loser is told: never a silent success, never the other's words.</summary>
    [Fact]
    public void Who_comes_second_is_refused_with_a_code()
    {
        var accepted = ReferralDecider.Decide(Acts[1].Command, Start()).Aggregate(Start(), Referral.Evolve);
        Assert.Equal("overgang-niet-toegestaan", ReferralDecider.Decide(Acts[0].Command, accepted).Refusal?.Code);
        var recalled = ReferralDecider.Decide(Acts[0].Command, Start()).Aggregate(Start(), Referral.Evolve);
        Assert.Equal("overgang-niet-toegestaan", ReferralDecider.Decide(Acts[1].Command, recalled).Refusal?.Code);
    }

    [Fact]
    public void Reopening_keeps_the_old_times()
    {
        var before = (Referral.Known)UpTo[ReferralStatus.Completed].Append(Held).Append(Completed)
            .Aggregate(Referral.Initial, Referral.Evolve);
        var reopen = new ReopenReferral("hulpvraag-terug", RuudOfSchuldhulp, Monday.AddDays(60));
        var after = (Referral.Known)ReferralDecider.Decide(reopen, before).Aggregate((Referral)before, Referral.Evolve);
        Assert.Equal(
            (before.AcceptedAt, before.SentAt, before.Held, before.Draft.At), (after.AcceptedAt, after.SentAt, after.Held, after.Draft.At));
        Assert.Equal((ReferralStatus.Reopened, SchuldhulpTeam), (after.Status, after.Owner));
        Assert.True(after.Warm);
    }

    private static Referral Start() => UpTo[ReferralStatus.Sent].Aggregate(Referral.Initial, Referral.Evolve);

    private static IEnumerable<T[]> Orders<T>(T[] of) => of.Length == 0
        ? [[]]
        : of.SelectMany((first, i) => Orders<T>([.. of[..i], .. of[(i + 1)..]]).Select(rest => (T[])[first, .. rest]));
}
