using WarmHandover.Platform.Vault;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Vault;

[Collection(OnPostgres.Name)]
public sealed class PostgresKeyStoreTests(PostgresFixture postgres) : KeyStoreContract, IDisposable
{
    private readonly VaultSchema schema = KeysOf(postgres);

    /// <summary>The contracts share one schema: every test brings owners and organisations of its own.</summary>
    public static VaultSchema KeysOf(PostgresFixture postgres) => new("vault", postgres.Database.Runtime, postgres.Database.Migrator);

    public void Dispose() => schema.Dispose();

    protected override IVaultDatabase Reach() => schema;
}

[Collection(OnPostgres.Name)]
public sealed class PostgresVaultTests(PostgresFixture postgres) : VaultContract, IDisposable
{
    private readonly VaultSchema schema = PostgresKeyStoreTests.KeysOf(postgres);

    public void Dispose() => schema.Dispose();

    protected override IVaultDatabase Reach() => schema;
}

[Collection(OnPostgres.Name)]
public sealed class PostgresSearchIndexTests(PostgresFixture postgres) : SearchIndexContract, IDisposable
{
    private readonly VaultSchema schema = PostgresKeyStoreTests.KeysOf(postgres);

    public void Dispose() => schema.Dispose();

    protected override IVaultDatabase Reach() => schema;
}
