using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.Reading;

/// <summary>Rows found by terms, in PostgreSQL.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresTermTests(PostgresFixture postgres) : TermContract
{
    protected override async Task Use(Func<IEventLog, IViews, IViewRebuild, Task> story)
    {
        await using var replica = new Replica(await postgres.Server.NewDatabase(), new SignView());
        await replica.Run();
        await story(replica.Log, replica.Views, replica.Of<IViewRebuild>());
    }
}
