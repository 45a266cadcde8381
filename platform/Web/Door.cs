using Microsoft.AspNetCore.Http;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Web;

/// <summary>
/// What every endpoint does before it calls the road: reads the Idempotency-Key (required on POST; 400 without), <c>If-Match</c> where the
/// route asks it (428 without), and the fingerprint of the body under the owner's key. The key is checked by the group's filter, so it is
/// there.
/// </summary>
public sealed class Door(IVault vault)
{
    /// <summary>The surroundings of a command that an actor gives now.</summary>
    public async Task<CommandContext> Open(
        HttpContext http, Actor actor, PayloadOwner owner, CancellationToken ct,
        string? resource = null, params SealedPayload[] payloads) =>
        new(http.CommandId(), actor)
        {
            Fingerprint = await vault.Fingerprint(owner, http.RawBody(), ct),
            IfMatch = resource is null ? null : new ResourceVersion(resource, http.IfMatch()),
            Payloads = payloads,
        };
}
