using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>Write down what was counted since the last time.</summary>
public sealed record NoteMisses(IReadOnlyList<MissedCount> Counts, DateTimeOffset At);

/// <summary>How searches in vain are written down.</summary>
public static class WhiteSpotsDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<WhiteSpotEvent> Decide(NoteMisses note, WhiteSpots state) =>
        note.Counts is [] || state.Last == note.At ? [] : [new SearchesMissed(note.Counts, note.At)];
}
