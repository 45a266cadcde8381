namespace WarmHandover.Consents;

/// <summary>
/// Why somebody went without an answer, in his own words, and whom he consulted by name. Only ever sealed: codes stand in the fact.
/// </summary>
public sealed record Motivation(string Text, string? ConsultedWho, string? Necessity = null);

/// <summary>Who interpreted when something was explained. Only ever sealed.</summary>
public sealed record InterpreterNamed(string Name);

/// <summary>Where a signature, scan or recording is kept, as the organisation calls it. Only ever sealed.</summary>
public sealed record ProofKept(string Reference);
