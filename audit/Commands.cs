using System.Text;

namespace WarmHandover.Auditing;

/// <summary>What the program can be asked.</summary>
public static class Commands
{
    private const string Help = """
        audit controleer BUNDEL.zip [--anker PAD]… [--sleutels BESTAND] [--hash HASH]…
                                      klopt deze bundel? Zonder netwerk, zonder het systeem.
        audit toon BUNDEL.zip         de regels in de bundel, leesbaar, een per regel (zonder oordeel)
        audit --help                  deze tekst

        --anker PAD         een controlepunt dat u zelf van elders hebt, of een map vol: uit het archief, van een ketenpartner (ook de
                            JSON van een webhook) of overgenomen van een ontvangstbewijs. Mag vaker. Van andere logboeken: overgeslagen.
        --sleutels BESTAND  de sleutellijst die u van elders hebt (GET /v1/bewijs/toestemmingen/sleutels, of uit het archief). Latere
                            sleutels in de bundel tellen als elke door die ervoor is overgedragen. Zonder deze lijst gelooft u de eerste.
        --hash HASH         de hash van een regel op een ontvangstbewijs; die regel moet in de bundel staan. Mag vaker.

        Wat eruit komt, op de eerste regel                                                                 afsluitcode
          VALID up to checkpoint C          alles klopt en ligt vast bij iemand anders                         0
          INVALID at entry N: reden         er is iets veranderd, bij regel N van entries.jsonl                1
          INVALID at checkpoint C: reden    een controlepunt of anker klopt niet                               1
          INVALID at key N: reden           de sleutellijst klopt niet                                         1
          INCOMPLETE: no anchor after T     het klopt met zichzelf; na T staat niemand anders ervoor in        3
          INCOMPLETE: made before the anchor of T   de bundel zegt ouder te zijn dan een anker van u           3
        Daaronder staat in gewone woorden wat dat betekent. Een verkeerde opdracht geeft afsluitcode 2.
        Wat dit niet bewijst: dat een regel waar is, dat alles is vastgelegd, dat de klok goed liep.
        """;

    /// <summary>Runs one command; the exit code is that of the verdict.</summary>
    public static int Run(string[] args, TextWriter told, TextWriter errors)
    {
        try
        {
            switch (args)
            {
                case ["--help" or "-h" or "help"]:
                    told.WriteLine(Help);
                    return Verdict.Valid;
                case ["controleer", var bundle, .. var more]:
                    return Judge(bundle, more, told);
                case ["toon", var bundle]:
                    return Show(bundle, told);
                default:
                    errors.WriteLine(Help);
                    return Verdict.Usage;
            }
        }
        catch (UsageException usage)
        {
            errors.WriteLine(usage.Message);
            return Verdict.Usage;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine("Een bestand kan niet worden gelezen: kijk het pad na.");
            return Verdict.Usage;
        }
    }

    private static int Judge(string bundle, string[] more, TextWriter told)
    {
        var (anchors, hashes, keys) = (new List<string>(), new List<string>(), (string?)null);
        for (var i = 0; i < more.Length; i += 2)
        {
            var value = i + 1 < more.Length ? more[i + 1] : throw new UsageException($"Achter {more[i]} ontbreekt iets. Zie audit --help.");
            switch (more[i])
            {
                case "--anker":
                    anchors.AddRange(Texts(value));
                    break;
                case "--hash" when value.Length == 64 && value.All(char.IsAsciiHexDigitLower):
                    hashes.Add(value);
                    break;
                case "--hash":
                    throw new UsageException("Een hash heeft 64 tekens, 0-9 en a-f.");
                case "--sleutels":
                    keys = File.ReadAllText(value);
                    break;
                default:
                    throw new UsageException($"{more[i]} is onbekend. Zie audit --help.");
            }
        }

        using var zip = File.OpenRead(bundle);
        var verdict = Check.Run(zip, anchors, keys, hashes);
        told.WriteLine(verdict.Line);
        told.WriteLine(verdict.Words);
        return verdict.ExitCode;
    }

    // A file in which no checkpoint stands is a mistake worth saying: otherwise he thinks that it counted.
    private static IEnumerable<string> Texts(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => File.ReadAllText(file));
        }

        var text = File.Exists(path) ? File.ReadAllText(path) : throw new UsageException($"Het anker {path} is er niet.");
        return Note.FindIn(text) is null ? throw new UsageException($"In {path} staat geen controlepunt.") : [text];
    }

    private static int Show(string path, TextWriter told)
    {
        using var zip = File.OpenRead(path);
        try
        {
            foreach (var (line, number) in Bundle.Read(zip).Lines.Select((line, i) => (line, i + 1)))
            {
                var entry = Entry.Read(line, number);
                told.WriteLine(entry.Header is null
                    ? $"{number}\tregel {entry.Index}\tgesloten: van een ander"
                    : $"{number}\tregel {entry.Index}\t{Encoding.UTF8.GetString(entry.Header)}\t{Encoding.UTF8.GetString(entry.Data!)}");
            }

            return Verdict.Valid;
        }
        catch (InvalidException invalid)
        {
            told.WriteLine(invalid.Verdict.Line);
            told.WriteLine(invalid.Verdict.Words);
            return invalid.Verdict.ExitCode;
        }
    }

    private sealed class UsageException(string sentence) : Exception(sentence);
}
