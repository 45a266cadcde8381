using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Time;

namespace WarmHandover.Embedded.Journey;

/// <summary>
/// The story of <c>docs/journey.md</c>, played through the gateway by the sample people. Every step checks what it sees and stops the story
/// with
/// what was answered instead. The same class plays it against one process and against separate ones. <paramref name="before"/> is told the
/// name of each chapter before it begins: where a test breaks something.
/// </summary>
public sealed partial class Journey(
    IRunningHouse house, HttpClient http, TextWriter output, Func<string, CancellationToken, Task>? before = null)
{
    private readonly Teller tell = new(output);

    /// <summary>The family of the story, once it is opened.</summary>
    public Guid Family { get; private set; }

    /// <summary>The mother.</summary>
    public Guid Samira { get; private set; }

    /// <summary>The father.</summary>
    public Guid Erik { get; private set; }

    /// <summary>Their daughter of eight.</summary>
    public Guid Yara { get; private set; }

    /// <summary>How many steps were told.</summary>
    public int Steps => tell.Steps;

    private Visitor Noor => field ??= Sign("noor");

    private Visitor Wim => field ??= Sign("wim");

    private Visitor Ruud => field ??= Sign("ruud");

    private Visitor Petra => field ??= Sign("petra");

    private Visitor Bea => field ??= Sign("bea");

    private Visitor Sjoerd => field ??= Sign("sjoerd");

    private Visitor Stranger => field ??= Sign("vreemd");

    private DateOnly Today { get; } = Amsterdam.DateAt(TimeProvider.System.GetUtcNow());

    /// <summary>Plays the whole story to its end.</summary>
    public async Task Play(CancellationToken ct)
    {
        Func<CancellationToken, Task>[] chapters =
        [
            SetTheStage, SeeAndTalk, AskConsent, SendTheDebtReferral, LookAsTheFather, ReceiveAtDebtHelp, HandOverYara, SeeWhereItWent,
            JoinTheSecondFile, SitTogether, ReferOn, TakeBack, AskWhetherItHelped, ReplayAsTheAuditor,
        ];
        foreach (var chapter in chapters)
        {
            if (before is not null)
                await before(chapter.Method.Name, ct);
            await chapter(ct);
        }

        tell.Chapter("Het verhaal is uit.");
    }

    private Visitor Sign(string name, Guid? member = null) => Visitor.Sign(house, http, name, member is null ? null : Family, member);

    private static void Must(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }
}
