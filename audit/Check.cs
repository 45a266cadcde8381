using System.Globalization;

namespace WarmHandover.Auditing;

/// <summary>
/// Judges a bundle, with no network and nothing but the bundle, what the auditor got elsewhere, and this program. The order is fixed, so
/// that two verifiers name the same reason: checkpoints, anchors, entries one by one, ends of streams, coverage.
/// </summary>
public static class Check
{
    /// <summary>The form of bundle that this program reads.</summary>
    public const string Format = "wo-evidence-1";

    /// <summary>The verdict on a bundle.</summary>
    /// <param name="zip">The bundle.</param>
    /// <param name="anchors">Texts with checkpoints that the auditor got elsewhere; those of other logs are passed over.</param>
    /// <param name="keys">The list of keys that he kept from elsewhere; without it the first key in the bundle is believed.</param>
    /// <param name="hashes">Hashes of entries, from receipts: each must be in the bundle.</param>
    public static Verdict Run(Stream zip, IReadOnlyList<string> anchors, string? keys = null, IReadOnlyList<string>? hashes = null)
    {
        try
        {
            var bundle = Bundle.Read(zip);
            if (bundle.Manifest.Format != Format || !bundle.Manifest.SaysWhole)
                throw new InvalidException("formaat-onbekend", $"Deze bundel is niet van de vorm {Format}, of zegt niet wat zij beslaat.");

            var trusted = Key.Trusted(
                Key.ReadList(bundle.Keys), keys is null ? null : Key.ReadList(keys), bundle.Manifest.MadeAt);
            var notes = Checkpoints(bundle, trusted);
            var (anchor, later) = Anchor(bundle, notes, trusted, anchors);
            var entries = Entries.Judge(bundle, notes, hashes ?? []);
            var scope = Scope(bundle, Entries.Erased(bundle, entries));
            return later is null
                ? Covered(entries is [.., var last] ? last.Index + 1 : 0, anchor, notes[^1], scope)
                : Older(bundle.Manifest.MadeAt, later, scope);
        }
        catch (InvalidException invalid)
        {
            return invalid.Verdict;
        }
    }

    private static List<Note> Checkpoints(Bundle bundle, IReadOnlyList<Key> keys)
    {
        var notes = new List<Note>();
        foreach (var text in bundle.Checkpoints)
        {
            var note = Note.Read(text) ?? throw new InvalidException(
                "controlepunt-onleesbaar", $"Controlepunt {notes.Count + 1} in de bundel is geen ondertekend controlepunt.");
            if (note.Wrong(keys) is { } wrong)
                throw At(note, wrong, "Dit controlepunt is niet ondertekend door een sleutel die toen in de lijst stond.");
            if (note.Origin != bundle.Manifest.Origin)
                throw At(note, "andere-oorsprong", $"Dit controlepunt is van {note.Origin}, de bundel van {bundle.Manifest.Origin}.");
            if (notes is [.., var last] && (note.Size <= last.Size || note.At < last.At))
                throw At(note, "volgorde-controlepunten", "De controlepunten staan niet op volgorde van grootte en tijd.");

            notes.Add(note);
        }

        if (notes is [] || notes[^1].Size != bundle.Manifest.Size)
            throw new InvalidException("controlepunt-ontbreekt", "Het laatste controlepunt van de bundel ontbreekt.");

        foreach (var (one, next) in notes.Zip(notes.Skip(1)))
        {
            var step = bundle.Steps.FirstOrDefault(s => s.From == one.Size && s.To == next.Size);
            if (step.Proof is null || !Tree.Continues(one.Root, one.Size, next.Root, next.Size, step.Proof))
                throw At(next, "geen-samenhang", $"Het logboek is geen voortzetting van dat bij het controlepunt over {one.Size} regels.");
        }

        return notes;
    }

    private static (Note? Newest, Note? Later) Anchor(
        Bundle bundle, List<Note> notes, IReadOnlyList<Key> keys, IReadOnlyList<string> texts)
    {
        var (newest, later) = ((Note?)null, (Note?)null);
        foreach (var anchor in texts.Select(Note.FindIn).OfType<Note>().Where(n => n.Origin == bundle.Manifest.Origin).OrderBy(n => n.Size))
        {
            if (anchor.Wrong(keys) is { } wrong)
                throw At(anchor, $"anker-{wrong}", "Een anker van elders is niet ondertekend door een sleutel uit de lijst.");

            var same = notes.FirstOrDefault(n => n.Size == anchor.Size);
            if (anchor.Size > notes[^1].Size && anchor.At > bundle.Manifest.MadeAt)
            {
                later ??= anchor;
                continue;
            }

            if (anchor.Size > notes[^1].Size)
                throw At(anchor, "afgekapt", $"Een anker van elders telt {anchor.Size} regels, de bundel kent er {notes[^1].Size}.");
            if (same is null)
                throw At(anchor, "anker-ontbreekt", "Dit controlepunt is ooit afgegeven en staat niet meer in de bundel.");
            if (!same.Root.AsSpan().SequenceEqual(anchor.Root) || !same.StreamsRoot.AsSpan().SequenceEqual(anchor.StreamsRoot))
                throw At(anchor, "anker-wijkt-af", "Het logboek is anders dan toen dit controlepunt werd afgegeven: het is herschreven.");

            newest = anchor;
        }

        return (newest, later);
    }

    // When it was made is what the bundle says itself: whoever got it knows whether that is true.
    private static Verdict Older(DateTimeOffset made, Note later, string scope) => new(
        $"INCOMPLETE: made before the anchor of {Verdict.Text(later.At)}", Verdict.Incomplete,
        $"De bundel zegt te zijn gemaakt op {Verdict.Text(made)}, voor het anker van {Verdict.Text(later.At)}. Kreeg u haar toen? Laat dat "
        + "anker dan weg, of vraag een nieuwe bundel. Kreeg u haar later, dan is zij afgekapt." + scope);

    // An auditor must see that he got what he asked for: a smaller bundle is whole as well.
    private static string Scope(Bundle bundle, int erased) => (bundle.Manifest is { Since: { } since, Until: { } until }
        ? $"\nDe bundel beslaat alle regels van {Verdict.Text(since)} tot {Verdict.Text(until)}, {bundle.Lines.Count} in getal."
        : $"\nDe bundel beslaat de stroom {Streams(bundle.Manifest.Streams)}, {bundle.Lines.Count} regels.")
        + (erased == 0 ? "" : $"\nVan {erased} versleutelde stukken ontbreekt de inhoud: vernietigd, of niet voor u bestemd.");

    // Each line of the access log is a stream of its own: their number says enough.
    private static string Streams(IReadOnlyList<string> streams)
    {
        var looks = streams.Count(s => s.Contains(".look-", StringComparison.Ordinal));
        return string.Join(" en ", streams.Where(s => !s.Contains(".look-", StringComparison.Ordinal)))
            + (looks == 0 ? "" : $", met {looks} regels van het toegangslogboek");
    }

    private static Verdict Covered(long covered, Note? anchor, Note newest, string gone)
    {
        if (anchor is null)
        {
            return new("INCOMPLETE: no anchor", Verdict.Incomplete,
                "De bundel klopt met zichzelf, maar u gaf geen anker van elders: de dienst staat alleen voor zichzelf in." + gone);
        }

        var size = anchor.Size.ToString(CultureInfo.InvariantCulture);
        return covered <= anchor.Size
            ? new($"VALID up to checkpoint {size}", Verdict.Valid,
                $"Alles klopt en is vastgelegd bij iemand anders, op {Verdict.Text(anchor.At)}." + gone)
            : new($"INCOMPLETE: no anchor after {Verdict.Text(anchor.At)}", Verdict.Incomplete,
                $"Tot en met regel {size} van het logboek is het vastgelegd bij iemand anders. Wat daarna komt klopt met zichzelf, tot het "
                + $"controlepunt van {Verdict.Text(newest.At)}; vraag een nieuwer anker." + gone);
    }

    private static InvalidException At(Note note, string code, string sentence) => new(code, sentence, checkpoint: note.Size);
}
