using WarmHandover.Embedded.Running;
using WarmHandover.Platform.Time;

namespace WarmHandover.Embedded.Journey;

/// <summary>
/// The story of <c>docs/journey.md</c>, played through the gateway by the sample people. Every step checks what it sees and stops the story
/// with
/// what was answered instead. The same class plays it against one process and against separate ones.
/// </summary>
public sealed partial class Journey(IRunningHouse house, HttpClient http, TextWriter output)
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
        await SetTheStage(ct);
        await SeeAndTalk(ct);
        await AskConsent(ct);
        await SendTheDebtReferral(ct);
        await LookAsTheFather(ct);
        await ReceiveAtDebtHelp(ct);
        await HandOverYara(ct);
        await SitTogether(ct);
        await ReferOn(ct);
        await TakeBack(ct);
        await AskWhetherItHelped(ct);
        await ReplayAsTheAuditor(ct);
        tell.Chapter("Het verhaal is uit.");
    }

    private Visitor Sign(string name, Guid? member = null) => Visitor.Sign(house, http, name, member is null ? null : Family, member);

    private static void Must(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }
}
