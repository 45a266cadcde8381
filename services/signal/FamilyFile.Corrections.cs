using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals;

// Facts about what was written: a wrong entry stays explainable, a number in a text was judged.

[JsonDerivedType(typeof(EntryCorrected), "entry-corrected.v1")]
[JsonDerivedType(typeof(NumberJudged), "number-judged.v1")]
public abstract partial record FamilyFact;

/// <summary>Something about what was written in the file, not about the family.</summary>
public abstract record WritingFact(Guid Organisation, DateTimeOffset At) : FamilyFact(At);

/// <summary>
/// An entry was wrong. It stays in the file, struck through, with why; what is right is a new entry. Nothing of it travels or counts.
/// </summary>
public sealed record EntryCorrected(Guid Entry, string Kind, string Reason, PayloadRef? Note, Guid Organisation, DateTimeOffset At)
    : WritingFact(Organisation, At);

/// <summary>
/// A number that could be a BSN: <c>gemaskeerd</c>, or <c>geen-bsn</c>; of the latter a keyed hash, so that it is not asked again.
/// </summary>
public sealed record NumberJudged(string Verdict, string? KeyedHash, Guid Organisation, DateTimeOffset At)
    : WritingFact(Organisation, At);

/// <summary>What kinds of entry can be corrected.</summary>
public static class EntryKinds
{
    /// <summary>A signal.</summary>
    public const string Signal = "signaal";

    /// <summary>A protective factor.</summary>
    public const string Factor = "beschermende-factor";

    /// <summary>A talk.</summary>
    public const string Conversation = "gesprek";

    /// <summary>A need.</summary>
    public const string Need = "hulpvraag";

    /// <summary>A goal.</summary>
    public const string Goal = "doel";

    /// <summary>A contact attempt.</summary>
    public const string Attempt = "contactpoging";
}

public abstract partial record FamilyFile
{
    public sealed partial record Opened
    {
        /// <summary>The entries that were wrong, by their id.</summary>
        public ImmutableDictionary<Guid, EntryCorrected> Corrected { get; init; } = [];

        /// <summary>Keyed hashes of numbers that somebody said are no BSN.</summary>
        public ImmutableHashSet<string> NoBsn { get; init; } = [];

        /// <summary>What kind of entry of an organisation an id is; null when it has none.</summary>
        public string? KindOf(Guid entry, Guid organisation) =>
            Signals.Exists(s => (s.Signal, s.Organisation) == (entry, organisation)) ? EntryKinds.Signal
            : Factors.Exists(f => (f.Factor, f.Organisation) == (entry, organisation)) ? EntryKinds.Factor
            : Conversations.Exists(c => (c.Conversation, c.Organisation) == (entry, organisation)) ? EntryKinds.Conversation
            : Needs.Exists(n => (n.Need, n.Organisation) == (entry, organisation)) ? EntryKinds.Need
            : Goals.Exists(g => (g.Set.Goal, g.Set.Organisation) == (entry, organisation)) ? EntryKinds.Goal
            : Attempts.Exists(a => (a.Attempt, a.Organisation) == (entry, organisation)) ? EntryKinds.Attempt
            : null;

        internal Opened After(WritingFact fact) => fact switch
        {
            EntryCorrected f => this with { Corrected = Corrected.SetItem(f.Entry, f), Discussed = Discussed.Remove(f.Entry) },
            NumberJudged { KeyedHash: { } hash } => this with { NoBsn = NoBsn.Add(hash) },
            NumberJudged => this,
            RowsRestricted f => this with { Restrictions = Restrictions.SetItem(f.Restriction, f) },
            RowsFreed f => this with { Restrictions = Restrictions.Remove(f.Restriction) },
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        };
    }
}
