using System.Text.Json;
using WarmHandover.Platform.Overviews;

namespace WarmHandover.Signals.Rights;

/// <summary>
/// What one organisation holds about one person, from the four services, in one document that can be read (AVG 15): his own rows, where
/// they came from, with whom they were shared and who looked. What is left out is told by its code, its law and how often.
/// </summary>
public sealed record OverviewAnswer(
    Guid Request, Guid Organisation, Guid Member, DateTimeOffset MadeAt, bool Draft, string Text, OverviewPerson? Person,
    IReadOnlyList<OverviewEntry> Entries, IReadOnlyList<OverviewDecider> WhoDecides, JsonElement Consent, JsonElement Referrals,
    JsonElement WaysIn, IReadOnlyList<OverviewLook> Looks, IReadOnlyList<OverviewLaw> Kept, IReadOnlyList<OverviewLeft> LeftOut);

/// <summary>Who he is, as this organisation recorded it.</summary>
public sealed record OverviewPerson(
    string Role, string Band, string? Name, DateOnly? BirthDate, string? Address, string? Postcode, IReadOnlyList<string> Channels,
    string? Phone, string? Email, string? Language, string? Wishes);

/// <summary>
/// Something that was recorded about him: what kind it is (in words too), where it came from, when it was seen and written down, its words,
/// whether it was struck, and whether it may not be used for now.
/// </summary>
public sealed record OverviewEntry(
    Guid Entry, string Kind, string? Code, string? Label, string? Category, string? Source, DateOnly On, DateTimeOffset RecordedAt,
    string? Words, bool Struck, bool Restricted);

/// <summary>Who decides for him, or acts for him: in which capacity, from and until when. By number; the person knows who they
/// are.</summary>
public sealed record OverviewDecider(Guid Who, string As, DateOnly? From, DateOnly? Until);

/// <summary>How long it is kept, by which law.</summary>
public sealed record OverviewLaw(string Law, int Years, string From);

/// <summary>What is left out: which kind, by which law, how many times.</summary>
public sealed record OverviewLeft(string Code, string Label, string Law, int Count);
