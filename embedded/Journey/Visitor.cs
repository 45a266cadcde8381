using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Web;

namespace WarmHandover.Embedded.Journey;

/// <summary>
/// One sample person at the gateway: signs in anew when needed, names every write, and reads answers as JSON. A service that is not there
/// for a moment is tried again with the same words under the same key, as any good client does.
/// </summary>
public sealed class Visitor(HttpClient http, Func<string> token, Persona persona)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly HttpStatusCode[] Away =
        [HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout];

    /// <summary>Who he is.</summary>
    public Persona Persona => persona;

    /// <summary>A sample person at a house; a parent or young person as one member of one family.</summary>
    public static Visitor Sign(IRunningHouse house, HttpClient http, string name, Guid? family = null, Guid? member = null)
    {
        var persona = People.All.Single(p => p.Name == name);
        return new(http, () => house.Token(persona, family, member), persona);
    }

    /// <summary>Reads; anything but 200 stops the story.</summary>
    public async Task<JsonElement> Get(string path, CancellationToken ct)
    {
        var (status, body) = await Send(HttpMethod.Get, path, null, ct);
        return status is HttpStatusCode.OK ? body : throw new StoryBrokenException(path, status, body);
    }

    /// <summary>Writes under a fresh key; anything but 2xx stops the story.</summary>
    public async Task<JsonElement> Post(string path, object body, CancellationToken ct)
    {
        var (status, answer) = await Send(HttpMethod.Post, path, body, ct);
        return (int)status is >= 200 and < 300 ? answer : throw new StoryBrokenException(path, status, answer);
    }

    /// <summary>Writes under a given key: on every later start the same command, which changes nothing.</summary>
    public async Task<JsonElement> PostOnce(string path, object body, Guid key, CancellationToken ct)
    {
        var (status, answer) = await Send(HttpMethod.Post, path, body, ct, key: key);
        return (int)status is >= 200 and < 300 ? answer : throw new StoryBrokenException(path, status, answer);
    }

    /// <summary>Writes under a given key what another day says otherwise: what stands under it already stays.</summary>
    public async Task PostFirst(string path, object body, Guid key, CancellationToken ct)
    {
        var (status, answer) = await Send(HttpMethod.Post, path, body, ct, key: key);
        if ((int)status is not (>= 200 and < 300) && answer.GetProperty("code").GetString() != Refusals.KeyReused.Code)
            throw new StoryBrokenException(path, status, answer);
    }

    /// <summary>Writes again under one key until it is accepted (and is so): what others must hear first takes a moment.</summary>
    public async Task<JsonElement> PostUntil(string path, object body, CancellationToken ct, Func<JsonElement, bool>? isSo = null)
    {
        var key = Guid.CreateVersion7();
        var (status, answer) = await Again(path, () => Send(HttpMethod.Post, path, body, ct, key: key), isSo, ct);
        return (int)status is >= 200 and < 300 ? answer : throw new StoryBrokenException(path, status, answer);
    }

    /// <summary>Replaces what he read: its version goes along in <c>If-Match</c>.</summary>
    public async Task<JsonElement> Put(string path, object body, long version, CancellationToken ct)
    {
        var (status, answer) = await Send(HttpMethod.Put, path, body, ct, version);
        return (int)status is >= 200 and < 300 ? answer : throw new StoryBrokenException(path, status, answer);
    }

    /// <summary>A write that a rule refuses: its problem.</summary>
    public Task<(HttpStatusCode Status, JsonElement Body)> Try(HttpMethod method, string path, object? body, CancellationToken ct) =>
        Send(method, path, body, ct);

    /// <summary>Reads until what is read is so; what others hear over the bus takes a moment.</summary>
    public async Task<JsonElement> Until(string path, Func<JsonElement, bool> isSo, CancellationToken ct)
    {
        var (status, answer) = await Again(path, () => Send(HttpMethod.Get, path, null, ct), isSo, ct);
        return status is HttpStatusCode.OK ? answer : throw new StoryBrokenException(path, status, answer);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Again(
        string what, Func<Task<(HttpStatusCode Status, JsonElement Body)>> send, Func<JsonElement, bool>? isSo, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (true)
        {
            var last = await send();
            if ((int)last.Status is >= 200 and < 300 && (isSo is null || isSo(last.Body)))
                return last;
            var waited = Stopwatch.GetElapsedTime(start);
            if (last.Status is HttpStatusCode.BadRequest || waited > Patience)
                throw new StoryBrokenException($"{what} (not so within {waited.TotalSeconds:0} s)", last.Status, last.Body);
            await beat.WaitForNextTickAsync(ct);
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Send(
        HttpMethod method, string path, object? body, CancellationToken ct, long? version = null, Guid? key = null)
    {
        var command = key ?? Guid.CreateVersion7();
        var start = Stopwatch.GetTimestamp();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            try
            {
                var answer = await SendOnce(method, path, body, command, version, ct);
                if (!Away.Contains(answer.Status) || Stopwatch.GetElapsedTime(start) > Patience)
                    return answer;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(start) < Patience)
            {
                // The connection broke; whether it was done is not known, and the same key settles it.
            }

            await beat.WaitForNextTickAsync(ct);
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendOnce(
        HttpMethod method, string path, object? body, Guid command, long? version, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
        if (body is not null)
            request.Content = JsonContent.Create(body, options: Facts.Json);
        if (method != HttpMethod.Get)
            request.Headers.Add("Idempotency-Key", command.ToString());
        if (version is { } read)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{read}\""));

        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}

/// <summary>The story did not go on as it should: which path answered what. The body is a problem, which holds no personal data.</summary>
public sealed class StoryBrokenException(string path, HttpStatusCode status, JsonElement body)
    : Exception($"{path} answered {(int)status} {(body.ValueKind is JsonValueKind.Object ? body.GetRawText() : "")}");
