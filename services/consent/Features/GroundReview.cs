using WarmHandover.Consents.Replaying;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>The grounds of a family, for review: the words only for who wrote them, never for the auditor.</summary>
public sealed record GroundList(Guid Family, IReadOnlyList<GroundSeen> Grounds);

/// <summary>One ground as it is reviewed, with what became of it and by when a second person must have looked.</summary>
public sealed record GroundSeen(
    Guid Ground, string Code, int Version, string Name, IReadOnlyList<string> Sources, Guid RecipientTeam, Guid RecipientOrganisation,
    string RecipientKind, string Purpose, IReadOnlyList<Row> Rows, DateOnly From, DateOnly Until, bool InForce, string Consulted,
    bool Told, string? NotTold, string Seriousness, bool NecessityMotivated, CourtOrder? Order, string By, string? Second,
    DateOnly? ReviewBy, string? ConfirmedBy, string? EndReason, DateTimeOffset At, Motivation? Motivation);

internal static class GroundReviewEndpoint
{
    public static void MapGroundReview(this IEndpointRouteBuilder consents) => consents
        .MapGet("/{family:guid}/gronden", Review)
        .RequiresRole(Roles.Professional, Roles.Auditor)
        .InsideAnAssignment()
        .Produces<GroundList>()
        .WithSummary("Wat uw organisatie zonder toestemming deelde, om te beoordelen");

    private static async Task<IResult> Review(
        Guid family, Asker asker, HttpContext http, ConsentHandler consents, IVault vault, TimeProvider clock, CancellationToken ct)
    {
        var consent = (await consents.Load(family, ct)).State;
        if (!consent.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var (at, seen) = (consent.NotBefore(clock.Now()), new List<GroundSeen>());
        foreach (var ground in consent.Grounds.Where(g => g.Invoked.ByOrganisation == asker.Organisation && http.Covers(g.Invoked.At)))
        {
            var words = asker.Roles.Contains(Roles.Professional) ? await vault.Open<Motivation>(ground.Invoked.Motivation, ct) : null;
            seen.Add(Seen(ground, at, words));
        }

        return TypedResults.Ok(new GroundList(family, seen));
    }

    private static GroundSeen Seen(Ground ground, DateTimeOffset at, Motivation? words)
    {
        var (g, rule) = (ground.Invoked, Lists.Grounds.Find(ground.Invoked.Code)!);
        return new(
            g.Ground, g.Code, g.Version, rule.Name, rule.Sources, g.RecipientTeam, g.RecipientOrganisation, g.RecipientKind, g.Purpose,
            g.Rows, g.From, g.Until, ground.InForce(at), g.Consulted, g.Told, g.NotTold, g.Seriousness, g.NecessityMotivated, g.Order, g.By,
            g.Second, g.ReviewBy, ground.Confirmed?.By, ground.Ended?.Reason, g.At, words);
    }
}
