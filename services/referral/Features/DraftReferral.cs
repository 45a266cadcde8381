using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>A need on its way to another team.</summary>
/// <param name="Family">The family's id.</param>
/// <param name="Need">The need, as signal gave it.</param>
/// <param name="FromTeam">The own team; may be left out by who has one team.</param>
/// <param name="ToTeam">The team it goes to, out of <c>GET /v1/teams</c>.</param>
/// <param name="Purpose">The purpose that consent is asked for, such as <c>schuldhulp</c>.</param>
/// <param name="Urgency"><c>normaal</c>, <c>spoed</c> or <c>dreigend</c>.</param>
/// <param name="Rows">Whose data, of which kind, would go along.</param>
public sealed record DraftReferralRequest(
    Guid Family, Guid Need, Guid? FromTeam, Guid ToTeam, string? Purpose, string? Urgency, IReadOnlyList<RowRequest>? Rows)
{
    /// <summary>True when the receiver takes the family over as a whole; otherwise it helps along.</summary>
    public bool? Transfer { get; init; }

    /// <summary>True when an interpreter is needed; the language stands in the letter only.</summary>
    public bool? Interpreter { get; init; }

    /// <summary>Another referral of this family that it belongs with.</summary>
    public Guid? LinkedTo { get; init; }
}

/// <summary>One person, one kind of data.</summary>
public sealed record RowRequest(Guid Subject, string? Category)
{
    /// <summary>As the house says it.</summary>
    public Row ToRow() => new(Subject, Category!);
}

/// <summary>The referral, and the number that people may say aloud.</summary>
public sealed record ReferralDraftedAnswer(Guid Referral, string Number, string Status);

internal static class DraftReferralFeature
{
    private const int MostRows = 100;

    public static void MapDraftReferral(this RouteGroupBuilder routes) => routes
        .MapPost("/", Handle)
        .WithSummary("Begin een verwijzing")
        .WithExample(new DraftReferralRequest(
            Invented.Family, Invented.Need, FromTeam: null, Invented.Team, "schuldhulp", "normaal", [new(Invented.Parent, "schulden")]))
        .WithDescription("Wie dit verzoek met dezelfde Idempotency-Key herhaalt, krijgt dezelfde verwijzing terug.")
        .Produces<ReferralDraftedAnswer>(StatusCodes.Status201Created);

    private static async Task<IResult> Handle(
        DraftReferralRequest body, HttpContext http, Asker asker, ReferralHandler referrals, CaseHandler cases, TeamHandler teams,
        ReferralDesk desk, ChainAgreements agreements, Door door, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Id(body.Family, "family").Id(body.Need, "need").Id(body.ToTeam, "toTeam")
            .Must(body.FromTeam is not null || asker.Teams.Count == 1, "fromTeam", "Zeg voor welk team u dit doet.")
            .OneOf(body.Purpose, "purpose", Purposes.Codes)
            .OneOf(body.Urgency, "urgency", Codes.Urgencies)
            .Rows(body.Rows, "rows", MostRows);
        foreach (var (n, row) in (Purposes.Codes.Contains(body.Purpose) ? body.Rows ?? [] : []).Take(MostRows).Index())
        {
            var carried = row is null || Purposes.Carries(body.Purpose!, row.Category ?? "");
            errors.Must(carried, $"rows[{n}].category", "Dit soort gegevens hoort niet bij dit doel.");
        }

        if (!errors.None)
            return errors.ToProblem();

        var actor = asker.As(Roles.Professional, Roles.TeamLead);
        var referral = DerivedIds.Of(http.CommandId(), $"referral|{actor.Pseudonym}|{actor.Organisation}");
        var now = clock.Now();
        var (need, version, requests) = await cases.Find(body.Family, body.Need, asker.Organisation, ct);
        if (need is null)
            return ReferralRefusals.NeedUnknown.ToProblem();

        var to = await teams.Recipient(body.ToTeam, ct);
        var limits = to is null
            ? null
            : await agreements.Between(asker.Organisation, to.Organisation, body.Purpose!, now, ct);
        var draft = new DraftReferral(
            ReferralNumber.Of(referral), body.Family, need, body.FromTeam ?? asker.Teams.Single(), asker.Organisation, to, body.Purpose!,
            body.Urgency!, [.. body.Rows!.Select(r => r.ToRow())],
            version == 0 ? null : new(version, requests, now), ReferralDesk.Of(asker), now)
        {
            Transfer = body.Transfer is true ? true : null,
            Interpreter = body.Interpreter is true ? true : null,
            LinkedTo = body.LinkedTo,
            Limits = limits,
        };
        if (body.LinkedTo is { } other && (await desk.Find(other, asker, ct))?.Known.Draft.Family != body.Family)
            return ReferralRefusals.LinkUnknown.ToProblem();

        try
        {
            var context = await door.Open(http, actor, PayloadOwner.Family(body.Family, asker.Organisation), ct);
            var answer = await referrals.Handle(referral, draft, context, ct);
            if (answer.Refusal is null)
                await CatchUp();
            else if (answer.Refusal == ReferralRefusals.OutsideAgreement)
                return ChainAgreements.Outside(limits!);
            return answer.ToCreated(http, said =>
            {
                var known = (Referral.Known)said.State;
                return ($"/v1/verwijzingen/{referral}",
                    new ReferralDraftedAnswer(referral, known.Draft.Number, Transitions.Code(known.Status)));
            });
        }
        catch (OwnerErasedException)
        {
            return Refusals.Erased.ToProblem();
        }

        // What consent said between looking and writing could not find this draft yet; the case has kept it.
        async Task CatchUp()
        {
            var (_, newest, stands) = await cases.Find(body.Family, body.Need, asker.Organisation, ct);
            var id = DerivedIds.Of(http.CommandId(), $"catch-up|{newest}");
            if (newest > version)
                await referrals.Handle(referral, new HearRows(newest, stands, now), new(id, Actor.House("referral")), ct);
        }
    }
}
