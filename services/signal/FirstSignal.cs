using WarmHandover.Platform.Time;

namespace WarmHandover.Signals;

/// <summary>
/// To which signal a need goes back: the oldest of the same organisation in the same life domain, in the year before the need; where there
/// is none, the oldest talk of that year. Older ones belong to another story.
/// </summary>
public static class FirstSignal
{
    /// <summary>The day, or null when the need was the first thing that was heard.</summary>
    public static DateOnly? Of(NeedRecorded need, FamilyFile.Opened file)
    {
        var day = Amsterdam.DateAt(need.At);
        bool Counts(DateOnly on, Guid organisation, Guid entry) => organisation == need.Organisation && on <= day
            && on > day.AddYears(-1) && !file.Corrected.ContainsKey(entry);

        var signals = file.Signals.Where(s => Counts(s.ObservedOn, s.Organisation, s.Signal)
            && FamilyCodes.SignalKinds.Find(s.Kind)?.Domain == need.Domain).Select(s => (DateOnly?)s.ObservedOn).Min();
        return signals ?? file.Conversations.Where(c => Counts(c.HeldOn, c.Organisation, c.Conversation))
            .Select(c => (DateOnly?)c.HeldOn).Min();
    }
}
