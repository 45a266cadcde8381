using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;
using WarmHandover.Platform.EventLog;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>The sociale kaart as HSDS, in and out: what comes in goes out the same, and what is wrong is told by line.</summary>
public sealed class HsdsExchangeTests : IAsyncLifetime
{
    private readonly ReferralHouse house = new();

    public Task InitializeAsync() => house.InitializeAsync();

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_whole_service_goes_out_as_it_came_in_as_JSON_and_as_CSV()
    {
        Assert.Equal((1, 0, 0, 0), (await house.Import($"[{HsdsFiles.Whole}]")).Counts());
        var json = await Export();
        var service = JsonDocument.Parse(json).RootElement[0];
        Assert.Equal("Piet Heinsius", service.GetProperty("contacts")[0].GetProperty("name").GetString());
        Assert.Equal("Jan Smeets", service.GetProperty("service_at_locations")[0].GetProperty("location").GetProperty("addresses")[0]
            .GetProperty("attention").GetString());

        await using var other = new Another();
        await other.House.InitializeAsync();
        Assert.Equal((1, 0, 0, 0), (await other.House.Import(json)).Counts());
        Assert.Equal(HsdsFiles.Sorted(json), HsdsFiles.Sorted(await Export(other.House)));

        await using var third = new Another();
        await third.House.InitializeAsync();
        var package = await Package(house);
        var report = await third.House.Import(package, "application/zip");
        Assert.All(report.Notes(), note => Assert.StartsWith("datapackage.json", note, StringComparison.Ordinal));
        Assert.Equal(HsdsFiles.Sorted(json), HsdsFiles.Sorted(await Export(third.House)));
        Assert.Equal((0, 0, 1, 0), (await third.House.Import(package, "application/zip")).Counts());
    }

    [Fact]
    public async Task What_goes_out_keeps_to_the_schema()
    {
        await house.Import($"[{HsdsFiles.Whole}]");
        Assert.Equal(HttpStatusCode.Created, (await house.Post("/v1/voorzieningen", SampleProvisions.All[0], Petra)).Status);
        var schema = await JsonSchema.FromFileAsync(
            Path.Combine(HouseTests.Root, "tests", "House.Tests", "Referral", "hsds", "service.schema.json"));
        var services = JsonDocument.Parse(await Export()).RootElement;
        Assert.Equal(2, services.GetArrayLength());
        Assert.All(services.EnumerateArray(), service => Assert.Empty(schema.Validate(service.GetRawText())));
        Assert.NotEmpty(schema.Validate("""{"id":"x","name":"n","status":"open","phones":[{}]}"""));
    }

    [Fact]
    public async Task The_same_file_changes_nothing_and_a_changed_line_is_a_correction()
    {
        var (one, two) = (HsdsFiles.Service(0x11, "Een"), HsdsFiles.Service(0x12, "Twee"));
        var key = Guid.CreateVersion7();
        Assert.Equal((2, 0, 0, 0), (await house.Import($"[{one},{two}]", key)).Counts());
        Assert.Equal((0, 0, 2, 0), (await house.Import($"[{one},{two}]", key)).Counts());
        Assert.Equal((0, 0, 2, 0), (await house.Import($"{one.ReplaceLineEndings(" ")}\n{two.ReplaceLineEndings(" ")}")).Counts());
        Assert.Equal((0, 1, 1, 0),
            (await house.Import($$"""{"total_items":2,"contents":[{{one}},{{HsdsFiles.Service(0x12, "2")}}],"empty":false}"""))
            .Counts());
    }

    [Fact]
    public async Task Contact_persons_stand_in_no_event()
    {
        await house.Import($"[{HsdsFiles.Whole}]");
        var all = new StringBuilder();
        await foreach (var stored in house.Services.GetRequiredService<IEventLog>().ReadAll(Position.Start, 10_000, CancellationToken.None))
            all.Append(Encoding.UTF8.GetString(stored.Data)).Append(Encoding.UTF8.GetString(stored.Header));
        Assert.Contains("Fietsenbank", all.ToString(), StringComparison.Ordinal);
        foreach (var name in new[] { "Heinsius", "Smeets", "piet.heinsius", "petra.keizer" })
            Assert.DoesNotContain(name, all.ToString(), StringComparison.OrdinalIgnoreCase);
        var card = await house.Get("/v1/sociale-kaart?zoek=fietsenbank", Nobody);
        Assert.DoesNotContain("Heinsius", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_refers_nowhere_is_told_by_line_and_the_good_rows_are_kept()
    {
        var report = await house.Import(
            HsdsFiles.Zip(
                ("organizations.csv", $"id,name,description\n{HsdsFiles.Organization},Stichting Proef,Een\n"),
                ("services.csv", "id,organization_id,program_id,name,status\n"
                    + $"s1,{HsdsFiles.Organization},,Goed,active\n"
                    + "s2,0198f200-0000-7000-8000-00000000dead,,Wees,active\n"
                    + $"s3,{HsdsFiles.Organization},p9,\"Met , en \"\"\",active\n"
                    + $"s4,{HsdsFiles.Organization},,Fout,soms\n"
                    + $"s5,{HsdsFiles.Organization},,Te kort\n"
                    + $"s1,{HsdsFiles.Organization},,Dubbel,active\n"),
                ("phones.csv", "id,service_id,location_id,number\nt1,s1,l9,0570-1\nt2,s9,,0570-2\n"),
                ("service_at_location.csv", "id,service_id,location_id\na1,s1,l9\n"),
                ("vreemd.csv", "id\n1\n")),
            "application/zip");

        Assert.Equal(
            [
                "phones.csv:2 De verwijzing naar location wijst nergens naar; zij is weggelaten.",
                "phones.csv:3 Deze regel hoort bij een service die er niet is.",
                "service_at_location.csv:2 location_id wijst naar een location die er niet is.",
                "services.csv:3 organization_id wijst naar een organization die er niet is.",
                "services.csv:4 program_id wijst naar een program die er niet is. De verwijzing is weggelaten.",
                "services.csv:5 De stand (status) is active, inactive, defunct of temporarily closed.",
                "services.csv:6 Deze regel heeft 4 kolommen; de kop heeft er 5.",
                "services.csv:7 Dit nummer (id) staat al eerder in het bestand.",
                "vreemd.csv:0 Dit bestand zegt niets over het aanbod en is niet overgenomen.",
            ],
            report.Notes());
        Assert.Equal((2, 0, 0, 6), report.Counts());
        var services = JsonDocument.Parse(await Export()).RootElement.EnumerateArray()
            .ToDictionary(s => s.GetProperty("name").GetString()!);
        Assert.Equal(["Goed", "Met , en \""], services.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("0570-1", services["Goed"].GetProperty("phones")[0].GetProperty("number").GetString());
    }

    [Fact]
    public async Task A_service_in_JSON_may_name_an_organization_that_stands_elsewhere_in_the_file_and_not_one_that_is_nowhere()
    {
        var named = $$"""{"id":"{{Cast.Id(0x31)}}","name":"Genoemd","status":"active","organization_id":"{{HsdsFiles.Organization}}"}""";
        var lost = $$"""{"id":"{{Cast.Id(0x32)}}","name":"Wees","status":"active","organization_id":"{{Cast.Id(0xdead)}}"}""";
        var report = await house.Import($"{named}\n{lost}\n{HsdsFiles.Service(0x33, "Heel").ReplaceLineEndings(" ")}");

        Assert.Equal((2, 0, 0, 1), report.Counts());
        Assert.Equal([":2 organization_id wijst naar een organization die er niet is."], report.Notes());
        Assert.Equal((0, 0, 1, 0), (await house.Import($"[{named}]")).Counts());
    }

    [Fact]
    public async Task A_JSON_file_that_breaks_off_or_holds_rubbish_keeps_what_was_good()
    {
        var good = HsdsFiles.Service(0x21, "Goed");
        var half = await house.Import($"[{good},\n{HsdsFiles.Service(0x22, "Half")[..60]}");
        Assert.Equal((1, 0, 0, 1), half.Counts());
        Assert.StartsWith(":3 Het bestand houdt hier middenin op", Assert.Single(half.Notes()), StringComparison.Ordinal);

        var odd = await house.Import($$"""
            [{{good}},
             {"id":"x","name":},
             {"name":"zonder id","status":"active"},
             {"id":"0198f200-0000-7000-8000-000000000023","name":"Oud","status":"active","minimum_age":"veel"},
             {"id":"0198f200-0000-7000-8000-000000000024","name":"Vreemd","status":"active","phones":{"id":3} },
             7, "los",
             {{HsdsFiles.Service(0x25, "Ook goed")}}]
            """);
        Assert.Equal((1, 0, 1, 5), odd.Counts());
        Assert.Contains("Ook goed", await Export(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_encoding_is_read_by_its_mark_and_told_without_one()
    {
        var cafe = HsdsFiles.Service(0x31, "Café Contact");
        Assert.Equal((1, 0, 0, 0), (await house.Import([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"[{cafe}]")]))
            .Counts());
        Assert.Equal((0, 0, 1, 0), (await house.Import([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes($"[{cafe}]")])).Counts());
        var latin = await house.Import(Encoding.Latin1.GetBytes($"[{cafe},{HsdsFiles.Service(0x32, "Zonder")}]"));
        Assert.Equal((1, 0, 0, 1), latin.Counts());
        Assert.Contains("UTF-8", Assert.Single(latin.Notes()), StringComparison.Ordinal);

        var csv = $"id,organization_id,name,status\ns1,{HsdsFiles.Organization},Café,active\ns2,{HsdsFiles.Organization},Kaal,active\n";
        var organizations = Encoding.UTF8.GetBytes($"id,name\n{HsdsFiles.Organization},Stichting Proef\n");
        var report = await house.Import(
            HsdsFiles.Zip([("services.csv", Encoding.Latin1.GetBytes(csv)), ("organizations.csv", organizations)]), "application/zip");
        Assert.Equal((1, 0, 0, 1), report.Counts());
        Assert.Contains(report.Notes(), n => n.StartsWith("services.csv:2 ", StringComparison.Ordinal) && n.Contains("UTF-8"));
    }

    [Fact]
    public async Task A_package_that_is_a_trap_or_broken_is_refused()
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a,b,c,d\n", 4_000_000)));
        var bomb = await house.Import(HsdsFiles.Zip([("services.csv", lines)]), "application/zip");
        Assert.Contains("te groot", bomb.GetProperty("stopped").GetString(), StringComparison.Ordinal);
        var broken = await house.Import(HsdsFiles.Zip(("services.csv", "id\n"))[..40], "application/zip");
        Assert.Contains("zip-bestand", broken.GetProperty("stopped").GetString(), StringComparison.Ordinal);
        var odd = await house.Send(HttpMethod.Post, "/v1/voorzieningen/import", Petra, request =>
        {
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            request.Content = new StringContent("id,name", Encoding.UTF8, "text/csv");
        });
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, odd.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Get("/v1/voorzieningen/export", Noor)).Status);
    }

    private Task<string> Export() => Export(house);

    private static async Task<string> Export(ReferralHouse from)
    {
        await from.UpToDate();
        return (await from.Get("/v1/voorzieningen/export", Petra)).Text;
    }

    private static async Task<byte[]> Package(ReferralHouse from)
    {
        await from.UpToDate();
        return await from.Bytes("/v1/voorzieningen/export.zip", Petra);
    }

    private sealed class Another : IAsyncDisposable
    {
        public ReferralHouse House { get; } = new();

        public async ValueTask DisposeAsync() => await House.DisposeAsync();
    }
}
