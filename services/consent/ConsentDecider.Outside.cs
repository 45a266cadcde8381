using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Consents;

/// <summary>Take a step of the reporting code; the first one begins a track.</summary>
public sealed record TakeMeldcodeStep(
    Guid Track, string Step, IReadOnlyList<Guid> About, DateOnly TakenOn, bool Acute, string? Consulted, string? NotTalked,
    IReadOnlyList<string> Weighed, string? Decision, PayloadRef Motivation, string By, Guid ByOrganisation, DateTimeOffset At)
    : ConsentCommand(At);

/// <summary>Write down afterwards what was told outside the software.</summary>
public sealed record RecordDisclosure(
    Guid Disclosure, string Form, string Purpose, DateTimeOffset HappenedAt, IReadOnlyList<ListedRecipient> To, IReadOnlyList<Row> Rows,
    PayloadRef? Remark, string By, Guid ByOrganisation, Guid ByTeam, DateTimeOffset At) : ConsentCommand(At);

/// <summary>What happens outside the software: the reporting code before a report, and what was told by mouth or on paper.</summary>
public static partial class ConsentDecider
{
    // Besluit verplichte meldcode: the steps in their order; straight to the decision only when it is acute.
    private static Decision<ConsentFact> Take(TakeMeldcodeStep take, Consent consent)
    {
        var (at, code) = (consent.NotBefore(take.At), Lists.Meldcode);
        var track = consent.Tracks.Find(t => t.Track == take.Track);
        if (track is not null && track.Organisation != take.ByOrganisation)
            return Refusals.Missing;
        var taken = new MeldcodeStepTaken(
            take.Track, take.Step, code.Version, [.. take.About.Distinct()], take.TakenOn, take.Acute, take.Consulted, take.NotTalked,
            take.Weighed, take.Decision, take.Motivation, take.By, take.ByOrganisation, at);
        if (track?.Steps.Find(s => s.Step == take.Step) is { } there)
            return Facts.Same(there, taken with { Version = there.Version, At = there.At }) ? [] : ConsentRefusals.MeldcodeTaken;
        if (take.About is [] || take.About.Any(who => consent.Family!.Member(who) is null))
            return ConsentRefusals.NobodySigns("onbekend-lid");

        var (place, done) = (code.PlaceOf(take.Step), track is null ? 0 : code.PlaceOf(track.Steps[^1].Step));
        if (place != done + 1 && !(take.Acute && take.Step == Meldcode.Decide && done < place))
            return ConsentRefusals.MeldcodeOrder;
        if (take.TakenOn > Amsterdam.DateAt(at) || take.TakenOn < track?.Steps[^1].TakenOn)
            return ConsentRefusals.MeldcodeDay;
        if (take.Step == Meldcode.Decide && !Meldcode.Reports(take.Decision)
            && (take.Acute || track?.Steps.Exists(s => s.Weighed.Contains(Meldcode.Unsafe)) is true))
        {
            return ConsentRefusals.MeldcodeReport;
        }

        return [taken];
    }

    // The truth is written down also when it should not have happened: rows that rested on nothing stand apart, for review.
    private static Decision<ConsentFact> Tell(RecordDisclosure record, Consent consent)
    {
        var at = consent.NotBefore(record.At);
        if (consent.Outside.Exists(d => d.Disclosure == record.Disclosure))
            return [];
        if (record.HappenedAt > at || record.HappenedAt < at.AddYears(-1))
            return ConsentRefusals.HappenedThen;
        if (!record.Rows.All(row => Fits(row, consent.Family!, Amsterdam.DateAt(record.HappenedAt))))
            return ConsentRefusals.RowDoesNotFit;

        Row[] rows = [.. record.Rows.Distinct()];
        return
        [
            new DisclosureRecorded(
                record.Disclosure, record.Form, record.Purpose, record.HappenedAt,
                [.. record.To.Distinct().Select(to => Told(to, rows, record, consent))], record.Remark, record.By, record.ByOrganisation,
                record.ByTeam, at),
        ];
    }

    private static ToldTo Told(ListedRecipient to, Row[] rows, RecordDisclosure record, Consent consent)
    {
        var stood = rows.Select(row => Standing.Of(
            consent, row, to.Team, to.Organisation, record.Purpose, record.HappenedAt, record.Form)).ToArray();
        return new(
            to.Team, to.Organisation, [.. stood.Select(s => s.Granted).OfType<RowGranted>()],
            [.. stood.Where(s => s.Granted is null).Select(s => s.Row)]);
    }
}
