using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

[JsonDerivedType(typeof(FamilyMoved), "family-moved.v1")]
[JsonDerivedType(typeof(MemberGone), "member-gone.v1")]
[JsonDerivedType(typeof(CheckBackCancelled), "check-back-cancelled.v1")]
[JsonDerivedType(typeof(AcceptanceTakenBack), "acceptance-taken-back.v1")]
[JsonDerivedType(typeof(SideErased), "side-erased.v1")]
public abstract partial record ReferralEvent;

/// <summary>Something that happened to the family while a referral runs.</summary>
public abstract record FamilyEvent(DateTimeOffset At) : ReferralEvent(At);

/// <summary>The family lives in another municipality now. Help goes on until a warm transfer; no row leaves by it.</summary>
public sealed record FamilyMoved(string ToArea, DateTimeOffset At) : FamilyEvent(At);

/// <summary>
/// Whom the need was about is no more (<c>deceased</c>, <c>pregnancy-ended</c>): everything that would be asked, sent or counted about that
/// person stops.
/// </summary>
public sealed record MemberGone(Guid Member, DateTimeOffset At) : FamilyEvent(At);

/// <summary>Nobody will ask any more whether it helped.</summary>
public sealed record CheckBackCancelled(Guid CheckBack, DateTimeOffset At) : FamilyEvent(At)
{
    /// <summary>Whose desk gave the family a way in for it; nothing where it was to be asked.</summary>
    public Guid? Desk { get; init; }
}

/// <summary>The family took back its acceptance of this help at an instant: the referral stops by it.</summary>
public sealed record AcceptanceTakenBack(DateTimeOffset TakenBackAt, DateTimeOffset At) : FamilyEvent(At);

/// <summary>
/// What one of the two organisations recorded of the family is destroyed: it has nothing to do with the referral any more. What the other
/// recorded stays.
/// </summary>
public sealed record SideErased(Side Side, Guid Organisation, Guid Erasure, DateTimeOffset At) : FamilyEvent(At);

/// <summary>The chapter of the family in a referral's fold.</summary>
public abstract partial record Referral
{
    public sealed partial record Known
    {
        /// <summary>The municipality where the family lives now.</summary>
        public string LivesIn { get; init; } = Draft.Need.Area;

        /// <summary>Whether the person whom the need was about is no more.</summary>
        public bool Gone { get; init; }

        /// <summary>The newest withdrawal of the acceptance of help that stopped it.</summary>
        public DateTimeOffset? TakenBackAt { get; init; }

        /// <summary>The sides whose records are destroyed, and since when.</summary>
        public ImmutableDictionary<Side, DateTimeOffset> Erased { get; init; } = [];

        /// <summary>Whether the sender has nothing to do with it any more: it transferred the family, or its file is destroyed.</summary>
        public bool SenderLeft => TakenOver is not null || Erased.ContainsKey(Side.Sender);
    }

    private static Known EvolveFamily(Known known, FamilyEvent fact) => fact switch
    {
        FamilyMoved moved => known with { LivesIn = moved.ToArea },
        MemberGone => known with { Gone = true },
        SideErased erased => known with { Erased = known.Erased.SetItem(erased.Side, erased.At) },
        AcceptanceTakenBack taken => known with { TakenBackAt = taken.TakenBackAt },
        CheckBackCancelled cancelled => known with { CheckBacks = known.CheckBacks.Remove(cancelled.CheckBack) },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of the family"),
    };
}
