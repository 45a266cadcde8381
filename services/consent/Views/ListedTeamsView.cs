using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents.Views;

/// <summary>A team of the directory, as a request for a whole organisation or a kind of organisation finds it.</summary>
public sealed record ListedTeamRow(Guid Team, Guid Organisation, string Kind, IReadOnlyList<string> Areas, bool Open);

/// <summary>The teams that the directory told, by organisation and by kind.</summary>
public sealed class ListedTeamsView() : View<ListedTeamFact>("consent", "team", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "listed_teams";

    /// <summary>The part with the teams of one organisation.</summary>
    public static string OfOrganisation(Guid organisation) => $"organisation/{organisation:N}";

    /// <summary>The part with the teams of one kind of organisation.</summary>
    public static string OfKind(string kind) => $"kind/{kind}";

    /// <inheritdoc/>
    protected override void Show(Noted<ListedTeamFact> noted, Rows rows)
    {
        if (noted.Fact is not TeamHeard heard)
            throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");

        var row = new ListedTeamRow(heard.Team, heard.Organisation, heard.OrganisationKind, heard.Areas, heard.Open);
        rows.Put($"o/{heard.Team:N}", OfOrganisation(heard.Organisation), row);
        rows.Put($"k/{heard.Team:N}", OfKind(heard.OrganisationKind), row);
    }
}
