namespace WarmHandover.Contracts.Signal;

/// <summary>
/// What does this service hold about one person, of what one organisation did with it? Asked when somebody wants to see his data (AVG 15).
/// Where a safety flag is on who asks, nothing that happened since <see cref="StillSince"/> is told. The answer is sealed for
/// <see cref="SealFor"/> (a public key on P-256 that lives as long as the question), so that no broker, queue or log can read it.
/// </summary>
public interface IWhatIsHeld
{
    /// <summary>The question's own id.</summary>
    Guid Question { get; }

    /// <summary>From then on nobody waits for an answer.</summary>
    DateTimeOffset ExpiresAt { get; }

    /// <summary>Whose records.</summary>
    Guid Organisation { get; }

    /// <summary>The person, under each id that he has.</summary>
    IReadOnlyList<RecordedUnder> People { get; }

    /// <summary>Who asks for him; mostly himself.</summary>
    IReadOnlyList<Guid> AskedBy { get; }

    /// <summary>Nothing that happened since is told; null when everything is.</summary>
    DateTimeOffset? StillSince { get; }

    /// <summary>The public key for which the answer is sealed.</summary>
    byte[] SealFor { get; }
}

/// <summary>Consent's part: what was asked, said and shared, and who looked.</summary>
public sealed record WhatConsentHolds(
    Guid Question, DateTimeOffset ExpiresAt, Guid Organisation, IReadOnlyList<RecordedUnder> People, IReadOnlyList<Guid> AskedBy,
    DateTimeOffset? StillSince, byte[] SealFor) : IWhatIsHeld;

/// <summary>Referral's part: referrals, what stood in letters, goals and notes.</summary>
public sealed record WhatReferralHolds(
    Guid Question, DateTimeOffset ExpiresAt, Guid Organisation, IReadOnlyList<RecordedUnder> People, IReadOnlyList<Guid> AskedBy,
    DateTimeOffset? StillSince, byte[] SealFor) : IWhatIsHeld;

/// <summary>Notification's part: ways in and when they were used.</summary>
public sealed record WhatNotificationHolds(
    Guid Question, DateTimeOffset ExpiresAt, Guid Organisation, IReadOnlyList<RecordedUnder> People, IReadOnlyList<Guid> AskedBy,
    DateTimeOffset? StillSince, byte[] SealFor) : IWhatIsHeld;

/// <summary>A part, sealed for the one who asked; nothing in it can be read on the way.</summary>
public sealed record HeldPart(Guid Question, byte[] Sealed);
