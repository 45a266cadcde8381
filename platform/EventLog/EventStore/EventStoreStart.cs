using System.Text.Json;
using WarmHandover.Platform.EventLog.EventStore.Wire;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>What stops a start on EventStoreDB becomes one sentence that says what to do.</summary>
internal static class EventStoreStart
{
    private static readonly Version Oldest = new(21, 10);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether the server takes many appends on one call. Throws <see cref="StartRefusedException"/>.</summary>
    public static async Task<bool> Check(EventStoreLine line, CancellationToken ct)
    {
        try
        {
            var can = await line.One(
                "event_store.client.server_features.ServerFeatures/GetSupportedMethods", Methods.Parser, Limit, ct, new Nothing());
            if (Version.TryParse(can.Version.Split('-')[0], out var version) && version < Oldest)
            {
                throw new StartRefusedException(
                    $"EventStoreDB {can.Version} is te oud; {Oldest} of nieuwer is nodig. Werk de server bij. (The server is too old.)");
            }

            // Reading goes before the options, which only some may see: wrong credentials are told as such.
            await line.Ask(Requests.Read, ReadResp.Parser, Limit, ct, Requests.Newest("warme-overdracht.start."));

            if (Forgets(await line.Page("/info/options", ct)))
            {
                throw new StartRefusedException(
                    "EventStoreDB bewaart niet wat het toezegt (UnsafeDisableFlushToDisk staat aan); zet het uit. "
                    + "(Turn UnsafeDisableFlushToDisk off: an answer must survive a power cut.)");
            }

            return can.Methods_.Any(method => method.Name.Equals("batchappend", StringComparison.OrdinalIgnoreCase));
        }
        catch (EventStoreException no) when (no.Trouble is EventStoreTrouble.Denied && no.InnerException is not null)
        {
            throw new StartRefusedException(
                "Het certificaat van EventStoreDB wordt niet vertrouwd. Zet dat van de uitgever in tlsCaFile van WO_EVENTSTORE. "
                + "(Its certificate comes from an authority that is not trusted here.)");
        }
        catch (EventStoreException no) when (no.Trouble is EventStoreTrouble.Denied)
        {
            throw new StartRefusedException(
                "EventStoreDB weigert de gebruiker of het wachtwoord in WO_EVENTSTORE. (The server refused these credentials.)");
        }
        catch (Exception away) when (away is EventStoreException or HttpRequestException)
        {
            throw new StartRefusedException(
                $"EventStoreDB is niet bereikbaar op het adres in WO_EVENTSTORE ({away.InnerException?.GetType().Name ?? away.Message}). "
                + "Start de server, zet het goede adres, of zet tls=false als de server geen TLS gebruikt. "
                + "(The server cannot be reached.)");
        }
    }

    private static bool Forgets(string? options)
    {
        if (options is null)
            return false;

        using var told = JsonDocument.Parse(options);
        return told.RootElement.ValueKind is JsonValueKind.Array && told.RootElement.EnumerateArray().Any(option =>
            Plain(option, "name") is "unsafedisableflushtodisk" && Plain(option, "value") is "true");
    }

    private static string? Plain(JsonElement option, string name) => option.TryGetProperty(name, out var value)
        ? value.ToString().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()
        : null;
}
