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

        return new([.. history.Steps.Select(s => s.Fact)], member, young, at);
    }
}

/// <summary>
/// All facts of a family, for one person in it at an instant: only what <see cref="OwnPage"/> lets through is ever shown.
/// </summary>
public sealed record Mine(IReadOnlyList<ConsentFact> Facts, Guid Member, bool Child, DateTimeOffset At)
{
    /// <summary>A request, when he sees rows of it; null for what is not his.</summary>
    public ConsentRequested? Asked(Guid request) =>
        OwnPage.Of(Facts, Member, Child, At).Rows.Any(r => r.Request == request)
            ? Facts.OfType<ConsentRequested>().First(r => r.Request == request)
            : null;
}
