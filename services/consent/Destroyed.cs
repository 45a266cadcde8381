using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents;

/// <summary>
/// What consent says at an erasure. Its own facts stay: who agreed to what and who looked, in ids and codes, is the proof that the law asks
/// for (AVG 7(1)). The words of motivations, interpreters and proofs are sealed and go.
/// </summary>
internal static class Destroyed
{
    /// <summary>That it is done.</summary>
    public static IEnumerable<IAnnouncement> Say(Told<Destruction, DestructionFact> told) =>
        told is { Fact: DestructionDone done, After.Ordered: { } order }
            ? [new DataDestroyed(told.Stream, told.Version, order.Erasure, done.At)]
            : [];
}
