using Npgsql;

namespace WarmHandover.Platform.EventLog.Postgres;

/// <summary>
/// How many connections one process keeps to a database at most. A server has a fixed number of places and refuses whoever comes after
/// them: where processes may take them all, a busy minute or a replica that is being replaced shows as an error to people; waiting some
/// milliseconds for a connection of one's own shows as nothing. <c>Maximum Pool Size</c> in the connection string says another number.
/// </summary>
public static class PostgresPools
{
    /// <summary>For a log and its payloads; one listens all the time.</summary>
    public const int Log = 10;

    /// <summary>Of these, for who commits alone: behind those who read a commit would wait until what it was decided on is old.</summary>
    public const int Commits = 2;

    /// <summary>For views, leases, places and proof.</summary>
    public const int Views = 8;

    /// <summary>For keys.</summary>
    public const int Keys = 6;

    /// <summary>For the sessions of the portal.</summary>
    public const int Sessions = 4;

    private const string Setting = "Maximum Pool Size";

    /// <summary>How many one replica opens at most, on the database of the keys or on the other.</summary>
    public static int Most(bool keys, bool portal) => keys ? Keys : portal ? Sessions : Log + Views;

    /// <summary>The connection string as it was given, with a bound where it has none.</summary>
    public static NpgsqlConnectionStringBuilder Of(string connection, int most, string? schema = null)
    {
        var given = new NpgsqlConnectionStringBuilder(connection);
        if (schema is not null)
            given.SearchPath = schema;
        if (!given.ShouldSerialize(Setting))
            given.MaxPoolSize = Math.Max(most, given.MinPoolSize);
        return given;
    }
}
