using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Keepings;

namespace WarmHandover.Signals.Erasures;

/// <summary>
/// What people of the own organisation do with a request. The fingerprint of what they send is made under the organisation's key: the
/// family's own may be gone.
/// </summary>
internal sealed class ErasureActs(
    ErasureHandler erasures, FamilyHandler families, KeepingDesk keepings, IVault vault, Door door, TimeProvider clock)
{
    /// <summary>
    /// The first yes. Of a file whose term was over it is asked again whether that is still so, as it is before the second: since then
    /// somebody may have worked in it, or given a reason to keep it.
    /// </summary>
    public async Task<IResult> Grant(Guid erasure, HttpContext http, Asker asker, string[] roles) =>
        await StillKept(erasure, asker, http.RequestAborted) is { } no
            ? no.ToProblem()
            : await Do(erasure, http, asker, roles, at => new GrantErasure(asker.Pseudonym, asker.Organisation, at));

    /// <summary>The second yes, with the ids under which files that were joined to this one recorded the same.</summary>
    public async Task<IResult> Confirm(Guid erasure, HttpContext http, Asker asker, string[] roles)
    {
        if (await StillKept(erasure, asker, http.RequestAborted) is { } no)
            return no.ToProblem();

        RecordedUnder[] also = [];
        if ((await erasures.Load(erasure, http.RequestAborted)).State.Asked is { } asked
            && (await families.Load(asked.Family, http.RequestAborted)).State is FamilyFile.Opened { TakenIn: var joined })
        {
            also = [.. joined.Select(t => new RecordedUnder(
                t.Family, asked.Member is { } member ? t.OwnIds.GetValueOrDefault(member, member) : null))];
        }

        return await Do(erasure, http, asker, roles, at => new ConfirmErasure(asker.Pseudonym, asker.Organisation, at)
        {
            Also = also is [] ? null : also,
        });
    }

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

        var words = await vault.SealWords(asked.Family, asked.Organisation, asked.Member ?? asked.Family, body.Words!, ct);
        return await Do(
            erasure, http, asker, roles,
            at => new RefuseErasure(
                body.Reason!, FamilyCodes.ErasureReasons.Version, words.Ref, asker.Pseudonym, asker.Organisation, at),
            words);
    }

    private async Task<Refusal?> StillKept(Guid erasure, Asker asker, CancellationToken ct)
    {
        var state = (await erasures.Load(erasure, ct)).State;
        if (state is not { Open: true, Asked: { Origin: ErasureOrigins.Retention } asked } || asked.Organisation != asker.Organisation)
            return null;

        var today = Amsterdam.DateAt(clock.Now());
        var over = state.ReceivedUntil is { } until
            ? await keepings.AreOver(asked.Family, asked.Organisation, until, today, ct)
            : await keepings.IsOver(asked.Family, asked.Organisation, today, ct);
        return over ? null : KeepingRefusals.NotOver;
    }
}
