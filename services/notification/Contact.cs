using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Notifications;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to where a team, or one colleague, is told of its inboxes outside this house.</summary>
[JsonDerivedType(typeof(ContactSet), "contact-set.v1")]
[JsonDerivedType(typeof(ContactRemoved), "contact-removed.v1")]
[JsonDerivedType(typeof(PreferencesSet), "preferences-set.v1")]
[JsonDerivedType(typeof(ContactFailed), "contact-failed.v1")]
public abstract record ContactEvent(DateTimeOffset At);

/// <summary>Told by e-mail of these inboxes; the address lies in the vault. Owner: the team's id, or a colleague's pseudonym.</summary>
public sealed record ContactSet(
    string Kind, string Owner, IReadOnlyList<Guid> Inboxes, PayloadRef Address, string Language, string By, DateTimeOffset At)
    : ContactEvent(At);

/// <summary>Told no more.</summary>
public sealed record ContactRemoved(string By, DateTimeOffset At) : ContactEvent(At);

/// <summary>How one wants to be told. Never holds back a withdrawn consent.</summary>
public sealed record PreferencesSet(Preferences Wanted, string By, DateTimeOffset At) : ContactEvent(At);

/// <summary>A message to this address was refused or came back; the address is shown as not working until it is set anew.</summary>
public sealed record ContactFailed(Guid Message, string Why, DateTimeOffset At) : ContactEvent(At);

/// <summary>
/// Reasons about which no mail is wanted, quiet hours, one mail a working day at a time, and holidays. Local times; the quiet may pass
/// midnight.
/// </summary>
public sealed record Preferences(
    IReadOnlyList<string> NotAbout, TimeOnly? QuietFrom, TimeOnly? QuietUntil, TimeOnly? DigestAt, DateOnly? AwayFrom, DateOnly? AwayUntil,
    Guid? Replacement)
{
    /// <summary>Everything, at once.</summary>
    public static readonly Preferences Usual = new([], null, null, null, null, null, null);
}

/// <summary>One contact as its facts tell it.</summary>
public sealed record Contact
{
    /// <summary>Before the first fact.</summary>
    public static readonly Contact Initial = new();

    /// <summary>How a contact's stream is named, decided and folded.</summary>
    public static readonly StreamKind<Contact, ContactCommand, ContactEvent> Kind =
        new("notification", "contact", Initial, ContactDecider.Decide, Evolve);

    /// <summary>Where; null when nobody is told.</summary>
    public ContactSet? Set { get; init; }

    /// <summary>How.</summary>
    public Preferences Wanted { get; init; } = Preferences.Usual;

    /// <summary>Why the address does not work; null while it does.</summary>
    public ContactFailed? Failed { get; init; }

    /// <summary>The state after a fact.</summary>
    public static Contact Evolve(Contact state, ContactEvent fact) => fact switch
    {
        ContactSet set => state with { Set = set, Failed = null },
        ContactRemoved => state with { Set = null, Failed = null },
        PreferencesSet set => state with { Wanted = set.Wanted },
        ContactFailed failed => state with { Failed = failed },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a contact"),
    };
}
