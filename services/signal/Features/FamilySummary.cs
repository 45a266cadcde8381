using System.Globalization;
using System.Text;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals.Features;

/// <summary>The file of one organisation in plain words, to be taken over into its own records with one click.</summary>
internal static class FamilySummary
{
    private static readonly CultureInfo Dutch = CultureInfo.InvariantCulture;

    public static async Task<string> Of(
        FamilyFile.Opened file, Guid own, IVault vault, OwnKinds kinds, DateOnly today, CancellationToken ct)
    {
        var labels = new Dictionary<string, string>();
        foreach (var code in file.Signals.Where(s => s.Organisation == own).Select(s => s.Kind).Distinct())
            labels[code] = (await kinds.Find(code, ct))?.Label ?? code;

        var names = new Dictionary<Guid, string>();
        foreach (var member in file.Members)
        {
            var person = member.People.TryGetValue(own, out var known) ? await vault.Open<Person>(known, ct) : null;
            names[member.Id] = person is { Name.Length: > 0 } ? person.Name : RoleOf(member);
        }

        var text = new StringBuilder();
        text.AppendLine(Dutch, $"Samenvatting van {today:dd-MM-yyyy}, uit wat de eigen organisatie vastlegde.").AppendLine();
        if (file.JoinedInto is { } into)
            text.AppendLine(Dutch, $"Dit dossier is samengevoegd met dossier {into}. Daar gaat het verder.").AppendLine();
        Chapter("Gezin", file.Members.Select(m => Shown(names[m.Id], RoleOf(m), m.Gone is not null)));
        Chapter("Gezien en verteld", file.Signals
            .Where(s => s.Organisation == own && !file.Corrected.ContainsKey(s.Signal))
            .OrderBy(s => s.ObservedOn)
            .Select(s => $"{s.ObservedOn:dd-MM-yyyy} {names[s.Member]}: {labels[s.Kind]} "
                + $"({Label(FamilyCodes.SourceKinds.Find(s.Source), s.Source)})"));
        Chapter("Wat goed gaat", file.Factors
            .Where(f => f.Organisation == own && !file.Corrected.ContainsKey(f.Factor))
            .Select(f => $"{names[f.Member]}: {Label(FamilyCodes.ProtectiveFactors.Find(f.Kind), f.Kind)}"));
        Chapter("Gesproken", file.Conversations
            .Where(c => c.Organisation == own && !file.Corrected.ContainsKey(c.Conversation))
            .OrderBy(c => c.HeldOn)
            .Select(c => $"{c.HeldOn:dd-MM-yyyy} met {string.Join(" en ", c.With.Select(id => names[id]))}: "
                + Label(FamilyCodes.Outcomes.Find(c.Outcome), c.Outcome)
                + (c.ComeBackOn is { } back ? $", terugkomen op {back:dd-MM-yyyy}" : "")));
        var needs = new List<string>();
        foreach (var need in file.Needs.Where(n => n.Organisation == own && !file.Corrected.ContainsKey(n.Need)))
        {
            var words = await vault.Open<OwnWords>(need.Words, ct);
            needs.Add($"{names[need.Member]}, {Label(FamilyCodes.LifeDomains.Find(need.Domain), need.Domain)}: "
                + (words is null ? "(niet meer leesbaar)" : $"\"{words.Text}\"")
                + (words?.OwnSteps is { } steps ? $" Doet zelf al: \"{steps}\"" : ""));
        }

        Chapter("Wat het gezin wil", needs);
        Chapter("Aangewezen", file.Pointings
            .Where(p => p.Out.Organisation == own)
            .Select(p => $"{names[p.Out.Member]}, {Label(FamilyCodes.LifeDomains.Find(p.Out.Domain), p.Out.Domain)}: "
                + (p.Checked is { } said ? Label(FamilyCodes.ProvisionResults.Find(said.Result), said.Result) : "nog niet nagevraagd")));
        if (file.TalkedAndNotAsked(own))
            text.AppendLine("Gesproken, toestemming niet gevraagd: er is niets met anderen gedeeld.");
        return text.ToString();

        void Chapter(string title, IEnumerable<string> lines)
        {
            text.AppendLine(title);
            var any = false;
            foreach (var line in lines)
            {
                text.Append("- ").AppendLine(line);
                any = true;
            }

            text.AppendLine(any ? "" : "- (niets vastgelegd)\n");
        }
    }

    // Who has no name yet is called by his role, once.
    private static string Shown(string name, string role, bool gone) => (name == role, gone) switch
    {
        (true, false) => name,
        (true, true) => $"{name} (er niet meer)",
        (false, false) => $"{name} ({role})",
        (false, true) => $"{name} ({role}, er niet meer)",
    };

    private static string Label(ListedCode? listed, string code) => listed?.Label ?? code;

    private static string RoleOf(FileMember member) => member.Role switch
    {
        MemberRoles.Parent => "ouder",
        MemberRoles.Child => "kind",
        MemberRoles.UnbornChild => "verwacht kind",
        MemberRoles.Organisation => "organisatie",
        _ => "andere volwassene",
    };
}
