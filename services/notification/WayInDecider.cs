using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Notifications;

/// <summary>What somebody wants of a personal way in, or what was heard of it.</summary>
public abstract record WayInCommand(DateTimeOffset At);

/// <summary>Consent or referral said whether a person may come in.</summary>
public sealed record HearWayIn(WayInOpened Terms, bool Open, DateTimeOffset At) : WayInCommand(At);

/// <summary>Make a new code for it; the hash was made at the door.</summary>
public sealed record IssueCode(
    Guid Code, string Handle, string Hash, string Channel, DateTimeOffset Until, PayloadRef? Carried, string By, DateTimeOffset At)
    : WayInCommand(At);

/// <summary>Agree a pin with the person.</summary>
public sealed record AgreeSecondFactor(string Hash, string By, DateTimeOffset At) : WayInCommand(At);

/// <summary>End it at the desk.</summary>
public sealed record RevokeWayIn(string By, DateTimeOffset At) : WayInCommand(At);

/// <summary>
/// What an organisation recorded of the person is destroyed: codes of its desk work no more. With a whole file the organisation is no desk
/// any more, and a way without desks is closed.
/// </summary>
public sealed record EraseCodes(Guid Organisation, bool WholeFile, DateTimeOffset At) : WayInCommand(At);

/// <summary>Come in with a code, and with a pin where one was typed.</summary>
public sealed record ComeIn(Guid Try, string Hash, string? Pin, DateTimeOffset At) : WayInCommand(At);

/// <summary>Who may come in, with what. A wrong code or pin is a fact: it counts.</summary>
public static class WayInDecider
{
    /// <summary>It was ended at the desk.</summary>
    public const string Revoked = "ingetrokken";

    /// <summary>Whoever opened it needs it no longer.</summary>
    public const string NoLongerNeeded = "niet-meer-nodig";

    /// <summary>What the desk's organisation recorded was destroyed.</summary>
    public const string Erased = "vernietigd";

    /// <summary>Decides one command.</summary>
    public static Decision<WayInEvent> Decide(WayInCommand command, WayIn state) => command switch
    {
        HearWayIn hear => Hear(hear, state),
        IssueCode wish => state switch
        {
            { Terms: null } => Refusals.Missing,
            _ when state.Code?.Code == wish.Code => [],
            _ when !state.IsOpen(wish.At) => WayInRefusals.Closed,
            { Terms.Silent: true } => WayInRefusals.Silent,
            _ => [new CodeIssued(
                wish.Code, wish.Handle, wish.Hash, wish.Channel, Earliest(wish.Until, state.Terms!.Until), wish.Carried, wish.By, wish.At)],
        },
        AgreeSecondFactor wish => state switch
        {
            { Terms: null } => Refusals.Missing,
            _ when state.Pin == wish.Hash => [],
            _ when !state.IsOpen(wish.At) => WayInRefusals.Closed,
            { Terms.Silent: true } => WayInRefusals.Silent,
            _ => [new SecondFactorAgreed(wish.Hash, wish.By, wish.At)],
        },
        RevokeWayIn wish => state switch
        {
            { Terms: null } => Refusals.Missing,
            { Closed: not null } => [],
            _ => [new WayInClosed(Revoked, Heard: null, wish.By, wish.At)],
        },
        EraseCodes erase => Erase(erase, state),
        ComeIn wish => Enter(wish, state),
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided here"),
    };

    private static Decision<WayInEvent> Hear(HearWayIn hear, WayIn state)
    {
        if (hear.Terms.Heard.Version <= state.Version)
            return [];

        // Without a desk nobody can hand out a code.
        var open = hear.Open && hear.Terms.Desks is not [];
        if (!open && (state.Terms is null || state.Closed is not null))
            return [];
        if (!open)
            return [new WayInClosed(NoLongerNeeded, hear.Terms.Heard, null, hear.At)];

        return state.Closed is { Reason: Revoked } ? [] : [hear.Terms];
    }

    // Closing ends every code; where other desks are left, the way is open again for a new one of theirs.
    private static Decision<WayInEvent> Erase(EraseCodes erase, WayIn state)
    {
        if (state is not { Terms: { } terms, Closed: null } || !terms.Desks.Contains(erase.Organisation))
            return [];

        var closed = new WayInClosed(Erased, Heard: null, By: null, erase.At);
        Guid[] left = erase.WholeFile ? [.. terms.Desks.Where(desk => desk != erase.Organisation)] : [.. terms.Desks];
        return left is [] ? [closed]
            : state.Code is null && !erase.WholeFile ? []
            : [closed, terms with { Desks = left, At = erase.At }];
    }

    private static Decision<WayInEvent> Enter(ComeIn wish, WayIn state)
    {
        if (state.Seen.Contains(wish.Try))
            return [];
        if (!state.IsOpen(wish.At) || state.Code is not { } code || wish.At >= code.Until || state.OfCode.Blocked(wish.At))
            return WayInRefusals.CodeWrong;
        if (!Same(code.Hash, wish.Hash))
            return [new PersonRefused(wish.Try, ByPin: false, wish.At)];
        if (wish.Pin is null)
            return [new PersonCameIn(wish.Try, code.Code, Reading: false, wish.At)];
        if (state.Pin is null || state.OfPin.Blocked(wish.At))
            return WayInRefusals.PinWrong;

        return Same(state.Pin, wish.Pin)
            ? [new PersonCameIn(wish.Try, code.Code, Reading: true, wish.At)]
            : [new PersonRefused(wish.Try, ByPin: true, wish.At)];
    }

    private static DateTimeOffset Earliest(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}

/// <summary>Every no of a personal way in. Unknown, expired, ended and blocked sound alike: a guesser learns nothing.</summary>
public static class WayInRefusals
{
    public static readonly Refusal CodeWrong = new(
        "code-onjuist", "Deze code klopt niet of is verlopen. Wacht een kwartier, of vraag een nieuwe code aan wie hem u gaf.");

    public static readonly Refusal PinWrong = new(
        "pincode-onjuist", "De pincode klopt niet. Zonder pincode kunt u wel nee zeggen of intrekken. Vraag anders een nieuwe pincode.");

    public static readonly Refusal Closed = new("toegang-gesloten", "Deze toegang is gesloten of verlopen. Er kan geen nieuwe code bij.");

    public static readonly Refusal Silent = new(
        "nu-niet-benaderen", "Deze persoon mag nu niet worden benaderd. Er kan geen code of pincode worden gemaakt.");

    public static readonly Refusal ShownOnce = new(
        "code-al-gemaakt", "Deze code is al gemaakt en wordt maar één keer getoond. Maak een nieuwe; de oude werkt dan niet meer.");

    public static readonly Refusal NotSetUp = new(
        "toegang-niet-ingericht", "Binnenkomen met een code kan hier nog niet. Bel de organisatie die u de code gaf.",
        RefusalKind.Unanswered);
}
