using Microsoft.Extensions.Logging;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Proof;

/// <summary>Hears of each new checkpoint, at least once, so that a service can tell it on.</summary>
public interface IHearsCheckpoints
{
    /// <summary>A checkpoint was signed; the same one may be told again after a restart.</summary>
    Task Hear(SignedCheckpoint checkpoint, CancellationToken ct);
}

/// <summary>Signs checkpoints when they are due, in one replica at a time, and brings them to where they are anchored.</summary>
internal sealed class ProofWork(
    ProofLog proof, ProofArchive archive, IEnumerable<IHearsCheckpoints> hearers, IEventLog log, ILeases leases, AnchorMeter meter,
    ILogger<ProofWork> logger)
    : LeasedWork(leases, "proof", Length, Rest)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    // Between two looks the log may grow: entries share a checkpoint instead of each having one.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private long told = -1;

    protected override async Task Hold(ILease lease, CancellationToken ct)
    {
        if (proof.Keys.Signer is null)
            logger.NothingSigns();
        else if (!proof.Keys.IsNewest)
            logger.KeyIsOver();

        while (await lease.Renew(ct))
        {
            // Where no key signs nothing is anchored, and that is somebody's choice; a key that is over is a mistake.
            if (proof.Keys.Signer is not null)
                meter.Waits(meter.Since ?? await proof.WaitsSince(ct));
            await proof.Advance(now: false, ct);
            if (await proof.Newest(ct) is { } newest && newest.Size != told)
            {
                await archive.Keep(proof, ct);
                foreach (var hearer in hearers)
                    await hearer.Hear(newest, ct);
                told = newest.Size;
            }

            if (proof.Keys.Signer is not null)
                meter.Waits(await proof.WaitsSince(ct));
            await log.WaitForMore(await log.Head(ct), Length / 3, ct);
            await Task.Delay(Look, ct);
        }
    }

    protected override void Waits(Exception fault) => logger.ProofWaits(fault.GetType().Name);
}

internal static partial class ProofWords
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Checkpoints wait: {Fault}")]
    public static partial void ProofWaits(this ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No key signs checkpoints (WO_PROOF_KEY): nothing of this log can be proven")]
    public static partial void NothingSigns(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key of WO_PROOF_KEY is not the newest of WO_PROOF_KEYS: it signs no more")]
    public static partial void KeyIsOver(this ILogger logger);
}
