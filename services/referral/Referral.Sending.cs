using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

[JsonDerivedType(typeof(SectionAdded), "section-added.v1")]
[JsonDerivedType(typeof(RowsAdded), "rows-added.v1")]
[JsonDerivedType(typeof(LetterReadBeforehand), "letter-read-beforehand.v1")]
[JsonDerivedType(typeof(ReferralLinked), "referral-linked.v1")]
public abstract partial record ReferralEvent;

/// <summary>Something beside the sending itself: what follows later, who read it first, what it hangs together with.</summary>
public abstract record SendingEvent(DateTimeOffset At) : ReferralEvent(At);

/// <summary>The sender wrote about a row that had not left yet.</summary>
public sealed record SectionAdded(Section Section, DateTimeOffset At) : SendingEvent(At);

/// <summary>Rows that were agreed to later left as well: a disclosure of its own, granted to this question.</summary>
public sealed record RowsAdded(IReadOnlyList<Row> Rows, Guid Question, DateTimeOffset At) : SendingEvent(At);

/// <summary>A family member read the letter, had it read aloud, or did not want that; with how many sections it had then.</summary>
public sealed record LetterReadBeforehand(Guid Member, string How, int Sections, DateTimeOffset At) : SendingEvent(At);

/// <summary>Another referral of the same family belongs with this one.</summary>
public sealed record ReferralLinked(Guid Other, DateTimeOffset At) : SendingEvent(At);

/// <summary>The chapter of sending in a referral's fold.</summary>
public abstract partial record Referral
{
    public sealed partial record Known
    {
        /// <summary>Who of the family read the letter, in the order in which it was recorded.</summary>
        public ImmutableList<LetterReadBeforehand> ReadBeforehand { get; init; } = [];

        /// <summary>Whether the letter changed after somebody read it.</summary>
        public bool ChangedSinceRead { get; init; }

        /// <summary>The referrals that belong with this one.</summary>
        public ImmutableList<Guid> Linked { get; init; } = Draft.LinkedTo is { } other ? [other] : [];
    }

    private static Known EvolveSending(Known known, SendingEvent fact) => fact switch
    {
        SectionAdded added => known with
        {
            Letter = [.. known.Letter.Where(s => s.Row != added.Section.Row), added.Section],
            ChangedSinceRead = known.ReadBeforehand.Count > 0,
        },
        RowsAdded rows => known with { Sent = [.. known.Sent, .. rows.Rows] },
        LetterReadBeforehand read => known with { ReadBeforehand = known.ReadBeforehand.Add(read), ChangedSinceRead = false },
        ReferralLinked linked => known with { Linked = known.Linked.Add(linked.Other) },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of sending"),
    };
}
