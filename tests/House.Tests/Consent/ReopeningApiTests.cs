using System.Net;
using WarmHandover.Consents;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>Re-opening over HTTP: the clock gives notice by itself, the team reads it, another team does not.</summary>
public sealed class ReopeningApiTests : ConsentApi
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_birthday_within_a_month_is_on_the_teams_list_until_the_child_has_answered()
    {
        await Hear(Bouazza(Now, Today.AddDays(10).AddYears(-12), version: 6));
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Says(request, Cast.Samira, "ja");
        await Noted<ReopeningForeseen>();

        var listed = Assert.Single((await Read(Noor, "/v1/toestemmingen/werklijst")).EnumerateArray());
        Assert.Equal("twaalf-jaar", listed.GetProperty("reason").GetString());
        Assert.True(listed.GetProperty("foreseen").GetBoolean());
        Assert.Equal(request, listed.GetProperty("request").GetGuid());
        Assert.EndsWith("Vraag het ook aan het kind.", listed.GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Empty((await Read(Wim, "/v1/toestemmingen/werklijst")).EnumerateArray());

        await Says(request, Cast.Erik, "ja");
        await Says(request, Cast.Yara, "ja");
        Assert.Empty((await Read(Noor, "/v1/toestemmingen/werklijst")).EnumerateArray());
    }

    [Fact]
    public async Task Other_authority_is_on_the_list_at_once_and_in_the_auditors_history_with_its_rows()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Hear(Bouazza(Now, Today.AddYears(-8), version: 6) with { Authorities = [Gezag(Cast.Yara, Cast.Samira)] });

        var listed = Assert.Single((await Read(Noor, "/v1/toestemmingen/werklijst")).EnumerateArray());
        Assert.Equal(("gezag", false), (listed.GetProperty("reason").GetString(), listed.GetProperty("foreseen").GetBoolean()));

        var step = (await Read(Sjoerd, $"{Family}/geschiedenis")).GetProperty("steps").EnumerateArray()
            .Single(s => s.GetProperty("type").GetString() == "consent-reopened.v1");
        Assert.Equal("gezondheid-kind", step.GetProperty("rows")[0].GetProperty("category").GetString());

        await Says(request, Cast.Samira, "ja");
        Assert.Empty((await Read(Noor, "/v1/toestemmingen/werklijst")).EnumerateArray());
    }

    [Fact]
    public async Task The_list_is_for_professionals_and_empty_while_there_is_nothing_to_ask()
    {
        Assert.Empty((await Read(Noor, "/v1/toestemmingen/werklijst")).EnumerateArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(Sjoerd, HttpMethod.Get, "/v1/toestemmingen/werklijst")).StatusCode);
    }

    private async Task Noted<TFact>() where TFact : ConsentFact
    {
        for (var deadline = TimeProvider.System.GetUtcNow() + Patience; TimeProvider.System.GetUtcNow() < deadline;)
        {
            if ((await Stored()).OfType<TFact>().Any())
                return;
            await Task.Delay(20);
        }

        Assert.Fail($"No {typeof(TFact).Name} was written down.");
    }
}
