using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Proof;

/// <summary>A checkpoint in a list.</summary>
public sealed record CheckpointShown(long Size, DateTimeOffset At, string Note);

/// <summary>That one entry is in the tree: hashes in lower hex, from the leaf up (RFC 6962 section 2.1.1).</summary>
public sealed record InclusionShown(long Index, long Size, string Hash, IReadOnlyList<string> Proof);

/// <summary>That one tree is how another began (RFC 6962 section 2.1.2).</summary>
public sealed record ConsistencyShown(long From, long To, IReadOnlyList<string> Proof);

/// <summary>
/// A key as tools for signed notes read it, from and until when it signs (UTC with six decimals), after how many entries, and the signature
/// by which the key before it handed over. The first key has neither of the last two.
/// </summary>
public sealed record KeyShown(string Vkey, string From, string? Until, long? After, string? Signature);

/// <summary>All keys that ever signed.</summary>
public sealed record KeysShown(string Origin, IReadOnlyList<KeyShown> Keys);

/// <summary>
/// Checkpoints and proofs over HTTP. They hold hashes, numbers and times; whoever keeps an anchor may compare it without signing in. Where
/// one entry stands only an auditor may ask, who knows its stream, version and hash from the history.
/// </summary>
public static class ProofRoutes
{
    private const int Most = 500;

    /// <summary>Maps the routes under <c>/v1/bewijs/…</c>.</summary>
    public static void MapProofLog(this WebApplication app, string name)
    {
        var proofs = app.MapHouseGroup($"/v1/bewijs/{name}").WithTags("bewijs");
        proofs.MapGet("/controlepunt", Newest).AllowAnonymous().Produces<string>(contentType: "text/plain")
            .WithSummary("Het nieuwste controlepunt, ondertekend (C2SP tlog-checkpoint)");
        proofs.MapGet("/controlepunten", List).AllowAnonymous().Produces<CheckpointShown[]>()
            .WithSummary("De controlepunten na een aantal regels, oudste eerst, hoogstens 500");
        proofs.MapGet("/controlepunten/{regels:long}", One).AllowAnonymous().Produces<string>(contentType: "text/plain")
            .WithSummary("Het controlepunt over precies zoveel regels");
        proofs.MapGet("/samenhang", Consistency).AllowAnonymous().Produces<ConsistencyShown>()
            .WithSummary("Bewijs dat het logboek bij een controlepunt het begin is van dat bij een later controlepunt");
        proofs.MapGet("/sleutels", Keys).AllowAnonymous().Produces<KeysShown>()
            .WithSummary("De sleutels waarmee controlepunten zijn ondertekend, met vanaf en tot");
        proofs.MapGet("/inbegrip", Inclusion).RequiresRole(Roles.Auditor).Produces<InclusionShown>()
            .WithSummary("Bewijs dat een regel (stroom, versie en hash) in het logboek van een controlepunt staat");
        if (app.Services.GetService<IFindsFamily>() is not null)
            proofs.MapBundles();
    }

    private static async Task<IResult> Newest(ProofLog proof, CancellationToken ct) => Text(await proof.Newest(ct));

    private static async Task<IResult> One(long regels, ProofLog proof, CancellationToken ct) => Text(await proof.Find(regels, ct));

    private static async Task<IResult> List(long? na, ProofLog proof, CancellationToken ct) => TypedResults.Ok(
        (await proof.After(Math.Max(0, na ?? 0), Most, ct)).Select(c => new CheckpointShown(c.Size, c.At, c.Note)));

    private static Ok<KeysShown> Keys(ProofLog proof) => TypedResults.Ok(ShownKeys(proof));

    /// <summary>The list of keys as it goes outside.</summary>
    public static KeysShown ShownKeys(ProofLog proof) => new(
        proof.Origin,
        [
            .. proof.Keys.List.Keys.Select(k => new KeyShown(
                SignedNote.VerifierKey(proof.Origin, k.Bytes), Instants.Text(k.From), k.Until is { } until ? Instants.Text(until) : null,
                k.After, k.Signature)),
        ]);

    /// <summary>Hashes as they are shown.</summary>
    public static IReadOnlyList<string> Hex(IEnumerable<byte[]> hashes) => [.. hashes.Select(Convert.ToHexStringLower)];

    private static async Task<IResult> Consistency(long? van, long? tot, ProofLog proof, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Must(van is > 0, "van", "Noem het aantal regels van het eerste controlepunt.")
            .Must(tot is > 0, "tot", "Noem het aantal regels van het tweede controlepunt.")
            .Must(van is null || tot is null || van <= tot, "tot", "Het tweede controlepunt komt niet voor het eerste.");
        if (!errors.None)
            return errors.ToProblem();

        return await proof.Find(van!.Value, ct) is not null && await proof.Find(tot!.Value, ct) is not null
            ? TypedResults.Ok(new ConsistencyShown(
                van.Value, tot.Value, Hex(await Merkle.Consistency(proof.Nodes(ct), van.Value, tot.Value))))
            : Problems.Of(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Inclusion(
        string? stroom, long? versie, string? hash, long? tot, ProofLog proof, IEventLog log, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Must(stroom is { Length: > 0 and <= 200 }, "stroom", "Noem de stroom, zoals de geschiedenis die toont.")
            .Must(versie is > 0, "versie", "Noem de versie in die stroom, vanaf 1.")
            .Must(hash is { Length: 64 } && hash.All(char.IsAsciiHexDigitLower), "hash",
                "Noem de hash van die regel: 64 tekens 0-9 en a-f.")
            .Must(tot is null or > 0, "tot", "Noem het aantal regels van een controlepunt, of laat dit weg.");
        if (!errors.None)
            return errors.ToProblem();

        var checkpoint = tot is { } size ? await proof.Find(size, ct) : await proof.Newest(ct);
        var entry = await log.Read(stroom!, versie!.Value - 1, ct).FirstOrDefaultAsync(ct);
        return checkpoint is not null && entry is not null && Convert.ToHexStringLower(entry.Hash) == hash
            && await proof.IndexOf(entry, ct) is { } index && index < checkpoint.Size
                ? TypedResults.Ok(new InclusionShown(
                    index, checkpoint.Size, hash, Hex(await Merkle.Inclusion(proof.Nodes(ct), index, checkpoint.Size))))
                : Problems.Of(StatusCodes.Status404NotFound);
    }

    private static IResult Text(SignedCheckpoint? checkpoint) => checkpoint is null
        ? Problems.Of(StatusCodes.Status404NotFound)
        : TypedResults.Text(checkpoint.Note, "text/plain; charset=utf-8");
}
