using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Consents;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Replay;

/// <summary>Who looked at what: a line before the answer, for reads, searches and refused attempts; and none, no answer.</summary>
public sealed class AccessLogTests : ConsentApi
{
    private static readonly Persona Hedda = new("hedda", [Roles.PrivacyOfficer], Cast.Jgz, []);
    private static readonly Persona Hassan = new("hassan", [Roles.PrivacyOfficer], Cast.Wijkteam, []);

    private BrokenLog? broken;

    private string AccessLog => $"/v1/logboek/consent?dag={Today:yyyy-MM-dd}";

    protected override void Change(WebApplicationBuilder builder)
    {
        var log = builder.Services.Last(s => s.ServiceType == typeof(IEventLog));
        builder.Services.Remove(log);
        builder.Services.AddSingleton<IEventLog>(provider => broken = new((IEventLog)log.ImplementationFactory!(provider)));
    }

    [Fact]
    public async Task A_read_is_a_line_with_who_when_what_for_and_the_trace_and_a_refused_attempt_too()
    {
        await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Read(Noor, Family);
        await Send(Wim, HttpMethod.Get, Family);
        await Read(Sjoerd, $"/v1/terugkijken/gezinnen/{Cast.Family}");

        var lines = (await Read(Hedda, AccessLog)).GetProperty("lines").EnumerateArray().ToArray();
        var look = lines.Single(l => Text(l, "person") == "noor" && Text(l, "action") == "lezen");
        Assert.Equal(("professional", "toestemming.v1", "hulpverlening", 200), (
            Text(look, "role"), Text(look, "activity"), Text(look, "purpose"), look.GetProperty("status").GetInt32()));
        Assert.Equal(Cast.Family, look.GetProperty("about").GetGuid());
        Assert.Equal("GET /v1/toestemmingen/{family:guid}", Text(look, "what"));
        Assert.Equal(Cast.JgzTeam, look.GetProperty("teams")[0].GetGuid());
        Assert.Equal(32, Text(look, "trace")!.Length);

        var wrote = lines.Single(l => Text(l, "person") == "noor" && Text(l, "action") == "vastleggen");
        Assert.Equal(("consent-requested.v1", Cast.Family), (Text(wrote, "what"), wrote.GetProperty("about").GetGuid()));

        var back = lines.Single(l => Text(l, "person") == "sjoerd");
        Assert.Equal(("terugkijken.v1", "klacht"), (Text(back, "activity"), Text(back, "purpose")));
        Assert.Contains(Cast.Yara, back.GetProperty("subjects").EnumerateArray().Select(s => s.GetGuid()));
        Assert.NotEqual(Guid.Empty, back.GetProperty("assignment").GetGuid());

        var foreign = (await Read(Hassan, AccessLog)).GetProperty("lines").EnumerateArray().Single(l => Text(l, "person") == "wim");
        Assert.Equal((404, "niet-gevonden"), (foreign.GetProperty("status").GetInt32(), Text(foreign, "code")));
        Assert.DoesNotContain(lines, l => Text(l, "person") == "wim");
    }

    [Fact]
    public async Task About_a_family_or_a_person_the_lines_of_the_own_people_stand_together_and_reading_them_is_a_line_itself()
    {
        await Read(Noor, Family);
        await Read(Sjoerd, $"/v1/terugkijken/gezinnen/{Cast.Family}");

        Assert.Equal(2, (await Read(Hedda, $"/v1/logboek/consent/over/{Cast.Family}")).GetProperty("lines").GetArrayLength());
        Assert.Single((await Read(Hedda, $"/v1/logboek/consent/over/{Cast.Yara}")).GetProperty("lines").EnumerateArray());
        Assert.Empty((await Read(Hassan, $"/v1/logboek/consent/over/{Cast.Family}")).GetProperty("lines").EnumerateArray());
        Assert.Contains(
            (await Read(Hedda, AccessLog)).GetProperty("lines").EnumerateArray(),
            l => Text(l, "person") == "hedda" && Text(l, "activity") == "toegangslogboek.v1");
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(Noor, HttpMethod.Get, AccessLog)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(Hedda, HttpMethod.Get, "/v1/logboek/consent?dag=morgen&na=x")).StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_shown()
    {
        await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        broken!.IsBroken = true;
        var answer = await Send(Noor, HttpMethod.Get, Family);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("gezondheid-kind", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        broken.IsBroken = false;
        Assert.Single((await Read(Noor, Family)).GetProperty("requests").EnumerateArray());
    }

    [Fact]
    public void Each_activity_has_an_id_of_its_own_for_good_and_says_what_for_on_which_law_and_how_long()
    {
        var activities = ActivityRegister.Known.Activities;
        Assert.Equal(activities.Count, activities.Select(a => a.Id).Distinct().Count());
        Assert.All(activities, a => Assert.Equal($"{a.Code}.v{a.Version}", a.Id));
        Assert.All(activities, a => Assert.True(
            a is { Grounds.Count: > 0, DataSubjects.Count: > 0, Purpose.Length: > 10, Retention.Length: > 3 }));
        Assert.Throws<ArgumentException>(() => ActivityRegister.Known.Newest("zomaar"));
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    /// <summary>A log on which, when told, no line of the access log can be written.</summary>
    private sealed class BrokenLog(IEventLog log) : IEventLog
    {
        public bool IsBroken { get; set; }

        public Task<Appended> Append(Append append, CancellationToken ct) =>
            IsBroken && append.Stream.Contains(".look-", StringComparison.Ordinal)
                ? throw new IOException("The disk is gone.")
                : log.Append(append, ct);

        public IAsyncEnumerable<StoredEvent> Read(string stream, long after, CancellationToken ct) => log.Read(stream, after, ct);

        public IAsyncEnumerable<StoredEvent> ReadAll(Position after, int limit, CancellationToken ct) => log.ReadAll(after, limit, ct);

        public Task<Position> Head(CancellationToken ct) => log.Head(ct);

        public Task WaitForMore(Position after, TimeSpan atMost, CancellationToken ct) => log.WaitForMore(after, atMost, ct);
    }
}
