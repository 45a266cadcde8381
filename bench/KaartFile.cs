using System.Globalization;
using System.Text.Json;

namespace WarmHandover.Bench;

/// <summary>The invented file of F27: services of a few hundred organizations in a few hundred municipalities, in common words.</summary>
public static class KaartFile
{
    /// <summary>What is offered, and searched for.</summary>
    public static readonly IReadOnlyList<string> Words =
    [
        "schulden", "formulieren", "opvoeden", "zwanger", "taal", "sport", "fietsen", "energie", "huur", "vervoer", "eten", "kleding",
        "wandelen", "koken", "muziek", "rouw", "slapen", "tanden", "werk", "computer", "post", "toeslagen", "verjaardag", "zwemles",
    ];

    /// <summary>The file: one service a line, as HSDS writes it.</summary>
    public static string Of(int services) => string.Join('\n', Texts(services).Select(t => Service(t.N, t.Words)));

    /// <summary>What each service says of itself.</summary>
    public static IEnumerable<(int N, string Words)> Texts(int services) => Enumerable.Range(0, services)
        .Select(n => (n, $"Hulp bij {Words[n % Words.Count]} en {Words[n / 7 % Words.Count]} en {Words[n / 31 % Words.Count]}."));

    /// <summary>The municipality of a service.</summary>
    public static string Area(int n) => string.Create(CultureInfo.InvariantCulture, $"GM{1000 + n % 340:0000}");

    private static string Service(int n, string words) => JsonSerializer.Serialize(new
    {
        id = Id(0xA, n),
        name = $"Dienst {n}",
        status = "active",
        description = words,
        organization = new { id = Id(0xB, n % 500), name = $"Stichting {n % 500}", description = "Een stichting" },
        service_areas = new[] { new { id = Id(0xC, n), name = "Gebied", extent = Area(n), extent_type = "text" } },
    });

    private static string Id(int kind, int n) => string.Create(CultureInfo.InvariantCulture, $"0198f200-000{kind:x}-7000-8000-{n:x12}");
}
