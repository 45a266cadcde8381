using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Reading;

/// <summary>Rows found by terms, on SQLite.</summary>
public sealed class TermTests : TermContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("house-terms").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    protected override async Task Use(Func<IEventLog, IViews, IViewRebuild, Task> story)
    {
        await using var street = await new Street(folder).Open(new SignView()).Run();
        await story(street.Log, street.Views, street.Of<IViewRebuild>());
    }
}
