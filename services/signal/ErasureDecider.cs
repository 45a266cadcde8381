using System.Diagnostics;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using Published = WarmHandover.Contracts.Signal;

namespace WarmHandover.Signals;

/// <summary>Something that is asked of a request to destroy.</summary>
public abstract record ErasureCommand(DateTimeOffset At)
{
    /// <summary>The local date on which it came in.</summary>
    public DateOnly Today => Amsterdam.DateAt(At);
}

/// <summary>Something a person of an organisation wants of it; for all others it does not exist.</summary>
public abstract record ErasureAct(string By, Guid Organisation, DateTimeOffset At) : ErasureCommand(At);

/// <summary>Ask it; the door judged who may ask, on the file as it stands.</summary>
public sealed record RequestErasure(ErasureRequested Asked) : ErasureCommand(Asked.At);

/// <summary>The term of the oldest records of a file is over; the clock judged it.</summary>
public sealed record RequestRecords(RecordsOver Over) : ErasureCommand(Over.At);

/// <summary>Move the day by which it is decided.</summary>
public sealed record PutOffErasure(DateOnly Until, string Reason, string By, Guid Organisation, DateTimeOffset At)
    : ErasureAct(By, Organisation, At);

/// <summary>Say yes, as the first of two.</summary>
public sealed record GrantErasure(string By, Guid Organisation, DateTimeOffset At) : ErasureAct(By, Organisation, At);

/// <summary>Say no.</summary>
public sealed record RefuseErasure(string Reason, int ListVersion, PayloadRef? Words, string By, Guid Organisation, DateTimeOffset At)
    : ErasureAct(By, Organisation, At);

/// <summary>Take it back for who asked.</summary>
public sealed record TakeBackErasure(string By, Guid Organisation, DateTimeOffset At) : ErasureAct(By, Organisation, At);

/// <summary>Have it done, as the second of two.</summary>
public sealed record ConfirmErasure(string By, Guid Organisation, DateTimeOffset At) : ErasureAct(By, Organisation, At)
{
    /// <summary>Under which other ids the same was recorded; the door brings what the file knows.</summary>
    public IReadOnlyList<Published.RecordedUnder>? Also { get; init; }
}

/// <summary>A service destroyed what it had.</summary>
public sealed record HearCarriedOut(string Service, DateTimeOffset DoneAt, DateTimeOffset At) : ErasureCommand(At);

/// <summary>Something may be due.</summary>
public sealed record WatchErasure(DateTimeOffset At) : ErasureCommand(At);

/// <summary>The choices about a request to destroy.</summary>
public static class ErasureDecider
{
    /// <summary>It must be decided and done within three months (BW 7:455(1), Wmo 5.3.5).</summary>
    public const int Months = 3;

    /// <summary>The most by which the day may be moved, once (AVG 12(3)).</summary>
    public const int MoreMonths = 2;

    /// <summary>Backups of the keys are kept at most this long (decision 6).</summary>
    public const int DaysOfKeyBackups = 14;

    /// <summary>The one table.</summary>
    public static Decision<ErasureFact> Decide(ErasureCommand command, Erasure state) => (command, state) switch
    {
        (RequestErasure c, { Asked: null }) => [c.Asked],
        (RequestErasure, _) => [],
        (RequestRecords c, { Asked: null }) => [c.Over],
        (RequestRecords, _) => [],
        (ErasureAct, { Asked: null }) => Refusals.Missing,
        (ErasureAct c, { Asked: { } asked }) when asked.Organisation != c.Organisation => Refusals.Missing,

        (PutOffErasure c, _) => PutOff(c, state),
        (GrantErasure, { Granted: not null }) => [],
        (GrantErasure c, { Open: true }) => [new ErasureGranted(c.By, c.At)],
        (RefuseErasure c, { Refused: { } no }) when no.Reason == c.Reason => [],
        (RefuseErasure c, { Open: true }) => [new ErasureRefused(c.Reason, c.ListVersion, c.Words, c.By, c.At)],
        (TakeBackErasure, { TakenBack: true }) => [],
        (TakeBackErasure c, { Open: true }) => [new ErasureTakenBack(c.By, c.At)],
        (ConfirmErasure, { Confirmed: not null }) => [],
        (ConfirmErasure, { Open: true, Granted: null }) => ErasureRefusals.NotGranted,
        (ConfirmErasure c, { Open: true, Granted: { } first }) => first.By == c.By
            ? ErasureRefusals.SecondPerson
            : [new ErasureConfirmed(c.By, c.At) { Also = c.Also }],
        (ErasureAct, { Confirmed: not null }) => ErasureRefusals.BeingCarriedOut,
        (ErasureAct, _) => ErasureRefusals.AlreadyDecided,

        (HearCarriedOut, { Confirmed: null }) => [],
        (HearCarriedOut c, _) when state.Done.ContainsKey(c.Service) || !Erasure.Services.Contains(c.Service) => [],
        (HearCarriedOut c, _) => CarriedOut(c, state),
        (WatchErasure c, _) => Watch(c, state),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    /// <summary>A confirmed request is said to every service that holds data; nothing else leaves.</summary>
    public static IEnumerable<IAnnouncement> Choose(Told<Erasure, ErasureFact> told) =>
        told is { Fact: ErasureConfirmed old, After: { Asked: { } file, ReceivedUntil: { } until } }
            ? [new Published.RecordsErasureOrdered(
                told.Stream, told.Version, file.Erasure, file.Family, file.Organisation, until, file.Teams, old.At)
            {
                Also = old.Also,
            }]
            : told is { Fact: ErasureConfirmed confirmed, After.Asked: { } asked }
            ? [new Published.ErasureOrdered(
                told.Stream, told.Version, asked.Erasure, asked.Family, asked.Organisation, asked.Member, asked.Teams, confirmed.At)
            {
                Also = confirmed.Also,
            }]
            : told is { Fact: ErasureRequested { Origin: ErasureOrigins.Elsewhere } elsewhere }
                ? [new Published.ErasureToDecide(
                    told.Stream, told.Version, elsewhere.Erasure, elsewhere.Family, elsewhere.Organisation, elsewhere.Teams,
                    elsewhere.DecideBy, elsewhere.At)]
                : [];

    private static Decision<ErasureFact> PutOff(PutOffErasure c, Erasure state) => state switch
    {
        { PutOff: true } when state.DecideBy == c.Until => [],
        { Confirmed: not null } => ErasureRefusals.BeingCarriedOut,
        { Open: false } => ErasureRefusals.AlreadyDecided,
        { PutOff: true } => ErasureRefusals.PutOffOnce,
        _ when c.Until <= state.DecideBy || c.Until > state.DecideBy.AddMonths(MoreMonths) => ErasureRefusals.PutOffTooFar,
        _ => [new ErasurePutOff(c.Until, c.Reason, c.By, c.At)],
    };

    private static Decision<ErasureFact> CarriedOut(HearCarriedOut c, Erasure state)
    {
        var done = new ErasureCarriedOut(c.Service, c.DoneAt, c.At);
        var after = Erasure.Evolve(state, done);
        return after is { Missing: [], Certified: null }
            ? [done, new ErasureCertified(Amsterdam.DateAt(after.Done.Values.Max()).AddDays(DaysOfKeyBackups), c.At)]
            : [done];
    }

    private static Decision<ErasureFact> Watch(WatchErasure c, Erasure state) => state switch
    {
        { Due: null } => [],
        _ when c.At < state.Due => [],
        { Open: true } when c.Today > state.DecideBy => [new ErasureTermExpired(c.At)],
        { Open: true } => [new ErasureTermNeared(c.At)],
        { Overdue: false } when state.Done.ContainsKey(Erasure.Services[0]) => [new ErasureOverdue(state.Missing, c.At)],
        _ => [],
    };
}

/// <summary>Every no of a request to destroy.</summary>
public static class ErasureRefusals
{
    public static readonly Refusal NotGranted = new(
        "nog-niet-toegewezen", "Eerst beslist iemand over het verzoek; daarna voert een ander het uit.");

    public static readonly Refusal SecondPerson = new(
        "tweede-persoon-nodig", "Wie het verzoek toewees, mag het niet ook uitvoeren. Vraag een collega.");

    public static readonly Refusal BeingCarriedOut = new(
        "wordt-vernietigd", "De vernietiging is al begonnen en is niet terug te draaien.");

    public static readonly Refusal AlreadyDecided = new("al-beslist", "Over dit verzoek is al beslist. Neem een nieuw verzoek op.");

    public static readonly Refusal PutOffOnce = new("al-uitgesteld", "De dag om te beslissen is al een keer verzet. Vaker kan niet.");

    public static readonly Refusal PutOffTooFar = new(
        "uitstel-past-niet", "De nieuwe dag ligt na de dag die nu geldt, en hoogstens twee maanden later (AVG artikel 12 lid 3).");

    public static readonly Refusal NotEverybody = new(
        "niet-iedereen-vroeg",
        "Het hele dossier wordt alleen vernietigd als iedereen over wie het gaat dat vraagt. Vraag het anders per persoon.");

    public static readonly Refusal MayNotAsk = new(
        "vrager-niet-bevoegd",
        "Deze persoon mag dit niet vragen. Onder 12 jaar vraagt wie het gezag heeft; vanaf 12 jaar iemand zelf, of zijn "
        + "vertegenwoordiger.");

    public static readonly Refusal NothingHere = new(
        "niets-van-deze-persoon", "Uw organisatie legde over deze persoon niets vast, of het is al vernietigd.");
}
