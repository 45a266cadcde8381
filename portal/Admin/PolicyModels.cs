using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Admin;

/// <summary>A kind of policy in the list.</summary>
public sealed record PolicyListed(string Kind, int Version, DateOnly? Since, DateOnly? ComesOn, int Waiting);

/// <summary>A kind of policy with the service that keeps it.</summary>
public sealed record PolicyLine(string Keeper, PolicyListed Listed)
{
    /// <summary>Who keeps policies, as the addresses name them.</summary>
    public static readonly IReadOnlyList<string> Keepers = ["toestemmingen", "verwijzingen", "meldingen"];

    /// <summary>Its page.</summary>
    public string Path => $"/beheer/beleid/{Keeper}/{Listed.Kind}";

    /// <summary>All kinds of policy of the house.</summary>
    public static async Task<PolicyLine[]> All(ApiClient api)
    {
        var lines = new List<PolicyLine>();
        foreach (var keeper in Keepers)
            lines.AddRange((await api.Get<PolicyListed[]>($"/v1/beleid/{keeper}")).Select(p => new PolicyLine(keeper, p)));
        return [.. lines];
    }
}

/// <summary>A line that policy never goes under.</summary>
public sealed record FloorSeen(string Article, string Sentence);

/// <summary>A setting: how it is, how it will be, what the release brings, what can be filled in.</summary>
public sealed record SettingSeen(
    string Setting, string Group, string GroupName, string Field, string Shape, string[] Values, string[] Next, string[] Standard,
    string[] Options, int Least, int Most, FloorSeen[] Floors);

/// <summary>What a setting was and becomes.</summary>
public sealed record SettingBeforeAfter(string Setting, string Group, string GroupName, string Field, string[] Before, string[] After);

/// <summary>Something that one person proposed and a second one decides about: how it stands, from when, who did what when.</summary>
public interface IProposal
{
    /// <summary>How it stands, as a code.</summary>
    string State { get; }

    /// <summary>Which version it became.</summary>
    int? Version { get; }

    /// <summary>Why it was proposed, as a code.</summary>
    string Reason { get; }

    /// <summary>By whom.</summary>
    string ProposedBy { get; }

    /// <summary>When.</summary>
    DateTimeOffset ProposedAt { get; }

    /// <summary>Who decided.</summary>
    string? DecidedBy { get; }

    /// <summary>When.</summary>
    DateTimeOffset? DecidedAt { get; }

    /// <summary>Why the second person said no, as a code.</summary>
    string? RefusedFor { get; }
}

/// <summary>A change: how it stands, from when, and who did what when.</summary>
public sealed record PolicyChangeSeen(
    Guid Change, string State, int? Version, DateOnly From, string Reason, SettingBeforeAfter[] Settings, string ProposedBy,
    DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? RefusedFor) : IProposal;

/// <summary>A kind of policy: what holds, and every change.</summary>
public sealed record PolicySeen(
    string Kind, int Version, DateOnly? Since, DateOnly FirstDay, string[] Reasons, string[] RefusedFor, SettingSeen[] Settings,
    PolicyChangeSeen[] Changes, bool Grows);

/// <summary>How many of something a change touches.</summary>
public sealed record Touched(string What, int Count);

/// <summary>What a change is, and what it touches.</summary>
public sealed record PolicyPreviewSeen(DateOnly From, SettingBeforeAfter[] Settings, Touched[]? Touches);

/// <summary>What one setting becomes, as a form carries it from the first step to the second.</summary>
public sealed record SettingForm(string Setting, string[] Values);
