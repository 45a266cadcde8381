using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// Where somebody passes who came by a way in of a referral: a volunteer, or a family that is asked whether it helped. The token names the
/// referral and the way; whatever is not exactly that looks like nothing.
/// </summary>
public sealed class OwnDesk(ReferralHandler referrals, IVault vault, Door door, TimeProvider clock)
{
    /// <summary>The referral and the volunteer's place in it; null for everybody else.</summary>
    public async Task<(Referral.Known Known, Referral.Support Support)?> Support(Asker asker, CancellationToken ct) =>
        asker.Way is { Purpose: WaysIn.Purposes.Volunteer } way && await Known(asker, way, ct) is { } known
            && known.Supports.Find(s => s.Assigned.Way == way.Way && s.Assigned.Volunteer == asker.Member) is { } support
            ? (known, support)
            : null;

    /// <summary>The referral and the check-back about which the family is asked; null for everybody else.</summary>
    public async Task<(Referral.Known Known, Referral.CheckBack CheckBack)?> CheckBack(Asker asker, CancellationToken ct) =>
        asker.Way is { Purpose: WaysIn.Purposes.CheckBack } way && await Known(asker, way, ct) is { } known
            && known.Draft.Need.Member == asker.Member
            && known.CheckBacks.Values.FirstOrDefault(c => ReferralDecider.WayOf(c.Planned.CheckBack) == way.Way) is { } checkBack
            ? (known, checkBack)
            : null;

    /// <summary>One act of the volunteer.</summary>
    public async Task<IResult> Act(HttpContext http, Asker asker, Func<Guid, DateTimeOffset, ByVolunteer> make)
    {
        if (await Support(asker, http.RequestAborted) is not { } found)
            return Refusals.Missing.ToProblem();

        return await Handle(http, asker, found.Known, found.Known.To.Organisation, make(asker.Way!.Way, clock.Now()));
    }

    /// <summary>What the family says of itself, in its own words perhaps; they are the asking organisation's to keep.</summary>
    public async Task<IResult> Say(
        HttpContext http, Asker asker, string? words, Func<Referral.CheckBack, PayloadRef?, DateTimeOffset, ReferralCommand> make)
    {
        if (await CheckBack(asker, http.RequestAborted) is not { } found)
            return Refusals.Missing.ToProblem();

        var (known, organisation) = (found.Known, found.CheckBack.Planned.Organisation);
        try
        {
            var owner = PayloadOwner.Family(known.Draft.Family, organisation);
            SealedPayload[] payloads = words is { Length: > 0 }
                ? [await vault.Seal(owner, known.Draft.Need.Member, new SealedWords(words), http.RequestAborted)]
                : [];
            var command = make(found.CheckBack, payloads is [var one] ? one.Ref : null, clock.Now());
            return await Handle(http, asker, known, organisation, command, payloads);
        }
        catch (OwnerErasedException)
        {
            return Refusals.Erased.ToProblem();
        }
    }

    private async Task<IResult> Handle(
        HttpContext http, Asker asker, Referral.Known known, Guid organisation, ReferralCommand command, params SealedPayload[] payloads)
    {
        try
        {
            var owner = PayloadOwner.Family(known.Draft.Family, organisation);
            var actor = asker.As(Roles.Volunteer, Roles.Parent, Roles.Young);
            var context = await door.Open(http, actor, owner, http.RequestAborted, resource: null, payloads);
            return (await referrals.Handle(asker.Way!.About, command, context, http.RequestAborted)).ToHttp(http);
        }
        catch (OwnerErasedException)
        {
            return Refusals.Erased.ToProblem();
        }
    }

    private async Task<Referral.Known?> Known(Asker asker, WayInClaims way, CancellationToken ct) =>
        (await referrals.Load(way.About, ct)).State is Referral.Known known && known.Draft.Family == asker.Family ? known : null;
}
