using WarmHandover.Platform.Deciding;
using WarmHandover.Signals.Erasures;

namespace WarmHandover.Signals.Rights;

/// <summary>Who may ask what about whom, judged on the file as it stands: the same people who may ask to have it destroyed.</summary>
internal static class AskingRights
{
    public static Refusal? WhyNot(FamilyFile.Opened file, Guid organisation, RightBody body, Guid[] askedBy, DateOnly today) =>
        WhoMayAsk.Refusal(file, organisation, body.Member, askedBy, today) is { } no
            ? no == ErasureRefusals.MayNotAsk ? RightRefusals.MayNotAsk : no
            : body.Entries?.All(entry => IsOwn(file, organisation, body.Member!.Value, entry)) == false ? RightRefusals.OtherEntries
            : null;

    /// <summary>Whether an entry is of this organisation and about this person.</summary>
    public static bool IsOwn(FamilyFile.Opened file, Guid organisation, Guid member, Guid entry) =>
        file.KindOf(entry, organisation) is not null
        && (file.RowOf(entry) is { } row ? row.Subject == member
            : file.Factors.Exists(f => (f.Factor, f.Member) == (entry, member))
                || file.Attempts.Exists(a => (a.Attempt, a.Member) == (entry, member))
                || file.Conversations.Exists(c => c.Conversation == entry && c.With.Contains(member)));
}
