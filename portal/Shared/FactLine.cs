namespace WarmHandover.Portal.Shared;

/// <summary>A word and what stands behind it.</summary>
public sealed record FactLine(string Label, string Words);
