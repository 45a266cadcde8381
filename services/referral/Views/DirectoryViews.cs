using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>An organisation in the directory.</summary>
public sealed record OrganisationRow(Guid Organisation, string Name, string Kind);

/// <summary>A team in the directory, open or closed.</summary>
public sealed record TeamRow(TeamEntry Entry, bool Open, bool Reachable = true);

/// <summary>The organisations of the directory.</summary>
public sealed class OrganisationsView() : View<OrganisationEvent>("referral", "organisation", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "organisations";

    /// <summary>The one part.</summary>
    public const string All = "all";

    /// <inheritdoc/>
    protected override void Show(Noted<OrganisationEvent> noted, Rows rows)
    {
        var row = noted.Fact switch
        {
            OrganisationRegistered registered => new OrganisationRow(noted.Id, registered.Name, registered.Kind),
            _ => throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown"),
        };
        rows.Put(noted.Id.ToString("N"), All, row);
    }
}

/// <summary>The teams of the directory.</summary>
public sealed class TeamsView() : View<TeamEvent>("referral", "team", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "teams";

    /// <summary>The one part.</summary>
    public const string All = "all";

    /// <inheritdoc/>
    protected override void Show(Noted<TeamEvent> noted, Rows rows)
    {
        var key = noted.Id.ToString("N");
        var row = (rows.Get<TeamRow>(key), noted.Fact) switch
        {
            (null, TeamOpened opened) => new TeamRow(opened.Entry, Open: true),
            ({ } there, TeamClosed) => there with { Open = false },
            ({ } there, TeamOutOfReach) => there with { Reachable = false },
            ({ } there, TeamInReach) => there with { Reachable = true },
            _ => throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown"),
        };
        rows.Put(key, All, row);
    }
}
