using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Web;

namespace WarmHandover.Portal.Api;

/// <summary>
/// The house's APIs, asked through the gateway with the person's own token. Names every write, reads what was just written, and turns every
/// no into an <see cref="ApiProblem"/>. One for each request.
/// </summary>
public sealed class ApiClient(HttpClient http, IHttpContextAccessor accessor)
{
    /// <summary>How bodies are written and answers read: unknown fields are ignored, an absent value is not written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(40);
    private static readonly string[] NotYet = ["hulpvraag-onbekend", "ontvanger-onbekend", "ontvanger-niet-bereikbaar"];

    /// <summary>Reads; anything but 200 is a problem.</summary>
    public async Task<T> Get<T>(string path, CancellationToken ct = default) =>
        Body<T>(await Send(HttpMethod.Get, path, null, null, null, ct)).Value;

    /// <summary>Reads with the version, for a later <see cref="Put"/>.</summary>
    public async Task<Read<T>> GetVersion<T>(string path, CancellationToken ct = default) =>
        Body<T>(await Send(HttpMethod.Get, path, null, null, null, ct));

    /// <summary>Reads; null when it does not exist, or not for this person.</summary>
    public async Task<T?> Find<T>(string path, CancellationToken ct = default) where T : class
    {
        try
        {
            return await Get<T>(path, ct);
        }
        catch (ApiProblem absent) when (absent.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads until it is so, for a moment: what one service tells another takes some milliseconds. Not so in time: what was read last.
    /// </summary>
    public Task<T> Until<T>(string path, Func<T, bool> isSo, CancellationToken ct = default) =>
        Again(() => Get<T>(path, ct), isSo, ct);

    /// <summary>Does it again for a moment while the answer is that something is not known yet.</summary>
    public Task<T> OnceKnown<T>(Func<Task<T>> work, CancellationToken ct = default) => Again(work, _ => true, ct);

    /// <summary>Asks a question whose words may not stand in an address.</summary>
    public async Task<T> Ask<T>(string path, object body, CancellationToken ct = default) =>
        Body<T>(await Send(HttpMethod.Post, path, body, Guid.CreateVersion7(), null, ct)).Value;

    /// <summary>Writes under the number of a command: a form sent twice is done once.</summary>
    public async Task<T> Post<T>(string path, object body, Guid command, CancellationToken ct = default) =>
        Body<T>(await Send(HttpMethod.Post, path, body, command, null, ct)).Value;

    /// <summary>Writes, and needs no answer.</summary>
    public async Task Post(string path, object body, Guid command, CancellationToken ct = default) =>
        await Send(HttpMethod.Post, path, body, command, null, ct);

    /// <summary>Writes on the version that was read; 412 when somebody was first.</summary>
    public async Task Post(string path, object body, Guid command, string version, CancellationToken ct = default) =>
        await Send(HttpMethod.Post, path, body, command, version, ct);

    /// <summary>Replaces what was read, at its version.</summary>
    public async Task Put(string path, object body, Guid command, string version, CancellationToken ct = default) =>
        await Send(HttpMethod.Put, path, body, command, version, ct);

    /// <summary>An answer that is no JSON (a letter to print, a file to keep), as it comes. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> File(string path, CancellationToken ct = default)
    {
        using var request = await Request(HttpMethod.Get, path);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (answer.IsSuccessStatusCode)
            return answer;

        using (answer)
            throw ApiProblem.Read(answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    /// <summary>
    /// Sends a file whose answer comes in pieces while it is read. The caller disposes the answer; it may take as long as it needs.
    /// </summary>
    public async Task<HttpResponseMessage> Upload(string path, HttpContent content, Guid command, CancellationToken ct = default)
    {
        using var request = await Request(HttpMethod.Post, path);
        request.Content = content;
        request.Headers.Add("Idempotency-Key", command.ToString());
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (answer.IsSuccessStatusCode)
            return answer;

        using (answer)
            throw ApiProblem.Read(answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    private static async Task<T> Again<T>(Func<Task<T>> work, Func<T, bool> isSo, CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var late = TimeProvider.System.GetElapsedTime(started) > Settling;
            try
            {
                var found = await work();
                if (late || isSo(found))
                    return found;
            }
            catch (ApiProblem notYet) when (!late && (notYet.Status is HttpStatusCode.NotFound || NotYet.Contains(notYet.Code)))
            {
                // Said to the other service, not heard there yet.
            }

            await Task.Delay(Beat, ct);
        }
    }

    private static Read<T> Body<T>((string Text, string? Version) answer) =>
        new(JsonSerializer.Deserialize<T>(answer.Text, Json)!, answer.Version);

    private async Task<(string Text, string? Version)> Send(
        HttpMethod method, string path, object? body, Guid? command, string? version, CancellationToken ct)
    {
        using var request = await Request(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: Json);
        if (command is { } id)
            request.Headers.Add("Idempotency-Key", id.ToString());
        if (version is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(version));

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, Here.RequestAborted);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await http.SendAsync(request, limit.Token);
            var text = await answer.Content.ReadAsStringAsync(limit.Token);
            if (!answer.IsSuccessStatusCode)
                throw ApiProblem.Read(answer.StatusCode, text);
            if (answer.Headers.TryGetValues("Position", out var position))
                ReadYourWrites.Keep(Here, path, position.First());
            return (text, answer.Headers.ETag?.Tag);
        }
        catch (Exception nobody) when (nobody is HttpRequestException || (nobody is OperationCanceledException && !Here.RequestAborted
            .IsCancellationRequested))
        {
            throw ApiProblem.Away();
        }
    }

    private HttpContext Here => accessor.HttpContext ?? throw new InvalidOperationException("The APIs are asked within a request only.");

    private async Task<HttpRequestMessage> Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        if (await Sessions.Sessions.Token(Here) is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        else if (Here.Connection.RemoteIpAddress is { } visitor)
            request.Headers.Add(VisitorAddress.Header, visitor.ToString());
        if (ReadYourWrites.For(Here, path) is { } position)
            request.Headers.Add("At-Least", position);
        return request;
    }
}

/// <summary>What was read, with its version where it has one.</summary>
public sealed record Read<T>(T Value, string? Version);
