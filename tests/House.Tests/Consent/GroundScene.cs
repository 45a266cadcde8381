using WarmHandover.Consents;
using WarmHandover.Contracts;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>The teams of the grounds, as the directory told them.</summary>
internal static class GroundScene
{
    public static readonly TeamHeard Jgz = Team(Cast.JgzTeam, Cast.Jgz, "jgz");
    public static readonly TeamHeard Wijkteam = Team(Cast.WijkteamNoord, Cast.Wijkteam, "wijkteam");
    public static readonly TeamHeard DeBrug = Team(Cast.Id(0x402), Cast.Id(0x401), "gi");
    public static readonly TeamHeard VeiligThuis = Team(Cast.Id(0x502), Cast.Id(0x501), "veilig-thuis");

    public static TeamHeard Team(Guid team, Guid organisation, string kind, bool college = false, string area = "0150") =>
        new(team, 1, organisation, kind, [area], college, true, At(2027, 1, 1));

    /// <summary>Noor of JGZ invokes a ground, with everything that it asks but an order or a second person.</summary>
    public static InvokeGround Invoke(string code, TeamHeard recipient, DateTimeOffset at, params Row[] rows) => new(
        Cast.Id(0x6a1), code, Cast.Jgz, Cast.JgzTeam, Jgz, Cast.Noor, recipient.Team, recipient.Organisation, recipient, "gezinshulp", rows,
        null, Sealed, false, "collega", true, null, "ernstig", null, null, at);

    public static AskConsent AskFor(TeamHeard team, DateTimeOffset at, params Row[] rows) =>
        Ask(Health, team.Team, team.Organisation, "gezinshulp", at, rows);

    public static DecideAccess Opens(TeamHeard team, Row row, DateTimeOffset at) => new(
        Cast.Id(0x901), new("referral", "gijs", "professional", team.Team, team.Organisation), "openen", team.Team, team.Organisation,
        "gezinshulp", [row], at);
}
