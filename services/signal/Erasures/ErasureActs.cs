using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;

namespace WarmHandover.Signals.Erasures;

/// <summary>
/// What people of the own organisation do with a request. The fingerprint of what they send is made under the organisation's key: the
/// family's own may be gone.
/// </summary>
internal sealed class ErasureActs(ErasureHandler erasures, IVault vault, Door door, TimeProvider clock)
{
    public async Task<IResult> Do(
        Guid erasure, HttpContext http, Asker asker, string[] roles, Func<DateTimeOffset, ErasureAct> make,
        params SealedPayload[] payloads)
    {
        var ct = http.RequestAborted;
        var context = await door.Open(http, asker.As(roles), PayloadOwner.Organisation(asker.Organisation), ct, null, payloads);
        return (await erasures.Handle(erasure, make(clock.Now()), context, ct)).ToHttp(http);
    }

    /// <summary>A no, with its words sealed; only for a request that is there, so that no key is made for another.</summary>
    public async Task<IResult> Refuse(Guid erasure, RefuseErasureBody body, HttpContext http, Asker asker, string[] roles)
    {
        var ct = http.RequestAborted;
        if ((await erasures.Load(erasure, ct)).State.Asked is not { } asked || asked.Organisation != asker.Organisation)
            return Refusals.Missing.ToProblem();

        var words = await vault.Seal(
            PayloadOwner.Family(asked.Family, asked.Organisation), asked.Member ?? asked.Family, new Words(body.Words!.Trim()), ct);
        return await Do(
            erasure, http, asker, roles,
            at => new RefuseErasure(
                body.Reason!, FamilyCodes.ErasureReasons.Version, words.Ref, asker.Pseudonym, asker.Organisation, at),
            words);
    }
}
