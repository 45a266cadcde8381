using System.Text;

namespace WarmHandover.Consents;

/// <summary>The rules of consent as a page that people read, printed from the data: what is not here is not applied.</summary>
public static class RulePage
{
    /// <summary>The whole page.</summary>
    public static string ToMarkdown()
    {
        var rules = Lists.Rules;
        var page = new StringBuilder();
        page.Append("# Who must say yes, and what may go without\n\n")
            .Append("Printed by the code from `services/consent/Data`, in the words of the screens. What is not here is not applied.\n")
            .Append("Numbers such as C11 are the facts of law that a rule rests on.\n\n")
            .Append($"## Who signs (rule table, version {rules.Version})\n\n")
            .Append("Judged per row (one person, one kind of data), on the day of asking and again at every use.\n");

        foreach (var set in rules.RuleSets)
        {
            page.Append($"\n### {set.Code}.v{set.Version}\n\n{set.Meaning}\n")
                .Append($"From {set.AskAheadDays} days before a birthday can be asked ahead; at most {set.LongestYears} year.\n\n");
            Table(page, ["age", "signs", "rule", "words", "sources"], set.Bands.Select(b => new[]
            {
                b.Band, Signs(b), b.Rule, b.Words, string.Join(", ", b.Sources),
            }));
        }

        page.Append("\n## Which rule set is chosen\n\nBy the kind of the asking organisation, as the directory told it, and the purpose. ")
            .Append("In every other case, and while the directory told nothing: `unie`.\n\n");
        Table(page, ["kind", "purpose", "rule set", "sources"], rules.Choices.Select(c => new[]
        {
            string.Join(", ", c.Kinds), string.Join(", ", c.Purposes), c.RuleSet, string.Join(", ", c.Sources),
        }));

        page.Append("\n## Statutory exceptions for 12-15\n\nThe holders' yes is not needed; the child's own yes is.\n\n");
        Table(page, ["exception", "rule sets", "after a refusal only", "reasons", "words", "sources"], rules.Exceptions.Select(e => new[]
        {
            e.Code, string.Join(", ", e.RuleSets), e.ParentRefused ? "yes" : "no", string.Join(", ", e.Reasons), e.Meaning,
            string.Join(", ", e.Sources),
        }));

        page.Append("\n## Not to be reached\n\n")
            .Append($"Who did not answer and was tried on {rules.Unreachable.Attempts} different days is shown as `onbereikbaar`. ")
            .Append("That is a state, never a yes.\n")
            .Append("\n## Rules that cannot be applied yet\n\n")
            .Append("Suspended or ended authority counts from and until the days that signal tells. ")
            .Append("These wait for facts that nobody tells yet; until then the rule table above holds without them.\n\n");
        Table(page, ["rule", "what the law says", "what is missing", "sources"], rules.NotReachable.Select(r => new[]
        {
            r.Rule, r.Meaning, r.Needs, string.Join(", ", r.Sources),
        }));
        return page.ToString();
    }

    private static string Signs(BandRule band) => (band.Self, band.Holders) switch
    {
        (true, true) => "the person and every holder of authority",
        (true, false) => "the person alone",
        (false, true) => "every holder of authority",
        _ => "nobody",
    };

    private static void Table(StringBuilder page, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append($"| {string.Join(" | ", heads)} |\n|{string.Concat(heads.Select(_ => " --- |"))}\n");
        foreach (var row in rows)
            page.Append($"| {string.Join(" | ", row.Select(cell => cell.Length == 0 ? "-" : cell))} |\n");
    }
}
