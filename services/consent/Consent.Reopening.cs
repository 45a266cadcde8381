using WarmHandover.Contracts;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// From a local date on, rows must be asked anew: a birthday, a birth, other authority, a safety measure, the end of a term. Late when it
/// was written down on a later day than the one on which it holds.
/// </summary>
public sealed record ConsentReopened(DateOnly On, IReadOnlyList<Reopened> Changes, bool Late, DateTimeOffset At) : ConsentFact(At);

/// <summary>It is known now that rows must be asked anew from a local date on, at most 30 days from now.</summary>
public sealed record ReopeningForeseen(DateOnly On, IReadOnlyList<Reopened> Changes, DateTimeOffset At) : ConsentFact(At);

/// <summary>
/// What is asked anew about one person in one request, and why: the band that begins, who signs from then on by which rule, and which rows
/// close because of it. A birth has no request yet: everything about the child is still to be asked.
/// </summary>
public sealed record Reopened(
    Guid? Request, Guid Subject, string Reason, string? Band, IReadOnlyList<RowSigned> Rows, IReadOnlyList<Row> Closed);

/// <summary>Why rows are asked anew.</summary>
public static class ReopenReason
{
    /// <summary>Twelve: the child decides as well.</summary>
    public const string Twelve = "twaalf-jaar";

    /// <summary>Sixteen: the young person decides alone.</summary>
    public const string Sixteen = "zestien-jaar";

    /// <summary>Eighteen: an adult; authority ends.</summary>
    public const string Eighteen = "achttien-jaar";

    /// <summary>Born: authority is asked, not assumed, and the child's rows start empty.</summary>
    public const string Born = "geboorte";

    /// <summary>Other people decide for the child than before.</summary>
    public const string Authority = "gezag";

    /// <summary>Somebody acts for this person, or no longer does.</summary>
    public const string Represented = "vertegenwoordiging";

    /// <summary>A signatory may not be informed from now on.</summary>
    public const string Safety = "veiligheid";

    /// <summary>The last day of the request, or of somebody's yes, has passed.</summary>
    public const string Ended = "einde-geldigheid";

    /// <summary>The reason that the beginning of a band is.</summary>
    public static string Of(string band) => band switch
    {
        Ages.From12 => Twelve,
        Ages.From16 => Sixteen,
        Ages.Adult => Eighteen,
        _ => Born,
    };
}

/// <summary>Something that is or will be asked anew, as it stands in the state.</summary>
public sealed record Opening(DateOnly On, Reopened What, bool Foreseen);
