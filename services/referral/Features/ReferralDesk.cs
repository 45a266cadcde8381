using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// Where every act on a referral passes: first that the person is a party to it (to all others it does not exist, and no key is made for
/// it), then the road.
/// </summary>
public sealed class ReferralDesk(ReferralHandler referrals, TermBookHandler book, IVault vault, Door door, TimeProvider clock)
{
    /// <summary>The person behind a token.</summary>
    public static Person Of(Asker asker) => new(asker.Pseudonym, asker.Teams);

    /// <summary>The referral as a party to it may know of it, with the version of its letter; null for everybody else.</summary>
    public async Task<Found?> Find(Guid referral, Asker asker, CancellationToken ct)
    {
        var loaded = await referrals.Load(referral, ct);
        return loaded.State is Referral.Known known && ReferralDecider.Sides(known, Of(asker)) is { Count: > 0 } sides
            ? new(known, sides, loaded.VersionOf(Referral.LetterResource))
            : null;
    }

    /// <summary>The referral, for whoever works for the team that transferred the family and has nothing to do with it any more.</summary>
    public async Task<Referral.Known?> Left(Guid referral, Asker asker, CancellationToken ct) =>
        (await referrals.Load(referral, ct)).State is Referral.Known known && ReferralDecider.Former(known, Of(asker)) ? known : null;

    /// <summary>
    /// Why somebody does not get in: what his organisation recorded is destroyed (410, with the day), or to him it does not exist.
    /// </summary>
    public async Task<Refusal> Why(Guid referral, Asker asker, CancellationToken ct) =>
        (await referrals.Load(referral, ct)).State is Referral.Known known && ReferralDecider.ErasedFor(known, Of(asker)) is { } since
            ? ReferralRefusals.ErasedOn(Amsterdam.DateAt(since))
            : Refusals.Missing;

    /// <summary>One act, answered without a body.</summary>
    public Task<IResult> Act(Guid referral, Acting acting, Func<Act, Task<ByPerson>> make) =>
        Act(referral, acting, make, answer => answer.ToHttp(acting.Http));

    /// <summary>One act; <paramref name="make"/> asks consent and seals what is personal where that is needed.</summary>
    public async Task<IResult> Act(
        Guid referral, Acting acting, Func<Act, Task<ByPerson>> make, Func<Answered<Referral, ReferralEvent>, IResult> answer)
    {
        var ct = acting.Http.RequestAborted;
        if (await Find(referral, acting.Asker, ct) is not { } found)
        {
            return (await Left(referral, acting.Asker, ct) is null ? await Why(referral, acting.Asker, ct) : ReferralRefusals.TakenOver)
                .ToProblem();
        }

        try
        {
            var owner = PayloadOwner.Family(found.Known.Draft.Family, acting.Asker.Organisation);
            var act = new Act(vault, owner, found, acting, clock.Now());
            var command = await make(act) with { Rules = await book.Rules(clock.Now(), ct) };
            var actor = acting.Asker.As(Roles.Professional, Roles.TeamLead);
            var context = await door.Open(acting.Http, actor, owner, ct, acting.Resource, [.. act.Payloads]);
            var answered = await referrals.Handle(referral, command, context, ct);
            return answered.Refusal == ReferralRefusals.NotFromHere ? TooLate(answered) : answer(answered);
        }
        catch (OwnerErasedException)
        {
            return Refusals.Erased.ToProblem();
        }
    }

    /// <summary>Who comes second is told what happened: where it stands now, and since when.</summary>
    private static ProblemHttpResult TooLate(Answered<Referral, ReferralEvent> answered)
    {
        var problem = answered.Refusal!.ToProblem();
        if (answered.State is not Referral.Known known)
            return problem;

        problem.ProblemDetails.Detail = $"{ReferralRefusals.NotFromHere.Reason} {TimelineWords.Stands(known)}";
        problem.ProblemDetails.Extensions["status"] = Transitions.Code(known.Status);
        problem.ProblemDetails.Extensions["since"] = known.Move.At;
        return problem;
    }

    /// <summary>Something that follows from an act at the door, as a command of its own.</summary>
    public async Task Note(Guid referral, Acting acting, string name, Func<Person, DateTimeOffset, ByPerson> make)
    {
        var id = DerivedIds.Of(acting.Http.CommandId(), name);
        var actor = acting.Asker.As(Roles.Professional, Roles.TeamLead);
        await referrals.Handle(referral, make(Of(acting.Asker), clock.Now()), new(id, actor), acting.Http.RequestAborted);
    }

    /// <summary>That somebody looked, written down before anything is shown.</summary>
    public async Task Looked(Guid referral, Asker asker, Func<Person, DateTimeOffset, ByPerson> make, CancellationToken ct) =>
        await referrals.Handle(
            referral, make(Of(asker), clock.Now()), new(Guid.CreateVersion7(), asker.As(Roles.Professional, Roles.TeamLead)), ct);
}

/// <summary>A referral and on whose behalf the person may act on it.</summary>
public sealed record Found(Referral.Known Known, IReadOnlyList<Side> Sides, long LetterVersion)
{
    /// <summary>Whether the person works for the team that sends.</summary>
    public bool Sender => Sides.Contains(Side.Sender);
}

/// <summary>A request at the door: who asks, and (where a person edits what he read) which resource he had read.</summary>
public sealed record Acting(HttpContext Http, Asker Asker, string? Resource = null);

/// <summary>An act being prepared: on which referral, by whom, when, and what it seals.</summary>
public sealed class Act(IVault vault, PayloadOwner owner, Found found, Acting acting, DateTimeOffset at)
{
    private readonly List<SealedPayload> payloads = [];

    /// <summary>The referral as it was when the person came in.</summary>
    public Referral.Known Known => found.Known;

    /// <summary>Who acts.</summary>
    public Person By => ReferralDesk.Of(acting.Asker);

    /// <summary>The instant at the door.</summary>
    public DateTimeOffset At => at;

    /// <summary>The request.</summary>
    public Acting Acting => acting;

    /// <summary>The side that asks consent: the sender's where the person is both.</summary>
    public Guid Team => found.Sender ? found.Known.Draft.FromTeam : found.Known.To.Team;

    /// <summary>What was sealed.</summary>
    public IReadOnlyList<SealedPayload> Payloads => payloads;

    /// <summary>Seals words about a member under the own organisation's key.</summary>
    public async Task<PayloadRef> Seal(Guid subject, string words)
    {
        var payload = await vault.Seal(owner, subject, new SealedWords(words), acting.Http.RequestAborted);
        payloads.Add(payload);
        return payload.Ref;
    }
}

/// <summary>Words of or about a family: only ever sealed.</summary>
public sealed record SealedWords(string Text);
