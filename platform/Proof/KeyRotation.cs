using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Proof;

/// <summary>
/// A new key takes over from the one that signs a log. In this order, so that broken off anywhere it can be done again: the new key in a
/// file of its own, its turn in the store (from here the old key adds nothing), the list signed by the old key, and the new key in its
/// place. Checkpoints of before stay as they are and are judged by the key of then.
/// </summary>
internal sealed class KeyRotation(string service, string origin, IProofDatabase database, TimeProvider clock, TextWriter tell)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Does it, or with <paramref name="dryRun"/> says what it would do; with a
    /// <paramref name="folder"/> both files of now stay as they are.
    /// </summary>
    public async Task<int> Run((string Key, string List) files, string? folder, bool dryRun, CancellationToken ct)
    {
        var to = folder is null ? files : (Path.Combine(folder, "proof.pem"), Path.Combine(folder, "proof-keys.json"));
        var draft = $"{to.Item1}.nieuw";
        using var old = ProofKeys.Private(files.Key);
        var list = KeyList.Read(files.List);
        var store = new ProofStore(database);
        if (list.Broken($"{origin}/{service}") is { } place)
        {
            throw new StartRefusedException(
                $"Sleutel {place} in de lijst is niet overgedragen door die ervoor. Zet de lijst terug zoals zij was.");
        }

        if (File.Exists(draft) && ProofKeys.Private(draft) is var waiting && list.Keys[^1].Is(waiting))
            return await Finish(draft, to, list, dryRun);
        if (!list.Keys[^1].Is(old))
        {
            throw new StartRefusedException(
                "De sleutel in WO_PROOF_KEY is niet de laatste van de lijst in WO_PROOF_KEYS: zo draagt zij niets over.");
        }

        var newest = await store.Newest(ct);
        await tell.WriteLineAsync(
            $"{service}: sleutel {list.Keys.Count} ondertekent sinds {list.Keys[^1].From:yyyy-MM-dd HH:mm:ss}Z; laatste controlepunt over "
                + $"{newest?.Size ?? 0} regels");
        if (dryRun)
        {
            await tell.WriteLineAsync(
                $"{service}: zou sleutel {list.Keys.Count + 1} maken, die ondertekent na wat er dan is; schrijft {to.Item1} en {to.Item2}");
            return 0;
        }

        if (folder is not null && File.Exists(to.Item2) && KeyList.Read(to.Item2).Keys.Count > list.Keys.Count)
        {
            throw new StartRefusedException(
                $"In {folder} staat al een nieuwe sleutel met haar lijst. Zet die op de plaats van WO_PROOF_KEY en WO_PROOF_KEYS, "
                    + "of haal hen weg.");
        }

        Make(draft);
        using var made = ProofKeys.Private(draft);
        await tell.WriteLineAsync($"{service}: nieuwe sleutel gemaakt");
        var turn = await new KeyTurns(database).Give(ProofKeys.Name(made), clock.GetUtcNow(), ct);
        await tell.WriteLineAsync($"{service}: sleutel {list.Keys.Count} eindigt bij {turn.After} regels");
        var next = list.HandedOver($"{origin}/{service}", old, made.ExportSubjectPublicKeyInfo(), turn.At, turn.After);
        WholeFile.Write(to.Item2, next.Text, Mode(to.Item2));
        await tell.WriteLineAsync($"{service}: lijst met {next.Keys.Count} sleutels ondertekend");
        return await Finish(draft, to, next, dryRun: false);
    }

    private async Task<int> Finish(string draft, (string Key, string List) to, KeyList list, bool dryRun)
    {
        if (dryRun)
        {
            await tell.WriteLineAsync($"{service}: zou de nieuwe sleutel op haar plaats zetten ({to.Key}); de lijst noemt haar al");
            return 0;
        }

        File.Move(draft, to.Key, overwrite: true);
        File.Delete($"{draft}.lock");
        await tell.WriteLineAsync(
            $"{service}: klaar; sleutel {list.Keys.Count} ondertekent na {list.Keys[^1].After} regels. "
                + "Geef de lijst aan wie uw bewijs narekent.");
        return 0;
    }

    private static void Make(string draft)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(draft))!);
        FirstFile.Make(draft, SigningKeys.Fresh);
    }

    private static UnixFileMode? Mode(string path) =>
        OperatingSystem.IsWindows() ? null : File.Exists(path) ? File.GetUnixFileMode(path) : OwnerOnly;
}
