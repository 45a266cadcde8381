using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.EventLog.EventStore.Wire;

namespace WarmHandover.Tests.EventStore;

/// <summary>The frames and trailers with which the server answers.</summary>
internal static class EventStoreAnswers
{
    public static AppendResp.Types.Success Stored(long last, ulong place) =>
        new() { Current = (ulong)last, Position = new() { Commit = place, Prepare = place } };

    public static Status Error(string name, long last)
    {
        IMessage details = name is "WrongExpectedVersion"
            ? last < 0 ? new WrongExpectedVersion { NoStream = new() } : new WrongExpectedVersion { Current = (ulong)last }
            : new Nothing();
        var code = name switch { "WrongExpectedVersion" => 6, "StreamDeleted" => 5, _ => 3 };
        return new()
        {
            Code = code,
            Details = new Any { TypeUrl = $"type.googleapis.com/event_store.client.{name}", Value = details.ToByteString() },
        };
    }

    public static async Task Say(HttpContext http, IMessage answer)
    {
        await Write(http, answer);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    public static async Task Write(HttpContext http, IMessage? answer)
    {
        if (!http.Response.HasStarted)
            http.Response.ContentType = "application/grpc";
        if (answer is not null)
            await http.Response.Body.WriteAsync(Frames.Of(answer), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    public static Task Fail(HttpContext http, string status, params (string Name, string Value)[] beside)
    {
        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-status"] = status;
        foreach (var (name, value) in beside)
            http.Response.Headers[name] = value;
        return http.Response.CompleteAsync();
    }

    public static async Task<T?> Next<T>(HttpContext http, MessageParser<T> parser) where T : class, IMessage<T>
    {
        return await Frames.Read(http.Request.Body, http.RequestAborted) is { } frame ? parser.ParseFrom(frame) : null;
    }
}
