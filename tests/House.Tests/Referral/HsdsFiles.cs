using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>Files of HSDS, invented for the tests, and how they go in and out at the door.</summary>
internal static class HsdsFiles
{
    public const string Organization = "0198f200-0000-7000-8000-000000000001";
    public const string Location = "0198f200-0000-7000-8000-000000000002";

    public static string Service(int n, string name, string extra = "") => $$"""
        {"id":"0198f200-0000-7000-8000-{{n:x12}}","name":"{{name}}","status":"active","description":"Hulp bij {{name}}."{{extra}},
         "organization":{"id":"{{Organization}}","name":"Stichting Proef","description":"Een stichting"} }
        """;

    /// <summary>A whole service with every kind of part that HSDS has.</summary>
    public static string Whole => """
        {"id":"0198f200-0000-7000-8000-0000000000f0","name":"Fietsenbank","alternate_name":"Fiets voor ieder kind","status":"active",
         "program_id":"0198f200-0000-7000-8000-0000000000f1","description":"Fietsen voor kinderen.",
          "url":"https://fietsenbank.voorbeeld.nl",
         "email":"info@voorbeeld.nl","interpretation_services":"Tolk Arabisch","application_process":"Kom langs",
          "fees_description":"Gratis",
         "wait_time":"3 weken","eligibility_description":"Kinderen van 4 tot 18","minimum_age":4,"maximum_age":17.5,
         "assured_date":"2027-01-15","assurer_email":"petra.keizer@voorbeeld.nl","alert":"Dicht in augustus",
         "last_modified":"2027-01-15T10:30:45.123Z",
         "organization":{"id":"0198f200-0000-7000-8000-000000000001","name":"Stichting Proef","description":"Een stichting",
           "website":"https://proef.voorbeeld.nl","year_incorporated":2011,
           "organization_identifiers":[{"id":"0198f200-0000-7000-8000-0000000000e1","identifier_type":"KVK","identifier":"12345678"}]},
         "program":{"id":"0198f200-0000-7000-8000-0000000000f1","name":"Kind en fiets","description":"Programma"},
         "phones":[{"id":"0198f200-0000-7000-8000-0000000000f2","number":"0570-000199","extension":12,"type":"voice",
           "languages":[{"id":"0198f200-0000-7000-8000-0000000000f3","name":"Turks","code":"tr"}]}],
         "schedules":[{"id":"0198f200-0000-7000-8000-0000000000f4","freq":"WEEKLY","wkst":"MO","byday":"TU,TH","opens_at":"09:00",
           "closes_at":"12:00","description":"Dinsdag en donderdag"}],
         "service_areas":[{"id":"0198f200-0000-7000-8000-0000000000f5","name":"Deventer","extent":"GM0150","extent_type":"text"}],
         "languages":[{"id":"0198f200-0000-7000-8000-0000000000f6","name":"Arabisch","code":"ar"}],
         "funding":[{"id":"0198f200-0000-7000-8000-0000000000f7","source":"Gemeente"}],
         "cost_options":[{"id":"0198f200-0000-7000-8000-0000000000f8","option":"Borg","currency":"eur","amount":12.50}],
         "required_documents":[{"id":"0198f200-0000-7000-8000-0000000000f9","document":"Identiteitsbewijs"}],
         "capacities":[{"id":"0198f200-0000-7000-8000-0000000000fa","available":3,"maximum":20,"updated":"2027-01-15"}],
         "contacts":[{"id":"0198f200-0000-7000-8000-0000000000fb","name":"Piet Heinsius","title":"Monteur",
          "email":"piet.heinsius@voorbeeld.nl",
           "phones":[{"id":"0198f200-0000-7000-8000-0000000000fc","number":"0570-000198"}]}],
         "attributes":[
           {"id":"0198f200-0000-7000-8000-0000000000fd","link_type":"taxonomy","taxonomy_term":{"id":"0198f200-0000-7000-8000-0000000000fe",
             "code":"participatie","name":"Meedoen","description":"Meedoen","taxonomy":"leefgebied","language":"nl"}},
           {"id":"0198f200-0000-7000-8000-0000000000ef","value":"120% 2027-01-01/2027-12-31","taxonomy_term":{
             "id":"0198f200-0000-7000-8000-0000000000ee","code":"sociaal-minimum","name":"n","description":"d","taxonomy":"inkomensnorm"}},
           {"id":"0198f200-0000-7000-8000-0000000000ed","value":"ja","taxonomy_term":{"id":"0198f200-0000-7000-8000-0000000000ec",
             "code":"X","name":"Duurzaam","description":"Tweedehands","taxonomy":"eigen"}}],
         "service_at_locations":[{"id":"0198f200-0000-7000-8000-0000000000d1","description":"In de loods",
           "location":{"id":"0198f200-0000-7000-8000-000000000002","location_type":"physical","name":"Loods",
          "latitude":52.25,"longitude":6.16,
             "addresses":[{"id":"0198f200-0000-7000-8000-0000000000d2","attention":"Jan Smeets","address_1":"Havenweg 1","city":"Deventer",
               "state_province":"Overijssel","postal_code":"7400 AA","country":"NL","address_type":"physical"}],
             "accessibility":[{"id":"0198f200-0000-7000-8000-0000000000d3","description":"Rolstoel kan naar binnen"}]}}]}
        """;

    public static async Task<JsonElement> Import(
        this ReferralHouse house, byte[] file, string type = "application/json", Guid? key = null)
    {
        var reply = await house.Send(HttpMethod.Post, "/v1/voorzieningen/import", Petra, request =>
        {
            request.Headers.Add("Idempotency-Key", (key ?? Guid.CreateVersion7()).ToString());
            request.Content = new ByteArrayContent(file);
            request.Content.Headers.ContentType = new(type);
        });
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var report = JsonDocument.Parse(reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.True(report.GetProperty("done").GetBoolean());
        return report;
    }

    public static Task<JsonElement> Import(this ReferralHouse house, string json, Guid? key = null) =>
        house.Import(Encoding.UTF8.GetBytes(json), key: key);

    public static byte[] Zip(params (string Name, string Text)[] files) =>
        Zip([.. files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Text)))]);

    public static byte[] Zip((string Name, byte[] Bytes)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return memory.ToArray();
    }

    /// <summary>A JSON text with its objects in a fixed order of names and lists in order of id, so that two exports compare.</summary>
    public static string Sorted(string json) => Sorted(JsonNode.Parse(json))!.ToJsonString();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject thing => new JsonObject(thing.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted).OrderBy(n => n?.ToJsonString(), StringComparer.Ordinal)]),
        _ => node?.DeepClone(),
    };

    public static (int Listed, int Revised, int Unchanged, int Refused) Counts(this JsonElement report) => (
        report.GetProperty("listed").GetInt32(), report.GetProperty("revised").GetInt32(), report.GetProperty("unchanged").GetInt32(),
        report.GetProperty("refused").GetInt32());

    public static string[] Notes(this JsonElement report) => [.. report.GetProperty("notes").EnumerateArray().Select(n =>
        $"{(n.TryGetProperty("file", out var file) ? file.GetString() : null)}:{n.GetProperty("line")} {n.GetProperty("sentence")}")];
}
