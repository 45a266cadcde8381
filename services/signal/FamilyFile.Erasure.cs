using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals;

// Facts about what an organisation recorded being destroyed: ids and times stay, nothing can be read of it any more.

[JsonDerivedType(typeof(FileErased), "file-erased.v1")]
[JsonDerivedType(typeof(MemberErased), "member-erased.v1")]
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

public abstract partial record FamilyFile
{
    public sealed partial record Opened
    {
        /// <summary>The organisations whose file is gone, and since when.</summary>
        public ImmutableDictionary<Guid, DateTimeOffset> Erased { get; init; } = [];

        /// <summary>The members of whom an organisation's records are gone, and since when.</summary>
        public ImmutableDictionary<(Guid Organisation, Guid Member), DateTimeOffset> ErasedMembers { get; init; } = [];

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
            },
            MemberErased f => this with { ErasedMembers = ErasedMembers.SetItem((f.Organisation, f.Member), f.At) },
            _ => throw new UnreachableException($"{fact.GetType().Name} is not folded"),
        };
    }
}
