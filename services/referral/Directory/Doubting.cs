using System.Threading.RateLimiting;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Directory;

/// <summary>What is not right, and in the own words what is. Leave out who you are.</summary>
public sealed record DoubtRequest(string? Reason, string? Words = null);

/// <summary>Words of a visitor: only ever sealed.</summary>
public sealed record DoubtWords(string Text);

/// <summary>
/// How often anybody may say that something is not right: five times an hour for one entry, sixty times a minute for all of them. Visitors
/// are not told apart: their addresses are not kept.
/// </summary>
internal sealed class DoubtRate : IDisposable
{
    private readonly FixedWindowRateLimiter all = new(new() { PermitLimit = 60, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    private readonly PartitionedRateLimiter<Guid> each = PartitionedRateLimiter.Create<Guid, Guid>(provision =>
        RateLimitPartition.GetFixedWindowLimiter(provision, _ =>
            new() { PermitLimit = 5, Window = TimeSpan.FromHours(1), QueueLimit = 0 }));

    public bool Allows(Guid provision)
    {
        using var one = each.AttemptAcquire(provision);
        using var any = all.AttemptAcquire();
        return one.IsAcquired && any.IsAcquired;
    }

    public void Dispose()
    {
        all.Dispose();
        each.Dispose();
    }
}

/// <summary>'Klopt niet': from anybody, on every entry, without signing in.</summary>
internal static class Doubting
{
    private static readonly Actor Visitor = new("bezoeker", "bezoeker", Guid.Empty);

    public static void MapDoubts(this RouteGroupBuilder routes) => routes
        .MapPost("/{voorziening:guid}/klopt-niet", Handle)
        .WithSummary("Meld dat er iets niet klopt")
        .WithExample(new DoubtRequest("telefoon", "Dit nummer is niet meer in gebruik."));

    private static async Task<IResult> Handle(
        Guid voorziening, DoubtRequest body, HttpContext http, ProvisionHandler provisions, IVault vault, Door door, DoubtRate rate,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors().OneOf(body.Reason, "reason", ProvisionDecider.Reasons);
        if (body.Words is not null)
            errors.Text(body.Words, "words", 500);
        if (!errors.None)
            return errors.ToProblem();
        if ((await provisions.Load(voorziening, ct)).State is not Provision.Listed there)
            return Refusals.Missing.ToProblem();
        if (!rate.Allows(voorziening))
        {
            http.Response.Headers.RetryAfter = "3600";
            return Problems.Of(StatusCodes.Status429TooManyRequests);
        }

        var owner = PayloadOwner.Organisation(there.Entry.OrganizationId ?? voorziening);
        var payload = body.Words is null ? null : await vault.Seal(owner, voorziening, new DoubtWords(body.Words.Trim()), ct);
        var context = await door.Open(http, Visitor, owner, ct, payloads: payload is null ? [] : [payload]);
        var doubt = new DoubtProvision(DerivedIds.Of(http.CommandId(), "doubt"), body.Reason!, payload?.Ref, clock.Now());
        return (await provisions.Handle(voorziening, doubt, context, ct)).ToHttp(http);
    }
}
