using WarmHandover.Consents.Views;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents;

/// <summary>
/// Finds out, at the door, whom a request reaches: one team, a whole organisation, or a kind of organisation as listed now.
/// </summary>
public sealed class Recipients(ListedTeamHandler teams, IViews views)
{
    /// <summary>
    /// The scope of a recipient that is wider than one team, and whether what was named is not in the directory, or no more.
    /// </summary>
    public async Task<(RecipientScope? Scope, bool Closed)> Find(
        Guid? team, Guid? organisation, string? kind, string? area, CancellationToken ct)
    {
        if (kind is not null)
            return (new(RecipientScope.OfKind, kind, area, await Listed(kind, area!, ct)), false);

        if (team is { } one)
        {
            var heard = (await teams.Load(one, ct)).State.Heard;
            return (null, heard is not { Open: true } || heard.Organisation != organisation);
        }

        await views.FreshToHead(ListedTeamsView.Table, ct);
        var all = await views.List<ListedTeamRow>(ListedTeamsView.Table, ListedTeamsView.OfOrganisation(organisation!.Value), ct);
        ListedRecipient[] open = [.. all.Where(t => t.Open).Select(t => new ListedRecipient(t.Team, t.Organisation))];
        return (new(RecipientScope.Organisation, null, null, open), open is []);
    }

    /// <summary>The open teams of a kind of organisation in an area, as the directory lists them now.</summary>
    public async Task<IReadOnlyList<ListedRecipient>> Listed(string kind, string area, CancellationToken ct)
    {
        await views.FreshToHead(ListedTeamsView.Table, ct);
        return [.. (await views.List<ListedTeamRow>(ListedTeamsView.Table, ListedTeamsView.OfKind(kind), ct))
            .Where(t => t.Open && t.Areas.Contains(area))
            .Select(t => new ListedRecipient(t.Team, t.Organisation))];
    }
}
