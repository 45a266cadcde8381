namespace WarmHandover.Consents;

// Part of stored facts: a change here is a new version, never an edit.

/// <summary>
/// A recipient that is wider than one team: a whole organisation, a kind of organisation in an area with the teams that were listed when it
/// was asked (a team that came later counts only after the signatories were told), or a meeting with everybody who sits in it.
/// </summary>
public sealed record RecipientScope(string Width, string? Kind, string? Area, IReadOnlyList<ListedRecipient> Listed)
{
    /// <summary>Every team of one organisation, also one that it opens later.</summary>
    public const string Organisation = "organisatie";

    /// <summary>A kind of organisation in an area.</summary>
    public const string OfKind = "soort";

    /// <summary>A meeting: what may be told there, to whom. It opens nothing in the software.</summary>
    public const string Meeting = "overleg";

    /// <summary>The form of the meeting; null for every other recipient.</summary>
    public string? Form { get; init; }

    /// <summary>Whether two are named alike; a meeting is another one when somebody else sits in it.</summary>
    public static bool IsSame(RecipientScope? one, RecipientScope? other) =>
        (one?.Width, one?.Kind, one?.Area, one?.Form) == (other?.Width, other?.Kind, other?.Area, other?.Form)
        && (one?.Form is null || one.Listed.ToHashSet().SetEquals(other!.Listed));
}

/// <summary>A team with its organisation.</summary>
public sealed record ListedRecipient(Guid Team, Guid Organisation);
