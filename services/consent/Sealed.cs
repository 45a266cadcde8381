namespace WarmHandover.Consents;

/// <summary>
/// Why somebody went without an answer, in his own words, and whom he consulted by name. Only ever sealed: codes stand in the fact.
/// </summary>
public sealed record Motivation(string Text, string? ConsultedWho, string? Necessity = null);
