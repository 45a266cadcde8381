using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>Signal stated a family's needs.</summary>
public sealed record HearNeeds(long SignalVersion, IReadOnlyList<Need> Needs, DateTimeOffset At);

/// <summary>The newest statement wins; an older or repeated one changes nothing (decision 12).</summary>
public static class CaseDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<CaseEvent> Decide(HearNeeds hear, Case state) =>
        hear.SignalVersion <= state.SignalVersion ? [] : [new NeedsHeard(hear.SignalVersion, hear.Needs, hear.At)];
}
