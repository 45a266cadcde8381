using WarmHandover.Contracts;
using WarmHandover.Platform.Messaging;
using Published = WarmHandover.Contracts.Signal;

namespace WarmHandover.Signals;

/// <summary>
/// What the house hears of a family: who belongs to it by id and band, who decides, who works with it, and that needs exist. Never a
/// word of it.
/// </summary>
public static class FamilyAnnouncements
{
    /// <summary>Chosen by hand; silence is the default.</summary>
    public static IEnumerable<IAnnouncement> Choose(Told<FamilyFile, FamilyFact> told)
    {
        IAnnouncement[] own = [.. Own(told)];
        return told.After is FamilyFile.Opened { TakenIn: not [] } file
            ? [.. own, .. own.SelectMany(one => JoinedFiles.Say(told, one, file))]
            : own;
    }

    private static IEnumerable<IAnnouncement> Own(Told<FamilyFile, FamilyFact> told) => (told.Fact, told.After) switch
    {
        (FamilyTakenIn taken, FamilyFile.Opened file) =>
            [.. JoinedFiles.Of(told, taken, file), Composition(told, file), Standing(told, file), Needs(told, taken.Organisation, file)],
        (NeedRecorded need, FamilyFile.Opened file) => [Needs(told, need.Organisation, file)],
        (EntryCorrected { Kind: EntryKinds.Need } wrong, FamilyFile.Opened file) => [Needs(told, wrong.Organisation, file)],
        (FamilyOpened or SafetyFlagRaised or SafetyFlagLifted or PartyJoined or ChildBorn or PregnancyEnded or MemberDied or FamilyMoved
            or FileErased,
            FamilyFile.Opened file) => [Composition(told, file), Standing(told, file)],
        (MemberAdded or AuthorityRecorded or AuthorityEnded or AgeBandReached or BirthdayNears or CircleFact, FamilyFile.Opened file) =>
            [Composition(told, file)],
        _ => [],
    };

    private static Published.FamilyComposed Composition(Told<FamilyFile, FamilyFact> told, FamilyFile.Opened file) => new(
        told.Stream,
        told.Version,
        file.Family,
        [.. file.Parties.Keys],
        [.. file.Members.Select(m => new Published.Member(
            m.Id, m.Role, m.Band, m.BandUntil, m.Flags.Contains(SafetyFlags.DoNotInform), m.Gone, m.AdultFrom))],
        [.. file.Authorities.Select(a => new Published.Authority(a.Child, a.Holder, a.Kind, a.From, a.Until))],
        [.. file.Representations.Select(r => new Published.Representation(
            r.Representation, r.Member, r.Holder, r.Kind, r.From, r.Until, r.Proof))],
        [.. file.Suspensions.Select(s => new Published.Suspension(s.Holder, s.Child, s.Ground, s.EstablishedBy, s.From, s.Until))],
        [.. file.Incompetences.Select(i => new Published.Incompetence(i.Member, i.Matter, i.JudgedBy, i.From, i.Until))]);

    private static Published.FamilyStands Standing(Told<FamilyFile, FamilyFact> told, FamilyFile.Opened file) => new(
        told.Stream,
        told.Version,
        file.Family,
        file.Area,
        [.. file.Parties.SelectMany(party => party.Value.Select(team => new Published.PartyTeam(party.Key, team)))],
        [.. file.Members.Select(m => new Published.MemberStands(m.Id, m.Role, m.Gone, [.. m.Flags]))]);

    // The whole list, because the newest announcement of a stream is the only one that counts.
    private static Published.NeedsStated Needs(Told<FamilyFile, FamilyFact> told, Guid organisation, FamilyFile.Opened file) => new(
        told.Stream,
        told.Version,
        file.Family,
        organisation,
        [.. file.Needs
            .Where(n => !file.Corrected.ContainsKey(n.Need))
            .Select(n => new Published.Need(n.Need, n.Member, file.Member(n.Member)!.Band, n.Domain, n.Area, n.Organisation)
            {
                SignalledOn = FirstSignal.Of(n, file),
            })]);
}
