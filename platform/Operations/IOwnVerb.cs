namespace WarmHandover.Platform.Operations;

/// <summary>
/// What only one service can do for an operator; its word stands among those of all, and others say that it is not theirs.
/// </summary>
public interface IOwnVerb
{
    /// <summary>The word.</summary>
    string Name { get; }

    /// <summary>Does it; 0 when all was done, 1 when something is left that the operator must look at.</summary>
    Task<int> Run(VerbWords words, TextWriter tell, CancellationToken ct);
}
