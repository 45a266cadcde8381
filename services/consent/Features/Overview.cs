using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>What the asking organisation sees: its own requests, how each row stands, and who is missing.</summary>
public sealed record Overview(Guid Family, IReadOnlyList<RequestSeen> Requests)
{
    /// <summary>The id that survived, when the file of this one was joined to another: new questions are asked there.</summary>
    public Guid? JoinedInto { get; init; }

    /// <summary>The other ids of this family, under which older questions stand.</summary>
    public IReadOnlyList<Guid> Joined { get; init; } = [];
}

/// <summary>One request as its asker sees it.</summary>
public sealed record RequestSeen(
    Guid Request, Guid AskedByTeam, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose, string Kind, DateOnly From,
    DateOnly Until, int ConsentVersion, IReadOnlyList<RowSeen> Rows)
{
    /// <summary>A recipient that is wider than one team: <c>organisatie</c>, <c>soort</c> or <c>overleg</c>; null for a team.</summary>
    public string? RecipientWidth { get; init; }

    /// <summary>The kind of organisation.</summary>
    public string? RecipientKind { get; init; }

    /// <summary>The area of that kind.</summary>
    public string? RecipientArea { get; init; }

    /// <summary>The form of a meeting, when what is told there was asked.</summary>
    public string? Meeting { get; init; }

    /// <summary>The teams that a wider recipient is; of a meeting everybody who sits in it.</summary>
    public IReadOnlyList<ListedRecipient> Reached { get; init; } = [];

    /// <summary>The bundle that was asked in one click.</summary>
    public string? Bundle { get; init; }

    /// <summary>Which signatories of today still have to hear the explanation before they can say yes.</summary>
    public IReadOnlyList<Guid> NotExplainedTo { get; init; } = [];

    /// <summary>It lapsed because the file was joined to another while it was still open.</summary>
    public bool Lapsed { get; init; }
}

/// <summary>One row as the asker sees it: how it stands, by which rule, and what each signatory says.</summary>
public sealed record RowSeen(
    Row Row, string Standing, string? Rule, IReadOnlyList<string> Sources, IReadOnlyList<SignatorySeen> Signatories,
    IReadOnlyList<Guid> Missing, Guid? Exception)
{
    /// <summary>Who would sign but does not: a holder whose authority is suspended, on which ground and established by whom.</summary>
    public IReadOnlyList<Excused> Excused { get; init; } = [];

    /// <summary>Everybody said yes here, but under the other id of this family it is refused, still asked, or over.</summary>
    public bool ClosedElsewhere { get; init; }
}

/// <summary>
/// A signatory, what he says, in which capacity and why he must sign; 'niet-informeren' is one who may not be asked or told.
/// </summary>
public sealed record SignatorySeen(Guid Member, string Says, string? As, string? Why)
{
    /// <summary>The sources in law of why he must sign.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}

internal static class OverviewEndpoint
{
    public static void MapOverview(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/{family:guid}", async (
                Guid family, Asker asker, ConsentHandler handler, TimeProvider clock, CancellationToken ct) =>
                await Seen(family, asker, handler, clock, ct) is { } seen ? TypedResults.Ok(seen) : (IResult)Refusals.Missing.ToProblem())
            .RequiresRole(Roles.Professional)
            .Produces<Overview>()
            .WithSummary("De verzoeken van uw organisatie, en wie er nog ontbreekt");

        consents.MapGet("/{family:guid}/verzoeken/{request:guid}", async (
                Guid family, Guid request, Asker asker, ConsentHandler handler, TimeProvider clock, CancellationToken ct) =>
                (await Seen(family, asker, handler, clock, ct))?.Requests.FirstOrDefault(r => r.Request == request) is { } one
                    ? TypedResults.Ok(one)
                    : (IResult)Refusals.Missing.ToProblem())
            .RequiresRole(Roles.Professional)
            .Produces<RequestSeen>()
            .WithSummary("Een verzoek van uw organisatie");
    }

    /// <summary>A row as it stands, in the words of the published routes.</summary>
    internal static RowSeen Row(Standing standing) => new(
        standing.Row, DutchWords.Of(standing.Stance), standing.Signing?.Rule, standing.Signing?.Sources ?? [],
        [.. standing.Stands.Select(s => Signatory(s, standing.Signing?.Required.FirstOrDefault(r => r.Who == s.Signatory)))],
        [.. standing.Stands.Where(s => s.Says is not Says.Yes and not Says.No and not Says.TookBack).Select(s => s.Signatory)],
        standing.Exception?.Exception)
    {
        Excused = standing.Signing?.Excused ?? [],
        ClosedElsewhere = standing.Narrowed is not null,
    };

    private static SignatorySeen Signatory(Stands stands, Required? required) =>
        new(stands.Signatory, DutchWords.Of(stands.Says), required?.As, required?.Why) { Sources = required?.Sources ?? [] };

    private static async Task<Overview?> Seen(
        Guid family, Asker asker, ConsentHandler handler, TimeProvider clock, CancellationToken ct)
    {
        var consent = (await handler.Load(family, ct)).State;
        if (!consent.HasParty(asker.Organisation))
            return null;

        var at = consent.NotBefore(clock.Now());
        return new(family, [.. consent.Requests
            .Where(r => r.Asked.AskedByOrganisation == asker.Organisation)
            .Select(r => new RequestSeen(
                r.Asked.Request, r.Asked.AskedByTeam, r.Asked.RecipientTeam, r.Asked.RecipientOrganisation, r.Asked.Purpose, r.Asked.Kind,
                r.Asked.From, r.Asked.Until, r.VersionAt(at), [.. r.Asked.Rows.Select(row => Row(Standing.In(consent, r, row, at)))])
            {
                RecipientWidth = r.Asked.Scope?.Width,
                RecipientKind = r.Asked.Scope?.Kind,
                RecipientArea = r.Asked.Scope?.Area,
                Meeting = r.Asked.Scope?.Form,
                Reached = r.Asked.Scope is null ? [] : r.RecipientsAt(at),
                Bundle = r.Asked.Bundle,
                Lapsed = r.ClosedAt is not null,
                NotExplainedTo = [.. Explaining.Deciders(r, consent, at).Where(who => !r.IsExplainedTo(who))],
            })])
        {
            JoinedInto = consent.JoinedInto,
            Joined = [.. consent.Twins.Where(t => t.Survives).Select(t => t.With)],
        };
    }
}
