using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Google.Protobuf;
using WarmHandover.Platform.EventLog.EventStore.Wire;

namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>
/// The line to the node that leads: gRPC's frames over HTTP/2, one call at a time or both ways at once. It finds the leader, follows it
/// when the cluster says that another leads, and turns every failure into an <see cref="EventStoreException"/>.
/// </summary>
internal sealed class EventStoreLine : IDisposable
{
    // The state of the one member of a cluster that can write.
    private const int Leads = 8;
    private readonly EventStoreAddress address;
    private readonly TimeProvider clock;
    private readonly HttpClient http;
    private readonly EventStoreTrust trust;
    private Uri? node;

    public EventStoreLine(EventStoreAddress address, TimeProvider clock)
    {
        (this.address, this.clock, trust) = (address, clock, new(address));
        http = new(new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = address.KeepAlive,
            KeepAlivePingTimeout = address.KeepAliveLimit,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, chain, errors) => trust.Accepts(shown, chain, errors) },
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>All answers to these frames; they must be there within the limit.</summary>
    public Task<List<T>> Ask<T>(string method, MessageParser<T> parser, TimeSpan limit, CancellationToken ct, params IMessage[] frames)
        where T : IMessage<T> => Ask(null, method, parser, limit, ct, frames);

    /// <summary>The one answer to these frames.</summary>
    public async Task<T> One<T>(string method, MessageParser<T> parser, TimeSpan limit, CancellationToken ct, params IMessage[] frames)
        where T : IMessage<T> => await Ask(null, method, parser, limit, ct, frames) is [var answer]
            ? answer
            : throw new EventStoreException(EventStoreTrouble.BadRequest, "no answer");

    /// <summary>Answers without end to frames that may keep coming.</summary>
    public async IAsyncEnumerable<T> Stream<T>(
        string method, MessageParser<T> parser, IAsyncEnumerable<IMessage> frames, [EnumeratorCancellation] CancellationToken ct)
        where T : IMessage<T>
    {
        await foreach (var answer in Open(await Node(ct), method, parser, new(frames), limit: null, ct))
            yield return answer;
    }

    /// <summary>Another node leads, or the one that did is away: the next call looks again.</summary>
    public void Moved(Uri? leader) => Volatile.Write(ref node, leader);

    /// <summary>What the server's own pages say, over the same line; null when we may not read it.</summary>
    public async Task<string?> Page(string path, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, new(await Node(ct), path));
        using var answer = await http.SendAsync(request, ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(ct) : null;
    }

    public void Dispose() => http.Dispose();

    private async Task<Uri> Node(CancellationToken ct)
    {
        if (Volatile.Read(ref node) is { } known)
            return known;
        if (!address.Discovers)
            return address.Nodes[0];

        EventStoreException? last = null;
        for (var attempt = 0; attempt < address.DiscoverAttempts; attempt++)
        {
            foreach (var seed in address.Nodes)
            {
                try
                {
                    if (await Leader(seed, ct) is { } leader)
                    {
                        Moved(leader);
                        return leader;
                    }
                }
                catch (EventStoreException away) when (away.IsTransient)
                {
                    last = away;
                }
            }

            await Task.Delay(address.DiscoverPause, clock, ct);
        }

        throw last ?? new EventStoreException(EventStoreTrouble.Transient, "nobody leads");
    }

    private async Task<Uri?> Leader(Uri seed, CancellationToken ct)
    {
        var told = await Ask(seed, "event_store.client.gossip.Gossip/Read", Cluster.Parser, address.GossipLimit, ct, new Nothing());
        return told.SelectMany(one => one.Members).FirstOrDefault(member => member is { IsAlive: true, State: Leads })?.Endpoint is { } at
            ? new UriBuilder(seed.Scheme, at.Address, (int)at.Port).Uri
            : null;
    }

    private async Task<List<T>> Ask<T>(
        Uri? at, string method, MessageParser<T> parser, TimeSpan limit, CancellationToken ct, params IMessage[] frames)
        where T : IMessage<T>
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ends.CancelAfter(limit);
        try
        {
            at ??= await Node(ends.Token);
            return await Open(at, method, parser, new(frames.ToAsyncEnumerable()), limit, ends.Token).ToListAsync(ends.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new EventStoreException(EventStoreTrouble.Transient, "no answer in time", late);
        }
    }

    private async IAsyncEnumerable<T> Open<T>(
        Uri at, string method, MessageParser<T> parser, Frames content, TimeSpan? limit, [EnumeratorCancellation] CancellationToken ct)
        where T : IMessage<T>
    {
        var tls = at.Scheme == Uri.UriSchemeHttps;
        using var request = Request(HttpMethod.Post, new(at, method));
        request.Content = content;
        request.Headers.TE.Add(new("trailers"));
        request.Headers.Add("requires-leader", "true");
        request.Headers.Add("connection-name", address.ConnectionName);
        if (limit is { } most)
            request.Headers.Add("grpc-timeout", $"{(long)most.TotalMilliseconds}m");
        using var answer = await Guard(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct));
        if (answer.StatusCode is not HttpStatusCode.OK)
            throw new EventStoreException(EventStoreTrouble.Transient, $"HTTP {(int)answer.StatusCode}");
        if (EventStoreException.Of(name => First(answer.Headers, name), tls) is { } refused && answer.Headers.Contains("grpc-status"))
            throw refused;

        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        while (await Guard(() => Frames.Read(body, ct)) is { } frame)
            yield return parser.ParseFrom(frame);

        if (!answer.Headers.Contains("grpc-status") && EventStoreException.Of(name => First(answer.TrailingHeaders, name), tls) is { } no)
            throw no;
    }

    private HttpRequestMessage Request(HttpMethod method, Uri at)
    {
        var request = new HttpRequestMessage(method, at)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (address.Authorization is { } authorization)
            request.Headers.TryAddWithoutValidation("authorization", authorization);
        return request;
    }

    private static string? First(System.Net.Http.Headers.HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;

    private async Task<T> Guard<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (HttpRequestException stranger) when (stranger.InnerException is AuthenticationException && trust.IsStranger)
        {
            throw new EventStoreException(EventStoreTrouble.Denied, "its certificate is not trusted", stranger);
        }
        catch (Exception away) when (away is HttpRequestException or IOException)
        {
            throw new EventStoreException(EventStoreTrouble.Transient, away.GetType().Name, away);
        }
    }
}
