using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Admin;

/// <summary>
/// What the pages of an office share (administrator, focus officer, privacy officer): the names of organisations and teams, and short
/// numbers for what has no name here.
/// </summary>
public abstract class OfficePage : PortalPage
{
    /// <summary>Who takes part.</summary>
    protected OrganisationListed[] Organisations { get; private set; } = [];

    /// <summary>To whom can be referred, the closed ones too.</summary>
    protected TeamListed[] Teams { get; private set; } = [];

    /// <inheritdoc/>
    protected override async Task Load()
    {
        Organisations = await Api.Get<OrganisationListed[]>("/v1/organisaties");
        Teams = await Api.Get<TeamListed[]>("/v1/teams");
    }

    /// <summary>The name of a team or an organisation; the end of its number where the directory does not know it.</summary>
    protected string Name(Guid id) =>
        Teams.FirstOrDefault(t => t.Entry.Team == id)?.Entry.Name ?? Organisations.FirstOrDefault(o => o.Organisation == id)?.Name
        ?? (id == Me.Organisation ? T["kantoor.eigen"] : EndOf(id));

    /// <summary>Teams that are open, to choose from.</summary>
    protected IEnumerable<Choice> OpenTeams => Teams.Where(t => t.Open).OrderBy(t => t.Entry.Name, StringComparer.CurrentCulture)
        .Select(t => new Choice(t.Entry.Team.ToString(), t.Entry.Name, Group: Name(t.Entry.Organisation)));

    /// <summary>Codes with their words, to choose from.</summary>
    protected IEnumerable<Choice> Codes(string list, params ReadOnlySpan<string> codes)
    {
        var choices = new List<Choice>();
        foreach (var code in codes)
            choices.Add(new(code, T.Code(list, code)));
        return choices;
    }

    /// <summary>What was written on one line each, or with commas between.</summary>
    public static string[] Several(string? text) =>
        [.. (text ?? "").Split([',', ';', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
