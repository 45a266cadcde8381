using WarmHandover.Contracts;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>
/// Which rows must be asked anew, and from which local date on. Standing closes by itself at the moment of use; this writes down that it
/// did, says so 30 days before where it can be known, and names who signs from then on. Pure.
/// </summary>
public static class Reopenings
{
    /// <summary>What changes at the beginning of a local date, as known now.</summary>
    public static IReadOnlyList<Reopened> On(Consent consent, DateOnly day)
    {
        var (after, before) = (Amsterdam.StartOf(day), Amsterdam.StartOf(day).AddMicroseconds(-1));
        return Between(consent, before, consent, after);
    }

    /// <summary>What another composition changes at once.</summary>
    public static IReadOnlyList<Reopened> Of(Consent before, Consent after, DateTimeOffset at)
    {
        if (before.Family is not { } old || !after.Requests.Exists(r => r.Asked.At <= at && !r.IsOver(at)))
            return [];

        var born = after.Family!.Members
            .Where(m => m.Gone is null && m.Band != Ages.Unborn && old.Member(m.Id) is { Band: Ages.Unborn })
            .Select(m => new Reopened(null, m.Id, ReopenReason.Born, m.Band, [], []));
        return [.. born, .. Between(before, at, after, at)];
    }

    /// <summary>
    /// From which local date on another composition counts for what it changes: the earliest edge of the authority that changed (never
    /// before it was asked), or today.
    /// </summary>
    public static DateOnly Since(Consent before, Consent after, IReadOnlyList<Reopened> changes, DateOnly today)
    {
        Guid[] whose = [.. changes.Where(c => c.Reason is ReopenReason.Authority or ReopenReason.Represented).Select(c => c.Subject)];
        if (whose is [])
            return today;

        var (old, told) = (before.Family!, after.Family!);
        var asked = changes.Where(c => c.Request is not null).Min(c => Amsterdam.DateAt(after.Find(c.Request!.Value)!.Asked.At));
        return whose.SelectMany(old.EdgesOf).Concat(whose.SelectMany(told.EdgesOf)).Append(asked)
            .Where(day => asked <= day && day <= today && changes.Any(c => SignsOtherwise(c, after, old, told, day)))
            .DefaultIfEmpty(today).Min();
    }

    /// <summary>The instant at which the clock must look again; null when nothing is foreseen.</summary>
    public static DateTimeOffset? Due(Consent consent)
    {
        var days = Days(consent).ToArray();
        DateTimeOffset?[] due =
        [
            days.Where(day => On(consent, day) is not []).Select(day => (DateTimeOffset?)Amsterdam.StartOf(day)).Min(),
            days.Where(day => Unforeseen(consent, day) is not []).Select(day => (DateTimeOffset?)NoticeOf(day)).Min(),
        ];
        return due.Min();
    }

    /// <summary>The first day on or before today that was not written down yet, with its changes; null when there is none.</summary>
    public static (DateOnly Day, IReadOnlyList<Reopened> Changes)? Reached(Consent consent, DateTimeOffset at) => First(
        Days(consent).Where(day => Amsterdam.StartOf(day) <= at).Select(day => (day, On(consent, day))));

    /// <summary>The first day after today of which notice must be given now, with the changes nobody was told of yet.</summary>
    public static (DateOnly Day, IReadOnlyList<Reopened> Changes)? Coming(Consent consent, DateTimeOffset at) => First(
        Days(consent).Where(day => NoticeOf(day) <= at && Amsterdam.StartOf(day) > at).Select(day => (day, Unforeseen(consent, day))));

    /// <summary>What is still to be asked anew at an instant: nobody answered since, and it is not long ago.</summary>
    public static IReadOnlyList<Opening> Open(Consent consent, DateTimeOffset at) =>
    [
        .. consent.Openings.Where(o => o.Foreseen
            ? Amsterdam.StartOf(o.On) > at
            : Amsterdam.DateAt(at) <= o.On.AddDays(Lists.Rules.Reopening.ListedDays)).Where(o => IsOpen(consent, o, at)),
    ];

    private static bool IsOpen(Consent consent, Opening opening, DateTimeOffset at)
    {
        if (IsGone(consent, opening.What.Subject))
            return false;
        if (opening.What.Request is not { } id)
            return !consent.Requests.Exists(r => r.Asked.Rows.Any(row => row.Subject == opening.What.Subject));
        if (consent.Find(id) is not { Asked: var asked })
            return false;

        var start = Amsterdam.StartOf(opening.On);
        var then = at > start ? at : start;
        return opening.What.Rows.Any(r => consent.Find(id)!.RecipientsAt(then).Any(to => Standing.Of(
            consent, r.Row, to.Team, to.Organisation, asked.Purpose, then, asked.Scope?.Form).Stance
            is Stance.None or Stance.Incomplete));
    }

    private static (DateOnly, IReadOnlyList<Reopened>)? First(IEnumerable<(DateOnly Day, IReadOnlyList<Reopened> Changes)> days) =>
        days.Where(d => d.Changes is not []).Select(d => ((DateOnly, IReadOnlyList<Reopened>)?)d).FirstOrDefault();

    private static DateTimeOffset NoticeOf(DateOnly day) => Amsterdam.StartOf(day.AddDays(-Lists.Rules.Reopening.NoticeDays));

    // A term that is shorter than the notice needs none: everybody knew the last day when it was asked.
    private static IReadOnlyList<Reopened> Unforeseen(Consent consent, DateOnly day) =>
    [
        .. On(consent, day).Where(c => !consent.Openings.Exists(o => o.Foreseen && o.On == day
                && (o.What.Request, o.What.Subject, o.What.Reason) == (c.Request, c.Subject, c.Reason))
            && (c.Reason != ReopenReason.Ended
                || Amsterdam.DateAt(consent.Find(c.Request!.Value)!.Asked.At) <= day.AddDays(-Lists.Rules.Reopening.NoticeDays))),
    ];

    /// <summary>The days on which something may change, oldest first, after what was written down.</summary>
    private static IEnumerable<DateOnly> Days(Consent consent)
    {
        if (consent.Family is not { } family)
            return [];

        var subjects = consent.Requests.SelectMany(r => r.Asked.Rows).Select(r => r.Subject).Distinct().ToArray();
        return subjects.Select(family.Member).OfType<Member>().SelectMany(Ages.Birthdays)
            .Concat(subjects.SelectMany(family.EdgesOf))
            .Concat(consent.Requests.Select(r => r.Asked.Until.AddDays(1)))
            .Concat(consent.Requests.SelectMany(r => r.Words).Where(w => w is { Saying: Saying.Given, Until: not null })
                .Select(w => w.Until!.Value.AddDays(1)))
            .Concat(consent.Requests.SelectMany(r => r.Narrowings).Where(n => n.Row.Until is not null)
                .Select(n => n.Row.Until!.Value.AddDays(1)))
            .Where(day => day > Amsterdam.DateAt(consent.SettledUntil))
            .Distinct().Order();
    }

    private static bool SignsOtherwise(Reopened change, Consent consent, FamilyHeard old, FamilyHeard told, DateOnly day) =>
        change.Request is { } request && Lists.RuleSetOf(consent.Find(request)!.Asked) is var rules && change.Rows.Any(r =>
            !Signatories.Of(r.Row, old, day, rules).Who.ToHashSet().SetEquals(Signatories.Of(r.Row, told, day, rules).Who));

    private static IReadOnlyList<Reopened> Between(Consent old, DateTimeOffset before, Consent renewed, DateTimeOffset after) =>
    [
        .. renewed.Requests
            .Where(r => r.Asked.At <= before && !r.IsOver(before))
            .SelectMany(r => r.Asked.Rows.Select(row => Change(old, before, renewed, after, r, row)).OfType<RowChange>()
                .GroupBy(c => (c.Signed.Row.Subject, c.Reason, c.Band))
                .Select(g => new Reopened(
                    r.Asked.Request, g.Key.Subject, g.Key.Reason, g.Key.Band, [.. g.Select(c => c.Signed)],
                    [.. g.Where(c => c.Closed).Select(c => c.Signed.Row)]))),
    ];

    private static RowChange? Change(
        Consent old, DateTimeOffset before, Consent renewed, DateTimeOffset after, Request request, Row row)
    {
        var was = Standing.In(old, request, row, before);
        var (now, band) = (Standing.In(renewed, request, row, after), BandOf(renewed, row, after));
        if (now is { Stance: Stance.Denied or Stance.Conflict } or { Signing: null } || was.Signing is null || IsGone(renewed, row.Subject))
            return null;

        var closed = was.Stance is Stance.Allowed && now.Stance is not Stance.Allowed;
        var born = BandOf(old, row, before) != band;
        var reason = born && band is not null ? ReopenReason.Of(band)
            : !was.Signing.Who.ToHashSet().SetEquals(now.Signing.Who) ? ReasonOf(was.Signing, now.Signing)
            : now.Stands.Any(s => s.Says is Says.MayNotKnow && was.Stands.All(w => w != s)) ? ReopenReason.Safety
            : closed ? ReopenReason.Ended
            : null;
        return reason is null ? null : new(new(row, now.Signing.Who, now.Signing.Rule), reason, born ? band : null, closed);
    }

    // Of who is gone nothing is asked any more, and nobody is reminded.
    private static bool IsGone(Consent consent, Guid subject) => consent.Family?.Member(subject) is { Gone: not null };

    private static string ReasonOf(Signing was, Signing now) =>
        was.Required.Concat(now.Required).Any(r => r.As is not SigningRole.Self and not SigningRole.Holder and not SigningRole.Guardian)
            || was.Rule.StartsWith("wilsonbekwaam", StringComparison.Ordinal)
            || now.Rule.StartsWith("wilsonbekwaam", StringComparison.Ordinal)
                ? ReopenReason.Represented
                : ReopenReason.Authority;

    private static string? BandOf(Consent consent, Row row, DateTimeOffset at) =>
        consent.Family?.Member(row.Subject) is { } member ? Ages.At(member, Amsterdam.DateAt(at)) : null;

    private sealed record RowChange(RowSigned Signed, string Reason, string? Band, bool Closed);
}
