namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>The six ways in which the server says no; only the transient one is worth trying again.</summary>
public enum EventStoreTrouble
{
    /// <summary>The stream stands at another version.</summary>
    Conflict,

    /// <summary>The stream was deleted for good.</summary>
    Deleted,

    /// <summary>More than the server takes in one append.</summary>
    TooLarge,

    /// <summary>Nobody, or somebody who may not.</summary>
    Denied,

    /// <summary>Away, busy, not the leader, or too late: whether it was done is unknown, and the same words may be said again.</summary>
    Transient,

    /// <summary>The server does not understand us, or we not it.</summary>
    BadRequest,
}

/// <summary>The server did not do it. The message holds the kind and the server's status, nothing of what was to be stored.</summary>
public sealed class EventStoreException(EventStoreTrouble trouble, string why, Exception? inner = null)
    : Exception($"EventStoreDB: {trouble} ({why}).", inner)
{
    /// <summary>What kind of no.</summary>
    public EventStoreTrouble Trouble => trouble;

    /// <summary>Who leads, when the one that was asked does not.</summary>
    public Uri? Leader { get; init; }

    /// <summary>The stream's last revision after a conflict; -1 when there is no stream, null when the server did not say.</summary>
    public long? Actual { get; init; }

    internal bool IsTransient => trouble is EventStoreTrouble.Transient;

    /// <summary>Reads the end of a call; null when it went well.</summary>
    internal static EventStoreException? Of(Func<string, string?> trailer, bool tls)
    {
        var status = trailer("grpc-status");
        return (trailer("exception"), status) switch
        {
            (_, "0") => null,
            ("not-leader", _) => new(EventStoreTrouble.Transient, "not the leader") { Leader = Endpoint(trailer, tls) },
            ({ } name, _) => new(Kind(name) ?? EventStoreTrouble.BadRequest, name),
            (_, "7" or "16") => new(EventStoreTrouble.Denied, $"status {status}"),
            (_, "3" or "5" or "9" or "11" or "12") => new(EventStoreTrouble.BadRequest, $"status {status}"),
            _ => new(EventStoreTrouble.Transient, $"status {status ?? "none"}"),
        };
    }

    /// <summary>What became of one append in a batch: the codes of google.rpc.Status and the name of what is beside it.</summary>
    internal static EventStoreException OfBatch(Wire.Status status)
    {
        var name = status.Details?.TypeUrl.Split('.')[^1] ?? "";
        var wrong = name is nameof(Wire.WrongExpectedVersion) ? Wire.WrongExpectedVersion.Parser.ParseFrom(status.Details!.Value) : null;
        return new(Kind(name) ?? EventStoreTrouble.Transient, $"{name} {status.Code}")
        {
            Actual = wrong?.ActualCase is Wire.WrongExpectedVersion.ActualOneofCase.Current ? (long)wrong.Current
                : wrong is null ? null : -1,
        };
    }

    // One append writes the kind in words with dashes, a batch as the name of a message.
    private static EventStoreTrouble? Kind(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "wrongexpectedversion" => EventStoreTrouble.Conflict,
        "streamdeleted" => EventStoreTrouble.Deleted,
        "accessdenied" => EventStoreTrouble.Denied,
        "maximumappendsizeexceeded" or "maximumappendeventsizeexceeded" => EventStoreTrouble.TooLarge,
        "badrequest" => EventStoreTrouble.BadRequest,
        _ => null,
    };

    private static Uri? Endpoint(Func<string, string?> trailer, bool tls) =>
        (trailer("leader-endpoint-host"), trailer("leader-endpoint-port")) is ({ Length: > 0 } host, { } text)
        && int.TryParse(text, out var port)
            ? new UriBuilder(tls ? "https" : "http", host, port).Uri
            : null;
}
