using System.Diagnostics;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Notifications;

/// <summary>What somebody wants of a contact.</summary>
public abstract record ContactCommand(DateTimeOffset At);

/// <summary>Set where.</summary>
public sealed record SetContact(ContactSet Wanted) : ContactCommand(Wanted.At);

/// <summary>Tell no more.</summary>
public sealed record RemoveContact(string By, DateTimeOffset At) : ContactCommand(At);

/// <summary>Set how.</summary>
public sealed record SetPreferences(PreferencesSet Wanted) : ContactCommand(Wanted.At);

/// <summary>A message did not arrive.</summary>
public sealed record FailContact(Guid Message, string Why, DateTimeOffset At) : ContactCommand(At);

/// <summary>Where and how one is told, and when a message about something goes out.</summary>
public static class ContactDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<ContactEvent> Decide(ContactCommand command, Contact state) => command switch
    {
        SetContact wish => state is { Failed: null, Set.Address: { } known } && known == wish.Wanted.Address ? [] : [wish.Wanted],
        RemoveContact wish => state.Set is null ? [] : [new ContactRemoved(wish.By, wish.At)],
        SetPreferences wish => state.Set is null ? MessageRefusals.NoAddress : Same(state.Wanted, wish.Wanted.Wanted) ? [] : [wish.Wanted],
        FailContact heard => state.Set is null || state.Failed is not null ? [] : [new ContactFailed(heard.Message, heard.Why, heard.At)],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided here"),
    };

    /// <summary>
    /// Whether and when a contact is mailed about something: null when it does not want it. A withdrawn consent goes at once, always.
    /// </summary>
    public static (DateTimeOffset NotBefore, bool Digest)? When(Preferences wanted, string reason, string urgency, DateTimeOffset now)
    {
        if (urgency == "eerst")
            return (now, false);
        if (wanted.NotAbout.Contains(reason) || IsAway(wanted, now))
            return null;
        if (wanted.DigestAt is { } digest && urgency == "normaal")
            return (NextDigest(digest, now), true);

        return (AfterQuiet(wanted, now), false);
    }

    /// <summary>Whether the person is away on a day.</summary>
    public static bool IsAway(Preferences wanted, DateTimeOffset now) =>
        wanted is { AwayFrom: { } from, AwayUntil: { } until } && Amsterdam.DateAt(now) is var day && day >= from && day <= until;

    private static DateTimeOffset NextDigest(TimeOnly at, DateTimeOffset now)
    {
        var day = Amsterdam.DateAt(now);
        var today = Amsterdam.At(day, at);
        return LegalCalendar.Known.IsWorkingDay(day) && today > now ? today : Amsterdam.At(LegalCalendar.Known.AfterWorkingDays(day, 1),
            at);
    }

    private static DateTimeOffset AfterQuiet(Preferences wanted, DateTimeOffset now)
    {
        if (wanted is not { QuietFrom: { } from, QuietUntil: { } until })
            return now;
        if (!TimeOnly.FromDateTime(Amsterdam.LocalAt(now)).IsBetween(from, until))
            return now;

        var today = Amsterdam.At(Amsterdam.DateAt(now), until);
        return today > now ? today : Amsterdam.At(Amsterdam.DateAt(now).AddDays(1), until);
    }

    private static bool Same(Preferences one, Preferences other) =>
        one.NotAbout.SequenceEqual(other.NotAbout) && one with { NotAbout = other.NotAbout } == other;
}
