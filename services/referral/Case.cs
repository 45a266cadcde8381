using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that was heard about one family's needs and consent.</summary>
[JsonDerivedType(typeof(NeedsHeard), "needs-heard.v1")]
[JsonDerivedType(typeof(ConsentHeard), "consent-heard.v1")]
[JsonDerivedType(typeof(WhereaboutsHeard), "whereabouts-heard.v1")]
[JsonDerivedType(typeof(HelpHeard), "help-heard.v1")]
public abstract record CaseEvent;

/// <summary>Signal said which needs there are, all of them, at this version of its stream.</summary>
public sealed record NeedsHeard(long SignalVersion, IReadOnlyList<Need> Needs, DateTimeOffset At) : CaseEvent;

/// <summary>Consent said how all requests stand, at this version of its stream: a referral drafted afterwards must know it, too.</summary>
public sealed record ConsentHeard(long ConsentVersion, IReadOnlyList<RequestStands> Requests, DateTimeOffset At) : CaseEvent;

/// <summary>Signal said in which municipality the family lives and who of it is no more, at this version of its stream.</summary>
public sealed record WhereaboutsHeard(long SignalVersion, string Area, IReadOnlyList<Guid> Gone, DateTimeOffset At) : CaseEvent
{
    /// <summary>Who of the family may not be informed; nothing when everybody may.</summary>
    public IReadOnlyList<Guid>? NotInformed { get; init; }
}

/// <summary>Consent said which acceptances of help are taken back, at this version of its stream.</summary>
public sealed record HelpHeard(long ConsentVersion, IReadOnlyList<HelpTakenBack> TakenBack, DateTimeOffset At) : CaseEvent;

/// <summary>What referral knows of a family: needs and requests as they were last stated, ids and codes only.</summary>
public sealed record Case(long SignalVersion, IReadOnlyList<Need> Needs, long ConsentVersion, IReadOnlyList<RequestStands> Requests)
{
    /// <summary>The newest version of the family that was heard.</summary>
    public long FamilyVersion { get; init; }

    /// <summary>The newest version of what was accepted or taken back of help.</summary>
    public long HelpVersion { get; init; }

    /// <summary>Who may not be informed, and since when that is known here: what he sees stands still then.</summary>
    public ImmutableDictionary<Guid, DateTimeOffset> StillSince { get; init; } = [];

    /// <summary>Before the first fact.</summary>
    public static readonly Case Initial = new(0, [], 0, []);

    /// <summary>How a case's stream is named, decided and folded; its id is the family's.</summary>
    public static readonly StreamKind<Case, CaseCommand, CaseEvent> Kind = new("referral", "case", Initial, CaseDecider.Decide, Evolve);

    /// <summary>A need that this organisation recorded; null for an unknown need and for another organisation's alike.</summary>
    public ReferredNeed? Find(Guid need, Guid organisation) => Needs
        .Where(n => n.Id == need && n.Organisation == organisation)
        .Select(n => new ReferredNeed(n.Id, n.Member, n.Band, n.Domain, n.Area) { SignalledOn = n.SignalledOn })
        .FirstOrDefault();

    /// <summary>The state after a fact.</summary>
    public static Case Evolve(Case state, CaseEvent fact) => fact switch
    {
        NeedsHeard heard => state with { SignalVersion = heard.SignalVersion, Needs = heard.Needs },
        ConsentHeard heard => state with { ConsentVersion = heard.ConsentVersion, Requests = heard.Requests },
        HelpHeard heard => state with { HelpVersion = heard.ConsentVersion },
        WhereaboutsHeard heard => state with
        {
            FamilyVersion = heard.SignalVersion,
            StillSince = (heard.NotInformed ?? []).ToImmutableDictionary(m => m, m => state.StillSince.GetValueOrDefault(m, heard.At)),
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a case"),
    };
}
