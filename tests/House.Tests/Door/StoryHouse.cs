using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Portal;

namespace WarmHandover.Tests.Door;

/// <summary>The whole house in one process after the whole story, with every id that its people can see.</summary>
public sealed partial class StoryHouse : IAsyncLifetime
{
    /// <summary>The story is played once for all tests that look at it afterwards.</summary>
    public const string Once = "the story, played once";

    private static readonly string[] Readers = ["noor", "wim", "ruud", "hanna", "petra", "bea", "sjoerd", "hedda", "hassan", "sanne"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("house-door-");
    private readonly HttpClient http = new();
    private EmbeddedHouse? house;

    /// <summary>Every operation there is.</summary>
    public IReadOnlyList<EveryRoute> Routes { get; private set; } = [];

    /// <summary>The ids in answers, by the name under which they stood, the story's family first.</summary>
    public Dictionary<string, List<string>> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>A browser in which a sample person signed in.</summary>
    public Task<Browser> SignIn(string name) => Browser.SignedIn(house!.Portal, name);

    /// <summary>The door.</summary>
    public Uri Gateway => house!.Address;

    /// <summary>What each service says of itself.</summary>
    public IReadOnlyDictionary<string, JsonElement> Descriptions { get; private set; } = new Dictionary<string, JsonElement>();

    public async Task InitializeAsync()
    {
        house = await EmbeddedHouse.Start(folder.FullName, "http://127.0.0.1:0", default, log => log.ClearProviders());
        using var visitor = new HttpClient { BaseAddress = house.Address };
        var story = new Journey(house, visitor, TextWriter.Null);
        await story.Play(default);
        var said = await Task.WhenAll(house.Services.Select(async s =>
            (s.Key, Says: await http.GetFromJsonAsync<JsonElement>(new Uri(s.Value, "/openapi.json")))));
        Descriptions = said.ToDictionary(s => s.Key, s => s.Says);
        Routes = EveryRoute.Of(Descriptions);
        Ids["family"] = [$"{story.Family}"];
        await LookAround();
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await house!.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Somebody of no organisation in the story who holds a role; a parent or young person of another family.</summary>
    public string Stranger(string role, Guid? organisation = null) => role is Roles.Parent or Roles.Young or Roles.Volunteer
        ? house!.Token(new("vreemd", [role], Guid.Empty, []), Guid.CreateVersion7(), Guid.CreateVersion7())
        : house!.Token(new("vreemd", [role], organisation ?? People.Elders, [organisation ?? People.Elders]), null, null);

    /// <summary>A token of a sample person.</summary>
    public string Token(string name) => house!.Token(People.All.Single(p => p.Name == name), null, null);

    /// <summary>Reads through the gateway.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body)> Read(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Gateway, path));
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>The newest checkpoint of consent's log, as anybody can fetch it.</summary>
    public Task<string> Checkpoint() => http.GetStringAsync(new Uri(Gateway, "/v1/bewijs/toestemmingen/controlepunt"));

    /// <summary>Sends one request to the service itself, past the gateway; what a trace adds to an answer is taken off.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Send(
        EveryRoute route, string path, string? token, string? body = null, Uri? at = null)
    {
        using var request = new HttpRequestMessage(new(route.Method), new Uri(at ?? house!.Services[route.Service], path));
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (body is not null)
        {
            request.Headers.Add("Idempotency-Key", $"{Guid.CreateVersion7()}");
            request.Headers.Add("If-Match", "\"1\"");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType is "text/event-stream"
            ? ""
            : Untraced(await answer.Content.ReadAsStringAsync()));
    }

    private static string Untraced(string body) => Trace().Replace(body, "\"traceId\":\"\"");

    // Lists first, then what the lists name: two looks find everything that the story left.
    private async Task LookAround()
    {
        var reads = Routes.Where(r => r is { Method: "GET", Live: false }).ToArray();
        foreach (var route in reads.OrderBy(r => r.Parameters.Count()))
        {
            foreach (var name in Readers)
            {
                var persona = People.All.Single(p => p.Name == name);
                if (persona.Roles.Intersect(route.Roles).Any() && Real(route) is { } path)
                    Note(await Send(route, path, house!.Token(persona, null, null)));
            }
        }
    }

    /// <summary>The address with ids of the story; null when the story has none of a kind.</summary>
    public string? Real(EveryRoute route) => route.Parameters.All(p => Known(p) is not null) ? route.With(p => Known(p)!) : null;

    /// <summary>An id of the story for a parameter.</summary>
    public string? Known(string parameter) => Ids.GetValueOrDefault(Names(parameter))?.FirstOrDefault();

    private static string Names(string parameter) => parameter switch
    {
        "gezin" => "family",
        "verwijzing" => "referral",
        "lid" or "about" => "member",
        "wie" => "person",
        "toegang" => "way",
        "melding" => "notification",
        "voorziening" => "provision",
        "pad" => "path",
        "doel" => "goal",
        "gesprek" => "conversation",
        "huishouden" => "household",
        "recipient" => "recipientOrganisation",
        _ => parameter,
    };

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Trace();

    private void Note((HttpStatusCode Status, string Body) answer)
    {
        if (answer.Status is not HttpStatusCode.OK || answer.Body is not ['{' or '[', ..])
            return;

        using var json = JsonDocument.Parse(answer.Body);
        Walk(json.RootElement, "");
    }

    private void Walk(JsonElement at, string name)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in at.EnumerateObject())
                    Walk(property.Value, property.Name);
                break;
            case JsonValueKind.Array:
                foreach (var item in at.EnumerateArray())
                    Walk(item, name);
                break;
            case JsonValueKind.String when Guid.TryParse(at.GetString(), out var id):
                if (!Ids.TryGetValue(name, out var known))
                    Ids[name] = known = [];
                if (!known.Contains($"{id}"))
                    known.Add($"{id}");
                break;
            default:
                break;
        }
    }
}

/// <summary>Plays the story once.</summary>
[CollectionDefinition(StoryHouse.Once)]
public sealed class StoryPlayedOnce : ICollectionFixture<StoryHouse>;
