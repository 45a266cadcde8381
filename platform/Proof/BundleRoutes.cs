using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// Evidence bundles of a service that keeps no assignments itself: it asks consent within which assignment the auditor works. No answer is
/// no bundle.
/// </summary>
internal static class BundleRoutes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapBundles(this IEndpointRouteBuilder proofs)
    {
        proofs.MapGet("/{family:guid}/bewijs.zip", OfFamily).RequiresRole(Roles.Auditor).NotesLooks("terugkijken", "exporteren")
            .Produces(StatusCodes.Status200OK, contentType: Bundles.Zip)
            .WithSummary("Het bewijs van wat deze dienst van een gezin vastlegde, met wie keek, om elders na te rekenen");
        proofs.MapGet("/bewijs.zip", OfPeriod).RequiresRole(Roles.Auditor).NotesLooks("terugkijken", "exporteren")
            .Produces(StatusCodes.Status200OK, contentType: Bundles.Zip)
            .WithSummary("Het bewijs over een periode: alle regels van het logboek, die van anderen als hash");
    }

    private static async Task<IResult> OfFamily(
        Guid family, string? logboek, Asker asker, HttpContext http, IAsk ask, IFindsFamily finds, IEventLog log, Bundles bundles,
        TimeProvider clock, ProofLog proof, CancellationToken ct)
    {
        if (Bundles.Asked(logboek) is { None: false } odd)
            return odd.ToProblem();

        var (remit, wrong) = await Assigned(asker, http, ask, clock, ct);
        if (remit is null)
            return wrong!;

        var trail = await finds.Trail(family, ct);
        var readable = new ReadableEntries(log, remit, finds.StayClosed, ct);
        var streams = await bundles.Streams(trail, remit, logboek, ct);
        async ValueTask<bool> Opens(StoredEvent entry) =>
            (bundles.IsLook(entry) || trail.IsAbout(entry)) && await readable.Opens(entry);

        foreach (var stream in streams)
        {
            await foreach (var entry in log.Read(stream, 0, ct))
            {
                if (await Opens(entry))
                {
                    return await bundles.Answer(
                        $"bewijs-{family:N}.zip", new(proof.Service, streams, null, null, Opens, readable.Carries), ct);
                }
            }
        }

        return Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> OfPeriod(
        string? van, string? tot, Asker asker, HttpContext http, IAsk ask, IFindsFamily finds, IEventLog log, Bundles bundles,
        TimeProvider clock, ProofLog proof, CancellationToken ct)
    {
        var (remit, wrong) = await Assigned(asker, http, ask, clock, ct);
        if (remit is null)
            return wrong!;

        var (since, until, errors) = Period(van, tot, remit.Newest(clock.Now()));
        if (!errors.None)
            return errors.ToProblem();

        var readable = new ReadableEntries(log, remit, finds.StayClosed, ct);
        return remit.Covers(since) && remit.Covers(until)
            ? await bundles.Answer(
                "bewijs-periode.zip", new(proof.Service, [], since, until, readable.Opens, readable.Carries), ct)
            : Refusals.Missing.ToProblem();
    }

    /// <summary>A date is the beginning of that day here as a beginning, and its last moment as an end.</summary>
    internal static (DateTimeOffset Since, DateTimeOffset Until, InputErrors Errors) Period(string? van, string? tot, DateTimeOffset now)
    {
        var errors = new InputErrors();
        var since = At(van, last: false);
        var until = string.IsNullOrEmpty(tot) ? now : At(tot, last: true);
        errors.Must(since is not null, "van", "Noem het begin van de periode, zoals 2027-03-01.")
            .Must(until is not null, "tot", "Noem het einde van de periode, zoals 2027-03-31, of laat dit weg.")
            .Must(since is null || until is null || since < until, "tot", "De periode eindigt voor zij begint.");
        return (since ?? now, until ?? now, errors);

        static DateTimeOffset? At(string? text, bool last) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day.Year is > 1900 and < 9000
                ? last ? Amsterdam.StartOf(day.AddDays(1)).AddMicroseconds(-1) : Amsterdam.StartOf(day)
            : DateTimeOffset.TryParse(
                text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at)
                ? at.ToUniversalTime() : null;
    }

    private static async Task<(Remit? Remit, IResult? Wrong)> Assigned(
        Asker asker, HttpContext http, IAsk ask, TimeProvider clock, CancellationToken ct)
    {
        var text = http.Request.Query["opdracht"].ToString();
        var named = Guid.TryParse(text, out var id) ? id : (Guid?)null;
        if (text.Length > 0 && named is null)
            return (null, new InputErrors().Add("opdracht", "Geef het nummer (UUID) van uw opdracht.").ToProblem());

        var asked = new WhatMayBeAudited(Guid.CreateVersion7(), clock.Now() + Patience, asker.Pseudonym, named);
        var answer = await ask.Ask<WhatMayBeAudited, MayBeAudited>(asked, ct);
        if (answer.Question != asked.Question)
            throw new NoAnswerException("The answer was not to this question.");
        if (answer is not { Assignment: { } assignment, Purpose: { } purpose })
            return (null, Refusals.Missing.ToProblem());

        http.Looks(new() { Purpose = purpose, Assignment = assignment });
        return (
            new(assignment, answer.Organisations.ToHashSet(), answer.From, answer.Until, purpose, answer.Drafted), null);
    }
}
