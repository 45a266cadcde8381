using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Embedded.Operating;

/// <summary>
/// The sample administrator at the services' own addresses: of the house that runs on a folder, or else of one started on its files for as
/// long as the work takes (decision 8).
/// </summary>
public sealed class Operator : IAsyncDisposable
{
    private static readonly TimeSpan Knock = TimeSpan.FromSeconds(20);
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Func<string> token;
    private readonly EmbeddedHouse? own;

    private Operator(IReadOnlyDictionary<string, Uri> services, Func<string> token, EmbeddedHouse? own) =>
        (Services, this.token, this.own) = (services, token, own);

    /// <summary>The services and where they listen.</summary>
    public IReadOnlyDictionary<string, Uri> Services { get; }

    /// <summary>Whether the house was started for this.</summary>
    public bool StartedIt => own is not null;

    /// <summary>Goes to the house that runs on a folder, or starts it. A folder without a house stops it.</summary>
    public static async Task<Operator> GoTo(string folder, CancellationToken ct)
    {
        if (await Running(folder, ct) is { } running)
            return running;
        if (!File.Exists(Path.Combine(folder, "signal.log.db")))
            throw new StartRefusedException($"In {Path.GetFullPath(folder)} staat geen huis. Noem de map met --data.");

        var house = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", ct);
        return new(house.Services, () => house.Token(Administrator, null, null), house);
    }

    /// <summary>How a service stands.</summary>
    public async Task<ServiceStatus> Status(string service, CancellationToken ct) => await Get<ServiceStatus>(service, "status", ct);

    /// <summary>What a service set aside, oldest first.</summary>
    public async Task<DeadLetter[]> DeadLetters(string service, CancellationToken ct) =>
        await Get<DeadLetter[]>(service, "dead-letters?max=1000", ct);

    /// <summary>Drives one message again, or all that a service set aside.</summary>
    public async Task<RedriveAnswer> Redrive(string service, Guid? only, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Post, service, $"dead-letters/redrive{(only is null ? "" : $"?id={only}")}", ct);
        return await Read<RedriveAnswer>(service, answer, ct);
    }

    /// <summary>Rebuilds a view of a service (or all) and tells of every batch as it is folded.</summary>
    public async IAsyncEnumerable<RebuildLine> Rebuild(string service, string? view, [EnumeratorCancellation] CancellationToken ct)
    {
        var query = view is null ? "" : $"?view={Uri.EscapeDataString(view)}";
        using var answer = await Send(HttpMethod.Post, service, $"views/rebuild{query}", ct);
        await Expect(service, answer, ct);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        while (await lines.ReadLineAsync(ct) is { } line)
            yield return JsonSerializer.Deserialize<RebuildLine>(line, JsonSerializerOptions.Web)!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (own is not null)
            await own.DisposeAsync();
    }

    private static Platform.Web.Persona Administrator => People.All.First(p => p.Roles.Contains(Platform.Web.Roles.Administrator));

    private static async Task<Operator?> Running(string folder, CancellationToken ct)
    {
        if (RunningFile.Read(folder) is not { Services.Count: > 0 } file)
            return null;

        var tokens = People.Tokens(Path.GetFullPath(folder), file.Ahead);
        var someone = new Operator(file.Services, () => tokens.Issue(Administrator), own: null);
        foreach (var service in file.Services.Keys)
        {
            if (await someone.IsHome(service, ct))
                return someone;
        }

        await someone.DisposeAsync();
        return null;
    }

    private async Task<bool> IsHome(string service, CancellationToken ct)
    {
        try
        {
            return (await Status(service, ct).WaitAsync(Knock, ct)).Service == service;
        }
        catch (Exception nobody) when (nobody is HttpRequestException or TimeoutException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<T> Get<T>(string service, string what, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Get, service, what, ct);
        return await Read<T>(service, answer, ct);
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string service, string what, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(Services[service], $"/internal/{what}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    private static async Task<T> Read<T>(string service, HttpResponseMessage answer, CancellationToken ct)
    {
        await Expect(service, answer, ct);
        return (await answer.Content.ReadFromJsonAsync<T>(ct))!;
    }

    private static async Task Expect(string service, HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.StatusCode is HttpStatusCode.OK)
            return;

        var problem = await answer.Content.ReadAsStringAsync(ct);
        var detail = problem.StartsWith('{') && JsonDocument.Parse(problem).RootElement.TryGetProperty("detail", out var said)
            ? said.GetString()
            : null;
        throw new HttpRequestException($"{service}: {detail ?? $"antwoord {(int)answer.StatusCode}"}");
    }
}
