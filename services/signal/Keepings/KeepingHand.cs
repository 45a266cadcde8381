using MassTransit;
using WarmHandover.Contracts.Referral;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Signals.Erasures;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Keepings;

/// <summary>
/// Looks at a file whose term, or that of its oldest records, may be over: when it is and nothing keeps it, a request to destroy it lies
/// with the privacy officer, as if somebody had asked; else it is looked at again the day after its last day, or in a year.
/// </summary>
public sealed class KeepingHand(
    KeepingDesk desk, KeepingHandler keepings, ErasureHandler erasures, FamilyHandler families, TimeProvider clock)
    : ClockHand<KeepingRow>(KeepingsView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(KeepingRow row, DateTimeOffset due, CancellationToken ct)
    {
        var (now, today) = (clock.Now(), Amsterdam.DateAt(clock.Now()));
        if (await desk.Of(row.Family, row.Organisation, today, ct) is not { Erasure: null } file)
            return;

        var step = $"keeping|{row.Organisation:N}|{due.UtcTicks}";
        if (file.LastDay < today && file.Reasons is [])
        {
            var id = DerivedIds.Of(row.Family, step);
            var asked = new ErasureRequested(
                id, row.Family, row.Organisation, Member: null, ErasureOrigins.Retention, [], Identified: null, today,
                today.AddMonths(ErasureDecider.Months), await Teams(row, ct), Words: null, now)
            { Law = file.Law };
            await erasures.Handle(id, new RequestErasure(asked), new(DerivedIds.Of(id, "ask"), Actor.House("signal")), ct);
            return;
        }

        if (file is { Records.OverUntil: { } until, Reasons: [] })
        {
            var id = DerivedIds.Of(row.Family, $"{step}|{until:O}");
            var over = new RecordsOver(
                id, row.Family, row.Organisation, file.Law, until, file.Records.Over, today, today.AddMonths(ErasureDecider.Months),
                await Teams(row, ct), now);
            await erasures.Handle(id, new RequestRecords(over), new(DerivedIds.Of(id, "ask"), Actor.House("signal")), ct);
            return;
        }

        var again = file.LastDay < today ? today.AddYears(1) : Earlier(file.LastDay.AddDays(1), today.AddYears(1));
        again = file.Reasons.Where(r => r.Until is not null).Select(r => r.Until!.Value.AddDays(1)).Where(day => day > today)
            .Append(again).Min();
        if (file.Records is { FirstLastDay: var first } && first >= today)
            again = Earlier(again, first.AddDays(1));
        var looked = new KeepingLooked(row.Organisation, file.LastDay, again, now);
        await keepings.Handle(
            row.Family, new NoteKeepingLook(looked), new(DerivedIds.Of(row.Family, step), Actor.House("signal")), ct);
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private async Task<IReadOnlyList<Guid>> Teams(KeepingRow row, CancellationToken ct) =>
        (await families.Load(row.Family, ct)).State is FamilyFile.Opened file && file.Parties.TryGetValue(row.Organisation, out var teams)
            ? teams : row.File.Teams;
}

/// <summary>A referral that goes on keeps the files of both sides; what happens to it is a change of both.</summary>
internal sealed class WhenReferralKeeps(KeepingHandler keepings, FamilyHandler families, TimeProvider clock) : IConsumer<ReferralMoved>
{
    private static readonly string[] Ended = ["completed", "declined", "recalled", "stopped", "expired"];

    public async Task Consume(ConsumeContext<ReferralMoved> heard)
    {
        var m = heard.Message;
        var fact = new KeepingReferralHeard(
            m.Referral, m.FromOrganisation, m.ToOrganisation, !Ended.Contains(m.To), m.To is "accepted", m.Version, m.At, clock.Now());
        await keepings.Handle(
            await families.Surviving(m.Family, heard.CancellationToken), new HearKeepingReferral(fact),
            heard.Command("signal", "when-referral-keeps"), heard.CancellationToken);
    }
}
