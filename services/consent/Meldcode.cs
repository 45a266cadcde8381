namespace WarmHandover.Consents;

/// <summary>
/// The reporting code for domestic violence and child abuse: five steps in their order, what is weighed, and what can be decided.
/// </summary>
public sealed record Meldcode(
    int Version, IReadOnlyList<MeldcodeStep> Steps, IReadOnlyList<string> Weighed, IReadOnlyList<string> Decisions,
    IReadOnlyList<string> NotTalked)
{
    /// <summary>Talking with those concerned.</summary>
    public const string Talk = "gesprek";

    /// <summary>Weighing.</summary>
    public const string Weigh = "wegen";

    /// <summary>The last step: what is decided.</summary>
    public const string Decide = "besluit";

    /// <summary>Acute or structural unsafety: that is always reported (C41).</summary>
    public const string Unsafe = "acuut-of-structureel-onveilig";

    /// <summary>The place of a step in the order, from 1; 0 for a step that does not exist.</summary>
    public int PlaceOf(string step) => Steps.Index().FirstOrDefault(s => s.Item.Code == step, (-1, null!)).Index + 1;

    /// <summary>Whether a decision is a report.</summary>
    public static bool Reports(string? decision) => decision is "melden" or "melden-en-hulp";
}

/// <summary>One step, in words for the screen.</summary>
public sealed record MeldcodeStep(string Code, string Name, IReadOnlyList<string> Sources);
