using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that was decreed, or that a municipality chose, about how terms are counted.</summary>
[JsonDerivedType(typeof(DayDecreed), "day-decreed.v1")]
[JsonDerivedType(typeof(ThreatAdded), "threat-added.v1")]
[JsonDerivedType(typeof(DecisionTermChosen), "decision-term-chosen.v1")]
public abstract record TermBookEvent(DateTimeOffset At);

/// <summary>A royal decree treats this day as a holiday (Atw 3 lid 3).</summary>
public sealed record DayDecreed(DateOnly Day, string Decree, DateTimeOffset At) : TermBookEvent(At);

/// <summary>
/// A municipality treats more situations as threatening than the law does. One person of the office chose it; since then it is policy.
/// </summary>
public sealed record ThreatAdded(string Area, Threat Threat, DateTimeOffset At) : TermBookEvent(At);

/// <summary>
/// A municipality decides within fewer weeks than the law allows. One person of the office chose it; since then it is policy.
/// </summary>
public sealed record DecisionTermChosen(string Area, int Weeks, DateTimeOffset At) : TermBookEvent(At);

/// <summary>What was decreed and chosen, as its facts tell it: one book for the region.</summary>
public sealed record TermBook(ImmutableSortedDictionary<DateOnly, string> Decreed, ImmutableDictionary<string, MunicipalRules> Chosen)
{
    /// <summary>The id of the one book.</summary>
    public static readonly Guid TheBook = Guid.Parse("0198f0ee-0000-7000-8000-00000000b00c");

    /// <summary>How the book's stream is named, decided and folded.</summary>
    public static readonly StreamKind<TermBook, TermBookCommand, TermBookEvent> Kind =
        new(
            "referral", "termbook", new(ImmutableSortedDictionary<DateOnly, string>.Empty, []), TermBookDecider.Decide, Evolve);

    /// <summary>The rules with what the book adds.</summary>
    public TermRules Rules => With(Chosen);

    /// <summary>The rules with the decreed days and with what municipalities chose, in the book or as policy on top of it.</summary>
    public TermRules With(IReadOnlyDictionary<string, MunicipalRules> chosen) =>
        Decreed.IsEmpty && chosen.Count == 0 ? TermRules.Standard : TermRules.Standard.With(Decreed.Keys, chosen);

    /// <summary>The state after a fact.</summary>
    public static TermBook Evolve(TermBook state, TermBookEvent fact) => fact switch
    {
        DayDecreed decreed => state with { Decreed = state.Decreed.SetItem(decreed.Day, decreed.Decree) },
        ThreatAdded added => Choose(state, added.Area, m => m with { Threats = [.. m.Threats, added.Threat] }),
        DecisionTermChosen chosen => Choose(state, chosen.Area, m => m with { DecisionWeeks = chosen.Weeks }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of the book of terms"),
    };

    private static TermBook Choose(TermBook state, string area, Func<MunicipalRules, MunicipalRules> change) =>
        state with { Chosen = state.Chosen.SetItem(area, change(state.Chosen.GetValueOrDefault(area) ?? new([], null))) };
}

/// <summary>What the administrator wants of the book of terms.</summary>
public abstract record TermBookCommand(DateTimeOffset At);

/// <summary>Note a decreed day.</summary>
public sealed record DecreeDay(DateOnly Day, string Decree, DateTimeOffset At) : TermBookCommand(At);

/// <summary>When a decreed day is noted. What a municipality chooses is policy: two people make it.</summary>
public static class TermBookDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision<TermBookEvent> Decide(TermBookCommand command, TermBook state) => command switch
    {
        DecreeDay d when !TermRules.Standard.With(state.Decreed.Keys, state.Chosen).Calendar.IsWorkingDay(d.Day) => [],
        DecreeDay d => [new DayDecreed(d.Day, d.Decree, d.At)],
        _ => throw new UnreachableException($"{command.GetType().Name} is not known"),
    };
}
