using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

[JsonDerivedType(typeof(VolunteerAssigned), "volunteer-assigned.v1")]
[JsonDerivedType(typeof(VolunteerAccepted), "volunteer-accepted.v1")]
[JsonDerivedType(typeof(VolunteerDeclined), "volunteer-declined.v1")]
[JsonDerivedType(typeof(SupportReported), "support-reported.v1")]
[JsonDerivedType(typeof(VolunteerWantsToStop), "volunteer-wants-to-stop.v1")]
[JsonDerivedType(typeof(VolunteerReleased), "volunteer-released.v1")]
public abstract partial record ReferralEvent;

/// <summary>Something about the volunteer who supports the family. The way in is the assignment: one person, one family.</summary>
public abstract record SupportEvent(Guid Way, DateTimeOffset At) : ReferralEvent(At);

/// <summary>
/// The coordinator asks a volunteer (whose name is sealed) to support this family, who then sees these rows and no others, until an
/// instant at most.
/// </summary>
public sealed record VolunteerAssigned(
    Guid Way, Guid Volunteer, PayloadRef Name, IReadOnlyList<Row> Fields, DateTimeOffset Until, Guid Team, Guid Organisation, string By,
    DateTimeOffset At) : SupportEvent(Way, At);

/// <summary>The volunteer says yes.</summary>
public sealed record VolunteerAccepted(Guid Way, DateTimeOffset At) : SupportEvent(Way, At);

/// <summary>The volunteer says no.</summary>
public sealed record VolunteerDeclined(Guid Way, string Reason, DateTimeOffset At) : SupportEvent(Way, At);

/// <summary>The volunteer says in a word how it goes.</summary>
public sealed record SupportReported(Guid Way, string Code, DateTimeOffset At) : SupportEvent(Way, At);

/// <summary>The volunteer wants to stop: at once, or when somebody else takes over.</summary>
public sealed record VolunteerWantsToStop(Guid Way, string Reason, bool AtOnce, DateTimeOffset At) : SupportEvent(Way, At);

/// <summary>The volunteer supports this family no more and sees nothing of it from now on.</summary>
public sealed record VolunteerReleased(Guid Way, string Reason, DateTimeOffset At) : SupportEvent(Way, At);

/// <summary>The chapter of informal support in a referral's fold.</summary>
public abstract partial record Referral
{
    public sealed partial record Known
    {
        /// <summary>Every volunteer who was asked, in the order in which they were.</summary>
        public ImmutableList<Support> Supports { get; init; } = [];

        /// <summary>The volunteer who is asked or helps now; null when there is none.</summary>
        public Support? Volunteer => Supports is [.., { Ended: null } last] ? last : null;
    }

    /// <summary>One volunteer and this family: asked, said yes, said how it goes, wants to stop, ended and why.</summary>
    public sealed record Support(VolunteerAssigned Assigned)
    {
        /// <summary>When the volunteer said yes.</summary>
        public DateTimeOffset? AcceptedAt { get; init; }

        /// <summary>How it goes, as it was said last.</summary>
        public SupportReported? Report { get; init; }

        /// <summary>That the volunteer wants to stop.</summary>
        public VolunteerWantsToStop? Stopping { get; init; }

        /// <summary>Why it ended; null while it goes on.</summary>
        public string? Ended { get; init; }

        /// <summary>Whether the volunteer may come in now.</summary>
        public bool IsOpen(DateTimeOffset now) => Ended is null && now < Assigned.Until;
    }

    private static Known EvolveSupport(Known known, SupportEvent fact) => fact switch
    {
        VolunteerAssigned assigned => known with { Supports = known.Supports.Add(new(assigned)) },
        VolunteerAccepted => Supporting(known, fact.Way, s => s with { AcceptedAt = fact.At }),
        VolunteerDeclined declined => Supporting(known, fact.Way, s => s with { Ended = declined.Reason }),
        SupportReported report => Supporting(known, fact.Way, s => s with { Report = report }),
        VolunteerWantsToStop wish => Supporting(known, fact.Way, s => s with { Stopping = wish }),
        VolunteerReleased released => Supporting(known, fact.Way, s => s with { Ended = released.Reason }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of support"),
    };

    private static Known Supporting(Known known, Guid way, Func<Support, Support> change) =>
        known with { Supports = [.. known.Supports.Select(s => s.Assigned.Way == way ? change(s) : s)] };
}
