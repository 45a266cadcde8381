using System.Text.RegularExpressions;
using Npgsql;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Directory;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Referral;

/// <summary>Our stems are PostgreSQL's: the words of the sample map, and many made by putting Dutch endings behind Dutch words.</summary>
[Collection(OnPostgres.Name)]
public sealed partial class DutchStemTests(PostgresFixture postgres)
{
    private static readonly string[] Roots =
    [
        "schuld", "kind", "gemeente", "gezin", "help", "steun", "lees", "school", "opvoed", "toeslag", "formulier", "verzeker", "aanvraag",
        "inkomen", "mogelijk", "zeker", "veilig", "gezond", "zwanger", "moeilijk", "ouder", "brief", "reis", "huur", "baan", "bank",
        "buurt",
        "taal", "speel", "fiets", "verjaardag", "pakket", "wijk", "vrijwillig", "woon", "eet", "ziek", "zorg", "bel", "betaal", "begeleid",
        "ondersteun", "crisis", "bewind", "maatje", "yoga", "royaal", "boeien", "vrij", "knoei", "hoedd", "bakk", "zett", "idee", "café",
    ];

    private static readonly string[] Endings =
    [
        "", "e", "en", "ene", "s", "se", "er", "end", "ende", "ing", "ingen", "ig", "ige", "igheid", "igheden", "lijk", "lijke", "lijkheid",
        "baar", "bare", "baarheid", "heid", "heden", "je", "jes", "schap", "achtig", "loos", "loze", "ster", "aar", "bar", "igend", "iging",
    ];

    [Fact]
    public async Task The_stems_of_both_are_the_same()
    {
        var sample = SampleProvisions.All.SelectMany(p => Word()
        .Matches($"{p.Name} {p.Description} {p.ForWhom} {p.HowToApply}".ToLowerInvariant())
            .Select(m => m.Value));
        string[] words = [.. sample.Concat(Roots.SelectMany(root => Endings.Select(end => root + end))).Distinct()];
        var database = await postgres.Server.NewDatabase();
        await using var connection = new NpgsqlConnection(database.Migrator);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select w, (ts_lexize('dutch_stem', w))[1] from unnest($1::text[]) w", connection);
        command.Parameters.Add(new() { Value = words });
        await using var reader = await command.ExecuteReaderAsync();
        var (compared, different) = (0, new List<string>());
        while (await reader.ReadAsync())
        {
            // Nothing is a stop word there.
            if (await reader.IsDBNullAsync(1))
                continue;

            compared++;
            var (word, theirs) = (reader.GetString(0), reader.GetString(1));
            if (DutchStem.Of(word) != theirs)
                different.Add($"{word}: {DutchStem.Of(word)} here, {theirs} there");
        }

        Assert.Empty(different);
        Assert.True(compared > 1_800, $"{compared} words compared");
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
