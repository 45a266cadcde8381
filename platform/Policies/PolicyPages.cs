namespace WarmHandover.Platform.Policies;

/// <summary>A policy as people read it.</summary>
internal static class PolicyPages
{
    public static PolicyListed Listed(PolicyKind kind, PolicyBook book, DateOnly today)
    {
        var now = book.At(kind, today);
        var coming = book.Changes.Where(c => c.Stands && c.Proposed.From > today).Select(c => (DateOnly?)c.Proposed.From).Min();
        return new(kind.Code, now.Version, now.Since, coming, book.Changes.Count(c => StateOf(kind, c, book, today) is "voorgesteld"));
    }

    public static PolicySeen Seen(PolicyKind kind, PolicyBook book, DateOnly today, string? group = null)
    {
        var now = book.At(kind, today);
        var beside = kind.Grown is null ? book : book.Of(group ?? "");
        var first = beside.LastFrom is { } last && last > today ? last.AddDays(1) : today.AddDays(1);
        var next = book.At(kind, first);
        return new(
            kind.Code, now.Version, now.Since, first, PolicyDecider.Reasons, PolicyDecider.RefusedFor,
            [.. Shown(kind, book, group).Select(s => new SettingSeen(
                s.Code, s.Group, s.GroupName, s.Field, s.Shape, now[s.Code], next[s.Code], s.Standard, s.Options, s.Least, s.Most,
                [.. s.Floors.Select(f => new FloorSeen(f.Article, f.Sentence))]))],
            [.. book.Changes.Reverse().Select(c => Seen(kind, c, book, today))])
        { Grows = kind.Grown is not null };
    }

    // What is listed, what somebody ever proposed, and the group that is asked for.
    private static IEnumerable<Setting> Shown(PolicyKind kind, PolicyBook book, string? group) => group is not null
        ? kind.Group(group)
        : kind.Settings.Concat(book.Changes.Where(c => c.Stands).SelectMany(c => c.Proposed.Settings)
            .Select(s => kind.Find(s.Setting)).OfType<Setting>()).DistinctBy(s => s.Code);

    public static PolicyChangeSeen Seen(PolicyKind kind, PolicyChange change, PolicyBook book, DateOnly today)
    {
        var (proposed, approved) = (change.Proposed, change.Approved);
        var by = change.Withdrawn?.By ?? change.Refused?.By ?? approved?.By;
        var at = change.Withdrawn?.At ?? change.Refused?.At ?? approved?.At;
        return new(
            proposed.Change, StateOf(kind, change, book, today), approved?.Version, proposed.From, proposed.Reason,
            BeforeAfter(kind, Before(kind, change, book), proposed.Settings), proposed.By, proposed.At, by, at, change.Refused?.Reason);
    }

    public static IReadOnlyList<SettingBeforeAfter> BeforeAfter(PolicyKind kind, Policy before, IReadOnlyList<SettingChange> settings) =>
        [.. from change in settings
            let setting = kind.Find(change.Setting)
            where setting is not null
            select new SettingBeforeAfter(
                setting.Code, setting.Group, setting.GroupName, setting.Field, before[setting.Code], change.Values)];

    /// <summary>What held, or would hold, on its day without this change.</summary>
    public static Policy Before(PolicyKind kind, PolicyChange change, PolicyBook book) =>
        new PolicyBook(book.Changes.RemoveAll(
            c => c == change || (change.Approved is { } own && c.Approved?.Version > own.Version))).At(kind, change.Proposed.From);

    private static string StateOf(PolicyKind kind, PolicyChange change, PolicyBook book, DateOnly today) =>
        StateOf(change, book.Beside(kind, change.Proposed.Settings), today);

    private static string StateOf(PolicyChange change, PolicyBook book, DateOnly today) => change switch
    {
        { Withdrawn: not null } => "ingetrokken",
        { Refused: not null } => "afgewezen",
        { Approved: null } => change.Proposed.From <= today || change.Proposed.BasedOn != book.Newest ? "verlopen" : "voorgesteld",
        _ when change.Proposed.From > today => "goedgekeurd",
        { Approved.Version: var version } => book.Changes.Any(c => c.Stands && c.Approved!.Version > version && c.Proposed.From <= today)
            ? "vervangen"
            : "geldt",
    };
}
