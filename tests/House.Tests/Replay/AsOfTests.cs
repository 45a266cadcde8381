using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Sqlite;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Replay;

/// <summary>As-of on SQLite.</summary>
public sealed class AsOfTests : AsOfContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-as-of-");
    private readonly SqliteEventLog log;

    public AsOfTests(ITestOutputHelper output) : base(output) => log = new(Path.Combine(folder.FullName, "consent.log.db"));

    protected override IEventLog Log => log;

    protected override int Few => 60;

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
    }
}
