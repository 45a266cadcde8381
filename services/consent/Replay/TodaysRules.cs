using WarmHandover.Contracts;

namespace WarmHandover.Consents.Replaying;

/// <summary>How rows stood under the rules that they were asked under, beside how they would stand under the rules of today.</summary>
public sealed record RulesCompared(
    Guid Family, DateTimeOffset At, DateTimeOffset Known, int Different, IReadOnlyList<RowCompared> Rows);

/// <summary>One row in one request or ground, for one recipient.</summary>
public sealed record RowCompared(
    Guid Request, Guid Team, Guid Organisation, string Purpose, Row Row, RuledRow Then, RuledRow Now, bool Different);

/// <summary>
/// How a row stands under a rule set, by which of its rules and by whose answers; and which rule of the lists would not let it be asked.
/// </summary>
public sealed record RuledRow(string RuleSet, string Standing, string? Rule, IReadOnlyList<Guid> Signatories, string? Obstacle);

/// <summary>The kinds of the organisations of the teams that a history names, as the directory tells them now.</summary>
public sealed record Kinds(IReadOnlyDictionary<Guid, string> ByTeam)
{
    /// <summary>The kind of a team's organisation; null when the directory told nothing.</summary>
    public string? Of(Guid team) => ByTeam.GetValueOrDefault(team);

    /// <summary>Looks the teams up.</summary>
    public static async Task<Kinds> Of(Consent consent, ListedTeamHandler teams, CancellationToken ct)
    {
        var found = new Dictionary<Guid, string>();
        var named = consent.Requests.SelectMany(r => r.RecipientsAt(consent.LastAt).Select(l => l.Team).Append(r.Asked.AskedByTeam))
            .Concat(consent.Grounds.SelectMany(g => new[] { g.Invoked.ByTeam, g.Invoked.RecipientTeam }));
        foreach (var team in named.Distinct())
        {
            if (await teams.KindOf(team, ct) is { } kind)
                found[team] = kind;
        }

        return new(found);
    }
}

/// <summary>What would be different if everything that was asked had been asked under the rules of today.</summary>
public static class TodaysRules
{
    /// <summary>
    /// Every row of every request and ground of some organisations, judged twice at one instant: by the rule set it was asked under, and by
    /// the one that would be chosen now.
    /// </summary>
    public static RulesCompared Compare(
        Guid family, Consent consent, DateTimeOffset at, DateTimeOffset known, Kinds kinds, IReadOnlySet<Guid> organisations,
        ConsentLaw law)
    {
        var today = Under(consent, kinds, law);
        RowCompared[] rows =
        [
            .. from request in consent.Requests
               where request.Asked.Kind == Lists.Waiver
               from to in request.RecipientsAt(consent.LastAt)
               where organisations.Contains(request.Asked.AskedByOrganisation) || organisations.Contains(to.Organisation)
               from row in request.Asked.Rows
               select Of(consent, today, request, to, row, at, kinds, law),
            .. from ground in consent.Grounds
               where organisations.Contains(ground.Invoked.ByOrganisation) || organisations.Contains(ground.Invoked.RecipientOrganisation)
               from row in ground.Invoked.Rows
               select Of(ground, row, at, kinds, law),
        ];
        return new(family, at, known, rows.Count(r => r.Different), rows);
    }

    /// <summary>The same history, as if every request had been asked under the rule set that is chosen today.</summary>
    public static Consent Under(Consent consent, Kinds kinds, ConsentLaw law) => consent with
    {
        Requests = [.. consent.Requests.Select(r => r with { Asked = Today(r.Asked, kinds, law) })],
    };

    private static ConsentRequested Today(ConsentRequested asked, Kinds kinds, ConsentLaw law)
    {
        var chosen = law.Rules.Chosen(kinds.Of(asked.AskedByTeam), asked.Purpose);
        return asked with { RuleSet = chosen.Code, RuleSetVersion = chosen.Version, Policy = law.Versions };
    }

    private static RowCompared Of(
        Consent consent, Consent today, Request request, ListedRecipient to, Row row, DateTimeOffset at, Kinds kinds,
        ConsentLaw law)
    {
        var asked = request.Asked;
        var then = Ruled(Standing.In(consent, request, row, at, to), asked, null);
        var now = today.Find(asked.Request)!;
        var obstacle = Obstacle(asked.Purpose, row, kinds.Of(to.Team), law);
        var ruled = Ruled(Standing.In(today, now, row, at, to), now.Asked, obstacle);
        var different = obstacle is not null || then.Standing != ruled.Standing || then.Rule != ruled.Rule
            || !then.Signatories.ToHashSet().SetEquals(ruled.Signatories);
        return new(asked.Request, to.Team, to.Organisation, asked.Purpose, row, then, ruled, different);
    }

    private static RowCompared Of(Ground ground, Row row, DateTimeOffset at, Kinds kinds, ConsentLaw law)
    {
        var invoked = ground.Invoked;
        var open = DutchWords.Of(ground.InForce(at) ? Stance.Allowed : Stance.None);
        var obstacle = law.Grounds.Find(invoked.Code) is not { } rule ? "grond-bestaat-niet"
            : law.NeverTo(row.Category, [kinds.Of(invoked.RecipientTeam) ?? ""]) ? "ontvanger-nooit"
            : Outside(invoked, row, rule) ? "buiten-grond"
            : null;
        var then = new RuledRow(Named(invoked.Code, invoked.Version, invoked.Policy?.Grounds), open, invoked.Code, [], null);
        var now = new RuledRow(
            Named(invoked.Code, law.Grounds.Version, law.Versions?.Grounds),
            obstacle is null ? open : DutchWords.Of(Stance.None), invoked.Code, [], obstacle);
        return new(
            invoked.Ground, invoked.RecipientTeam, invoked.RecipientOrganisation, invoked.Purpose, row, then, now,
            then.Standing != now.Standing || obstacle is not null);
    }

    private static RuledRow Ruled(Standing standing, ConsentRequested asked, string? obstacle) => new(
        Named(asked.RuleSet, asked.RuleSetVersion, asked.Policy?.Rules), DutchWords.Of(obstacle is null ? standing.Stance : Stance.None),
        standing.Signing?.Rule, [.. standing.Signing?.Who ?? []], obstacle);

    private static string Named(string code, int version, int? policy) => policy is null
        ? $"{code}.v{version}" : $"{code}.v{version}+beleid{policy}";

    private static bool Outside(GroundInvoked invoked, Row row, GroundRule rule) => invoked.Minutes is null
        && (!rule.Recipients.Contains(invoked.RecipientKind) || !rule.Covers(row.Category, invoked.NecessityMotivated));

    // A purpose may cover less today, and some kinds of organisation never receive some kinds of data.
    private static string? Obstacle(string purpose, Row row, string? kind, ConsentLaw law) =>
        Lists.Purposes.Find(purpose)?.Categories.Contains(row.Category) is not true ? "buiten-doel"
        : kind is not null && law.NeverTo(row.Category, [kind]) ? "ontvanger-nooit"
        : null;
}
