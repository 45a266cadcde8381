using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>The families, rows and moments of the consent tests.</summary>
internal static class Scene
{
    public static readonly DateOnly Birth2018 = new(2018, 5, 20);
    public static readonly Guid Debts = Cast.Id(0xa1);
    public static readonly Guid Health = Cast.Id(0xa2);
    public static readonly Guid Tessa = Cast.Id(0x14);

    public static readonly PayloadRef Sealed = new(Cast.Id(0x5ea1ed), new('a', 64));

    public static readonly Row Schulden = new(Cast.Samira, "schulden");
    public static readonly Row Geldzorgen = new(Cast.Samira, "geldzorgen");
    public static readonly Row Gezondheid = new(Cast.Yara, "gezondheid-kind");
    public static readonly Row Woorden = new(Cast.Yara, "woorden-kind");

    /// <summary>A local time in Amsterdam.</summary>
    public static DateTimeOffset At(int year, int month, int day, int hour = 9, int minute = 0, int second = 0) =>
        Amsterdam.At(new(year, month, day), new(hour, minute, second));

    public static Member Adult(Guid id, bool mayNotBeInformed = false) => new(id, "parent", Ages.Adult, null, mayNotBeInformed);

    /// <summary>A child as signal tells it on a local date.</summary>
    public static Member Child(Guid id, DateOnly birth, DateOnly on) =>
        on < birth.AddYears(12) ? new(id, "child", Ages.Under12, birth.AddYears(12), false)
        : on < birth.AddYears(16) ? new(id, "child", Ages.From12, birth.AddYears(16), false)
        : on < birth.AddYears(18) ? new(id, "child", Ages.From16, birth.AddYears(18), false)
        : new(id, "child", Ages.Adult, null, false);

    public static Authority Gezag(Guid child, Guid holder, DateOnly? from = null, DateOnly? until = null) =>
        new(child, holder, "parent", from ?? new(2000, 1, 1), until);

    /// <summary>Samira and Erik, joint authority over Yara, born on a date.</summary>
    public static FamilyHeard Bouazza(DateTimeOffset at, DateOnly? birth = null, long version = 5) => new(
        Cast.Family, version, [Cast.Jgz],
        [Adult(Cast.Samira), Adult(Cast.Erik), Child(Cast.Yara, birth ?? Birth2018, Amsterdam.DateAt(at))],
        [Gezag(Cast.Yara, Cast.Samira), Gezag(Cast.Yara, Cast.Erik)], at);

    /// <summary>Noor asks rows for the debt counsellors.</summary>
    public static AskConsent AskDebts(DateTimeOffset at, params Row[] rows) =>
        Ask(Debts, Cast.SchuldhulpTeam, Cast.Schuldhulp, "schuldhulp", at, rows);

    /// <summary>Noor asks rows for the neighbourhood team.</summary>
    public static AskConsent AskHelp(DateTimeOffset at, params Row[] rows) =>
        Ask(Health, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", at, rows);

    public static AskConsent Ask(Guid request, Guid team, Guid organisation, string purpose, DateTimeOffset at, params Row[] rows) => new(
        request, Cast.Jgz, Cast.JgzTeam, team, organisation, purpose, rows, Amsterdam.DateAt(at), Amsterdam.DateAt(at).AddMonths(6),
        Lists.Waiver, "b1-1", "nl", "ja", "gesprek", at);

    public static GiveConsent Yes(Guid request, Guid who, DateTimeOffset at, params Row[] rows) =>
        new(request, who, rows, null, "gesprek", Cast.Jgz, at);

    public static RefuseConsent No(Guid request, Guid who, DateTimeOffset at, params Row[] rows) =>
        new(request, who, rows, Lists.NoReason, "portaal", null, at);

    public static WithdrawConsent TakeBack(Guid who, DateTimeOffset at, Guid? request = null, params Row[] rows) =>
        new(who, request, rows, "portaal", null, at);

    public static DecideAccess Opens(Row row, DateTimeOffset at, int question = 0x900) => new(
        Cast.Id(question), new("referral", Cast.Wim, "professional", Cast.WijkteamNoord, Cast.Wijkteam), "openen",
        Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", [row], at);

    /// <summary>What the facts add up to when these commands are decided one after another.</summary>
    public static List<ConsentFact> Facts(params ConsentCommand[] commands) =>
        commands.Aggregate(new List<ConsentFact>(), (facts, command) =>
            [.. facts, .. ConsentDecider.Decide(command, Fold(facts))]);

    public static Consent Fold(IEnumerable<ConsentFact> facts) => facts.Aggregate(Consent.Initial, Consent.Evolve);

    /// <summary>The stance of a row for the neighbourhood team.</summary>
    public static Stance Help(this IEnumerable<ConsentFact> facts, Row row, DateTimeOffset at) =>
        Standing.Of(Fold(facts.Where(f => f.At <= at)), row, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", at).Stance;

    /// <summary>The stance of a row for the debt counsellors.</summary>
    public static Stance Debt(this IEnumerable<ConsentFact> facts, Row row, DateTimeOffset at) =>
        Standing.Of(Fold(facts.Where(f => f.At <= at)), row, Cast.SchuldhulpTeam, Cast.Schuldhulp, "schuldhulp", at).Stance;
}
