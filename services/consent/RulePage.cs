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

        Acting(page, rules);
        page.Append("\n## Statutory exceptions for 12-15\n\nThe holders' yes is not needed; the child's own yes is.\n\n");
        Table(page, ["exception", "rule sets", "after a refusal only", "reasons", "words", "sources"], rules.Exceptions.Select(e => new[]
        {
            e.Code, string.Join(", ", e.RuleSets), e.ParentRefused ? "yes" : "no", string.Join(", ", e.Reasons), e.Meaning,
            string.Join(", ", e.Sources),
        }));

        page.Append("\n## Not to be reached\n\n")
            .Append($"Who did not answer and was tried on {rules.Unreachable.Attempts} different days is shown as `onbereikbaar`. ")
            .Append("That is a state, never a yes.\n")
            .Append("\n## Asked anew\n\n")
            .Append("The 12th, 16th and 18th birthday, a birth, other authority (also when recorded late), a signatory who may not be ")
            .Append("informed any more, and the end of a term: each is a fact, and closes at once what needs a new yes.\n")
            .Append($"Where it can be known, notice stands on the team's list {rules.Reopening.NoticeDays} days before; ")
            .Append($"it stays there until it is answered, at most {rules.Reopening.ListedDays} days. ")
            .Append("A term shorter than the notice gets none. An answer taken in advance counts from 00:00 in Amsterdam.\n");
        Waiting(page, rules);
        Grounds(page, Lists.Grounds);
        PolicyPart.Print(page);
        return page.ToString();
    }

    private static void Acting(StringBuilder page, RuleBook rules)
    {
        page.Append("\n## Who acts for somebody\n\n")
            .Append("For an adult the first row that fits and signs instead of him, and every row beside him. ")
            .Append("From and until the days that signal tells, with its proof.\n\n");
        Table(page, ["who", "signs", "in", "rule sets", "rule", "words", "sources"], rules.Representation.Select(Acts));
        page.Append("\nWho cannot value his interests in a matter does not sign in it himself.\n\n");
        Table(page, ["matter", "kinds of data"], rules.Matters.Select(m => new[]
        {
            m.Code, m.Has("*") ? "all" : string.Join(", ", m.Categories),
        }));
        page.Append("\nIn every rule set:\n\n");
        Table(page, ["age", "signs", "rule", "words", "sources"], rules.Always.Select(b => new[]
        {
            b.Band, Signs(b), b.Rule, b.Words, string.Join(", ", b.Sources),
        }));
        page.Append("\nA holder whose authority is suspended (BW 1:253q, 253r) does not sign; the screen says on which ground and who ")
            .Append("established it. Nor does one under curatele. A minor has no authority (BW 1:246) until the judge declares her ")
            .Append("adult (BW 1:253ha).\n");
    }

    private static string[] Acts(RepresentationRule r) =>
    [
        r.Kind,
        $"{(r.Instead ? "instead of the adult" : "beside the adult")}{(r.OnlyIncompetent ? ", when he cannot decide about it" : "")}",
        string.Join(", ", r.Matters), r.RuleSets is { } sets ? string.Join(", ", sets) : "all", r.Rule, r.Words,
        string.Join(", ", r.Sources),
    ];

    private static void Waiting(StringBuilder page, RuleBook rules)
    {
        if (rules.NotReachable is [])
            return;

        page.Append("\n## Rules that cannot be applied yet\n\n")
            .Append("These wait for facts that nobody tells yet; until then the rule table above holds without them.\n\n");
        Table(page, ["rule", "what the law says", "what is missing", "sources"], rules.NotReachable.Select(r => new[]
        {
            r.Rule, r.Meaning, r.Needs, string.Join(", ", r.Sources),
        }));
    }

    private static void Grounds(StringBuilder page, GroundMatrix matrix)
    {
        page.Append($"\n## Without consent: the ground matrix, version {matrix.Version}\n\n")
            .Append("Only inside these borders, always for one recipient and purpose, and never longer than the last column says.\n")
            .Append("A recipient of which the directory told nothing is reached by no ground. The family sees it, ")
            .Append("unless the reason for not telling is `gevaarlijk`.\n\n");
        Table(page, ["ground", "from", "to", "evidence", "ends", "sources"], matrix.Grounds.Select(g => new[]
        {
            g.Code, Who(g.Senders, g.SenderForCollege, g.SameArea), Who(g.Recipients, g.RecipientForCollege, g.SameArea),
            string.Join(", ", g.Evidence), g.Ends, string.Join(", ", g.Sources),
        }));
        page.Append('\n');
        Table(page, ["ground", "categories", "only with a motivation of their own", "told to the family as"],
            matrix.Grounds.Select(g => new[]
            {
                g.Code, string.Join(", ", g.Categories), string.Join(", ", g.IfNecessary), g.Plain,
            }));
        page.Append("\n### Break-glass\n\n")
            .Append($"A team opens at once what is closed to it (`{matrix.Emergency.Code}`): a reason from ")
            .Append($"{string.Join(", ", matrix.EmergencyReasons.Select(r => $"`{r}`"))}, a second person of the organisation who agrees ")
            .Append($"within {matrix.EmergencyAgreeWithinMinutes} minutes, and then {matrix.EmergencyMinutes} minutes, ")
            .Append($"at most {matrix.EmergencyLongestMinutes}. A third person judges it afterwards. ")
            .Append("The family sees it, and who looked.\n");
        page.Append("\nA report to Veilig Thuis follows from the reporting code (Besluit verplichte meldcode), its steps in this order, ")
            .Append("or straight from an acute decision:\n\n");
        Table(page, ["step", "what", "sources"], Lists.Meldcode.Steps.Select(s => new[]
        {
            s.Code, s.Name, string.Join(", ", s.Sources),
        }));
        page.Append($"\nWhat was weighed as `{Meldcode.Unsafe}` is always reported.\n")
            .Append("\nDirection: what the college holds for Wmo, Jeugdwet or Participatiewet may be used again for the Wgs (8d, C28). ")
            .Append("From the Wgs to the Wmo no ground leads: only an explicit yes (Wmo 5.2.1, C27).\n")
            .Append("\nWhat was told outside the software (phone, paper, a consult, a meeting) is recorded afterwards, ")
            .Append("per recipient and row, with what it rested on then. Who was not named before the yes stands apart, for review.\n")
            .Append("A meeting can be asked as the recipient, with everybody who sits in it: ")
            .Append("that yes covers what is told in that meeting, and opens nothing in the software.\n");
        page.Append("\nA conflict of duties is carried by two people: ")
            .Append($"another person of the organisation confirms it ({matrix.Second[0]}); ")
            .Append($"a solo practice names a colleague elsewhere ({matrix.Second[1]}), ")
            .Append($"or somebody looks at it within {matrix.ReviewWorkingDays} working days ({matrix.Second[2]}), or it closes.\n")
            .Append("The numbers of days are choices of this project, not of the law; the order's last day is the law's.\n");
    }

    private static string Who(IReadOnlyList<string> kinds, bool college, bool area) =>
        $"{(kinds.Contains("*") ? "every kind" : string.Join(", ", kinds))}"
        + $"{(college ? ", for the college" : "")}{(area ? ", same municipality" : "")}";

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
