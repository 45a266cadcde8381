using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking.Unusual;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.Logbook;

/// <summary>The weekly list at the door of signal: own surname, own postcode, another team; and nothing that can be read back.</summary>
public sealed class UnusualApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    private static readonly Persona Bouke = new("bouke", [Roles.Professional], Cast.Jgz, [Cast.Id(0x199)]);
    private static readonly Persona Hedda = new("hedda", [Roles.PrivacyOfficer], Cast.Jgz, []);

    [Fact]
    public async Task Who_opens_a_file_of_his_own_circle_or_of_another_team_stands_in_the_list_and_each_line_is_judged()
    {
        var (family, _, _) = await house.Open();
        Assert.Equal(["postcode", "surname"], (await house.Post(
            "/v1/gezinnen/eigen-kenmerken", new { surname = "", postcode = new string('x', 11) }, Bouke)).Errors.Order());
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            "/v1/gezinnen/eigen-kenmerken", new { surname = "van Bouazza", postcode = "7411AB" }, Bouke)).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.Get($"/v1/gezinnen/{family}", Bouke)).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.Get($"/v1/gezinnen/{family}")).Status);

        var (views, log) = (house.Services.GetRequiredService<IViews>(), house.Services.GetRequiredService<IEventLog>());
        await views.FreshToHead(UnusualView.Table, default);
        var week = UnusualWeek.MondayOf(Amsterdam.DateAt(TimeProvider.System.GetUtcNow()));
        Assert.Empty(await views.Due(UnusualView.Table, UnusualWeek.DueAt(week).AddSeconds(-1), 10, default));
        var due = (await views.Due(UnusualView.Table, UnusualWeek.DueAt(week), 10, default))
            .Single(d => d.Json.Contains($"{Cast.Jgz}", StringComparison.Ordinal));
        await house.Services.GetServices<IClockHand>().OfType<UnusualHand>().Single().Strike(due, default);
        await views.FreshToHead(UnusualView.Table, default);
        Assert.DoesNotContain(
            await views.Due(UnusualView.Table, UnusualWeek.DueAt(week), 10, default),
            d => d.Json.Contains($"{Cast.Jgz}", StringComparison.Ordinal));

        var lists = (await house.Get("/v1/logboek/signal/ongewoon", Hedda)).Body.EnumerateArray().ToArray();
        var lines = Assert.Single(lists).GetProperty("lines").EnumerateArray().ToArray();
        var kinds = lines.Where(l => l.GetProperty("who").GetString() == "bouke").Select(l => l.GetProperty("kind").GetString()).ToArray();
        Assert.Contains("eigen-achternaam", kinds);
        Assert.Contains("eigen-adres", kinds);
        Assert.Contains("zonder-verwijzing", kinds);
        Assert.DoesNotContain(lines, l => l.GetProperty("who").GetString() == Cast.Noor
            && l.GetProperty("kind").GetString() is "eigen-achternaam" or "eigen-adres");

        var path = $"/v1/logboek/signal/ongewoon/{week:yyyy-MM-dd}/1";
        Assert.Equal(["outcome"], (await house.Post(path, new { outcome = "prima" }, Hedda)).Errors);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"{path}99", new { outcome = "terecht" }, Hedda)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(path, new { outcome = "nagevraagd-en-uitgelegd" }, Hedda)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Get("/v1/logboek/signal/ongewoon")).Status);

        await foreach (var stored in log.ReadAll(Position.Start, int.MaxValue, default))
        {
            var text = Encoding.UTF8.GetString([.. stored.Header, .. stored.Data, .. stored.Beside]);
            Assert.DoesNotContain("bouazza", text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
