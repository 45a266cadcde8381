using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;

namespace WarmHandover.Embedded.Sample;

/// <summary>
/// The sample people who can sign in during development, and the organisations and teams they work for. All are invented.
/// </summary>
public static class People
{
    /// <summary>Youth health care of Deventer.</summary>
    public static readonly Guid Jgz = Guid.Parse("0198f000-0000-7000-8000-00000000a001");

    /// <summary>Its team Noord.</summary>
    public static readonly Guid JgzNoord = Guid.Parse("0198f000-0000-7000-8000-00000000a002");

    /// <summary>The neighbourhood teams of Deventer.</summary>
    public static readonly Guid Wijkteams = Guid.Parse("0198f000-0000-7000-8000-00000000b001");

    /// <summary>Neighbourhood team Deventer-Noord.</summary>
    public static readonly Guid WijkteamNoord = Guid.Parse("0198f000-0000-7000-8000-00000000b002");

    /// <summary>Debt help of Deventer, which acts for the college.</summary>
    public static readonly Guid Schuldhulp = Guid.Parse("0198f000-0000-7000-8000-00000000c001");

    /// <summary>Its one team.</summary>
    public static readonly Guid SchuldhulpTeam = Guid.Parse("0198f000-0000-7000-8000-00000000c002");

    /// <summary>Volunteers of Deventer.</summary>
    public static readonly Guid Steun = Guid.Parse("0198f000-0000-7000-8000-00000000c101");

    /// <summary>Their coordinators for families.</summary>
    public static readonly Guid HomeStart = Guid.Parse("0198f000-0000-7000-8000-00000000c102");

    /// <summary>The cooperation of the region, which keeps the directory.</summary>
    public static readonly Guid Regio = Guid.Parse("0198f000-0000-7000-8000-00000000d001");

    /// <summary>An organisation that is party to nothing: what it asks for does not exist.</summary>
    public static readonly Guid Elders = Guid.Parse("0198f000-0000-7000-8000-00000000e001");

    /// <summary>The municipality code of Deventer.</summary>
    public const string Deventer = "GM0150";

    /// <summary>Who can sign in, and as what.</summary>
    public static readonly IReadOnlyList<Persona> All =
    [
        new("noor", [Roles.Professional], Jgz, [JgzNoord]),
        new("wim", [Roles.Professional], Wijkteams, [WijkteamNoord]),
        new("tessa", [Roles.TeamLead], Wijkteams, [WijkteamNoord]),
        new("ruud", [Roles.Professional, Roles.EarlyDebt], Schuldhulp, [SchuldhulpTeam]),
        new("siem", [Roles.Professional], Schuldhulp, [SchuldhulpTeam]),
        new("hanna", [Roles.Professional], Steun, [HomeStart]),
        new("petra", [Roles.FocusOfficer], Regio, []),
        new("bea", [Roles.Administrator], Regio, []),
        new("boris", [Roles.Administrator], Regio, []),
        new("sjoerd", [Roles.Auditor], Jgz, []),
        new("hedda", [Roles.PrivacyOfficer], Jgz, []),
        new("hilde", [Roles.PrivacyOfficer], Jgz, []),
        new("hassan", [Roles.PrivacyOfficer], Wijkteams, []),
        new("sanne", [Roles.PrivacyOfficer], Schuldhulp, []),
        new("vreemd", [Roles.Professional], Elders, [Elders]),
        new("ouder", [Roles.Parent], Guid.Empty, []),
        new("jongere", [Roles.Young], Guid.Empty, []),
    ];

    /// <summary>Signs tokens for the sample people with the key in a data folder, by a clock that is this much ahead.</summary>
    public static DevTokens Tokens(string folder, TimeSpan ahead) =>
        Tokens(folder, new Ahead(ahead));

    /// <summary>Signs tokens for the sample people with the key in a data folder, by the clock of a house.</summary>
    public static DevTokens Tokens(string folder, TimeProvider clock) =>
        new(Path.Combine(folder, "development"), HouseOptions.DevelopmentIssuer, clock);

    /// <summary>The public half of that key, as a file.</summary>
    public static string PublicKeys(string folder) => Path.Combine(folder, "development", DevTokens.PublicFile);

    private sealed class Ahead(TimeSpan span) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + span;
    }
}
