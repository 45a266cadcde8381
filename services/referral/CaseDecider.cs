using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>Another service said something of a family.</summary>
public abstract record CaseCommand;

/// <summary>Signal stated a family's needs.</summary>
public sealed record HearNeeds(long SignalVersion, IReadOnlyList<Need> Needs, DateTimeOffset At) : CaseCommand;

/// <summary>Consent stated how a family's requests stand.</summary>
public sealed record HearConsent(long ConsentVersion, IReadOnlyList<RequestStands> Requests, DateTimeOffset At) : CaseCommand;

/// <summary>Signal stated where a family lives and who of it is no more.</summary>
public sealed record HearWhere(
    long SignalVersion, string Area, IReadOnlyList<Guid> Gone, DateTimeOffset At, IReadOnlyList<Guid>? NotInformed = null) : CaseCommand;

/// <summary>Consent stated which acceptances of help are taken back.</summary>
public sealed record HearTakenBack(long ConsentVersion, IReadOnlyList<HelpTakenBack> TakenBack, DateTimeOffset At) : CaseCommand;

/// <summary>The newest statement wins; an older or repeated one changes nothing (decision 12).</summary>
public static class CaseDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<CaseEvent> Decide(CaseCommand command, Case state) => command switch
    {
        HearNeeds hear when hear.SignalVersion > state.SignalVersion => [new NeedsHeard(hear.SignalVersion, hear.Needs, hear.At)],
        HearConsent hear when hear.ConsentVersion > state.ConsentVersion => [new ConsentHeard(hear.ConsentVersion, hear.Requests, hear.At)],
        HearWhere hear when hear.SignalVersion > state.FamilyVersion =>
            [new WhereaboutsHeard(hear.SignalVersion, hear.Area, hear.Gone, hear.At) { NotInformed = hear.NotInformed }],
        HearTakenBack hear when hear.ConsentVersion > state.HelpVersion => [new HelpHeard(hear.ConsentVersion, hear.TakenBack, hear.At)],
        _ => [],
    };
}
