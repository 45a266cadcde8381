using WarmHandover.Platform.Time;

namespace WarmHandover.Signals.Features;

/// <summary>Draws the picture of a family from its file, for one organisation. Pure.</summary>
internal static class FamilyPicture
{
    public static PictureAnswer Of(FamilyFile.Opened file, Guid organisation, DateOnly today) => new(
        file.Family,
        [.. Happened(file, organisation)
            .Select(h => h with { StruckBecause = file.Corrected.GetValueOrDefault(h.Entry)?.Reason })
            .OrderBy(h => h.On).ThenBy(h => h.RecordedAt).ThenBy(h => h.Entry)],
        [.. FamilyCodes.LifeDomains.Codes.Select(domain => Draw(domain, file, organisation))
            .Where(d => d is not { Risks: [], Strengths: [], Needs: 0, Goals: 0 })],
        [.. Does(file, organisation)],
        [.. file.Work.Tasks.Where(t => t.Organisation == organisation).Select(t => new TaskListed(
            file.Family, t.Team, t.Task, t.Member, t.About, t.On, t.On is { } day ? day <= today : t.Task is not TeamTasks.ComeBack))],
        file.TalkedAndNotAsked(organisation))
    {
        JoinedInto = file.JoinedInto,
    };

    private static IEnumerable<Happening> Happened(FamilyFile.Opened file, Guid own) =>
    [
        .. file.Signals.Where(s => s.Organisation == own).Select(s =>
            Line(s.ObservedOn, s.At, EntryKinds.Signal, s.Kind, s.Member, s.Signal)),
        .. file.Factors.Where(f => f.Organisation == own).Select(f =>
            Line(Amsterdam.DateAt(f.At), f.At, EntryKinds.Factor, f.Kind, f.Member, f.Factor)),
        .. file.Conversations.Where(c => c.Organisation == own).Select(c =>
            Line(c.HeldOn, c.At, EntryKinds.Conversation, c.Outcome, null, c.Conversation)),
        .. file.Missed.Where(m => m.Said.Organisation == own).Select(m =>
            Line(MissedOn(m), m.Said.At, "gesprek-gemist", m.Said.Reason, null, m.Said.Conversation)),
        .. file.Needs.Where(n => n.Organisation == own).Select(n =>
            Line(Amsterdam.DateAt(n.At), n.At, EntryKinds.Need, n.Domain, n.Member, n.Need)),
        .. file.Goals.Where(g => g.Set.Organisation == own).Select(g =>
            Line(Amsterdam.DateAt(g.Set.At), g.Set.At, EntryKinds.Goal, g.Ended?.Result ?? g.Set.Domain, g.Set.Member, g.Set.Goal)),
        .. file.Attempts.Where(a => a.Organisation == own).Select(a =>
            Line(a.On, a.At, EntryKinds.Attempt, a.Reached ? "bereikt" : "niet-bereikt", a.Member, a.Attempt)),
        .. file.Pointings.Where(p => p.Out.Organisation == own).Select(p => Line(
            Amsterdam.DateAt(p.Out.At), p.Out.At, "voorziening", p.Checked?.Result ?? p.Out.Domain, p.Out.Member, p.Out.Pointing)),
        .. file.Fillings.Where(f => f.Organisation == own).Select(f =>
            Line(f.FilledOn, f.At, "instrument", $"{f.Instrument} v{f.InstrumentVersion}", f.Member, f.Filling)),
        .. file.Moved is { } moved ? [Line(moved.HappenedOn, moved.At, "verhuizing", moved.Area, null, file.Family)] : (Happening[])[],
        .. file.TakenIn.Select(t => Line(Amsterdam.DateAt(t.At), t.At, "samenvoeging", null, null, t.Family)),
        .. file.Members.Where(m => m.GoneOn is not null).Select(m =>
            Line(m.GoneOn!.Value, m.GoneAt!.Value, m.Gone is Gone.Deceased ? "overlijden" : "einde-zwangerschap", null, m.Id, m.Id)),
    ];

    // Called off before its day: nothing has happened yet on the day itself.
    private static DateOnly MissedOn(MissedTalk talk) =>
        Amsterdam.DateAt(talk.Said.At) is var said && said < talk.Plan.PlannedOn ? said : talk.Plan.PlannedOn;

    private static Happening Line(DateOnly on, DateTimeOffset at, string what, string? code, Guid? member, Guid entry) =>
        new(on, at, what, code, member, entry, null);

    private static DomainPicture Draw(string domain, FamilyFile.Opened file, Guid own) => new(
        domain,
        [.. file.Signals
            .Where(s => s.Organisation == own && !file.Corrected.ContainsKey(s.Signal) && DomainOf(s) == domain)
            .Select(s => new RiskShown(
                s.Signal, s.Member, s.Kind, FamilyCodes.SignalKinds.Find(s.Kind)?.Phase ?? "ondersteunen", s.Source, s.Urgency,
                file.Conversations.FindLast(c => c.Organisation == own && !file.Corrected.ContainsKey(c.Conversation)
                    && c.Discussed.Any(d => d.Signal == s.Signal))?.Outcome))],
        [.. file.Factors
            .Where(f => f.Organisation == own && !file.Corrected.ContainsKey(f.Factor)
                && FamilyCodes.ProtectiveFactors.Find(f.Kind)?.Domain == domain)
            .Select(f => new StrengthShown(f.Factor, f.Member, f.Kind))],
        file.Needs.Count(n => n.Organisation == own && n.Domain == domain && !file.Corrected.ContainsKey(n.Need)),
        file.Goals.Count(g => g.Set.Organisation == own && g.Set.Domain == domain && !file.Corrected.ContainsKey(g.Set.Goal)));

    // An own kind of a municipality stands under what its row category is about.
    private static string DomainOf(SignalRecorded s) =>
        FamilyCodes.SignalKinds.Find(s.Kind)?.Domain
        ?? FamilyCodes.SignalKinds.Items.FirstOrDefault(k => k.Category == s.Category)?.Domain
        ?? "sociaal";

    private static IEnumerable<Doing> Does(FamilyFile.Opened file, Guid own) =>
    [
        .. file.Needs.Where(n => n.Organisation == own && !file.Corrected.ContainsKey(n.Need))
            .Select(n => new Doing(EntryKinds.Need, n.Need, [n.Member], n.Domain, null)),
        .. file.Goals.Where(g => g.Set.Organisation == own && g.Ended is null && !file.Corrected.ContainsKey(g.Set.Goal))
            .Select(g => new Doing(EntryKinds.Goal, g.Set.Goal, [g.Set.Member], g.Set.Domain, g.Set.By)),
        .. file.Planned.Where(p => p.Organisation == own).Select(p =>
            new Doing(TeamTasks.PlannedTalk, p.Conversation, p.With, null, p.PlannedOn)),
        .. file.Pointings.Where(p => p.Out.Organisation == own && p.Checked is null or { CheckAgainOn: not null })
            .Select(p => new Doing(
                "voorziening", p.Out.Pointing, [p.Out.Member], p.Out.Domain, p.Checked?.CheckAgainOn ?? p.Out.CheckOn)),
    ];
}
