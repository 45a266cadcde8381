using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents;

/// <summary>
/// Reads what one person may see, and notes (once a day, for the auditor) when something is kept back from him to protect somebody.
/// </summary>
public sealed class OwnReading(IEventLog log, ConsentHandler consents, TimeProvider clock)
{
    /// <summary>What he may see; null for whoever belongs to no family here, which looks like a family that does not exist.</summary>
    public async Task<Mine?> Of(Asker asker, CancellationToken ct) => asker is { Family: { } family, Member: { } member }
        ? await Of(family, member, asker.Roles.Contains(Roles.Young), ct)
        : null;

    /// <summary>
    /// The same, and what he may see under the other ids of his family, since files were joined. Who may not be informed sees what he saw.
    /// </summary>
    public async Task<IReadOnlyList<Mine>> Everywhere(Asker asker, CancellationToken ct)
    {
        var young = asker.Roles.Contains(Roles.Young);
        if (asker is not { Family: { } family, Member: { } member } || await Of(family, member, young, ct) is not { } mine)
            return [];

        var (all, consent) = (new List<Mine> { mine }, History.Fold(mine.Facts));
        foreach (var twin in consent.Family!.Member(member) is { MayNotBeInformed: true } ? [] : consent.Twins)
        {
            var other = await Of(twin.With, twin.There(member), young, ct);
            if (other is not null && History.Fold(other.Facts).Family!.Member(other.Member) is { MayNotBeInformed: false })
                all.Add(other);
        }

        return all;
    }

    /// <summary>The id of the family under which a request was asked of him, and his id there; his own when it is not known.</summary>
    public async Task<(Guid Family, Guid Member)?> Where(Asker asker, Guid? request, CancellationToken ct)
    {
        if (asker is not { Family: { } family, Member: { } member }
            || (await consents.Load(family, ct)).State is not { } consent || !OwnPage.IsHis(consent.Family, member))
        {
            return null;
        }

        if (request is { } asked && consent.Find(asked) is null)
        {
            foreach (var twin in consent.Twins)
            {
                if ((await consents.Load(twin.With, ct)).State.Find(asked) is not null)
                    return (twin.With, twin.There(member));
            }
        }

        return (family, member);
    }

    /// <summary>The same for a member whose token another service has checked.</summary>
    public async Task<Mine?> Of(Guid family, Guid member, bool young, CancellationToken ct)
    {
        var history = await History.Read(log, family, ct);
        if (!OwnPage.IsHis(history.Now.Family, member))
            return null;

        var at = history.Now.NotBefore(clock.Now());
        if (history.Now.Family!.Member(member) is { MayNotBeInformed: true })
        {
            var id = DerivedIds.Of(family, $"withheld|{member:N}|{Amsterdam.DateAt(at):yyyy-MM-dd}");
            await consents.Handle(family, new NoteWithheld(member, at), new(id, Actor.House("consent")), ct);
        }

        return new([.. history.Steps.Select(s => s.Fact)], member, young, at) { Family = family };
    }
}

/// <summary>
/// All facts of a family, for one person in it at an instant: only what <see cref="OwnPage"/> lets through is ever shown.
/// </summary>
public sealed record Mine(IReadOnlyList<ConsentFact> Facts, Guid Member, bool Child, DateTimeOffset At)
{
    /// <summary>The id of the family under which he is read.</summary>
    public Guid Family { get; init; }

    /// <summary>A request, when he sees rows of it; null for what is not his.</summary>
    public ConsentRequested? Asked(Guid request) =>
        OwnPage.Of(Facts, Member, Child, At).Rows.Any(r => r.Request == request)
            ? Facts.OfType<ConsentRequested>().First(r => r.Request == request)
            : null;
}
