using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Tests.Crash;

/// <summary>
/// Nurses who open files, record what they see and ask consent, one family after another, as fast as they are answered. What is not
/// answered is sent again under its key or left as it is, by the toss of a seeded coin.
/// </summary>
internal sealed class Load(Ledger ledger, HttpClient http, Func<string> token, int seed)
{
    private const int Tries = 4;
    private readonly CancellationTokenSource enough = new();
    private TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The house answers again.</summary>
    public void Up() => up.TrySetResult();

    /// <summary>The house is gone: whoever has no answer waits.</summary>
    public void Down()
    {
        if (up.Task.IsCompleted)
            up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Works until <see cref="Stop"/>.</summary>
    public Task Run(int nurses) =>
        Task.WhenAll(Enumerable.Range(0, nurses).Select(nurse => Task.Run(() => Work(new Random(seed + nurse)))));

    /// <summary>Everybody ends the write he is at.</summary>
    public void Stop()
    {
        enough.Cancel();
        Up();
    }

    private async Task Work(Random coin)
    {
        while (!enough.IsCancellationRequested)
        {
            await up.Task;
            await OneFamily(coin);
        }
    }

    private async Task OneFamily(Random coin)
    {
        if (await Write("/v1/gezinnen", new { area = People.Deventer }, "signal", "family-opened.v1", coin) is not { } opened)
            return;

        var family = opened.GetProperty("family").GetGuid();
        var path = $"/v1/gezinnen/{family}";
        var person = new { role = "parent", name = "Agnes Mol", birthDate = new DateOnly(1988, 5, 4), postcode = "7411 AB" };
        if (await Write($"{path}/leden", person, "signal", "member-added.v1", coin) is not { } added)
            return;

        var member = added.GetProperty("member").GetGuid();
        var today = Amsterdam.DateAt(TimeProvider.System.GetUtcNow());
        foreach (var kind in new[] { "stress-door-geld", "energie-afgesloten" })
        {
            var signal = new { member, kind, source = "zelf-verteld", observedOn = today.AddDays(-1), urgency = "gewoon" };
            if (await Write($"{path}/signalen", signal, "signal", "signal-recorded.v1", coin) is null)
                return;
        }

        var need = new { member, domain = "financien", words = "Ik wil weer rondkomen.", area = People.Deventer };
        if (await Write($"{path}/hulpvragen", need, "signal", "need-recorded.v1", coin) is null)
            return;

        var ask = new
        {
            rows = new[] { new { subject = member, category = "geldzorgen" } },
            recipientTeam = People.SchuldhulpTeam,
            recipientOrganisation = People.Schuldhulp,
            purpose = "schuldhulp",
            until = today.AddMonths(6),
            kind = "geheimhouding",
            textVersion = "b1-1",
            language = "nl",
            toldBack = "ja",
            channel = "gesprek",
        };
        if (!await Heard(family, ask))
            return;

        var requests = $"/v1/toestemmingen/{family}/verzoeken";
        if (await Write(requests, ask, "consent", "consent-requested.v1", coin) is not { } asked)
            return;

        var yes = new { signatory = member, answer = "ja", channel = "gesprek" };
        await Write($"{requests}/{asked.GetProperty("request").GetGuid()}/antwoorden", yes, "consent", "answer-given.v1", coin);
    }

    private async Task<JsonElement?> Write(string path, object body, string service, string type, Random coin)
    {
        var key = Guid.CreateVersion7();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await up.Task;
            ledger.Sends(key, service, type);
            try
            {
                using var request = Request(HttpMethod.Post, path);
                request.Content = JsonContent.Create(body, options: Facts.Json);
                request.Headers.Add("Idempotency-Key", key.ToString());
                using var answer = await http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                ledger.Answered(key, (int)answer.StatusCode);
                if (answer.IsSuccessStatusCode)
                    return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
                if ((int)answer.StatusCode < 500)
                    return null;
            }
            catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException)
            {
                ledger.Unknown(key);
            }

            if (coin.Next(2) == 0)
                return null;
        }

        return null;
    }

    // Consent hears the family and the directory over the house's own bus; until then they are unknown there.
    private async Task<bool> Heard(Guid family, object ask)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!enough.IsCancellationRequested)
        {
            await up.Task;
            try
            {
                using var request = Request(HttpMethod.Post, $"/v1/toestemmingen/{family}/vooruitblik");
                request.Content = JsonContent.Create(ask, options: Facts.Json);
                request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
                using var answer = await http.SendAsync(request);
                if (answer.IsSuccessStatusCode
                    && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("recipientListed").GetBoolean())
                {
                    return true;
                }
            }
            catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException)
            {
                // The house is gone; the next look waits until it is back.
            }

            await beat.WaitForNextTickAsync();
        }

        return false;
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
        return request;
    }
}
