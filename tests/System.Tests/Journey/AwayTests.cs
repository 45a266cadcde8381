using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Web;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// Somebody is away in the middle of the story. Without consent's answer nothing opens; without the broker everything that needs no answer
/// goes on. Afterwards the story goes on to its end, by itself.
/// </summary>
[Collection(WithHouseServers.Name)]
public sealed class AwayTests(HouseServers servers, ITestOutputHelper output)
{
    private const int Openings = 3;

    [Fact]
    public async Task Without_consent_nothing_opens_and_without_the_broker_recording_goes_on()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        using var told = new StringWriter();
        await using var stood = await servers.Open(limit.Token);
        using var http = new HttpClient { BaseAddress = stood.House.Address };
        var (ruud, noor) = (new Client(http, stood, "ruud"), new Client(http, stood, "noor"));
        var tried = 0;
        var written = Guid.Empty;
        Embedded.Journey.Journey story = null!;
        story = new(stood.House, http, told, async (chapter, ct) =>
        {
            if (chapter != "HandOverYara")
                return;

            var letter = $"/v1/verwijzingen/{await DebtReferral(ruud)}/brief";
            await WithoutConsent(stood, ruud, letter, ct);
            written = await WithoutTheBroker(noor, ruud, letter, story);
            tried++;
        });
        await story.Play(limit.Token);
        output.WriteLine(told.ToString());

        var events = await stood.Stores.Settled(TimeSpan.FromSeconds(120));
        Assert.Empty(Audit.Of(events));
        Assert.Equal(1, tried);
        Assert.Contains(events, e => e.Stream == $"consent.family-{written:N}" && e.Type == "family-heard.v1");
    }

    private static async Task WithoutConsent(StoodHouse stood, Client ruud, string letter, CancellationToken ct)
    {
        Assert.Equal(HttpStatusCode.OK, (await ruud.Get(letter)).Status);
        var (consent, accesses) = (stood.House.Part("Consent"), await Accesses(stood));
        var before = consent.Pid;
        await consent.Kill();

        for (var i = 0; i < Openings; i++)
            Refused(await ruud.Get(letter));
        Assert.Equal(accesses, await Accesses(stood));

        await stood.House.StartPart("Consent", ct);
        Assert.NotEqual(before, consent.Pid);
        await Opens(ruud, letter);
    }

    private async Task<Guid> WithoutTheBroker(Client noor, Client ruud, string letter, Embedded.Journey.Journey story)
    {
        var before = servers.Rabbit.Pid;
        await servers.Rabbit.QueuesAreOnDisk();
        await servers.Rabbit.Kill();

        for (var i = 0; i < Openings; i++)
        {
            var signal = new
            {
                member = story.Samira,
                kind = "stress-door-geld",
                source = "zelf-verteld",
                observedOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1),
                urgency = "gewoon",
            };
            Assert.Equal(HttpStatusCode.Created, (await noor.Post($"/v1/gezinnen/{story.Family}/signalen", signal)).Status);
        }

        var family = (await noor.Post("/v1/gezinnen", new { area = People.Deventer })).Body.GetProperty("family").GetGuid();
        Assert.Equal(HttpStatusCode.OK, (await noor.Get($"/v1/gezinnen/{family}")).Status);
        Refused(await ruud.Get(letter));

        await servers.Rabbit.Restart();
        Assert.NotEqual(before, servers.Rabbit.Pid);
        await Opens(ruud, letter);
        await Until(async () => (await noor.Get($"/v1/toestemmingen/{family}")).Status is HttpStatusCode.OK, "consent hears what waited");
        return family;
    }

    private static void Refused(Answer answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("toestemming-niet-bereikbaar", answer.Body.GetProperty("code").GetString());
        Assert.NotNull(answer.RetryAfter);
        foreach (var word in new[] { "Samira", "achterstand", "rondkomen", "sections", "schulden" })
            Assert.DoesNotContain(word, answer.Body.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    private static Task Opens(Client ruud, string letter) => Until(
        async () => await ruud.Get(letter) is { Status: HttpStatusCode.OK, Body: var body }
            && body.GetProperty("sections").GetArrayLength() == 4,
        "the letter opens again");

    private static async Task<Guid> DebtReferral(Client ruud) =>
        (await ruud.Get("/v1/verwijzingen?kant=ontvanger")).Body.EnumerateArray().Single().GetProperty("referral").GetGuid();

    private static async Task<int> Accesses(StoodHouse stood) =>
        (await stood.Stores.Events()).Count(e => e.Type.StartsWith("access-", StringComparison.Ordinal));

    private static async Task Until(Func<Task<bool>> isSo, string what)
    {
        var until = DateTime.UtcNow.AddMinutes(3);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!await isSo())
        {
            Assert.True(DateTime.UtcNow < until, $"Not within three minutes: {what}");
            await beat.WaitForNextTickAsync();
        }
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Body, TimeSpan? RetryAfter);

    /// <summary>A sample person who tries once and takes the answer as it is.</summary>
    private sealed class Client(HttpClient http, StoodHouse stood, string name)
    {
        private readonly Persona persona = People.All.Single(p => p.Name == name);

        public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

        public Task<Answer> Post(string path, object body) => Send(HttpMethod.Post, path, body);

        private async Task<Answer> Send(HttpMethod method, string path, object? body)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stood.House.Token(persona, null, null));
            if (body is not null)
            {
                request.Content = JsonContent.Create(body, options: Platform.Deciding.Facts.Json);
                request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
            }

            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var parsed = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
            return new(answer.StatusCode, parsed, answer.Headers.RetryAfter?.Delta);
        }
    }
}
