namespace WarmHandover.Platform.Policies;

/// <summary>What one setting becomes: numbers and codes as text.</summary>
public sealed record SettingForm(string? Setting, IReadOnlyList<string>? Values);

/// <summary>Other settings from a local date on: what does it touch?</summary>
public sealed record PolicyPreviewRequest(IReadOnlyList<SettingForm>? Settings, DateOnly From);

/// <summary>Propose other settings from a local date on, with a coded reason.</summary>
public sealed record PolicyProposal(IReadOnlyList<SettingForm>? Settings, DateOnly From, string? Reason);

/// <summary>Say no to a proposal, with a coded reason.</summary>
public sealed record PolicyRefusal(string? Reason);

/// <summary>The proposal that was made.</summary>
public sealed record PolicyProposalAnswer(Guid Change);

/// <summary>A kind of policy in the list: which version holds since when, what comes, and how much waits for a second person.</summary>
public sealed record PolicyListed(string Kind, int Version, DateOnly? Since, DateOnly? ComesOn, int Waiting);

/// <summary>A line that policy never goes under.</summary>
public sealed record FloorSeen(string Article, string Sentence);

/// <summary>
/// A setting as it holds today and on the first day on which it can become other, with what the release brings and what can be filled
/// in.
/// </summary>
public sealed record SettingSeen(
    string Setting, string Group, string GroupName, string Field, SettingShape Shape, IReadOnlyList<string> Values,
    IReadOnlyList<string> Next, IReadOnlyList<string> Standard, IReadOnlyList<string> Options, int Least, int Most,
    IReadOnlyList<FloorSeen> Floors);

/// <summary>What one setting was and becomes.</summary>
public sealed record SettingBeforeAfter(
    string Setting, string Group, string GroupName, string Field, IReadOnlyList<string> Before, IReadOnlyList<string> After);

/// <summary>One change: how it stands, from when, what becomes other, and who did what when. By their pseudonyms.</summary>
public sealed record PolicyChangeSeen(
    Guid Change, string State, int? Version, DateOnly From, string Reason, IReadOnlyList<SettingBeforeAfter> Settings,
    string ProposedBy, DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? RefusedFor);

/// <summary>A kind of policy: what holds today, and every change, the newest first.</summary>
public sealed record PolicySeen(
    string Kind, int Version, DateOnly? Since, DateOnly FirstDay, IReadOnlyList<string> Reasons, IReadOnlyList<string> RefusedFor,
    IReadOnlyList<SettingSeen> Settings, IReadOnlyList<PolicyChangeSeen> Changes)
{
    /// <summary>Whether groups come that nobody lists beforehand; ask for one with <c>?groep=</c>.</summary>
    public bool Grows { get; init; }
}

/// <summary>How many of something a change touches, and what becomes of them. Counts only.</summary>
public sealed record Touched(string What, int Count);

/// <summary>What a change is and what it touches today.</summary>
public sealed record PolicyPreview(DateOnly From, IReadOnlyList<SettingBeforeAfter> Settings, IReadOnlyList<Touched> Touches);
