using WarmHandover.Consents.Views;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>Which requests another policy about who signs, and about kinds of data, would have asked otherwise. Counts only.</summary>
internal abstract class RequestTouches(IViews views, TimeProvider clock, PolicyKind kind) : IPolicyTouches
{
    private const int Days = 90;

    /// <inheritdoc/>
    public string Kind => kind.Code;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Touched>> Count(Policy before, Policy after, DateOnly from, CancellationToken ct)
    {
        await views.FreshToHead(PolicyTouchView.Table, ct);
        var kinds = new Dictionary<Guid, string>();
        foreach (var one in OrganisationKinds.All)
        {
            foreach (var team in await views.List<ListedTeamRow>(ListedTeamsView.Table, ListedTeamsView.OfKind(one), ct))
                kinds[team.Team] = team.Kind;
        }

        var (today, since) = (Amsterdam.DateAt(clock.GetUtcNow()), clock.GetUtcNow().AddDays(-Days));
        var other = (await views.List<TouchedRequest>(PolicyTouchView.Table, PolicyTouchView.Requests, ct))
            .Where(r => Otherwise(r, before, after, kinds)).ToArray();
        return
        [
            new("open-verzoeken", other.Count(r => r.Until >= today && !r.Said)),
            new("lopende-toestemmingen", other.Count(r => r.Until >= today && r.Yes.Count > 0)),
            new("verzoeken-90-dagen", other.Count(r => r.At >= since)),
        ];
    }

    /// <summary>Whether a request would be asked otherwise, or not at all.</summary>
    protected abstract bool Otherwise(TouchedRequest request, Policy before, Policy after, IReadOnlyDictionary<Guid, string> kinds);
}

/// <summary>What another policy about rule sets and time touches.</summary>
internal sealed class RuleTouches(IViews views, TimeProvider clock) : RequestTouches(views, clock, RulePolicy.Kind)
{
    /// <inheritdoc/>
    protected override bool Otherwise(TouchedRequest request, Policy before, Policy after, IReadOnlyDictionary<Guid, string> kinds)
    {
        var (asker, asked) = (kinds.GetValueOrDefault(request.AskedByTeam), Amsterdam.DateAt(request.At));
        return RulePolicy.Rules(before).Chosen(asker, request.Purpose).Code != RulePolicy.Rules(after).Chosen(asker, request.Purpose).Code
            || (request.Until > RulePolicy.Validity(after).Latest(request.Purpose, asked)
                && request.Until <= RulePolicy.Validity(before).Latest(request.Purpose, asked));
    }
}

/// <summary>What another policy about kinds of data touches.</summary>
internal sealed class CategoryTouches(IViews views, TimeProvider clock) : RequestTouches(views, clock, CategoryPolicy.Kind)
{
    /// <inheritdoc/>
    protected override bool Otherwise(TouchedRequest request, Policy before, Policy after, IReadOnlyDictionary<Guid, string> kinds)
    {
        var to = request.Teams.Select(kinds.GetValueOrDefault).OfType<string>().ToHashSet();
        return request.Categories.Any(c => Never(after, c).Intersect(to).Except(Never(before, c)).Any());
    }

    private static IReadOnlyList<string> Never(Policy policy, string category) =>
        policy.Kind.Find(CategoryPolicy.CodeOf(category)) is null ? [] : policy[CategoryPolicy.CodeOf(category)];
}

/// <summary>Which grounds lie outside the new borders. Counts only.</summary>
internal sealed class GroundTouches(IViews views, TimeProvider clock) : IPolicyTouches
{
    private const int Days = 90;

    /// <inheritdoc/>
    public string Kind => GroundPolicy.Kind.Code;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Touched>> Count(Policy before, Policy after, DateOnly from, CancellationToken ct)
    {
        await views.FreshToHead(PolicyTouchView.Table, ct);
        var (today, since, matrix) = (Amsterdam.DateAt(clock.GetUtcNow()), clock.GetUtcNow().AddDays(-Days), GroundPolicy.Matrix(after));
        var outside = (await views.List<TouchedGround>(PolicyTouchView.Table, PolicyTouchView.Grounds, ct))
            .Where(g => matrix.Find(g.Code) is { } rule && Outside(g, rule)).ToArray();
        return
        [
            new("lopende-gronden", outside.Count(g => !g.Ended && g.Until >= today)),
            new("gronden-90-dagen", outside.Count(g => g.At >= since)),
        ];
    }

    private static bool Outside(TouchedGround ground, GroundRule rule) => !rule.Recipients.Contains(ground.RecipientKind)
        || !ground.Categories.All(c => rule.Covers(c, ground.Necessary))
        || (!rule.NeedsOrder && ground.Until > ground.From.AddDays(rule.LongestDays));
}
