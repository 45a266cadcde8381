namespace WarmHandover.Tests.Servers;

/// <summary>One server for all test classes of the collection.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public PostgresServer Server { get; private set; } = null!;

    /// <summary>A database that the classes of this collection share; each takes schemas of its own.</summary>
    public PostgresDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await PostgresServer.Start();
        Database = await Server.NewDatabase();
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

/// <summary>The collection of tests that share one PostgreSQL.</summary>
[CollectionDefinition(Name)]
public sealed class OnPostgres : ICollectionFixture<PostgresFixture>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "PostgreSQL";
}
