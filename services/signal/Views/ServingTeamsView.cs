using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Signals.Views;

/// <summary>An open team in a municipality that it serves.</summary>
public sealed record ServingTeamRow(Guid Team, Guid Organisation, string OrganisationKind, string Area, bool ActsForCollege);

/// <summary>The open teams of each municipality: part <c>area/…</c>; all municipalities with one: part <c>areas</c>.</summary>
public sealed class ServingTeamsView() : View<ServingTeamFact>("signal", "team", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "serving_teams";

    /// <summary>The part that holds every municipality in which somebody can be called.</summary>
    public const string Areas = "areas";

    /// <summary>The part that holds the teams of one municipality.</summary>
    public static string Of(string area) => $"area/{area}";

    /// <inheritdoc/>
    protected override void Show(Noted<ServingTeamFact> noted, Rows rows)
    {
        if (noted.Fact is not TeamListed f)
            throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");

        var served = rows.Get<TeamListed>($"team/{f.Team:N}") is { Open: true } before ? before.Areas : [];
        var serves = f.Open ? f.Areas : [];
        foreach (var area in served.Except(serves))
            Leave(area);
        foreach (var area in serves)
        {
            var row = new ServingTeamRow(f.Team, f.Organisation, f.OrganisationKind, area, f.ActsForCollege);
            rows.Put($"{area}/{f.Team:N}", Of(area), row);
            var teams = rows.Get<AreaRow>($"area/{area}")?.Teams ?? [];
            rows.Put($"area/{area}", Areas, new AreaRow(area, [.. teams.Append(f.Team).Distinct()]));
        }

        rows.Put($"team/{f.Team:N}", "team", f);

        void Leave(string area)
        {
            rows.Remove($"{area}/{f.Team:N}");
            Guid[] left = [.. rows.Get<AreaRow>($"area/{area}")!.Teams.Where(t => t != f.Team)];
            if (left is [])
                rows.Remove($"area/{area}");
            else
                rows.Put($"area/{area}", Areas, new AreaRow(area, left));
        }
    }
}

/// <summary>A municipality and the open teams in it.</summary>
public sealed record AreaRow(string Area, IReadOnlyList<Guid> Teams);
