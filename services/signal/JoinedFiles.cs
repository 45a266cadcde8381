using WarmHandover.Contracts;
using WarmHandover.Platform.Messaging;
using Published = WarmHandover.Contracts.Signal;

namespace WarmHandover.Signals;

/// <summary>
/// What the house hears of files that were joined to another. Referrals and consents that were made under the old id go on under it, so
/// whatever is told of the surviving family is told of the old id as well, with the ids that were used there. It goes on where the old
/// stream ended, so that the newest always wins.
/// </summary>
internal static class JoinedFiles
{
    /// <summary>That files became one, told once for each that was taken in by this fact.</summary>
    internal static IEnumerable<IAnnouncement> Of(
        Told<FamilyFile, FamilyFact> told, FamilyTakenIn taken, FamilyFile.Opened file) => file.TakenIn
        .SkipWhile(t => t.Family != taken.Family)
        .Select(t => new Published.FamilyJoined(
            told.Stream, told.Version, t.Family, file.Family,
            [.. t.OwnIds.OrderBy(o => o.Value).Select(o => new Published.SamePerson(o.Value, o.Key))], taken.At));

    /// <summary>An announcement of the surviving family, as it is for each file that was taken in.</summary>
    internal static IEnumerable<IAnnouncement> Say(
        Told<FamilyFile, FamilyFact> told, IAnnouncement said, FamilyFile.Opened file) => file.TakenIn.SelectMany(t =>
    {
        Guid Own(Guid id) => t.OwnIds.GetValueOrDefault(id, id);
        Guid? Perhaps(Guid? id) => id is { } one ? Own(one) : null;
        var (stream, version) = (FamilyHandler.Streams.Stream(t.Family), t.EndedAt + told.Version);
        return said switch
        {
            Published.FamilyComposed c => [c with
            {
                Stream = stream,
                Version = version,
                Family = t.Family,
                Members = [.. c.Members.Select(m => m with { Id = Own(m.Id) })],
                Authorities = [.. c.Authorities.Select(a => a with { Child = Own(a.Child), Holder = Own(a.Holder) })],
                Representations = [.. (c.Representations ?? []).Select(r => r with { Member = Own(r.Member), Holder = Own(r.Holder) })],
                Suspensions = [.. (c.Suspensions ?? []).Select(s => s with { Holder = Own(s.Holder), Child = Perhaps(s.Child) })],
                Incompetences = [.. (c.Incompetences ?? []).Select(i => i with { Member = Own(i.Member) })],
            }],
            Published.FamilyStands f => [f with
            {
                Stream = stream,
                Version = version,
                Family = t.Family,
                Members = [.. f.Members.Select(m => m with { Id = Own(m.Id) })],
            }],
            _ => Array.Empty<IAnnouncement>(),
        };
    });
}
