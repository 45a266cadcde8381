using WarmHandover.Platform.Policies;

namespace WarmHandover.Consents;

/// <summary>
/// What may be chosen about kinds of data: more kinds of organisation that never receive one, whoever says yes. What the release keeps from
/// somebody stays, and a report to Veilig Thuis can never be made impossible.
/// </summary>
public static class CategoryPolicy
{
    private const string VeiligThuis = "veilig-thuis";
    private const string Gi = "gi";

    /// <summary>The kind of policy.</summary>
    public static readonly PolicyKind Kind = new("soorten-gegevens", [.. Lists.Categories.Categories.Select(Of)]);

    /// <summary>The categories with what a policy adds.</summary>
    public static CategoryList List(Policy policy) => policy.Version == 0 ? Lists.Categories : Lists.Categories with
    {
        Categories = [.. Lists.Categories.Categories.Select(c => c with
        {
            Never = policy[CodeOf(c.Code)] is { Count: > 0 } never ? never : c.Never,
        })],
    };

    /// <summary>The setting of a kind of data.</summary>
    public static string CodeOf(string category) => $"{category}.nooit-naar";

    private static Setting Of(Category category) =>
        new(category.Code, category.Sentence.TrimEnd('.'), "nooit-naar", SettingShape.Codes, category.Never ?? [])
        {
            Options = OrganisationKinds.All,
            Floors = [.. Floors(category)],
        };

    private static IEnumerable<Floor> Floors(Category category)
    {
        if (category.Never is { Count: > 0 } never)
        {
            yield return Floor.Keeps(
                [.. never], category.Special ? "AVG artikel 5 lid 1 onder c en artikel 9" : "AVG artikel 5 lid 1 onder c",
                $"Dit gaat nooit naar: {string.Join(", ", never)}.");
        }

        if (IsReported(category.Code, VeiligThuis))
        {
            yield return new(
                "Wmo 2015 artikel 5.2.6", "Melden bij Veilig Thuis blijft mogelijk.", kinds => !kinds.Contains(VeiligThuis));
        }

        if (IsReported(category.Code, Gi))
        {
            yield return new(
                "Jeugdwet artikel 7.3.11", "De instelling die de rechter aanwees, blijft dit krijgen.", kinds => !kinds.Contains(Gi));
        }
    }

    private static bool IsReported(string category, string kind) => Lists.Categories.Find(category)?.Never?.Contains(kind) is not true
        && Lists.Grounds.Grounds.Any(g => g.Recipients.Contains(kind) && g.Covers(category, necessary: true));
}
