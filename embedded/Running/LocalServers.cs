namespace WarmHandover.Embedded.Running;

/// <summary>
/// The settings with which <c>deploy/local/run</c> hands its servers to the processes: <c>WO_LOCAL_POSTGRES</c> and
/// <c>WO_LOCAL_RABBITMQ</c>
/// are <c>host:port</c>; every service gets a role and a broker user of its own.
/// </summary>
public static class LocalServers
{
    /// <summary>Store and broker of one service (lower case); the gateway needs neither, the portal a store only.</summary>
    public static IReadOnlyDictionary<string, string> SettingsOf(string service)
    {
        if (service == "gateway")
            return new Dictionary<string, string>();

        var postgres = Server("WO_LOCAL_POSTGRES");
        string Connection(string database, string role) =>
            $"Host={postgres.Host};Port={postgres.Port};Database={database};Username={role};Include Error Detail=false";

        if (service == "portal")
        {
            return new Dictionary<string, string>
            {
                ["WO_STORE"] = "postgres",
                ["WO_POSTGRES"] = Connection("wo", "wo_portal"),
                ["WO_POSTGRES_MIGRATOR"] = Connection("wo", "wo_migrator"),
            };
        }

        var rabbit = Server("WO_LOCAL_RABBITMQ");
        return new Dictionary<string, string>
        {
            ["WO_STORE"] = "postgres",
            ["WO_BUS"] = "rabbitmq",
            ["WO_POSTGRES"] = Connection("wo", $"wo_{service}"),
            ["WO_POSTGRES_MIGRATOR"] = Connection("wo", "wo_migrator"),
            ["WO_POSTGRES_KEYS"] = Connection("wo_keys", $"wo_{service}"),
            ["WO_POSTGRES_KEYS_MIGRATOR"] = Connection("wo_keys", "wo_migrator"),
            ["WO_RABBITMQ"] = $"amqp://{service}:{BrokerDefinitions.PasswordOf(service)}@{rabbit.Host}:{rabbit.Port}/",
        };
    }

    private static Uri Server(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? new($"tcp://{text}")
        : throw new Platform.Hosting.StartRefusedException(
            $"{name} is not set. Use deploy/local/run, which starts the servers and sets it.");
}
