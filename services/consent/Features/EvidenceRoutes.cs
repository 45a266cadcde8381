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
    private const string Zip = "application/zip";
    private const string Action = "exporteren";

    public static void MapEvidence(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/{family:guid}/bewijs.zip", OfFamily).RequiresRole(Roles.Auditor)
            .NotesLooks(ReplayRoutes.Activity, Action).InsideAnAssignment()
            .Produces(StatusCodes.Status200OK, contentType: Zip)
            .WithSummary("Het bewijs bij de geschiedenis van een gezin, om elders na te rekenen");
        consents.MapGet("/bewijs.zip", OfPeriod).RequiresRole(Roles.Auditor)
            .NotesLooks(ReplayRoutes.Activity, Action).InsideAnAssignment()
            .Produces(StatusCodes.Status200OK, contentType: Zip)
            .WithSummary("Het bewijs over een periode: alle regels van het logboek, die van anderen als hash");
    }

    private static async Task<IResult> OfFamily(
        Guid family, HttpContext http, IEventLog log, IPayloads payloads, ProofLog proof, TimeProvider clock, CancellationToken ct)
    {
        var readable = new Readable(log, http.Remit(), ct);
        return (await History.Read(log, family, ct)).IsKnownTo(http.Remit().Organisations)
            ? await Bundle(
                $"bewijs-{family:N}.zip", readable, [ConsentHandler.Consents.Stream(family)], null, null, log, payloads, proof, clock, ct)
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> OfPeriod(
        string? van, string? tot, HttpContext http, IEventLog log, IPayloads payloads, ProofLog proof, TimeProvider clock,
        CancellationToken ct)
    {
        var (remit, now) = (http.Remit(), http.Remit().Newest(clock.Now()));
        var errors = new InputErrors()
            .Must(!string.IsNullOrEmpty(van), "van", "Noem het begin van de periode, zoals 2027-03-01.");
        var (since, until) = (Begin(van, now, errors), StandingEndpoint.Moment(tot, now, "tot", errors));
        errors.Must(!errors.None || since < until, "tot", "De periode eindigt voor zij begint.");
        if (!errors.None)
            return errors.ToProblem();

        return remit.Covers(since) && remit.Covers(until)
            ? await Bundle("bewijs-periode.zip", new(log, remit, ct), [], since, until, log, payloads, proof, clock, ct)
            : Refusals.Missing.ToProblem();
    }

    // A date is the beginning of that day here; the same word as an end is its last moment.
    private static DateTimeOffset Begin(string? text, DateTimeOffset now, InputErrors errors) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day < DateOnly.MaxValue
            ? Platform.Time.Amsterdam.StartOf(day)
            : StandingEndpoint.Moment(text, now, "van", errors);

    private static async Task<IResult> Bundle(
        string name, Readable readable, IReadOnlyList<string> streams, DateTimeOffset? since, DateTimeOffset? until, IEventLog log,
        IPayloads payloads, ProofLog proof, TimeProvider clock, CancellationToken ct)
    {
        var spool = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 65_536, FileOptions.DeleteOnClose);
        try
        {
            var (upto, tooMuch) = await new Evidence(proof, log, payloads, clock).Write(
                spool, new("consent", streams, since, until, readable.Opens, readable.Carries), ct);
            if (upto is not null && !tooMuch)
            {
                spool.Position = 0;
                return TypedResults.Stream(spool, Zip, name);
            }

            await spool.DisposeAsync();
            return tooMuch
                ? new InputErrors().Must(false, "van", $"Dit zijn meer dan {Evidence.MostEntries} regels: vraag een kortere periode.")
                    .ToProblem()
                : Problems.Of(StatusCodes.Status503ServiceUnavailable, "geen-controlepunt");
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>What an auditor may read, entry by entry: facts in his period, about his organisations and no other beside them.</summary>
    private sealed class Readable(IEventLog log, Remit remit, CancellationToken ct)
    {
        private static readonly string Families = ConsentHandler.Consents.Stream(Guid.Empty)[..^32];
        private readonly Dictionary<Guid, History> known = [];

        public async ValueTask<bool> Opens(StoredEvent entry)
        {
            if (entry.Type == "checkpoint-signed.v1")
                return true;
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
        public bool Carries(SealedPayload payload) =>
            remit.Organisations.Any(one => payload.Owner.Name.EndsWith($"/{one:N}", StringComparison.Ordinal));

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
