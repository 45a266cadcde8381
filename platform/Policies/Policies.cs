using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;

namespace WarmHandover.Platform.Policies;

/// <summary>The road of commands to the policies of one service, and what holds on a day.</summary>
public sealed class PolicyHandler(IEventLog log, TimeProvider clock, PolicyKinds kinds)
    : CommandHandler<PolicyBook, PolicyCommand, PolicyFact>(log, clock, PolicyBook.Streams(kinds.Service))
{
    /// <summary>
    /// What holds on the local date of an instant. Read from the log each time, so that replicas decide alike: what was agreed to before
    /// its day is there on its day.
    /// </summary>
    public async Task<Policy> At(PolicyKind kind, DateTimeOffset at, CancellationToken ct) =>
        (await Load(kind.Id, ct)).State.At(kind, Amsterdam.DateAt(at));
}

/// <summary>The kinds of policy of one service.</summary>
public sealed record PolicyKinds(string Service, IReadOnlyList<PolicyKind> Fixed)
{
    /// <summary>The kinds that stand on what was stored before; asked for late, because they read the log themselves.</summary>
    public Func<IEnumerable<IGrownPolicy>> Grown { get; init; } = () => [];

    /// <summary>A kind by its code; null when this service has it not.</summary>
    public async ValueTask<PolicyKind?> Find(string code, CancellationToken ct) =>
        Fixed.FirstOrDefault(k => k.Code == code)
            ?? (Grown().FirstOrDefault(g => g.Code == code) is { } grown ? await grown.Kind(ct) : null);

    /// <summary>Every kind.</summary>
    public async Task<IReadOnlyList<PolicyKind>> All(CancellationToken ct)
    {
        var all = Fixed.ToList();
        foreach (var grown in Grown())
            all.Add(await grown.Kind(ct));
        return all;
    }
}

/// <summary>A kind of policy whose groups come as people name them, on top of what was stored before it was policy.</summary>
public interface IGrownPolicy
{
    /// <summary>Its code.</summary>
    string Code { get; }

    /// <summary>The kind, with what was stored before as its standard.</summary>
    Task<PolicyKind> Kind(CancellationToken ct);
}

/// <summary>What a change of one kind of policy touches, counted. Ids, names and families never leave it.</summary>
public interface IPolicyTouches
{
    /// <summary>Of which kind.</summary>
    string Kind { get; }

    /// <summary>
    /// Counts what is touched when <paramref name="after"/> holds instead of <paramref name="before"/> from <paramref name="from"/> on.
    /// </summary>
    Task<IReadOnlyList<Touched>> Count(Policy before, Policy after, DateOnly from, CancellationToken ct);
}

/// <summary>How a service gets its policies.</summary>
public static class PolicyServices
{
    /// <summary>Adds the kinds of policy of a service.</summary>
    public static IServiceCollection AddPolicies(
        this IServiceCollection services, string service, params IReadOnlyList<PolicyKind> kinds) =>
        services.AddSingleton(p => new PolicyKinds(service, kinds) { Grown = p.GetServices<IGrownPolicy> })
            .AddSingleton<PolicyHandler>();
}
