using WarmHandover.Platform.Deciding;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>What an organisation recorded of the family is destroyed. Two people decided so.</summary>
public sealed record EraseSide(Guid Erasure, Guid Organisation, DateTimeOffset At) : ReferralCommand(At);

/// <summary>
/// The chapter of erasure. Before acceptance a referral whose sender destroyed its file is recalled: there is nothing left to accept. After
/// it the help goes on with what the receiver recorded itself; what the other side still had to do ends.
/// </summary>
public static partial class ReferralDecider
{
    /// <summary>Why it was recalled, and why a term closed.</summary>
    public const string FileErased = "dossier-vernietigd";

    /// <summary>Since when what somebody's organisation recorded is destroyed; null when it is not his, or still there.</summary>
    public static DateTimeOffset? ErasedFor(Known known, Person by) =>
        known.Erased.TryGetValue(Side.Sender, out var sent) && by.Teams.Contains(known.Draft.FromTeam) ? sent
        : known.Erased.TryGetValue(Side.Receiver, out var received) && by.Teams.Contains(known.To.Team) ? received
        : null;

    private static Decision<ReferralEvent> Erase(Known known, EraseSide c)
    {
        var facts = new List<ReferralEvent>();
        if (known.Draft.FromOrganisation == c.Organisation && !known.Erased.ContainsKey(Side.Sender))
        {
            if (known.Status is ReferralStatus.Concept or ReferralStatus.Ready or ReferralStatus.Sent or ReferralStatus.Received
                or ReferralStatus.ReRouted)
            {
                facts.Add(new ReferralRecalled(FileErased, c.At));
            }

            facts.Add(new SideErased(Side.Sender, c.Organisation, c.Erasure, c.At));
        }

        if (known.SentAt is not null && known.To.Organisation == c.Organisation && !known.Erased.ContainsKey(Side.Receiver))
            facts.Add(new SideErased(Side.Receiver, c.Organisation, c.Erasure, c.At));
        return [.. facts];
    }

    private static IEnumerable<ReferralEvent> AfterErasure(Known now, SideErased fact)
    {
        var team = fact.Side is Side.Sender ? now.Draft.FromTeam : now.To.Team;
        return
        [
            .. Lapse(now, fact.At, t => t.Set.Team == team),
            .. CloseTerms(now, FileErased, fact.At, t => t.Kind != Objection && (fact.Side is Side.Receiver || t.Kind == Feedback)),
            .. now.CheckBacks.Values.Where(c => c.Answer is null && c.Planned.Team == team).OrderBy(c => c.Planned.CheckBack)
                .Select(c => Cancelled(c, fact.At)),
        ];
    }
}
