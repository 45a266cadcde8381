namespace WarmHandover.Platform.Hosting;

/// <summary>
/// What a setting names must be there before a service serves outside Development: a mount that was forgotten would otherwise show as a
/// family that cannot come in, or a log that nobody can prove.
/// </summary>
internal static class Mounts
{
    /// <summary>Looks whether each file and folder that was named is there, and whether what belongs together was given together.</summary>
    public static void Check(HouseOptions options)
    {
        File("WO_WAYIN_KEYS", options.WayInKeysFile);
        if (options is { ProofKeysFile: not null, ProofKeyFile: null })
            throw new StartRefusedException("WO_PROOF_KEYS is set, and WO_PROOF_KEY, the key that signs, is not. Set both, or neither.");
        File("WO_PROOF_KEYS", options.ProofKeysFile);
        if (options.ErasureLedger is { } ledger && !Directory.Exists(ledger))
        {
            throw new StartRefusedException(
                $"WO_ERASURE_LEDGER noemt {ledger}, en die map is er niet. Koppel haar aan: zonder haar komt na een herstel terug wat "
                + "gewist is. (The folder of the erasure ledger is not mounted.)");
        }
    }

    private static void File(string setting, string? path)
    {
        if (path is not null && !System.IO.File.Exists(path))
        {
            throw new StartRefusedException(
                $"{setting} noemt {path}, en dat bestand is er niet. Koppel het aan, of noem het goede. (That file is not mounted.)");
        }
    }
}
