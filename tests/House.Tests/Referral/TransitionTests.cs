using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>One table says which way a referral may go, and nothing else does.</summary>
public sealed class TransitionTests
{
    private static readonly ReferralStatus[] Statuses = Enum.GetValues<ReferralStatus>();

    /// <summary>Each command that moves a referral, with the status it leads to; reasons are taken from the table.</summary>
    private static readonly (ReferralStatus To, Func<string?, Person, ReferralCommand> Make)[] Moves =
    [
        (ReferralStatus.Sent, (_, by) => new SendReferral(Asked, Other, by, Monday)),
        (ReferralStatus.Accepted, (_, by) => new AcceptReferral(by, Monday.AddDays(9))),
        (ReferralStatus.Declined, (why, by) => new DeclineReferral(why!, by, Monday)),
        (ReferralStatus.ReRouted, (why, by) => new ReRouteReferral(new(Id(0x777), Schuldhulp, false), Asked, Other, why!, by, Monday)),
        (ReferralStatus.Recalled, (why, by) => new RecallReferral(why!, by, Monday)),
        (ReferralStatus.Stopped, (why, by) => new StopReferral(why!, by, Monday)),
        (ReferralStatus.Expired, (why, by) => new ExpireReferral(why!, by, Monday)),
        (ReferralStatus.HandoverPlanned, (_, by) => new PlanHandover(Other, Monday.AddDays(90), by, Monday.AddDays(60))),
        (ReferralStatus.InProgress, (_, by) => new StartHelp(by, Monday.AddDays(60))),
        (ReferralStatus.InProgress, (_, by) => new ResumeHelp(by, Monday.AddDays(60))),
        (ReferralStatus.OnHold, (why, by) => new PauseHelp(why!, by, Monday.AddDays(60))),
        (ReferralStatus.Completed, (why, by) => new CompleteHelp(why!, by, Monday.AddDays(3))),
        (ReferralStatus.Reopened, (why, by) => new ReopenReferral(why!, by, Monday.AddDays(60))),
    ];

    [Fact]
    public void Every_pair_that_is_not_in_the_table_is_refused_to_everybody()
    {
        var tried = 0;
        foreach (var (from, (to, make)) in Statuses.SelectMany(_ => Moves, (from, move) => (from, move)))
        {
            foreach (var by in new[] { NoorOfJgz, RuudOfSchuldhulp })
            {
                foreach (var reason in Transitions.Table.Reasons(to).DefaultIfEmpty())
                {
                    tried++;
                    var before = UpTo[from].Aggregate(Referral.Initial, Referral.Evolve);
                    var decision = ReferralDecider.Decide(make(reason, by), before);
                    if (decision.Refusal is not null)
                        continue;

                    foreach (var fact in decision)
                    {
                        var after = Referral.Evolve(before, fact);
                        var (was, now) = (((Referral.Known)before).Status, ((Referral.Known)after).Status);
                        if (was != now)
                            Assert.Contains(Transitions.Table.All, t => t.From == was && t.To == now);
                        before = after;
                    }
                }
            }
        }

        Assert.True(tried > 500, $"only {tried} were tried");
    }

    [Fact]
    public void Every_line_of_the_table_can_be_walked()
    {
        foreach (var line in Transitions.Table.All)
        {
            var (side, no) = Transitions.Table.Pass(line.From, line.To, [line.Role], line.Reasons is [var first, ..] ? first : null);
            Assert.Null(no);
            Assert.Equal(line.Role, side);
        }
    }

    [Fact]
    public void A_pair_a_role_and_a_reason_are_refused_by_name()
    {
        var table = Transitions.Table;
        var everybody = Enum.GetValues<Side>();
        foreach (var (from, to) in Statuses.SelectMany(_ => Statuses, (from, to) => (from, to)))
        {
            var lines = table.All.Where(t => t.From == from && t.To == to).ToArray();
            if (lines is [])
                Assert.Equal(ReferralRefusals.NotFromHere, table.Pass(from, to, everybody, null).No);
            else
                Assert.All(everybody.Except(lines.Select(t => t.Role)), side => Assert.NotNull(table.Pass(from, to, [side], null).No));
        }

        Assert.Equal(ReferralRefusals.NotYours, table.Pass(ReferralStatus.Received, ReferralStatus.Accepted, [Side.Sender], null).No);
        Assert.Equal(
            ReferralRefusals.ReasonUnknown, table.Pass(ReferralStatus.Received, ReferralStatus.Declined, [Side.Receiver], "zomaar").No);
    }

    [Fact]
    public void No_status_is_a_dead_end_by_accident()
    {
        ReferralStatus[] ends = [ReferralStatus.Recalled, ReferralStatus.Expired];
        Assert.Equal(ends, Statuses.Where(s => Transitions.Table.All.All(t => t.From != s)));
        Assert.Equal([ReferralStatus.Concept], Statuses.Where(s => Transitions.Table.All.All(t => t.To != s)));
    }

    [Fact]
    public void The_printed_table_is_the_one_that_is_enforced()
    {
        var page = Path.Combine(HouseTests.Root, "docs", "referral-transitions.md");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1")
            File.WriteAllText(page, Transitions.Table.ToMarkdown());

        Assert.Equal(Transitions.Table.ToMarkdown(), File.ReadAllText(page));
    }
}
