using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Reading;

/// <summary>A tiny family of facts: lamps along a street that are lit, and must be looked after at a time.</summary>
[JsonDerivedType(typeof(LampLit), "lamp-lit.v1")]
[JsonDerivedType(typeof(LampBroke), "lamp-broke.v1")]
[JsonDerivedType(typeof(LampSeenTo), "lamp-seen-to.v1")]
public abstract record LampFact;

public sealed record LampLit(string Street, DateTimeOffset? LookAfter = null) : LampFact;

public sealed record LampBroke : LampFact;

public sealed record LampSeenTo : LampFact;

public sealed record LampRow(Guid Lamp, string Street, int Lit, long Version);

/// <summary>Each lamp once; a broken one goes out. <paramref name="poison"/> makes it stop on broken lamps while that is
/// true; with <paramref name="breaksAfter"/> its process goes down in the middle of a batch.</summary>
public sealed class LampView(string name = "lamps", int shape = 1, Func<bool>? poison = null, int breaksAfter = int.MaxValue)
    : View<LampFact>("street", "lamp", name, shape)
{
    public int Shown { get; private set; }

    protected override void Show(Noted<LampFact> noted, Rows rows)
    {
        if (++Shown > breaksAfter)
            throw new OperationCanceledException("The process is going down.");

        var key = $"{noted.Id:N}";
        switch (noted.Fact)
        {
            case LampLit lit:
                var before = rows.Get<LampRow>(key);
                var row = new LampRow(noted.Id, lit.Street, (before?.Lit ?? 0) + 1, noted.Stored.Version);
                rows.Put(key, $"street/{lit.Street}", row, lit.LookAfter);
                break;
            case LampSeenTo when rows.Get<LampRow>(key) is { } seen:
                rows.Put(key, $"street/{seen.Street}", seen);
                break;
            case LampBroke when poison?.Invoke() ?? false:
                rows.Remove(key);
                throw new InvalidOperationException("A broken lamp.");
            case LampBroke:
                rows.Remove(key);
                break;
        }
    }
}

/// <summary>Writes lamps into a log as the road would.</summary>
public static class Lamps
{
    public static string Stream(int lamp) => $"street.lamp-{Cast.Id(lamp):N}";

    public static Task<Appended> Write(this IEventLog log, int lamp, long after, params LampFact[] facts)
    {
        var (stream, cause) = (Stream(lamp), Cast.Id((lamp * 1000) + (int)after));
        var events = facts.Select((fact, i) => Event(stream, after + i + 1, cause, i, fact));
        return log.Append(new(stream, after, [.. events], []), CancellationToken.None);
    }

    private static NewEvent Event(string stream, long version, Guid cause, int index, LampFact fact)
    {
        var (id, type, data) = (DerivedIds.OfFact(cause, stream, index), Facts.NameOf(fact), Facts.Write(fact));
        var header = new EventHeader("street", stream, version, id, type, 1, cause, Actor.House("street"), Cast.Monday).ToBytes();
        return new(id, type, header, data, Chain.Link(header, data, Chain.Genesis(stream)), []);
    }
}
