using System.Text.Json;
using System.Text.Json.Nodes;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>The description of all events (AsyncAPI 3.0), made of the one table, so that it cannot say anything else.</summary>
public static class AsyncApi
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document.</summary>
    public static string Document { get; } = Make().ToJsonString(Readable) + "\n";

    private static JsonObject Make()
    {
        var (messages, inChannel) = (new JsonObject(), new JsonObject());
        foreach (var type in EventTypes.All.Append(new(EventTypes.Trial, "Een proef, op verzoek van de beheerder.")))
        {
            messages[type.Type] = new JsonObject
            {
                ["name"] = type.Type,
                ["title"] = type.Meaning,
                ["contentType"] = "application/cloudevents+json",
                ["headers"] = Ref("handtekening"),
                ["payload"] = new JsonObject { ["allOf"] = new JsonArray(Ref("gebeurtenis"), Fixed(type.Type)) },
            };
            inChannel[type.Type] = new JsonObject { ["$ref"] = $"#/components/messages/{type.Type}" };
        }

        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Warme Overdracht: gebeurtenissen",
                ["version"] = "1.0.0",
                ["description"] = "Structured CloudEvents volgens het NL GOV-profiel 1.1, per webhook in volgorde en ten minste één keer: "
                    + "herken een herhaling aan source en id. De tijd is die van vastleggen. Er staan geen persoonsgegevens in. De "
                    + "handtekening is HMAC-SHA256 over tijdstip, punt en body; weiger een tijdstip van meer dan vijf minuten oud.",
                ["license"] = new JsonObject { ["name"] = "EUPL-1.2" },
            },
            ["defaultContentType"] = "application/cloudevents+json",
            ["channels"] = new JsonObject { ["webhook"] = new JsonObject { ["address"] = null, ["messages"] = inChannel } },
            ["operations"] = new JsonObject
            {
                ["leveren"] = new JsonObject
                {
                    ["action"] = "send",
                    ["channel"] = new JsonObject { ["$ref"] = "#/channels/webhook" },
                    ["summary"] = "Elke gebeurtenis gaat als POST naar het adres van de webhook.",
                },
            },
            ["components"] = new JsonObject { ["messages"] = messages, ["schemas"] = Schemas() },
        };
    }

    private static JsonObject Schemas() => new()
    {
        ["handtekening"] = Thing(
            ["Webhook-Timestamp", "Webhook-Signature"],
            ("Webhook-Timestamp", Text("seconden sinds 1-1-1970")), ("Webhook-Signature",
            Text("sleutel=hex, tijdens vervangen van de sleutel twee"))),
        ["gebeurtenis"] = Thing(
            ["specversion", "id", "source", "type", "time", "datacontenttype", "data"],
            ("specversion", new JsonObject { ["const"] = "1.0" }), ("id", Uuid()), ("source", Text("urn:nld: van organisatie en systeem")),
            ("type", Text("omgekeerde domeinnaam")), ("time", Moment()), ("datacontenttype",
            new JsonObject { ["const"] = "application/json" }),
            ("data", Ref("gegevens"))),
        ["gegevens"] = Thing(
            [], ("referral", Uuid()), ("number", Text("het nummer dat mensen zien")), ("status", Text("stand van verwijzing of termijn")),
            ("urgency", Text("urgentie")), ("request", Uuid()), ("term", Text("soort termijn")),
            ("endsOn", new JsonObject { ["type"] = "string", ["format"] = "date" }), ("at", Moment()),
            ("checkpoint", Text("een ondertekend controlepunt (C2SP tlog-checkpoint)"))),
    };

    private static JsonObject Thing(string[] required, params (string Name, JsonObject Schema)[] properties)
    {
        var all = new JsonObject();
        foreach (var (name, schema) in properties)
            all[name] = schema;
        return new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]),
            ["properties"] = all,
        };
    }

    private static JsonObject Fixed(string type) => new()
    {
        ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = type } },
    };

    private static JsonObject Ref(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    private static JsonObject Text(string meaning) => new() { ["type"] = "string", ["description"] = meaning };

    private static JsonObject Uuid() => new() { ["type"] = "string", ["format"] = "uuid" };

    private static JsonObject Moment() => new() { ["type"] = "string", ["format"] = "date-time" };
}
