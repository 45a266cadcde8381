using System.Text;
using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Referrals;

/// <summary>
/// Which way a referral may go: every (from, to, role) with the reasons that may be given for it. Data, versioned, in
/// <c>Data/transitions.json</c>; what is not in it is refused. The decider asks nobody else.
/// </summary>
public sealed class Transitions
{
    private Transitions(int version, IReadOnlyList<Transition> all) => (Version, All) = (version, all);

    /// <summary>The table in force.</summary>
    public static Transitions Table { get; } = Read();

    /// <summary>The version of the table.</summary>
    public int Version { get; }

    /// <summary>All its lines, in the order of the file.</summary>
    public IReadOnlyList<Transition> All { get; }

    /// <summary>
    /// The side on whose behalf this may be done, out of those the person can speak for; or the refusal that says why not.
    /// </summary>
    public (Side Side, Refusal? No) Pass(ReferralStatus from, ReferralStatus to, IReadOnlyList<Side> sides, string? reason)
    {
        // What only the house does does not exist for people.
        var pair = All.Where(t => t.From == from && t.To == to && (t.Role != Side.House || sides.Contains(Side.House))).ToArray();
        if (pair is [])
            return (default, ReferralRefusals.NotFromHere with { Facts = AsTheyAre(from, to, sides) });

        var mine = pair.Where(t => sides.Contains(t.Role)).ToArray();
        if (mine is [])
            return (default, ReferralRefusals.NotYours with { Facts = AsTheyAre(from, to, sides) });

        return mine.FirstOrDefault(t => t.Allows(reason)) is { } found
            ? (found.Role, null)
            : (default, ReferralRefusals.ReasonUnknown with { Facts = AsTheyAre(from, to, sides) });
    }

    // Both sides of a referral know how it stands; what each may do is a public table.
    private Dictionary<string, string> AsTheyAre(ReferralStatus from, ReferralStatus to, IReadOnlyList<Side> sides) => new()
    {
        ["stand"] = Code(from),
        ["stap"] = Code(to),
        ["uwKant"] = string.Join(", ", sides.Select(Code)),
        ["kanWel"] = string.Join(", ", All.Where(t => t.From == from && sides.Contains(t.Role)).Select(t => Code(t.To)).Distinct()),
        ["redenen"] = string.Join(", ", All.Where(t => t.From == from && t.To == to && sides.Contains(t.Role)).SelectMany(t => t.Reasons)),
        ["vanDeAndereKant"] = All.Any(t => t.From == from && t.To == to && !sides.Contains(t.Role)) ? "ja" : "nee",
        ["tabel"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"versie {Version}"),
    };

    /// <summary>All reasons that may be given to come to a status.</summary>
    public IEnumerable<string> Reasons(ReferralStatus to) =>
        All.Where(t => t.To == to && t.Role != Side.House).SelectMany(t => t.Reasons).Distinct();

    /// <summary>The table as a page that people read.</summary>
    public string ToMarkdown()
    {
        var page = new StringBuilder()
            .Append("# How a referral may move\n\n")
            .Append($"Version {Version} of `services/referral/Data/transitions.json`, printed by the code.\n")
            .Append("What is not here is refused.\n\n")
            .Append("| from | to | role | reasons |\n| --- | --- | --- | --- |\n");
        foreach (var t in All)
            page.Append($"| {Code(t.From)} | {Code(t.To)} | {Code(t.Role)} | {(t.Reasons is [] ? "-" : string.Join(", ", t.Reasons))} |\n");

        return page.ToString();
    }

    /// <summary>The stored and spoken code of a status or side: <c>in-progress</c>.</summary>
    public static string Code<T>(T word) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString());

    private static Transitions Read()
    {
        using var stream = typeof(Transitions).Assembly.GetManifestResourceStream("WarmHandover.Referrals.Data.transitions.json")!;
        var file = JsonSerializer.Deserialize<File>(stream, Facts.Json)!;
        return new(file.Version, file.Transitions);
    }

    private sealed record File(int Version, IReadOnlyList<Transition> Transitions);
}

/// <summary>One line of the table. A line without reasons takes none.</summary>
public sealed record Transition(ReferralStatus From, ReferralStatus To, Side Role, IReadOnlyList<string> Reasons)
{
    /// <summary>Whether this reason (or none) may be given.</summary>
    public bool Allows(string? reason) => Reasons is [] ? reason is null : reason is not null && Reasons.Contains(reason);
}
