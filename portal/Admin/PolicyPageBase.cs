using System.Globalization;
using Microsoft.AspNetCore.Components;
using WarmHandover.Portal.Api;
using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Admin;

/// <summary>What the pages of one kind of policy share: the kind, its version, and its values in words.</summary>
public abstract class PolicyPageBase : PortalPage
{
    /// <summary>Who keeps it, as the address names it.</summary>
    [Parameter]
    public string Keeper { get; set; } = "";

    /// <summary>Which kind.</summary>
    [Parameter]
    public string Kind { get; set; } = "";

    /// <summary>The kind as it stands.</summary>
    protected PolicySeen Policy { get; private set; } = null!;

    /// <summary>Its version, for a later write.</summary>
    protected string Version { get; private set; } = "";

    /// <summary>Its address at the API.</summary>
    protected string Route => $"/v1/beleid/{Keeper}/{Kind}";

    /// <summary>Its own page.</summary>
    protected string Own => $"/beheer/beleid/{Keeper}/{Kind}";

    /// <summary>The group that is asked for, of a kind whose groups nobody lists.</summary>
    protected virtual string? Group => null;

    /// <inheritdoc/>
    protected override async Task Load()
    {
        if (!PolicyLine.Keepers.Contains(Keeper) || Kind.Any(c => !char.IsAsciiLetterLower(c) && c != '-'))
            throw ApiProblem.Missing();

        var read = await Api.GetVersion<PolicySeen>(Group is null ? Route : $"{Route}?groep={Uri.EscapeDataString(Group)}");
        (Policy, Version) = (read.Value, read.Version!);
    }

    /// <summary>A date as a date field takes it.</summary>
    protected static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Values in words.</summary>
    protected string Words(string field, IReadOnlyList<string> values) => values.Count == 0
        ? T["beleid.geen"]
        : string.Join(", ", values.Select(v => Word(field, v)));

    /// <summary>One value in words.</summary>
    protected string Word(string field, string value) => field switch
    {
        "ontvangers" or "nooit-naar" => T.Code("organisatie", value),
        "soorten" or "met-motivering" => T.Code("soort", value),
        "regelset" => value.ToUpper(CultureInfo.InvariantCulture),
        _ => value,
    };
}
