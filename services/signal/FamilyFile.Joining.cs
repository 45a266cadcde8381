using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WarmHandover.Signals;

// Facts about two files of one organisation that turn out to be about the same child: one survives, the other is joined to it. Each
// stream has its own fact. The older file survives, so that two joins can never chase each other in a circle.

[JsonDerivedType(typeof(FamilyJoined), "family-joined.v1")]
[JsonDerivedType(typeof(FamilyTakenIn), "family-taken-in.v1")]
public abstract partial record FamilyFact;

/// <summary>Something about two files that become one.</summary>
public abstract record JoiningFact(DateTimeOffset At) : FamilyFact(At);

/// <summary>A person who stands in both files: the id here, and the id there.</summary>
public sealed record SamePerson(Guid Member, Guid As);

/// <summary>
/// This file was joined to another, which survives. From here on it refuses every command and only says where it went.
/// It names whom it knew and who worked with it.
/// </summary>
public sealed record FamilyJoined(
    Guid Into, IReadOnlyList<SamePerson> Same, IReadOnlyList<Guid> Members, IReadOnlyList<Guid> Parties, string Reason, Guid Organisation,
    DateTimeOffset At) : JoiningFact(At);

/// <summary>
/// This file survives and takes in another as it stood at <see cref="Version"/>: its facts, in which who stands in both files bears the id
/// he has here. Sealed words stay where they are sealed.
/// </summary>
public sealed record FamilyTakenIn(
    Guid Family, long Version, IReadOnlyList<SamePerson> Same, IReadOnlyList<Guid> Members, IReadOnlyList<CarriedFact> Facts,
    Guid Organisation, DateTimeOffset At) : JoiningFact(At)
{
    /// <summary>What was carried over, read again.</summary>
    [JsonIgnore]
    public IReadOnlyList<FamilyFact> Carried =>
        [.. Facts.Select(f => Platform.Deciding.Facts.Read<FamilyFact>(f.Name, JsonSerializer.SerializeToUtf8Bytes(f.Data)))];

    /// <summary>The member ids that stand in both files, as they are here.</summary>
    [JsonIgnore]
    public IReadOnlySet<Guid> Known => Same.Select(s => s.As).ToHashSet();
}

/// <summary>A fact of another file, as it is stored there but for the ids of who stands in both.</summary>
public sealed record CarriedFact(string Name, JsonElement Data);

/// <summary>A file that was taken in: at which version it ended, and who of it bears another id here.</summary>
public sealed record TakenInFile(Guid Family, long EndedAt, ImmutableDictionary<Guid, Guid> OwnIds, DateTimeOffset At);

public abstract partial record FamilyFile
{
    public sealed partial record Opened
    {
        /// <summary>The organisation that opened the file.</summary>
        public Guid OpenedBy { get; init; }

        /// <summary>When it was opened.</summary>
        public DateTimeOffset OpenedAt { get; init; }

        /// <summary>The file that this one was joined to; null while it stands by itself.</summary>
        public Guid? JoinedInto { get; init; }

        /// <summary>The files that were taken in, also by those.</summary>
        public ImmutableList<TakenInFile> TakenIn { get; init; } = [];

        internal Opened After(JoiningFact fact) => fact switch
        {
            FamilyJoined f => this with { JoinedInto = f.Into },
            FamilyTakenIn f => f.Carried.Aggregate(Initial, Evolve) is Opened other ? TakeIn(f, other) : this,
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        };

        // The circle becomes that of both. Nobody loses a say by it: authority is the lines of both files, flags are those of both.
        private Opened TakeIn(FamilyTakenIn f, Opened other) => this with
        {
            Parties = other.Parties.Aggregate(this, (file, party) => party.Value.Aggregate(file, (o, team) => o.Join(party.Key, team)))
                .Parties,
            Members =
            [
                .. Members.Select(m => other.Member(m.Id) is { } same ? m.With(same) : m),
                .. other.Members.Where(m => Member(m.Id) is null),
            ],
            Authorities = [.. Authorities.Union(other.Authorities.Where(a => !Authorities.Exists(a.SaysTheSame)))],
            Representations = [.. Representations, .. other.Representations.Where(r => !Representations.Exists(r.SaysTheSame))],
            Suspensions = [.. Suspensions, .. other.Suspensions.Where(s => !Suspensions.Exists(s.SaysTheSame))],
            Incompetences = [.. Incompetences, .. other.Incompetences.Where(i => !Incompetences.Exists(i.SaysTheSame))],
            Moved = Moved ?? other.Moved,
            Signals = Signals.AddRange(other.Signals),
            Discussed = Discussed.Union(other.Discussed),
            Factors = Factors.AddRange(other.Factors),
            Conversations = [.. Conversations.Concat(other.Conversations).OrderBy(c => c.At)],
            Needs = Needs.AddRange(other.Needs),
            Heard = Heard.SetItems(other.Heard.Where(h => Heard.GetValueOrDefault(h.Key) < h.Value)),
            ContactPerson = ContactPerson ?? other.ContactPerson,
            Lead = Lead ?? other.Lead,
            Coming = Coming.Union(other.Coming),
            Fillings = Fillings.AddRange(other.Fillings),
            Planned = Planned.AddRange(other.Planned),
            Missed = Missed.AddRange(other.Missed),
            Attempts = Attempts.AddRange(other.Attempts),
            Asked = Asked.SetItems(other.Asked.Select(a => KeyValuePair.Create(a.Key, a.Value + Asked.GetValueOrDefault(a.Key)))),
            Goals = Goals.AddRange(other.Goals),
            Pointings = Pointings.AddRange(other.Pointings),
            Corrected = Corrected.SetItems(other.Corrected),
            NoBsn = NoBsn.Union(other.NoBsn),
            Restrictions = Restrictions.SetItems(other.Restrictions),
            ErasedMembers = ErasedMembers.SetItems(other.ErasedMembers),
            ErasedRecords = ErasedRecords.SetItems(other.ErasedRecords),
            TakenIn =
            [
                .. TakenIn,
                new(f.Family, f.Version, f.Same.ToImmutableDictionary(s => s.As, s => s.Member), f.At),
                .. other.TakenIn.Select(t => t with { EndedAt = t.EndedAt + f.Version }),
            ],
        };
    }
}
