using WarmHandover.Platform.Policies;

namespace WarmHandover.Referrals;

/// <summary>
/// What may be chosen about terms: how long an agreed one is, and how early a warning comes. A legal term has the length of the law; its
/// warning may come earlier, never later. What a municipality adds or shortens stands in the book of terms.
/// </summary>
public static class TermPolicy
{
    private const int LongestWarning = 30;

    /// <summary>The kind of policy.</summary>
    public static readonly PolicyKind Kind = new("termijnen", [.. TermRules.Standard.Kinds.SelectMany(Of)]);

    /// <summary>A kind of term under a policy.</summary>
    public static TermKind Under(TermKind kind, Policy policy)
    {
        var (length, warn) = (policy.Number($"{kind.Kind}.lengte"), policy.Number($"{kind.Kind}.waarschuwen"));
        return kind.WorkingDays is null
            ? kind with { Weeks = length, WarnDays = Math.Min(warn, (length * 7) - 1) }
            : kind with { WorkingDays = length, WarnDays = Math.Min(warn, length) };
    }

    private static IEnumerable<Setting> Of(TermKind kind)
    {
        var (length, article) = (Setting.Of((kind.WorkingDays ?? kind.Weeks)!.Value), kind.Basis);
        var lasts = kind.Weeks is { } weeks ? $"{weeks} weken" : $"{kind.WorkingDays} werkdagen";
        yield return new(kind.Kind, kind.Name, "lengte", SettingShape.Number, length)
        {
            Most = kind.WorkingDays is null ? 12 : 20,
            Floors = kind.Legal
                ? [new(article, $"Deze termijn is die van de wet: {lasts}.", values => values.SequenceEqual(length))]
                : [],
        };
        yield return new(kind.Kind, kind.Name, "waarschuwen", SettingShape.Number, Setting.Of(kind.WarnDays))
        {
            Most = kind.WorkingDays ?? LongestWarning,
            Floors = kind.Legal
                ? [Floor.AtLeast(kind.WarnDays, article, $"Waarschuwen gebeurt hier minstens {kind.WarnDays} dagen vooraf: eerder mag.")]
                : [],
        };
    }
}
