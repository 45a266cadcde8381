using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using WarmHandover.Embedded.Running;
using WarmHandover.Platform.EventLog.EventStore.Wire;
using static WarmHandover.Tests.EventStore.EventStoreAnswers;

namespace WarmHandover.Tests.EventStore;

/// <summary>
/// A server in this process that speaks EventStoreDB's frames on loopback, as far as the reference says what the real one answers, and that
/// can be told to misbehave. The same tests run against a real one when <c>EVENTSTOREDB_URL</c> names it.
/// </summary>
internal sealed class EventStoreServer(EventStoreState state, HttpsConnectionAdapterOptions? tls = null) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<HttpContext, bool> calls = new();
    private WebApplication? app;

    public int Port { get; } = Loopback.Port();

    public string Host => $"localhost:{Port}";

    /// <summary>What it says its version is.</summary>
    public string Version { get; set; } = "23.10.6";

    /// <summary>Whether it takes many appends on one call.</summary>
    public bool Batches { get; set; } = true;

    /// <summary>What must stand in the authorization header; null: anything.</summary>
    public string? Authorization { get; set; }

    /// <summary>Who leads, when this one does not.</summary>
    public EventStoreServer? Leader { get; set; }

    /// <summary>The next so many appends are stored and the line breaks before the answer.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>The next so many calls are answered with 'not ready'.</summary>
    public int NotReady { get; set; }

    /// <summary>What <c>/info/options</c> says of writing through to the disk.</summary>
    public bool FlushDisabled { get; set; }

    /// <summary>How many appends came in a batch, and how many alone.</summary>
    public (int Batch, int Single) Appends => (batched, singled);

    /// <summary>How often somebody asked who leads, or was told that another does.</summary>
    public int Asked => asked;

    /// <summary>Whether it lives.</summary>
    public bool Runs => app is not null;

    private int batched;
    private int singled;
    private int asked;

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (tls is not null)
                    listen.UseHttps(tls);
            });
        });
        app = builder.Build();
        app.Run(Answer);
        await app.StartAsync();
    }

    /// <summary>Every call that is open breaks, as when the process is killed.</summary>
    public void Break()
    {
        foreach (var call in calls.Keys)
            OpenCalls.Break(call);
    }

    public async Task Stop()
    {
        var stopped = app!;
        app = null;
        Break();
        await stopped.StopAsync(new CancellationToken(canceled: true));
        await stopped.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await Stop();
    }

    private async Task Answer(HttpContext http)
    {
        calls[http] = true;
        try
        {
            await (http.Request.Path.Value switch
            {
                "/info/options" => http.Response.WriteAsync(
                    $$"""[{"name":"UnsafeDisableFlushToDisk","value":"{{FlushDisabled}}"},{"name":"MemDb","value":"False"}]"""),
                "/event_store.client.server_features.ServerFeatures/GetSupportedMethods" => Say(http, Features()),
                "/event_store.client.gossip.Gossip/Read" => Say(http, Gossip()),
                { } path => Guarded(http, path[(path.LastIndexOf('/') + 1)..]),
                null => Fail(http, "12"),
            });
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            // The other side went away, or was cut off.
        }
        finally
        {
            calls.TryRemove(http, out _);
        }
    }

    private Task Guarded(HttpContext http, string method)
    {
        if (NotReady > 0)
        {
            NotReady--;
            return Fail(http, "14");
        }

        if (Authorization is { } wanted && http.Request.Headers.Authorization != wanted)
            return http.Request.Headers.Authorization.Count == 0 ? Fail(http, "7", ("exception", "access-denied")) : Fail(http, "16");
        if (Leader is { } other)
        {
            Interlocked.Increment(ref asked);
            return Fail(
                http, "5", ("exception", "not-leader"), ("leader-endpoint-host", "localhost"), ("leader-endpoint-port", $"{other.Port}"));
        }

        return method switch
        {
            "BatchAppend" => Batch(http),
            "Append" => Single(http),
            "Read" => Read(http),
            _ => Fail(http, "12"),
        };
    }

    private async Task Batch(HttpContext http)
    {
        while (await Next(http, BatchAppendReq.Parser) is { } asked)
        {
            batched++;
            var options = asked.Options;
            var expected = options.ExpectedCase is BatchAppendReq.Types.Options.ExpectedOneofCase.NoStream ? -1 : (long)options.Revision;
            var (no, last, place) = state.Append(options.Stream.Name.ToStringUtf8(), expected, asked.Proposed);
            if (no is null && AnswersToLose > 0)
            {
                AnswersToLose--;
                http.Abort();
                return;
            }

            var answer = new BatchAppendResp { Correlation = asked.Correlation, Stream = options.Stream };
            if (no is null)
                answer.Success = Stored(last, place);
            else
                answer.Error = Error(no, last);
            await Write(http, answer);
        }

        http.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task Single(HttpContext http)
    {
        singled++;
        var options = (await Next(http, AppendReq.Parser))!.Options;
        var events = new List<Proposed>();
        while (await Next(http, AppendReq.Parser) is { } next)
            events.Add(next.Proposed);
        var expected = options.ExpectedCase is AppendReq.Types.Options.ExpectedOneofCase.NoStream ? -1 : (long)options.Revision;
        var (no, last, place) = state.Append(options.Stream.Name.ToStringUtf8(), expected, events);
        await (no switch
        {
            null => Say(http, new AppendResp { Success = Stored(last, place) }),
            "WrongExpectedVersion" when last < 0 => Say(http, new AppendResp { Wrong = new() { NoStream = new() } }),
            "WrongExpectedVersion" => Say(http, new AppendResp { Wrong = new() { Current = (ulong)last } }),
            "StreamDeleted" => Fail(http, "9", ("exception", "stream-deleted")),
            _ => Fail(http, "3", ("exception", "maximum-append-size-exceeded")),
        });
    }

    private async Task Read(HttpContext http)
    {
        var asked = (await Next(http, ReadReq.Parser))!.Options;
        if (asked.Uuid is null || asked.ChoiceCase is ReadReq.Types.Options.ChoiceOneofCase.None)
        {
            await Fail(http, "3");
            return;
        }

        if (asked.FromCase is ReadReq.Types.Options.FromOneofCase.Stream)
        {
            await OneStream(http, asked);
            return;
        }

        await EventStoreReads.All(state, asked, answer => Write(http, answer), http.RequestAborted);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task OneStream(HttpContext http, ReadReq.Types.Options asked)
    {
        if (state.Stream(asked.Stream.Stream.Name.ToStringUtf8()) is not { } events)
        {
            await Say(http, new ReadResp { Missing = new() { Stream = asked.Stream.Stream } });
            return;
        }

        var chosen = asked.Direction is ReadReq.Types.Direction.Backwards
            ? events.Reverse()
            : events.Where(e => e.Revision >= asked.Stream.Revision);
        foreach (var one in chosen.Take((int)asked.Count))
            await Write(http, new ReadResp { Event = new() { Event = one } });
        await Write(http, null);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private Methods Features()
    {
        var can = new Methods { Version = Version };
        string[] names = ["read", "append", "delete", "tombstone", .. Batches ? ["batchappend"] : Array.Empty<string>()];
        foreach (var name in names)
            can.Methods_.Add(new Methods.Types.Method { Name = name, Service = "event_store.client.streams.streams" });
        return can;
    }

    private Cluster Gossip()
    {
        Interlocked.Increment(ref asked);
        return new()
        {
            Members =
            {
                new Cluster.Types.Member { State = 6, IsAlive = true, Endpoint = new() { Address = "localhost", Port = 1 } },
                new Cluster.Types.Member { State = 8, IsAlive = (Leader ?? this).Runs, Endpoint = At(Leader ?? this) },
            },
        };
    }

    private static Cluster.Types.Endpoint At(EventStoreServer server) => new() { Address = "localhost", Port = (uint)server.Port };
}
