using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Keepings;

/// <summary>
/// A reason why a file is kept longer; of a referral or a running request its id, of what a person decided its id and until when.
/// </summary>
public sealed record KeptBecause(
    string Code, string Label, string Law, DateOnly Since, DateOnly? Until, Guid? Keeping, Guid? Referral, Guid? Request);

/// <summary>A law that holds for a file, and until which last day it has it kept.</summary>
public sealed record LawOfFile(string Code, string Label, string Law, int Years, string From, DateOnly LastDay);

/// <summary>
/// A file of the own organisation and its term. Stand: loopt, bijna-om, om, langer-bewaard (the term is over or nearly, and there is a
/// reason), ter-beslissing (two people decide about it now).
/// </summary>
public sealed record KeptFileAnswer(
    Guid Family, string Stand, DateOnly LastDay, string Law, IReadOnlyList<LawOfFile> Laws, DateOnly ChangedOn, DateOnly ReceivedOn,
    IReadOnlyList<KeptBecause> Reasons, Guid? Erasure)
{
    /// <summary>Where each record goes by itself: the last day of the oldest one, and how many are over. The file's own last day is that of
    /// the newest.</summary>
    public KeptRecords? Records { get; init; }
}

/// <summary>
/// The records of a file that go one by one: the last day of the oldest, and until which day of receipt they are over (null: none).
/// </summary>
public sealed record KeptRecords(DateOnly FirstLastDay, DateOnly? OverUntil, int Over);

/// <summary>Judges on a day how each file stands: by its age, by the laws for its organisation, and by what keeps it longer.</summary>
public sealed partial class KeepingDesk(IViews views, KeepingLaws laws)
{
    /// <summary>So many days before its end a term is nearly over.</summary>
    public const int DaysNear = 90;

    /// <summary>How a file stands whose term is far from over.</summary>
    public const string Runs = "loopt";

    private static readonly Dictionary<string, KeepingReason> Known = FamilyCodes.KeepingReasons.Items.ToDictionary(r => r.Code);

    /// <summary>One file; null where the organisation has none.</summary>
    public async Task<KeptFileAnswer?> Of(Guid family, Guid organisation, DateOnly today, CancellationToken ct) =>
        await Row(family, organisation, ct) is { } row ? Judge(row, laws, await Laws(organisation, ct), today) : null;

    /// <summary>The row of one file as the log has it now.</summary>
    public async Task<KeepingRow?> Row(Guid family, Guid organisation, CancellationToken ct)
    {
        await views.FreshToHead(KeepingsView.Table, ct);
        return await views.Get<KeepingRow>(KeepingsView.Table, KeepingsView.Key(family, organisation), ct);
    }

    /// <summary>Whether a file may be destroyed on a day because its term is over: nothing keeps it.</summary>
    public async Task<bool> IsOver(Guid family, Guid organisation, DateOnly today, CancellationToken ct) =>
        await Row(family, organisation, ct) is { } row && Judge(row, laws, await Laws(organisation, ct), today) is var file
        && file.LastDay < today && file.Reasons is [];

    /// <summary>Whether the records that came in until a day may be destroyed: the term of each is over, and nothing keeps them.</summary>
    public async Task<bool> AreOver(Guid family, Guid organisation, DateOnly until, DateOnly today, CancellationToken ct) =>
        await Row(family, organisation, ct) is { } row
        && Judge(row, laws, await Laws(organisation, ct), today) is { Records.OverUntil: { } over, Reasons: [] } && over >= until;

    /// <summary>How a file stands on a day under the laws for its organisation.</summary>
    public static KeptFileAnswer Judge(KeepingRow row, KeepingLaws known, IReadOnlyList<KeepingLaw> ofOrganisation, DateOnly today)
    {
        var age = new KeepingAge(Amsterdam.DateAt(row.File.ChangedAt), Amsterdam.DateAt(row.File.ReceivedAt), row.YoungestAdultOn);
        var laws = known.Of(age, ofOrganisation);
        var term = KeepingLaws.Term(laws, age);
        KeptBecause[] reasons = [.. Reasons(row, today)];
        var records = term.Law.PerRecord && laws is [_] ? RecordsOf(row, term.Law, today) : null;
        var first = records?.FirstLastDay < term.LastDay ? records.FirstLastDay : term.LastDay;
        var stand = row.File.Request is not null ? "ter-beslissing"
            : first.AddDays(-DaysNear) > today ? Runs
            : reasons.Length > 0 ? "langer-bewaard"
            : first < today ? "om" : "bijna-om";
        return new(
            row.Family, stand, term.LastDay, term.Law.Code,
            [.. laws.Select(law => new LawOfFile(
                law.Code, law.Label, law.Law, law.Years, law.From, KeepingLaws.Term([law], age).LastDay))],
            age.LastChange, age.LastReceipt, reasons, row.File.Request)
        {
            Records = records,
        };
    }

    // The day before which everything that came in is over: the last one of which the years have passed.
    private static KeptRecords? RecordsOf(KeepingRow row, KeepingLaw law, DateOnly today)
    {
        var days = row.File.Received.SelectMany(day => Enumerable.Repeat(day.Key, day.Value)).Concat(row.Letters.Select(l => l.MovedOn))
            .Order().ToArray();
        if (days is [])
            return null;

        var over = days.Where(day => day.AddYears(law.Years) < today).ToArray();
        return new(days[0].AddYears(law.Years), over is [] ? null : over[^1], over.Length);
    }

    private static IEnumerable<KeptBecause> Reasons(KeepingRow row, DateOnly today)
    {
        foreach (var referral in row.Referrals)
            yield return Because("open-verwijzing", Amsterdam.DateAt(referral.MovedAt)) with { Referral = referral.Referral };
        foreach (var request in row.Requests)
            yield return Because(request.Kind, request.Since) with { Request = request.Request };
        foreach (var kept in row.Kept.Where(k => k.Until is null || k.Until >= today))
            yield return Because(kept.Reason, Amsterdam.DateAt(kept.At)) with { Until = kept.Until, Keeping = kept.Keeping };
        if (row.File.RefusedAt is { } refused && refused > row.File.ChangedAt && Amsterdam.DateAt(refused).AddYears(1) > today)
        {
            var since = Amsterdam.DateAt(refused);
            yield return Because("afgewezen", since) with { Until = since.AddYears(1).AddDays(-1) };
        }
    }

    private static KeptBecause Because(string code, DateOnly since) =>
        new(code, Known[code].Label, Known[code].Law, since, Until: null, Keeping: null, Referral: null, Request: null);

    private async Task<IReadOnlyList<KeepingLaw>> Laws(Guid organisation, CancellationToken ct)
    {
        var kinds = await views.Get<KeepingKindsRow>(KeepingsView.Table, KeepingsView.Kinds(organisation), ct);
        return laws.For([.. kinds?.Kinds.Values.Distinct() ?? []]);
    }
}
