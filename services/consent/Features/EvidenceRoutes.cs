using WarmHandover.Consents.Replaying;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>
/// Evidence bundles for the auditor (<c>docs/evidence.md</c>): what lies inside his assignment goes along whole, of the rest the hash only.
/// </summary>
internal static class EvidenceEndpoint
{
    private const string Action = "exporteren";

    public static void MapEvidence(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/{family:guid}/bewijs.zip", OfFamily).RequiresRole(Roles.Auditor)
            .NotesLooks(ReplayRoutes.Activity, Action).InsideAnAssignment()
            .Produces(StatusCodes.Status200OK, contentType: Bundles.Zip)
            .WithSummary("Het bewijs bij de geschiedenis van een gezin, om elders na te rekenen");
        consents.MapGet("/bewijs.zip", OfPeriod).RequiresRole(Roles.Auditor)
            .NotesLooks(ReplayRoutes.Activity, Action).InsideAnAssignment()
            .Produces(StatusCodes.Status200OK, contentType: Bundles.Zip)
            .WithSummary("Het bewijs over een periode: alle regels van het logboek, die van anderen als hash");
    }

    private static async Task<IResult> OfFamily(
        Guid family, string? logboek, HttpContext http, IEventLog log, Bundles bundles, CancellationToken ct)
    {
        if (Bundles.Asked(logboek) is { None: false } odd)
            return odd.ToProblem();

        var (remit, stream) = (http.Remit(), ConsentHandler.Consents.Stream(family));
        if (!(await History.Read(log, family, ct)).IsKnownTo(remit.Organisations))
            return Refusals.Missing.ToProblem();

        var readable = new Readable(log, bundles, remit, ct);
        var streams = await bundles.Streams(new([stream], [family]), remit, logboek, ct);
        return await bundles.Answer(
            $"bewijs-{family:N}.zip", new("consent", streams, null, null, readable.Opens, readable.Carries), ct);
    }

    private static async Task<IResult> OfPeriod(
        string? van, string? tot, HttpContext http, IEventLog log, Bundles bundles, TimeProvider clock, CancellationToken ct)
    {
        var (remit, now) = (http.Remit(), http.Remit().Newest(clock.Now()));
        var errors = new InputErrors()
            .Must(!string.IsNullOrEmpty(van), "van", "Noem het begin van de periode, zoals 2027-03-01.");
        var (since, until) = (Begin(van, now, errors), StandingEndpoint.Moment(tot, now, "tot", errors));
        errors.Must(!errors.None || since < until, "tot", "De periode eindigt voor zij begint.");
        if (!errors.None)
            return errors.ToProblem();

        var readable = new Readable(log, bundles, remit, ct);
        return remit.Covers(since) && remit.Covers(until)
            ? await bundles.Answer("bewijs-periode.zip", new("consent", [], since, until, readable.Opens, readable.Carries), ct)
            : Refusals.Missing.ToProblem();
    }

    // A date is the beginning of that day here; the same word as an end is its last moment.
    private static DateTimeOffset Begin(string? text, DateTimeOffset now, InputErrors errors) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day < DateOnly.MaxValue
            ? Platform.Time.Amsterdam.StartOf(day)
            : StandingEndpoint.Moment(text, now, "van", errors);

    /// <summary>What an auditor may read, entry by entry: facts in his period, about his organisations and no other beside them.</summary>
    private sealed class Readable(IEventLog log, Bundles bundles, Remit remit, CancellationToken ct)
    {
        private static readonly string Families = ConsentHandler.Consents.Stream(Guid.Empty)[..^32];
        private readonly Dictionary<Guid, History> known = [];
        private readonly ReadableEntries looks = new(log, remit, new HashSet<string>(), ct);

        public async ValueTask<bool> Opens(StoredEvent entry)
        {
            if (entry.Type == "checkpoint-signed.v1")
                return true;
            if (bundles.IsLook(entry))
                return await looks.Opens(entry);
            if (!entry.Stream.StartsWith(Families, StringComparison.Ordinal) || !Facts.Knows<ConsentFact>(entry.Type)
                || !remit.Covers(EventHeader.Read(entry.Header).RecordedAt))
            {
                return false;
            }

            var history = await Of(Guid.ParseExact(entry.Stream[Families.Length..], "N"));
            return history.IsKnownTo(remit.Organisations)
                && IsWhole(Facts.Read<ConsentFact>(entry.Type, entry.Data), history.Now);
        }

        /// <summary>Sealed words go along, as ciphertext, to the organisation whose they are.</summary>
        public bool Carries(SealedPayload payload) => looks.Carries(payload);

        // A stored fact cannot be shown by half: where it is about several organisations, it stays closed.
        private bool IsWhole(ConsentFact fact, Consent consent) => fact.Concerns(consent, remit.Organisations) && fact switch
        {
            ConsentReopened reopened => AreAllOurs(reopened.Changes, consent),
            ReopeningForeseen coming => AreAllOurs(coming.Changes, consent),
            DisclosureRecorded told => remit.Organisations.Contains(told.ByOrganisation)
                || told.To.All(t => remit.Organisations.Contains(t.Organisation)),
            _ => true,
        };

        private bool AreAllOurs(IReadOnlyList<Reopened> changes, Consent consent) =>
            changes.ChangesFor(consent, remit.Organisations).Count() == changes.Count;

        private async Task<History> Of(Guid family) =>
            known.TryGetValue(family, out var history) ? history : known[family] = await History.Read(log, family, ct);
    }
}
