using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.EventLog;

/// <summary>Chooses the engine: the service never knows which.</summary>
public static class EventLogs
{
    /// <summary>Registers the log and the payloads of one service in the store that the operator chose.</summary>
    public static void Add(IServiceCollection services, HouseOptions options, string service)
    {
        services.AddSingleton(_ => new SqliteEventLog(Path.Combine(options.DataFolder, $"{service}.log.db")));
        services.AddSingleton<IEventLog>(provider => provider.GetRequiredService<SqliteEventLog>());
        services.AddSingleton<IPayloads>(provider => provider.GetRequiredService<SqliteEventLog>());
    }
}
