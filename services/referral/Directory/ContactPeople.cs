using System.Text.Json;
using System.Text.Json.Nodes;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Referrals.Directory;

/// <summary>
/// The names and addresses of contact persons in an entry. They are taken out before it becomes a fact and sealed under the organization's
/// key; they are put back for who may read them. What is asked for by phone or at a desk stays where it is.
/// </summary>
public sealed class ContactPeople(IVault vault)
{
    private static readonly string[] OfEntry = ["assurer_email"];
    private static readonly string[] OfContact = ["name", "email"];
    private static readonly string[] OfAddress = ["attention"];

    /// <summary>The entry without people, and the people sealed; the same people have the same mark.</summary>
    public async Task<(JsonObject Entry, SealedPeople? People, SealedPayload? Payload)> Take(
        JsonObject entry, PayloadOwner owner, Guid subject, SealedPeople? had, CancellationToken ct)
    {
        var people = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Walk(entry, "", (place, parent, field) =>
        {
            people[$"{place}/{field}"] = parent[field]!.ToString();
            parent.Remove(field);
        });
        if (people.Count == 0)
            return (entry, null, null);

        var mark = await vault.Fingerprint(owner, JsonSerializer.SerializeToUtf8Bytes(people), ct);
        if (had?.Mark == mark)
            return (entry, had, null);

        var payload = await vault.Seal(owner, subject, people, ct);
        return (entry, new(payload.Ref, mark), payload);
    }

    /// <summary>Puts people back into an entry; what was erased stays away.</summary>
    public async Task Join(JsonObject entry, SealedPeople? people, CancellationToken ct)
    {
        if (people is null || await vault.Open<SortedDictionary<string, string>>(people.Content, ct) is not { } names)
            return;

        foreach (var (place, text) in names)
        {
            var at = place.LastIndexOf('/');
            if (Find(entry, place[..at]) is { } parent)
                parent[place[(at + 1)..]] = text;
        }
    }

    private static void Walk(JsonNode? node, string place, Action<string, JsonObject, string> found)
    {
        if (node is JsonArray array)
        {
            foreach (var (n, item) in array.Index())
                Walk(item, $"{place}/{n}", found);
        }

        if (node is not JsonObject thing)
            return;

        foreach (var (name, value) in thing.ToArray())
            Walk(value, $"{place}/{name}", found);
        foreach (var field in Fields(place).Where(field => thing[field] is JsonValue))
            found(place, thing, field);
    }

    private static string[] Fields(string place) => place switch
    {
        "" => OfEntry,
        _ when IsItem(place, "contacts") => OfContact,
        _ when IsItem(place, "addresses") => OfAddress,
        _ => [],
    };

    private static bool IsItem(string place, string list) => place.Split('/') is [.., var name, _] && name == list;

    private static JsonObject? Find(JsonNode? node, string place)
    {
        foreach (var step in place.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node switch
            {
                JsonArray array when int.TryParse(step, out var n) && n < array.Count => array[n],
                JsonObject thing => thing[step],
                _ => null,
            };
        }

        return node as JsonObject;
    }
}
