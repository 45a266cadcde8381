using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace WarmHandover.Signals;

// Facts about rows that are kept but not used for a while (AVG 18): one person, some kinds of data, as one organisation recorded them.

[JsonDerivedType(typeof(RowsRestricted), "rows-restricted.v1")]
[JsonDerivedType(typeof(RowsFreed), "rows-freed.v1")]
public abstract partial record FamilyFact;

/// <summary>What the organisation recorded about a member in these categories stays where it is and is not used.</summary>
public sealed record RowsRestricted(
    Guid Restriction, Guid Member, IReadOnlyList<string> Categories, Guid Organisation, DateTimeOffset At) : WritingFact(Organisation, At);

/// <summary>It may be used again.</summary>
public sealed record RowsFreed(Guid Restriction, Guid Organisation, DateTimeOffset At) : WritingFact(Organisation, At);

public abstract partial record FamilyFile
{
    public sealed partial record Opened
    {
        /// <summary>A need belongs to this row of its member.</summary>
        public const string NeedRow = "hulpvraag";

        /// <summary>A goal belongs to this row of its member.</summary>
        public const string GoalRow = "afspraken-en-doelen";

        /// <summary>The restrictions that hold, by their id.</summary>
        public ImmutableSortedDictionary<Guid, RowsRestricted> Restrictions { get; init; } =
            ImmutableSortedDictionary<Guid, RowsRestricted>.Empty;

        /// <summary>The row that an own entry belongs to; null for what never travels.</summary>
        public Contracts.Row? RowOf(Guid entry) =>
            Signals.Find(s => s.Signal == entry) is { } signal ? new(signal.Member, signal.Category)
            : Needs.Find(n => n.Need == entry) is { } need ? new(need.Member, NeedRow)
            : Goals.Find(g => g.Set.Goal == entry) is { } goal ? new(goal.Set.Member, GoalRow)
            : null;

        /// <summary>
        /// The file as an organisation may use it: without what it recorded in rows that are restricted. That there is something stands
        /// beside it.
        /// </summary>
        public Opened InUse(Guid organisation)
        {
            var closed = Restrictions.Values.Where(r => r.Organisation == organisation)
                .SelectMany(r => r.Categories.Select(category => new Contracts.Row(r.Member, category))).ToHashSet();
            var left = WithoutGone();
            return closed.Count == 0 ? left : left with
            {
                Signals = left.Signals.RemoveAll(s => s.Organisation == organisation && closed.Contains(new(s.Member, s.Category))),
                Needs = left.Needs.RemoveAll(n => n.Organisation == organisation && closed.Contains(new(n.Member, NeedRow))),
                Goals = left.Goals.RemoveAll(g => g.Set.Organisation == organisation && closed.Contains(new(g.Set.Member, GoalRow))),
            };
        }
    }
}
