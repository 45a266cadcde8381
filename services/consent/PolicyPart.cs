using System.Text;
using WarmHandover.Platform.Policies;

namespace WarmHandover.Consents;

/// <summary>What policy may choose, and the line under it, as a part of the page of rules.</summary>
internal static class PolicyPart
{
    public static void Print(StringBuilder page)
    {
        page.Append("\n## What policy may choose\n\n")
            .Append("Two administrators change these from a day on (`policy.md`); everything else on this page comes with a release. ")
            .Append("A request or ground keeps the versions it was decided under.\n");
        foreach (var kind in new[] { RulePolicy.Kind, GroundPolicy.Kind, CategoryPolicy.Kind })
        {
            page.Append($"\n### {kind.Code}\n\n| setting | release | never under |\n| --- | --- | --- |\n");
            foreach (var setting in kind.Settings)
                page.Append($"| `{setting.Code}` | {Values(setting)} | {string.Join(" ", setting.Floors.Select(Line))} |\n");
        }
    }

    private static string Values(Setting setting) => setting.Standard.Count == 0 ? "-" : string.Join(", ", setting.Standard);

    private static string Line(Floor floor) => $"{floor.Sentence} ({floor.Article})";
}
