using System.Net;
using System.Text;
using WarmHandover.Auditing;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Proof;

namespace WarmHandover.Tests.Door;

/// <summary>
/// What an auditor gets of signal, referral and notification to check on another machine: valid, with who looked, and nothing of others.
/// </summary>
[Collection(StoryHouse.Once)]
public sealed class BundlesTests(StoryHouse house)
{
    public static TheoryData<string, string, string> Services => new()
    {
        { "gezinnen", "signal", "signal.family-" },
        { "verwijzingen", "referral", "referral.referral-" },
        { "meldingen", "notification", "notification.team-" },
    };

    private string Sjoerd => house.Token("sjoerd");

    private Guid Family => Guid.Parse(house.Known("family")!);

    private async Task<Zipped> Bundle(string name, string of)
    {
        var (status, zip) = await house.Read($"/v1/bewijs/{name}/{of}", Sjoerd);
        Assert.True(status is HttpStatusCode.OK, $"{status}: {Encoding.UTF8.GetString(zip)[..Math.Min(400, zip.Length)]}");
        var (_, anchor) = await house.Read($"/v1/bewijs/{name}/controlepunt", token: null);
        var verdict = Check.Run(new MemoryStream(zip), [Encoding.UTF8.GetString(anchor)]);
        Assert.True(verdict.ExitCode == Verdict.Valid, $"{verdict.Line}: {verdict.Words}");
        return Zipped.Open(zip);
    }

    private static Entry[] Entries(Zipped bundle) => [.. bundle.Lines.Select((line, i) => Entry.Read(line, i + 1))];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_family_s_bundle_is_valid_and_holds_its_facts_with_the_lines_of_who_looked(string name, string service, string kind)
    {
        var entries = Entries(await Bundle(name, $"{Family}/bewijs.zip?logboek=ja"));
        var open = entries.Where(e => e.Header is not null).ToArray();
        Assert.Contains(open, e => e.Stream!.StartsWith(kind, StringComparison.Ordinal));
        if (service != "notification")
            Assert.Contains(open, e => e.Stream!.StartsWith($"{service}.look-", StringComparison.Ordinal));
        Assert.All(open, e =>
        {
            var header = EventHeader.Read(e.Header!);
            Assert.True(header.Actor.IsHouse || header.Actor.Organisation == People.Jgz || header.Actor.Organisation == People.Wijkteams,
                $"{header.Type} is of another organisation");
        });
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_period_s_bundle_holds_every_entry_and_what_is_not_his_as_a_hash_only(string name, string service, string kind)
    {
        var bundle = await Bundle(name, $"bewijs.zip?van={Amsterdam.DateAt(TimeProvider.System.GetUtcNow()).AddDays(-1):yyyy-MM-dd}");
        var entries = Entries(bundle);
        Assert.Equal(Enumerable.Range(0, entries.Length).Select(i => (long)i), entries.Select(e => e.Index));
        var open = entries.Where(e => e.Header is not null).ToArray();
        Assert.Contains(open, e => e.Stream!.StartsWith(kind, StringComparison.Ordinal));
        Assert.Contains(open, e => e.Stream!.StartsWith($"{service}.look-", StringComparison.Ordinal));
        Assert.Contains(entries, e => e.Header is null && e.Stream is null);
        Assert.DoesNotContain(open, e => Encoding.UTF8.GetString(e.Header!).Contains("way-in-code-issued", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Outside_an_assignment_it_does_not_exist(string name, string service, string kind)
    {
        var path = $"/v1/bewijs/{name}/{Family}/bewijs.zip";
        Assert.Equal(HttpStatusCode.NotFound, (await house.Read(path, house.Stranger(Roles.Auditor))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Read($"{path}?opdracht={Guid.CreateVersion7()}", Sjoerd)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Read($"/v1/bewijs/{name}/{Guid.CreateVersion7()}/bewijs.zip", Sjoerd)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Read(path, house.Token("noor"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.Read(path, token: null)).Status);
        Assert.StartsWith($"{service}.", kind, StringComparison.Ordinal);
        foreach (var query in new[] { "", "?van=morgen", "?van=2027-02-02&tot=2027-02-01", "?van=2027-01-01&opdracht=geen-nummer" })
        {
            Assert.Equal(
                HttpStatusCode.BadRequest, (await house.Read($"/v1/bewijs/{name}/bewijs.zip{query}", Sjoerd)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await house.Read($"/v1/bewijs/{name}/bewijs.zip?van=2001-01-01", Sjoerd)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Read($"{path}?logboek=misschien", Sjoerd)).Status);
    }
}
