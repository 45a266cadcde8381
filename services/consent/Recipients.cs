using WarmHandover.Consents.Features;
using WarmHandover.Consents.Views;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents;

/// <summary>
/// Whom a request reaches as the directory knows it now: the scope when it is wider than one team, whether what was named is not listed (or
/// no more), and the kinds of organisation that it reaches.
/// </summary>
public sealed record FoundRecipient(RecipientScope? Scope, bool Closed, IReadOnlyList<string> Kinds);

/// <summary>
/// Finds out, at the door, whom a request reaches: one team, a whole organisation, a kind of organisation as listed now, or a meeting.
/// </summary>
public sealed class Recipients(ListedTeamHandler teams, IViews views)
{
    /// <summary>The recipient of a request whose shape is right.</summary>
    public Task<FoundRecipient> Find(RequestBody asked, CancellationToken ct) => asked switch
    {
        { RecipientMeeting: { } meeting } => Meeting(meeting.Form!, [.. meeting.Participants!.Distinct()], ct),
        { RecipientKind: { } kind } => OfKind(kind, asked.RecipientArea!, ct),
        { RecipientTeam: { } team } => Team(new(team, asked.RecipientOrganisation!.Value), ct),
        _ => Organisation(asked.RecipientOrganisation!.Value, ct),
    };

    /// <summary>The open teams of a kind of organisation in an area, as the directory lists them now.</summary>
    public async Task<IReadOnlyList<ListedRecipient>> Listed(string kind, string area, CancellationToken ct)
    {
        await views.FreshToHead(ListedTeamsView.Table, ct);
        return [.. (await views.List<ListedTeamRow>(ListedTeamsView.Table, ListedTeamsView.OfKind(kind), ct))
            .Where(t => t.Open && t.Areas.Contains(area))
            .Select(t => new ListedRecipient(t.Team, t.Organisation))];
    }

    private async Task<FoundRecipient> OfKind(string kind, string area, CancellationToken ct) =>
        new(new(RecipientScope.OfKind, kind, area, await Listed(kind, area, ct)), Closed: false, [kind]);

    private async Task<FoundRecipient> Team(ListedRecipient named, CancellationToken ct) =>
        await teams.Find(named.Team, named.Organisation, ct) is { Open: true } heard
            ? new(null, Closed: false, [heard.OrganisationKind])
            : new(null, Closed: true, []);

    private async Task<FoundRecipient> Organisation(Guid organisation, CancellationToken ct)
    {
        await views.FreshToHead(ListedTeamsView.Table, ct);
        var all = await views.List<ListedTeamRow>(ListedTeamsView.Table, ListedTeamsView.OfOrganisation(organisation), ct);
        ListedTeamRow[] open = [.. all.Where(t => t.Open)];
        return new(
            new(RecipientScope.Organisation, null, null, [.. open.Select(t => new ListedRecipient(t.Team, t.Organisation))]), open is [],
            [.. open.Select(t => t.Kind).Distinct()]);
    }

    private async Task<FoundRecipient> Meeting(string form, ListedRecipient[] participants, CancellationToken ct)
    {
        var (closed, kinds) = (false, new HashSet<string>());
        foreach (var participant in participants)
        {
            var found = await Team(participant, ct);
            closed |= found.Closed;
            kinds.UnionWith(found.Kinds);
        }

        return new(new(RecipientScope.Meeting, null, null, participants) { Form = form }, closed, [.. kinds.Order(StringComparer.Ordinal)]);
    }
}
