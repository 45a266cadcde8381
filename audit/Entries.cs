using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace WarmHandover.Auditing;

/// <summary>Judges the entries: their chains, their place in the tree, that none is missing, and where each stream ends.</summary>
internal static class Entries
{
    /// <summary>The entries, all of them as they were; or the first thing that does not fit.</summary>
    public static IReadOnlyList<Entry> Judge(Bundle bundle, List<Note> notes, IReadOnlyList<string> hashes)
    {
        var (newest, last) = (notes[^1], -1L);
        var (entries, before) = (new List<Entry>(), new Dictionary<string, Entry>());
        for (var i = 0; i < bundle.Lines.Count; i++)
        {
            var entry = Entry.Read(bundle.Lines[i], i + 1);
            if (entry.Index <= last)
                throw At(i, "volgorde", "De regels staan niet op de volgorde van het logboek.");
            if (bundle.Manifest.Since is not null && entry.Index != bundle.Manifest.From + i)
                throw At(i, "regel-ontbreekt", $"Hier hoort regel {bundle.Manifest.From + i} van het logboek te staan.");

            Linked(entry, i, before, gaps: bundle.Manifest.Since is not null);
            if (!Tree.Includes(newest.Root, newest.Size, entry.Index, Tree.Leaf(entry.Hash), entry.Proof))
                throw At(i, "niet-in-de-boom", "Deze regel staat niet op deze plaats in het ondertekende logboek.");

            Sealed(bundle, entry, i);
            last = entry.Index;
            entries.Add(entry);
        }

        Complete(bundle, notes, entries, before);
        if (bundle.Lines.Count != bundle.Manifest.Entries)
            throw new InvalidException("aantal-klopt-niet", "De bundel telt niet zoveel regels als zij zegt.");

        var known = entries.Select(e => Convert.ToHexStringLower(e.Hash)).ToHashSet();
        return hashes.FirstOrDefault(hash => !known.Contains(hash)) is { } missing
            ? throw new InvalidException("regel-van-bewijs-ontbreekt", $"Regel {missing} van een ontvangstbewijs staat niet in de bundel.")
            : entries;
    }

    /// <summary>How many sealed payloads are spoken of whose ciphertext did not come along.</summary>
    public static int Erased(Bundle bundle, IReadOnlyList<Entry> entries) => entries.Where(e => e.Data is not null)
        .SelectMany(e => References(e.Data!)).Select(r => r.Id).Distinct().Count(id => !bundle.Payloads.ContainsKey(id));

    // In a period the entries between two of a stream may be closed, without a name; there no place in the log is missing instead.
    private static void Linked(Entry entry, int i, Dictionary<string, Entry> before, bool gaps)
    {
        var follows = entry.Stream is { } stream ? before.GetValueOrDefault(stream) : null;
        if (entry.Header is { } header)
        {
            var (named, version) = Named(header, i);
            if (named != entry.Stream || version != entry.Version)
                throw At(i, "kop-klopt-niet", "De kop hoort bij een andere stroom of versie dan de regel zegt.");
            if (!Link(header, entry.Data!, entry.Previous!).AsSpan().SequenceEqual(entry.Hash)
                || (version == 1 && !Genesis(named).AsSpan().SequenceEqual(entry.Previous!)))
            {
                throw At(i, "keten-klopt-niet", "De inhoud hoort niet bij de hash van deze regel: zij is veranderd.");
            }
        }

        if (entry.Stream is null)
            return;

        var next = follows?.Version + 1;
        if (follows is not null && entry.Version != next && (!gaps || entry.Version < next))
            throw At(i, "versie-ontbreekt", $"Na versie {follows.Version} van deze stroom komt versie {entry.Version}.");
        if (follows is not null && entry.Version == next && entry.Previous is { } previous
            && !previous.AsSpan().SequenceEqual(follows.Hash))
        {
            throw At(i, "keten-klopt-niet", "Deze regel sluit niet aan op de vorige van zijn stroom.");
        }

        before[entry.Stream] = entry;
    }

    private static void Complete(Bundle bundle, List<Note> notes, List<Entry> entries, Dictionary<string, Entry> last)
    {
        var (manifest, newest) = (bundle.Manifest, notes[^1]);
        if (manifest is { Since: { } since, Until: { } until })
        {
            if (manifest.From + bundle.Lines.Count != manifest.To)
                throw new InvalidException("regel-ontbreekt", $"De periode loopt tot regel {manifest.To}, de bundel niet.");
            var starts = manifest.From == 0 || notes.Any(n => n.Size == manifest.From && n.At <= since);
            if (!starts || (manifest.To != newest.Size && !notes.Any(n => n.Size == manifest.To && n.At >= until)))
                throw new InvalidException("periode-klopt-niet", "De regels beslaan niet de hele periode die de bundel noemt.");
        }

        foreach (var stream in manifest.Since is null ? manifest.Streams : [])
        {
            var end = bundle.Ends.FirstOrDefault(e => e.Stream == stream);
            if (end is null || !Tree.Includes(newest.StreamsRoot, newest.Streams, end.Place, Leaf(end), end.Proof))
                throw new InvalidException("stroom-klopt-niet", $"Waar de stroom {stream} eindigt staat niet in het controlepunt.");
            var has = last.GetValueOrDefault(stream);
            if (has is null || has.Version != end.Version || !has.Hash.AsSpan().SequenceEqual(end.Hash))
            {
                throw new InvalidException(
                    "einde-ontbreekt", $"De stroom {stream} heeft {end.Version} regels, de bundel eindigt bij {has?.Version ?? 0}.");
            }

            var first = entries.First(e => e.Stream == stream);
            if (first.Version != 1)
                throw new InvalidException("begin-ontbreekt", $"De stroom {stream} begint in de bundel bij versie {first.Version}.");
        }
    }

    private static void Sealed(Bundle bundle, Entry entry, int i)
    {
        foreach (var (id, hash) in entry.Data is null ? [] : References(entry.Data))
        {
            if (bundle.Payloads.TryGetValue(id, out var bytes) && Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash)
                throw At(i, "inhoud-klopt-niet", "Versleutelde inhoud is een andere dan waar deze regel van spreekt.");
        }
    }

    private static (string Stream, long Version) Named(byte[] header, int i)
    {
        try
        {
            using var json = JsonDocument.Parse(header);
            return (json.RootElement.GetProperty("stream").GetString()!, json.RootElement.GetProperty("version").GetInt64());
        }
        catch (Exception odd) when (odd is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw At(i, "kop-klopt-niet", "De kop van deze regel kan niet worden gelezen.");
        }
    }

    private static List<(string Id, string Hash)> References(byte[] data)
    {
        var found = new List<(string, string)>();
        try
        {
            using var json = JsonDocument.Parse(data);
            Look(json.RootElement);
        }
        catch (JsonException)
        {
            found.Clear();
        }

        return found;

        void Look(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                    Look(item);
            }

            if (element.ValueKind != JsonValueKind.Object)
                return;

            if (element.GetPropertyCount() == 2 && element.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                && element.TryGetProperty("sha256", out var hash) && hash.ValueKind == JsonValueKind.String)
            {
                found.Add((id.GetString()!, hash.GetString()!));
                return;
            }

            foreach (var member in element.EnumerateObject())
                Look(member.Value);
        }
    }

    private static byte[] Genesis(string stream) => SHA256.HashData([.. "wo-stream-v1\n"u8, .. Encoding.UTF8.GetBytes(stream)]);

    private static byte[] Link(byte[] header, byte[] data, byte[] previous)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, header.Length);
        return SHA256.HashData([.. "wo-event-v1\n"u8, .. length, .. header, .. SHA256.HashData(data), .. previous]);
    }

    private static byte[] Leaf(StreamEnd end)
    {
        var version = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(version, end.Version);
        return Tree.Leaf([.. Genesis(end.Stream), .. version, .. end.Hash]);
    }

    private static InvalidException At(int i, string code, string sentence) => new(code, sentence, entry: i + 1);
}
