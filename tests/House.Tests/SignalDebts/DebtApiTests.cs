using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals;
using WarmHandover.Signals.Debts;
using WarmHandover.Signals.Views;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalDebts;

/// <summary>A delivery comes in at the door of the Wgs team, and nobody else sees any of it.</summary>
public sealed class DebtApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    private const string Import = "/v1/vroegsignalen/import";
    private static readonly Persona Ruud = Wgs("ruud", 0x301);

    [Fact]
    public async Task How_far_a_delivery_is_can_be_asked_under_its_key_by_who_sent_it()
    {
        var (who, key) = (Wgs("wgs-2", 0x502), Guid.CreateVersion7());
        var file = Bytes(DdasFile.With(DdasFile.Row("P-1"), DdasFile.Row("")));
        await house.Upload(Import, "application/json", file, who, key);

        var asked = await house.Get($"{Import}/{key}", who);
        Assert.Equal((2, 1, 0, 1), Counts(asked.Body));
        Assert.True(asked.Body.GetProperty("done").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"{Import}/{key}", Ruud)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"{Import}/{Guid.CreateVersion7()}", who)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Get($"{Import}/{key}")).Status);
    }

    [Fact]
    public async Task A_delivery_is_bundled_per_household_and_the_same_file_again_changes_nothing()
    {
        var who = Wgs("wgs-1", 0x501);
        var file = Bytes(DdasFile.With(DdasFile.Row("A-1"), DdasFile.Row("A-2"), DdasFile.Row("A-3", "11"), DdasFile.Row("")));

        var first = (await house.Upload(Import, "application/json", file, who)).Lines[^1];
        Assert.True(first.GetProperty("done").GetBoolean());
        Assert.Equal((4, 3, 0, 1), Counts(first));
        Assert.Equal(6, first.GetProperty("notes")[0].GetProperty("line").GetInt32());
        Assert.Equal((4, 0, 3, 1), Counts((await house.Upload(Import, "application/json", file, who)).Lines[^1]));

        var list = await List(who, 2);
        Assert.Equal([1, 2], list.Select(h => h.GetProperty("amount").GetInt32() / 450).Order());
        Assert.Equal(0, (await house.Get("/v1/vroegsignalen", Wgs("wgs-other", 0x601))).Body.GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Get("/v1/vroegsignalen")).Status);
        var household = list[0].GetProperty("household").GetGuid();
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/vroegsignalen/{household}", Ruud)).Status);
        var read = (await house.Get($"/v1/vroegsignalen/{household}", who)).Body.GetRawText();
        Assert.Contains("Dijk", read, StringComparison.Ordinal);
        Assert.DoesNotContain("123456782", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_partner_may_hear_is_picked_up_or_not_and_never_why()
    {
        var who = Wgs("wgs-2", 0x502);
        await house.Upload(Import, "application/json", Bytes(DdasFile.With(DdasFile.Row("B-1"), DdasFile.Row("B-2", "12"))), who);
        var list = await List(who, 2);
        var (one, two) = (list[0].GetProperty("household").GetGuid(), list[1].GetProperty("household").GetGuid());

        await house.Post($"/v1/vroegsignalen/{one}/oppakken", new { }, who);
        await house.Post($"/v1/vroegsignalen/{one}/afsluiten", new { result = "geen-hulp-nodig" }, who);
        await house.Post($"/v1/vroegsignalen/{two}/afsluiten", new { result = "onterecht-signaal" }, who);

        var told = (await house.Get("/v1/vroegsignalen/terugkoppeling", who)).Body;
        Assert.Equal(["niet-opgepakt", "opgepakt"], told.EnumerateArray().Select(t => t.GetProperty("state").GetString()).Order());
        Assert.DoesNotContain("onterecht", told.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("hulp", told.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            ["dayPart", "kind", "on", "reached"], (await house.Post($"/v1/vroegsignalen/{one}/contactpogingen", new { }, who)).Errors);
        Assert.Equal(["result"], (await house.Post($"/v1/vroegsignalen/{one}/afsluiten", new { result = "onbekend" }, who)).Errors);
    }

    [Fact]
    public async Task Csv_a_zip_a_zip_bomb_and_what_is_no_file_are_told_apart()
    {
        var who = Wgs("wgs-3", 0x503);
        var csv = Bytes("ID,signaalpartner.type,signaaldatum,Achternaam,Geboortedatum,Postcode,Huisnummer\n"
            + "C-1,Water,2026-01-05,Bos,1990-01-01,1234AB,1\n");
        Assert.Equal((1, 1, 0, 0), Counts((await house.Upload(Import, "text/csv", csv, who)).Lines[^1]));
        var zipped = Zip("levering.csv", csv);
        Assert.Equal((1, 0, 1, 0), Counts((await house.Upload(Import, "application/zip", zipped, who)).Lines[^1]));

        var spaces = new byte[20_000_000];
        Array.Fill(spaces, (byte)' ');
        var bomb = (await house.Upload(Import, "application/zip", Zip("levering.json", spaces), who)).Lines[^1];
        Assert.Contains("te groot", bomb.GetProperty("stopped").GetString(), StringComparison.Ordinal);
        var broken = (await house.Upload(Import, "application/zip", csv, who)).Lines[^1];
        Assert.Contains("geen leesbare zip", broken.GetProperty("stopped").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await house.Upload(Import, "application/pdf", csv, who)).Status);
    }

    [Fact]
    public async Task A_join_is_offered_only_for_a_family_whose_referral_was_accepted_and_confirmed_by_a_person()
    {
        var who = Wgs("wgs-4", 0x504);
        var family = (await house.Post("/v1/gezinnen", new { area = "GM0150" })).Id("family");
        await house.Post($"/v1/gezinnen/{family}/leden", new { role = "parent", name = "Anna van Dijk", birthDate = "1985-06-15" });
        await house.Upload(Import, "application/json", Bytes(DdasFile.With(DdasFile.Row("D-1", "14"))), who);
        var household = (await List(who, 1))[0].GetProperty("household").GetGuid();
        var at = $"/v1/vroegsignalen/{household}";
        Assert.Equal(0, (await house.Get(at, who)).Body.GetProperty("mayBe").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"{at}/koppelingen", new { family }, who)).Status);

        var families = house.Services.GetRequiredService<FamilyHandler>();
        var accepted = new JoinParty(Cast.Id(0x504), Cast.Id(0x1504), "referral.referral-x", 5, Cast.Monday);
        var joined = await families.Handle(family, accepted, new(Guid.CreateVersion7(), Actor.House("signal")), default);
        await house.Get("/v1/gezinnen", atLeast: joined.Position.ToString());

        Assert.Equal([family], (await house.Get(at, who)).Body.GetProperty("mayBe").EnumerateArray().Select(f => f.GetGuid()));
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post($"{at}/koppelingen", new { family }, who)).Status);
        Assert.Equal(family, (await house.Get(at, who)).Body.GetProperty("family").GetGuid());
        Assert.DoesNotContain($"{household}", (await house.Get($"/v1/gezinnen/{family}")).Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_its_term_without_contact_nothing_of_it_can_be_read_any_more()
    {
        var who = Wgs("wgs-5", 0x505);
        await house.Upload(Import, "application/json", Bytes(DdasFile.With(DdasFile.Row("E-1", "15"))), who);
        var row = (await List(who, 1))[0];
        var household = row.GetProperty("household").GetGuid();
        var handler = house.Services.GetRequiredService<DebtHandler>();
        var sealedAs = (await handler.Load(household, default)).State.Signals[0].Client;
        var vault = house.Services.GetRequiredService<IVault>();
        Assert.NotNull(await vault.Open<DebtClient>(sealedAs, default));

        var clock = new FakeClock(new(row.GetProperty("keepUntil").GetDateTime().AddHours(12), TimeSpan.Zero));
        var hand = new DebtTermHand(
            new(house.Services.GetRequiredService<IEventLog>(), clock), house.Services.GetRequiredService<IKeyStore>(),
            house.Services.GetRequiredService<IPayloads>(), clock);
        var due = JsonSerializer.Serialize(JsonSerializer.Deserialize<DebtRow>(row.GetRawText(), JsonSerializerOptions.Web), Facts.Json);
        await hand.Strike(new("x", due, clock.GetUtcNow()), default);
        await hand.Strike(new("x", due, clock.GetUtcNow()), default);

        Assert.Null(await vault.Open<DebtClient>(sealedAs, default));
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/vroegsignalen/{household}", who)).Status);
        Assert.True((await handler.Load(household, default)).State.Destroyed);
        Assert.Equal((1, 0, 1, 0), Counts(
            (await house.Upload(Import, "application/json", Bytes(DdasFile.With(DdasFile.Row("E-1", "15"))), who)).Lines[^1]));
    }

    private static Persona Wgs(string name, int organisation) =>
        new(name, [Roles.EarlyDebt], Cast.Id(organisation), [Cast.Id(0x1000 + organisation)]);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.Replace("2027-01-05", "2026-01-05", StringComparison.Ordinal)
        .Replace("2026-12-10", "2025-12-10", StringComparison.Ordinal));

    private static byte[] Zip(string name, byte[] content)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry(name).Open())
            entry.Write(content);

        return zip.ToArray();
    }

    private async Task<JsonElement[]> List(Persona who, int atLeast)
    {
        var deadline = DateTime.UtcNow.AddMinutes(1);
        while (true)
        {
            var list = (await house.Get("/v1/vroegsignalen", who)).Body.EnumerateArray().ToArray();
            if (list.Length >= atLeast || DateTime.UtcNow > deadline)
                return list;

            await Task.Yield();
        }
    }

    private static (int Read, int Taken, int Unchanged, int Refused) Counts(JsonElement report) => (
        report.GetProperty("read").GetInt32(), report.GetProperty("taken").GetInt32(), report.GetProperty("unchanged").GetInt32(),
        report.GetProperty("refused").GetInt32());
}
