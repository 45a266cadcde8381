using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>What the second person does with a proposal about a chain agreement, and taking it back.</summary>
internal static class AgreementProposals
{
    private static readonly string[] Keepers = [Roles.FocusOfficer, Roles.Administrator];

    public static void MapAgreementProposals(this RouteGroupBuilder agreements)
    {
        var proposals = agreements.MapGroup("/{afspraak:guid}/voorstellen/{voorstel:guid}");
        proposals.MapGet("/vooruitblik", Look).RequiresRole(Keepers)
            .WithSummary("Kijk wat een voorstel raakt, voor u het goedkeurt").Produces<AgreementPreview>();
        proposals.MapPost("/goedkeuren", Approve).RequiresRole(Keepers).RequiresIfMatch()
            .WithSummary("Keur een voorstel over een afspraak goed, als tweede persoon");
        proposals.MapPost("/afwijzen", Refuse).RequiresRole(Keepers)
            .WithSummary("Wijs een voorstel over een afspraak af, als tweede persoon").WithExample(new AgreementRefusal("raakt-te-veel"));
        proposals.MapPost("/intrekken", Withdraw).RequiresRole(Keepers)
            .WithSummary("Trek een voorstel over een afspraak in, of een wijziging die nog niet geldt");
    }

    private static async Task<IResult> Look(
        Guid afspraak, Guid voorstel, AgreementHandler agreements, AgreementTouches touches, CancellationToken ct)
    {
        var told = (await agreements.Load(afspraak, ct)).State;
        return told.Find(voorstel) is { } change
            ? TypedResults.Ok(await touches.Preview(change.From, AgreementPages.Before(change, told), change.Entry, ct))
            : Refusals.Missing.ToProblem();
    }

    private static Task<IResult> Approve(
        Guid afspraak, Guid voorstel, HttpContext http, Asker asker, AgreementHandler agreements, Door door, TimeProvider clock,
        CancellationToken ct) =>
        Decide(afspraak, new ApproveAgreement(voorstel, asker.Pseudonym, clock.Now()), true, http, asker, agreements, door, ct);

    private static async Task<IResult> Refuse(
        Guid afspraak, Guid voorstel, AgreementRefusal body, HttpContext http, Asker asker, AgreementHandler agreements, Door door,
        TimeProvider clock, CancellationToken ct) =>
        new InputErrors().OneOf(body.Reason, "reason", PolicyDecider.RefusedFor) is { None: false } errors
            ? errors.ToProblem()
            : await Decide(
                afspraak, new RefuseAgreement(voorstel, body.Reason!, asker.Pseudonym, clock.Now()), false, http, asker, agreements, door,
                ct);

    private static Task<IResult> Withdraw(
        Guid afspraak, Guid voorstel, HttpContext http, Asker asker, AgreementHandler agreements, Door door, TimeProvider clock,
        CancellationToken ct) =>
        Decide(afspraak, new WithdrawAgreement(voorstel, asker.Pseudonym, clock.Now()), false, http, asker, agreements, door, ct);

    private static async Task<IResult> Decide(
        Guid agreement, AgreementCommand command, bool ifMatch, HttpContext http, Asker asker, AgreementHandler agreements, Door door,
        CancellationToken ct)
    {
        var context = await door.Open(http, asker.As(Keepers), PayloadOwner.Staff(asker.Pseudonym), ct, resource: ifMatch ? "" : null);
        return (await agreements.Handle(agreement, command, context, ct)).ToHttp(http);
    }
}
