using WarmHandover.Portal.Professional;

namespace WarmHandover.Portal.Team;

/// <summary>Break-glass of the own organisation in a list.</summary>
public sealed record EmergencyLine(
    Guid Emergency, Guid Family, Guid Team, string By, string Urgency, int Minutes, DateTimeOffset AskedAt, DateTimeOffset? OpenUntil,
    string Standing)
{
    /// <summary>Whether it waits for a second person, or is open now.</summary>
    public bool Runs => Standing is "wacht-op-instemming" or "open";

    /// <summary>Where its page is.</summary>
    public string Address => $"/noodtoegang/{Family}/{Emergency}";
}

/// <summary>One break-glass, for who agrees to it or judges it.</summary>
public sealed record EmergencyRead(
    Guid Emergency, Guid Family, Guid Team, string By, string Purpose, RowOf[] Rows, string Urgency, string? Motivation, int Minutes,
    DateTimeOffset AskedAt, DateTimeOffset AgreeBefore, string? AgreedBy, DateTimeOffset? OpenUntil, string Standing, string? Outcome);

/// <summary>The break-glass that was asked.</summary>
public sealed record EmergencyAsked(Guid Emergency, DateTimeOffset AgreeBefore);
