using System.Net.Http.Headers;
using System.Text.Json;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Embedded;

/// <summary>What somebody finds who starts the house for the first time, and again.</summary>
public sealed class StageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("house-stage").FullName;

    [Fact]
    public async Task The_house_starts_with_three_sample_families_and_a_second_start_adds_nothing()
    {
        foreach (var start in new[] { "first", "second" })
        {
            await using var house = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", CancellationToken.None);
            await Stage.Set(house, CancellationToken.None);
            var families = await Families(house);

            using var http = new HttpClient { BaseAddress = house.Address };
            http.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Bearer", house.Token(People.All.Single(p => p.Name == "noor"), null, null));
            var fitting = await http.GetStringAsync(new Uri("/v1/zorgpaden/passend?domein=financien&gebied=GM0150", UriKind.Relative));
            Assert.Equal(2, JsonDocument.Parse(fitting).RootElement.GetArrayLength());
            Assert.DoesNotContain("\"leadsNowhere\":true", fitting, StringComparison.Ordinal);

            Assert.True(families.Length == 3, $"{families.Length} families after the {start} start");
            Assert.All(families, f => Assert.Equal(2, f.GetProperty("members").GetInt32()));
            Assert.Equal(5, families.Sum(f => f.GetProperty("openSignals").GetInt32()));
        }
    }

    [Fact]
    public async Task A_house_with_its_clock_ahead_signs_its_people_in_by_that_clock()
    {
        await using var house = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", CancellationToken.None);
        await house.Later(TimeSpan.FromDays(30), CancellationToken.None);
        await Stage.Set(house, CancellationToken.None);

        Assert.Equal(3, (await Families(house)).Length);
    }

    [Fact]
    public async Task A_house_that_starts_for_the_first_time_in_some_years_and_again_after_that_has_the_same_sample()
    {
        var years = TimeSpan.FromDays(1500);
        var day = Amsterdam.DateAt(TimeProvider.System.GetUtcNow() + years);
        await using var house = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", CancellationToken.None);
        await house.Later(years, CancellationToken.None);
        foreach (var start in new[] { day, day.AddDays(1) })
        {
            await Stage.Set(house, CancellationToken.None, start);
            Assert.Equal(3, (await Families(house)).Length);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<JsonElement[]> Families(EmbeddedHouse house)
    {
        using var http = new HttpClient { BaseAddress = house.Address };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", house.Token(People.All.Single(p => p.Name == "noor"), null, null));
        var deadline = DateTime.UtcNow.AddMinutes(1);
        while (true)
        {
            var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/gezinnen", UriKind.Relative))).RootElement;
            JsonElement[] families = [.. answer.EnumerateArray()];
            if (families.Sum(f => f.GetProperty("openSignals").GetInt32()) >= 5 || DateTime.UtcNow > deadline)
                return families;
            await Task.Delay(50);
        }
    }
}
