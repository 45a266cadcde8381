using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals;

// Facts about what an organisation recorded being destroyed: ids and times stay, nothing can be read of it any more.

[JsonDerivedType(typeof(FileErased), "file-erased.v1")]
[JsonDerivedType(typeof(MemberErased), "member-erased.v1")]
[JsonDerivedType(typeof(RecordsErased), "records-erased.v1")]
public abstract partial record FamilyFact;

/// <summary>What one organisation recorded in the file is destroyed: of one member, or all of it.</summary>
public abstract record ErasedFact(Guid Erasure, Guid Organisation, DateTimeOffset At) : FamilyFact(At);

/// <summary>
/// The organisation's whole file is gone: it works with this family no more. Where nobody does any more, the members whose clocks stop.
/// </summary>
public sealed record FileErased(Guid Erasure, Guid Organisation, IReadOnlyList<Guid>? Stopped, DateTimeOffset At)
    : ErasedFact(Erasure, Organisation, At);

/// <summary>What the organisation recorded about one member is gone.</summary>
public sealed record MemberErased(Guid Erasure, Guid Organisation, Guid Member, DateTimeOffset At)
    : ErasedFact(Erasure, Organisation, At);

/// <summary>What the organisation received until the end of a day is gone, because its term is over; these are the entries.</summary>
public sealed record RecordsErased(
    Guid Erasure, Guid Organisation, DateOnly ReceivedUntil, IReadOnlyList<Guid> Records, DateTimeOffset At)
    : ErasedFact(Erasure, Organisation, At);

/// <summary>An entry that is gone: whose it was, of which kind, when it had come in, and since when it is gone.</summary>
public sealed record RecordGone(Guid Organisation, string Kind, DateOnly ReceivedOn, DateTimeOffset At);

/// <summary>An entry that one organisation recorded: of which kind, about whom, and on which local date it came in.</summary>
public sealed record FileRecord(Guid Entry, string Kind, Guid? Member, DateOnly ReceivedOn);

public abstract partial record FamilyFile
{
    public sealed partial record Opened
    {
        /// <summary>The organisations whose file is gone, and since when.</summary>
        public ImmutableDictionary<Guid, DateTimeOffset> Erased { get; init; } = [];

        /// <summary>The members of whom an organisation's records are gone, and since when.</summary>
        public ImmutableDictionary<(Guid Organisation, Guid Member), DateTimeOffset> ErasedMembers { get; init; } = [];

        /// <summary>The entries that are gone because their term was over: whose they were, and since when.</summary>
        public ImmutableDictionary<Guid, RecordGone> ErasedRecords { get; init; } = [];

        /// <summary>Until which day what each organisation received is gone.</summary>
        public ImmutableDictionary<Guid, DateOnly> ErasedUntil { get; init; } = [];

        /// <summary>What an organisation recorded and still has, in the order in which it came in.</summary>
        public IReadOnlyList<FileRecord> RecordsOf(Guid organisation) =>
        [
            .. Signals.Where(s => s.Organisation == organisation).Select(s => Record(s.Signal, EntryKinds.Signal, s.Member, s.At))
                .Concat(Factors.Where(f => f.Organisation == organisation)
                    .Select(f => Record(f.Factor, EntryKinds.Factor, f.Member, f.At)))
                .Concat(Conversations.Where(c => c.Organisation == organisation)
                    .Select(c => Record(c.Conversation, EntryKinds.Conversation, null, c.At)))
                .Concat(Needs.Where(n => n.Organisation == organisation).Select(n => Record(n.Need, EntryKinds.Need, n.Member, n.At)))
                .Concat(Goals.Where(g => g.Set.Organisation == organisation)
                    .Select(g => Record(g.Set.Goal, EntryKinds.Goal, g.Set.Member, g.Set.At)))
                .Concat(Attempts.Where(a => a.Organisation == organisation)
                    .Select(a => Record(a.Attempt, EntryKinds.Attempt, a.Member, a.At)))
                .Concat(Fillings.Where(f => f.Organisation == organisation).Select(f => Record(f.Filling, Filled, f.Member, f.At)))
                .Concat(Pointings.Where(p => p.Out.Organisation == organisation)
                    .Select(p => Record(p.Out.Pointing, Pointed, p.Out.Member, p.Out.At)))
                .Where(record => !ErasedRecords.ContainsKey(record.Entry))
                .OrderBy(record => record.ReceivedOn).ThenBy(record => record.Entry),
        ];

        /// <summary>The file without the entries that are gone: what is left of them is shown nowhere and counts for nothing.</summary>
        public Opened WithoutGone() => ErasedRecords.IsEmpty ? this : this with
        {
            Signals = Signals.RemoveAll(s => ErasedRecords.ContainsKey(s.Signal)),
            Factors = Factors.RemoveAll(f => ErasedRecords.ContainsKey(f.Factor)),
            Conversations = Conversations.RemoveAll(c => ErasedRecords.ContainsKey(c.Conversation)),
            Needs = Needs.RemoveAll(n => ErasedRecords.ContainsKey(n.Need)),
            Goals = Goals.RemoveAll(g => ErasedRecords.ContainsKey(g.Set.Goal)),
            Attempts = Attempts.RemoveAll(a => ErasedRecords.ContainsKey(a.Attempt)),
            Fillings = Fillings.RemoveAll(f => ErasedRecords.ContainsKey(f.Filling)),
            Pointings = Pointings.RemoveAll(p => ErasedRecords.ContainsKey(p.Out.Pointing)),
        };

        private const string Filled = "instrument";
        private const string Pointed = "voorziening";

        private static FileRecord Record(Guid entry, string kind, Guid? member, DateTimeOffset at) =>
            new(entry, kind, member, Amsterdam.DateAt(at));

        /// <summary>
        /// Why an organisation does not get in: its file was destroyed (410, with the day), or it never had one, which looks as if there
        /// were no family.
        /// </summary>
        public Refusal NoFileOf(Guid organisation) =>
            Erased.TryGetValue(organisation, out var at) ? FamilyRefusals.ErasedOn(Amsterdam.DateAt(at)) : Refusals.Missing;

        internal Opened After(ErasedFact fact) => fact switch
        {
            FileErased f => this with
            {
                Parties = Parties.Remove(f.Organisation),
                Erased = Erased.SetItem(f.Organisation, f.At),
                ContactPerson = ContactPerson?.Organisation == f.Organisation ? null : ContactPerson,
                Planned = Planned.RemoveAll(p => p.Organisation == f.Organisation),
                Missed = Missed.RemoveAll(m => m.Said.Organisation == f.Organisation),
            },
            RecordsErased f => this with
            {
                ErasedUntil = ErasedUntil.SetItem(f.Organisation, f.ReceivedUntil),
                Missed = Missed.RemoveAll(m => m.Said.Organisation == f.Organisation && Amsterdam.DateAt(m.Said.At) <= f.ReceivedUntil),
                ErasedRecords = ErasedRecords.SetItems(RecordsOf(f.Organisation).Where(r => f.Records.Contains(r.Entry))
                    .Select(r => KeyValuePair.Create(r.Entry, new RecordGone(f.Organisation, r.Kind, r.ReceivedOn, f.At)))),
            },
            MemberErased f => this with { ErasedMembers = ErasedMembers.SetItem((f.Organisation, f.Member), f.At) },
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        };
    }
}
