using System.Reflection;
using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Consents;

/// <summary>The closed, versioned lists of consent law, read once from the data files in this assembly.</summary>
public static class Lists
{
    /// <summary>The categories of data that a row can be about.</summary>
    public static readonly CategoryList Categories = Read<CategoryList>("categories");

    /// <summary>The purposes for which can be asked, each with the categories it may cover.</summary>
    public static readonly PurposeList Purposes = Read<PurposeList>("purposes");

    /// <summary>Who signs, by rule set; which rule set is chosen; the exceptions.</summary>
    public static readonly RuleBook Rules = Read<RuleBook>("rulesets");

    /// <summary>The rule set that requests are asked under when none is chosen: the union of the laws (C23).</summary>
    public static readonly RuleSet Default = Rules.Newest("unie");

    /// <summary>The ways in which rows may be shared without consent.</summary>
    public static readonly GroundMatrix Grounds = Read<GroundMatrix>("grounds");

    /// <summary>The texts that explain a request.</summary>
    public static readonly ExplanationBook Explanations = Read<ExplanationBook>("explanations");

    /// <summary>What is asked in one click.</summary>
    public static readonly BundleList Bundles = Read<BundleList>("bundles");

    /// <summary>How long a yes holds, and at most.</summary>
    public static readonly ValidityList Validity = Read<ValidityList>("validity");

    /// <summary>The reporting code for domestic violence and child abuse.</summary>
    public static readonly Meldcode Meldcode = Read<Meldcode>("meldcode");

    /// <summary>What can be asked about a case without saying about whom.</summary>
    public static readonly ConsultList Consults = Read<ConsultList>("consults");

    /// <summary>Meetings in which is told, so that everybody who sits in one is named before the yes.</summary>
    public static IReadOnlyList<string> Meetings => ["duo-consult", "mdo"];

    /// <summary>How something was told outside the software.</summary>
    public static readonly IReadOnlyList<string> Forms = ["telefoon", "papier", "gesprek", .. Meetings];

    /// <summary>What a request is: a waiver of secrecy, or the acceptance of help. Never a ground of the GDPR (C25).</summary>
    public static readonly IReadOnlyList<string> Kinds = [Waiver, AcceptanceOfHelp];

    /// <summary>How somebody was asked or answered.</summary>
    public static readonly IReadOnlyList<string> Channels = ["gesprek", "telefoon", "beeldbellen", "papier", "portaal"];

    /// <summary>Whether somebody told back in own words what is asked.</summary>
    public static readonly IReadOnlyList<string> ToldBack = ["ja", "deels", "nee"];

    /// <summary>Nobody was there to hear it told back: he read it by himself.</summary>
    public const string NotToldBack = "zelf-gelezen";

    /// <summary>What can show that somebody answered.</summary>
    public static readonly IReadOnlyList<string> Proofs = ["handtekening", "scan", "opname"];

    /// <summary>Why an answer was recorded wrongly.</summary>
    public static readonly IReadOnlyList<string> Mistakes = ["verkeerde-persoon", "verkeerd-antwoord", "verkeerd-verzoek", "dubbel"];

    /// <summary>By which law a team may keep rows in its own file after they were taken back.</summary>
    public static readonly IReadOnlyList<string> KeepingLaws = ["wgbo", "jeugdwet", "wmo", "wgs", "archiefwet"];

    /// <summary>Why somebody said no; nobody has to say why.</summary>
    public static readonly IReadOnlyList<string> Reasons =
        [NoReason, "wil-niet-delen", "niet-nodig", "vertrouwt-ontvanger-niet", "eerst-overleggen", "regelt-zelf"];

    /// <summary>Whom a professional consulted before he went without an answer that is otherwise required.</summary>
    public static readonly IReadOnlyList<string> Consulted =
        ["collega", "gedragswetenschapper", "aandachtsfunctionaris", "veilig-thuis", "collega-elders"];

    /// <summary>The kind that opens rows.</summary>
    public const string Waiver = "geheimhouding";

    /// <summary>The kind that says: this help is welcome. It opens no row; taken back, it ends the help.</summary>
    public const string AcceptanceOfHelp = "aanvaarden-hulp";

    /// <summary>A no without a reason.</summary>
    public const string NoReason = "geen-reden";

    /// <summary>The rule set and version a request was asked under.</summary>
    public static RuleSet RuleSetOf(ConsentRequested asked) =>
        Rules.RuleSets.First(r => r.Code == asked.RuleSet && r.Version == asked.RuleSetVersion);

    private static T Read<T>(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var resource = assembly.GetManifestResourceNames().Single(n => n.EndsWith($".{name}.json", StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<T>(stream, Facts.Json)!;
    }
}

/// <summary>One version of the list of categories.</summary>
public sealed record CategoryList(int Version, IReadOnlyList<Category> Categories)
{
    /// <summary>A category by code; null when the list does not have it.</summary>
    public Category? Find(string code) => Categories.FirstOrDefault(c => c.Code == code);
}

/// <summary>A kind of data: about whom it can be, whether it is special personal data, and how it is said.</summary>
public sealed record Category(string Code, string Subject, bool Special, string Sentence, string? ChildSentence, string Icon)
{
    /// <summary>Kinds of organisation that never receive it, whoever agrees; null when every kind may.</summary>
    public IReadOnlyList<string>? Never { get; init; }

    /// <summary>Whether it can be about this member: a child's category about a child, an adult's about everybody else.</summary>
    public bool Fits(Member member, string band) => !member.IsOrganisation && Subject switch
    {
        "both" => true,
        "child" => member.Role == "child",
        _ => member.Role != "child" || band == Ages.Adult,
    };
}

/// <summary>One version of the list of purposes.</summary>
public sealed record PurposeList(int Version, IReadOnlyList<Purpose> Purposes)
{
    /// <summary>A purpose by code; null when the list does not have it.</summary>
    public Purpose? Find(string code) => Purposes.FirstOrDefault(p => p.Code == code);
}

/// <summary>A purpose with its text and the categories it may cover at most: a bundle that is asked in one click.</summary>
public sealed record Purpose(string Code, string Name, string Text, IReadOnlyList<string> Categories);
