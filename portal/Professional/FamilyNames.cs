using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Professional;

/// <summary>The names beside a list of families, so many in one question as the API answers.</summary>
internal static class FamilyNames
{
    private const int Most = 50;

    public static async Task<Dictionary<Guid, string>> Of(ApiClient api, Texts texts, IEnumerable<Guid> families)
    {
        var named = new Dictionary<Guid, string>();
        foreach (var wanted in families.Distinct().Chunk(Most))
        {
            foreach (var family in await api.Ask<Named[]>("/v1/gezinnen/namen", new { families = wanted }))
                named[family.Family] = Label(family.Members, texts);
        }

        return named;
    }

    private static string Label(NamedMember[] members, Texts texts)
    {
        var names = members.Select(m => m.Name is { Length: > 0 } name ? name : texts.Code("lid", m.Role)).Take(4).ToArray();
        return names is [] ? texts["gezin.leeg"] : string.Join(", ", names);
    }

    private sealed record Named(Guid Family, NamedMember[] Members);

    private sealed record NamedMember(Guid Member, string Role, string Band, string? Name);
}
