using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;
using WarmHandover.Signals;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalFigures;

/// <summary>The figures of a closed year at the door: computed from the log, the same for ever, for who may see them.</summary>
public sealed class FiguresApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    private const string Import = "/v1/signaalcijfers/noemers/import";
    private static readonly Persona Petra = new("petra-anne", [Roles.FocusOfficer], Cast.Jgz, []);

    [Fact]
    public async Task A_closed_year_is_counted_from_the_log_and_what_is_recorded_later_changes_nothing()
    {
        for (var family = 0; family < 14; family++)
            await Tell(0x7000 + family, "GM0344", new(2021, 3, 1), "energie-afgesloten");
        for (var family = 0; family < 12; family++)
            await Tell(0x7100 + family, "GM0342", new(2021, 4, 1), family < 3 ? "tandarts-gemist" : "energie-afgesloten");

        var first = (await house.Get("/v1/signaalcijfers/2021", Petra)).Body;
        var domains = Table(first, "signalen", "domein");
        Assert.Equal(["GM0342", "GM0344"], domains.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("area").GetString()));
        Assert.Equal(26, domains.GetProperty("total").GetInt32());
        Assert.Equal([12, 14], domains.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("total").GetInt32()));
        var codes = domains.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("code").GetString()).ToList();
        var health = domains.GetProperty("rows")[0].GetProperty("counts")[codes.IndexOf("gezondheid")];
        Assert.Equal(JsonValueKind.Null, health.ValueKind);
        Assert.DoesNotContain("family", first.GetRawText(), StringComparison.OrdinalIgnoreCase);

        await Tell(0x7200, "GM0344", new(2021, 3, 2), "energie-afgesloten", recorded: new(2022, 2, 2));
        Assert.Equal(first.GetRawText(), (await house.Get("/v1/signaalcijfers/2021", Petra)).Body.GetRawText());
        Assert.Equal(26, Table((await Fresh(2021)), "signalen", "maand").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task As_csv_a_hidden_number_is_called_hidden_and_nothing_runs_as_a_formula()
    {
        for (var family = 0; family < 4; family++)
            await Tell(0x7300 + family, "GM0200", new(2019, 3, 1), "energie-afgesloten");

        var csv = await house.Text("/v1/signaalcijfers/2019/csv", Petra, "text/csv");

        Assert.Contains("2019;signalen;maand;GM0200;03;maart;afgeschermd;", csv, StringComparison.Ordinal);
        Assert.Contains("2019;gezinnen;aantal;GM0200;totaal;Totaal;afgeschermd;", csv, StringComparison.Ordinal);
        var fields = csv.TrimStart('\uFEFF').Split('\n').SelectMany(line => line.Split(';'));
        Assert.DoesNotContain(fields, field => field.Length > 0 && "=+-@".Contains(field[0]));
    }

    [Fact]
    public async Task A_year_under_way_has_no_figures_and_only_who_may_see_them_does()
    {
        var running = await house.Get($"/v1/signaalcijfers/{SignalHouse.Today.Year}", Petra);
        Assert.Equal((HttpStatusCode.Conflict, "jaar-loopt-nog"), (running.Status, running.Code));
        Assert.Equal(["jaar"], (await house.Get("/v1/signaalcijfers/1200", Petra)).Errors);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Get("/v1/signaalcijfers/2021", SignalHouse.Noor)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Get("/v1/signaalcijfers/2021/csv", SignalHouse.Auditor)).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.Get("/v1/signaalcijfers/2001", Petra)).Status);
    }

    [Fact]
    public async Task Open_counts_come_in_the_layout_of_statline_with_bad_rows_by_line_and_column()
    {
        const string file = "\"ID\";\"RegioS\";\"Perioden\";\"HuishoudensTotaal_29\"\r\n0;\"NL01      \";\"2018JJ00\";8000000\r\n"
            + "1;\"GM0148    \";\"2018JJ00\";12000\r\n2;\"GM0148    \";\"2018KW01\";11000\r\n3;\"GM14\";\"2018JJ00\";5\r\n"
            + "4;\"GM0180    \";\"2018JJ00\";veel\r\n5;\"GM0183    \";\"2018JJ00\";       .\r\n6;\"GM0184    \"\r\n"
            + "7;\"GM0189    \";\"achttien\";3\r\n";
        var path = $"{Import}?noemer=huishoudens&kolom=HuishoudensTotaal_29";
        for (var family = 0; family < 12; family++)
            await Tell(0x7400 + family, "GM0148", new(2018, 3, 1), "energie-afgesloten");

        var report = (await Upload(path, file)).Report;
        Assert.Equal((8, 1, 3, 4), (Number(report, "rows"), Number(report, "kept"), Number(report, "passedBy"), Number(report, "refused")));
        Assert.Equal(
            [(5, "RegioS"), (6, "HuishoudensTotaal_29"), (8, ""), (9, "Perioden")],
            report.GetProperty("notes").EnumerateArray().Select(n => (Number(n, "line"), n.GetProperty("column").GetString()!)));
        Assert.True(report.GetProperty("changed").GetBoolean());
        Assert.False((await Upload(path, file)).Report.GetProperty("changed").GetBoolean());
        Assert.DoesNotContain("veel", report.GetRawText(), StringComparison.Ordinal);

        var row = Table((await house.Get("/v1/signaalcijfers/2018", Petra)).Body, "gezinnen", "aantal").GetProperty("rows")[0];
        Assert.Equal(1.0m, row.GetProperty("per1000").GetProperty("huishoudens").GetDecimal());
    }

    [Theory]
    [InlineData("Regio's;Perioden;Huishoudens\nDeventer;2018;4\n", "geen kolom met gemeenten")]
    [InlineData("RegioS;Perioden;Anders_1\nGM0150;2018JJ00;4\n", "staat niet in het bestand")]
    [InlineData("RegioS;H_1\nGM0150;4\n", "Geef het jaar op")]
    [InlineData("RegioS;Perioden;H_1\n", "geen rijen")]
    [InlineData("", "geen namen van kolommen")]
    [InlineData("RegioS;Perioden;H_1\nGM0150;2018JJ00;\u00e9\n", "geen UTF-8")]
    public async Task A_file_that_cannot_be_read_is_told_in_one_sentence(string text, string sentence)
    {
        var (status, report) = await Upload($"{Import}?noemer=huishoudens&kolom=H_1", text, Encoding.Latin1);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, report.GetProperty("errors").GetProperty("bestand")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_an_import_is_told_at_once()
    {
        var (status, report) = await Upload($"{Import}?noemer=auto's&jaar=12", "x");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["jaar", "kolom", "noemer"], report.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        const string path = $"{Import}?noemer=inwoners&kolom=x";
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Upload(path, "x", type: "text/plain")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Upload(path, "x", who: SignalHouse.Noor)).Status);
    }

    // As if it had been recorded then: the road with a clock of that day.
    private async Task Tell(int family, string area, DateOnly on, string kind, DateOnly? recorded = null)
    {
        var at = new DateTimeOffset(recorded ?? on, new(12, 0), TimeSpan.Zero);
        var (id, member) = (Cast.Id(family), Cast.Id(0x10000 + family));
        var handler = new FamilyHandler(house.Services.GetRequiredService<IEventLog>(), new FakeClock(at));
        var child = kind is "tandarts-gemist";
        await Say(new OpenFamily(id, Cast.Jgz, Cast.JgzTeam, area, at));
        await Say(new AddMember(
            member, Cast.Jgz, child ? "child" : "parent", child ? "under-12" : "adult", child ? on.AddYears(5) : null, Circle.Sealed, at));
        await Say(new RecordSignal(
            Cast.Id(0x20000 + family), member, FamilyCodes.SignalKinds.Find(kind)!, 2, "gezien", on, "gewoon", null, null, null, Cast.Jgz,
            Cast.JgzTeam, at));

        async Task Say(FamilyCommand command) => Assert.Null((await handler.Handle(
            id, command, new(Guid.CreateVersion7(), new(Cast.Noor, Roles.Professional, Cast.Jgz)), CancellationToken.None)).Refusal);
    }

    private async Task<JsonElement> Fresh(int year)
    {
        using var desk = new WarmHandover.Signals.Figures.FigureDesk(
            house.Services.GetRequiredService<IEventLog>(), new Microsoft.Extensions.Configuration.ConfigurationManager());
        var measures = await desk.Of(year, CancellationToken.None);
        return JsonSerializer.SerializeToElement(
            new { measures = measures.Select(m => new { m.Measure, tables = m.Tables.Select(t => new { t.By, t.Counts.Total }) }) },
            JsonSerializerOptions.Web);
    }

    private async Task<(HttpStatusCode Status, JsonElement Report)> Upload(
        string path, string file, Encoding? encoding = null, string type = "text/csv", Persona? who = null)
    {
        var reply = await house.Send(HttpMethod.Post, path, who ?? Petra, request =>
        {
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            request.Content = new ByteArrayContent((encoding ?? Encoding.UTF8).GetBytes(file));
            request.Content.Headers.ContentType = new(type);
        });
        return (reply.Status, reply.Body);
    }

    private static JsonElement Table(JsonElement figures, string measure, string by) => figures.GetProperty("measures").EnumerateArray()
        .Single(m => m.GetProperty("measure").GetString() == measure).GetProperty("tables").EnumerateArray()
        .Single(t => t.GetProperty("by").GetString() == by);

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
