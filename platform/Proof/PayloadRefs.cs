using System.Text.Json;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Proof;

/// <summary>Finds what a fact says of sealed payloads: objects with an id and the SHA-256 of a ciphertext, nothing else.</summary>
public static class PayloadRefs
{
    /// <summary>All references in a fact's stored bytes.</summary>
    public static IReadOnlyList<PayloadRef> In(ReadOnlyMemory<byte> data)
    {
        using var json = JsonDocument.Parse(data);
        var found = new List<PayloadRef>();
        Look(json.RootElement, found);
        return found;
    }

    private static void Look(JsonElement element, List<PayloadRef> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Look(item, found);
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;

        if (element.GetPropertyCount() == 2 && element.TryGetProperty("id", out var id) && element.TryGetProperty("sha256", out var hash)
            && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var payload) && hash.ValueKind == JsonValueKind.String)
        {
            found.Add(new(payload, hash.GetString()!));
            return;
        }

        foreach (var member in element.EnumerateObject())
            Look(member.Value, found);
    }
}
