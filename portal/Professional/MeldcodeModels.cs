using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Professional;

/// <summary>A reporting code that was begun: its steps, the next one, and whether it was decided to report.</summary>
public sealed record MeldcodeTrack(Guid Track, bool Reported, string? Next, MeldcodeStep[] Steps)
{
    /// <summary>Whom it is about: the last step says it best.</summary>
    public Guid[] About => Steps is [.., var last] ? last.About : [];
}

/// <summary>One step as it was taken.</summary>
public sealed record MeldcodeStep(
    string Step, Guid[] About, DateOnly TakenOn, bool Acute, string? Consulted, string? NotTalked, string[] Weighed, string? Decision,
    string? Motivation);

/// <summary>The reporting code as the pages ask it: consent has the same lists, and a test compares them.</summary>
public static class MeldcodeCodes
{
    /// <summary>The first step.</summary>
    public const string First = "in-kaart";

    /// <summary>A talk with a colleague, and with Veilig Thuis where needed.</summary>
    public const string Consult = "overleg";

    /// <summary>The talk with those concerned.</summary>
    public const string Talk = "gesprek";

    /// <summary>The weighing.</summary>
    public const string Weigh = "wegen";

    /// <summary>The decision.</summary>
    public const string Decide = "besluit";

    /// <summary>Acute or structural unsafety: that is always reported.</summary>
    public const string Unsafe = "acuut-of-structureel-onveilig";

    /// <summary>The steps in their order.</summary>
    public static readonly string[] Steps = [First, Consult, Talk, Weigh, Decide];

    /// <summary>What is weighed.</summary>
    public static readonly string[] Weighed =
        ["vermoeden", Unsafe, "zelf-hulp-mogelijk", "hulp-aanvaard", "hulp-leidt-tot-veiligheid"];

    /// <summary>What can be decided.</summary>
    public static readonly string[] Decisions = ["melden", "hulp-organiseren", "melden-en-hulp", "geen-vermoeden"];

    /// <summary>Why nobody was talked with.</summary>
    public static readonly string[] NotTalked = ["gevaarlijk", "onbereikbaar"];

    /// <summary>With whom a professional consults.</summary>
    public static readonly string[] Consulted =
        ["collega", "gedragswetenschapper", "aandachtsfunctionaris", "veilig-thuis", "collega-elders"];

    /// <summary>Whether a decision is a report.</summary>
    public static bool Reports(string? decision) => decision is "melden" or "melden-en-hulp";

    /// <summary>Codes as choices, with their words.</summary>
    public static IEnumerable<Choice> Choose(Texts t, string list, IEnumerable<string> codes) =>
        codes.Select(c => new Choice(c, t.Code(list, c)));
}
