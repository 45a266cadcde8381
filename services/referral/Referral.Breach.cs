using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

[JsonDerivedType(typeof(WrongSendingReported), "wrong-sending-reported.v1")]
[JsonDerivedType(typeof(DestructionConfirmed), "destruction-confirmed.v1")]
[JsonDerivedType(typeof(BreachAssessed), "breach-assessed.v1")]
public abstract partial record ReferralEvent;

/// <summary>Something about a sending that should not have been.</summary>
public abstract record BreachEvent(DateTimeOffset At) : ReferralEvent(At);

/// <summary>
/// Somebody (a pseudonym, of this organisation) found that it went to a team it was not for: what went wrong, when it was discovered, and
/// which rows that team had been sent since when. From here on the letter is closed for it, whatever the status.
/// </summary>
public sealed record WrongSendingReported(
    Guid Breach, string Cause, string By, Guid ByOrganisation, DateTimeOffset DiscoveredAt, Guid Team, Guid Organisation,
    IReadOnlyList<Row> Rows, DateTimeOffset SentAt, Guid FromTeam, Guid FromOrganisation, DateTimeOffset At) : BreachEvent(At);

/// <summary>The team that should not have had it said what it did with it: niet-geopend or vernietigd.</summary>
public sealed record DestructionConfirmed(Guid Breach, Guid Team, Guid Organisation, string Word, string By, DateTimeOffset At)
    : BreachEvent(At);

/// <summary>
/// A privacy officer judged it (GDPR 33, 34): told to the authority or not, the people told or not, and why, in codes. A later judgement
/// stands in the place of an earlier one.
/// </summary>
public sealed record BreachAssessed(
    Guid Breach, string Outcome, bool PeopleTold, string Reason, string By, Guid ByOrganisation, DateTimeOffset At) : BreachEvent(At);

/// <summary>The chapter of wrong sendings in a referral's fold.</summary>
public abstract partial record Referral
{
    public sealed partial record Known
    {
        /// <summary>Every sending that was reported as wrong, oldest first.</summary>
        public ImmutableList<Breach> Breaches { get; init; } = [];

        /// <summary>Whether what a team was sent is closed because it was never for that team.</summary>
        public bool IsWrongFor(Guid team) => Breaches.Any(b => b.Reported.Team == team);
    }

    /// <summary>A wrong sending, what the receiver said it did, and how it was judged.</summary>
    public sealed record Breach(WrongSendingReported Reported, DestructionConfirmed? Confirmed, BreachAssessed? Assessed);

    private static Known EvolveBreaches(Known known, BreachEvent fact) => fact switch
    {
        WrongSendingReported reported => known with { Breaches = known.Breaches.Add(new(reported, null, null)) },
        DestructionConfirmed confirmed => Change(known, confirmed.Breach, b => b with { Confirmed = confirmed }),
        BreachAssessed assessed => Change(known, assessed.Breach, b => b with { Assessed = assessed }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of wrong sendings"),
    };

    private static Known Change(Known known, Guid breach, Func<Breach, Breach> change) =>
        known with { Breaches = [.. known.Breaches.Select(b => b.Reported.Breach == breach ? change(b) : b)] };
}
