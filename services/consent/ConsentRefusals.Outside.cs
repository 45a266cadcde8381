using WarmHandover.Platform.Deciding;

namespace WarmHandover.Consents;

/// <summary>The refusals of what happens outside the software: the reporting code, what was told by mouth, a consultation.</summary>
public static partial class ConsentRefusals
{
    /// <summary>A report to Veilig Thuis follows from the reporting code, or from an acute decision.</summary>
    public static readonly Refusal GroundMeldcode = new(
        "grond-meldcode", "Leg eerst de stappen van de meldcode vast tot en met het besluit om te melden, of dat het acuut is.");

    /// <summary>One answer to one question.</summary>
    public static readonly Refusal ConsultAnswered =
        new("al-beantwoord", "Deze casusvraag is al beantwoord. Stel een nieuwe vraag als er meer te zeggen is.");

    /// <summary>The steps have an order.</summary>
    public static readonly Refusal MeldcodeOrder = new(
        "meldcode-volgorde", "Neem de stappen van de meldcode in hun volgorde. Meteen beslissen kan alleen als het acuut is.");

    /// <summary>What was written down about a step stays: somebody else may have taken it meanwhile.</summary>
    public static readonly Refusal MeldcodeTaken = new(
        "meldcode-al-gezet", "Deze stap is al gezet, misschien door een collega. Uw woorden zijn niet vastgelegd; bekijk wat er staat.");

    /// <summary>Not in the future, and not before the step before it.</summary>
    public static readonly Refusal MeldcodeDay =
        new("meldcode-dag", "Een stap is vandaag of eerder gezet, en niet voor de stap ervoor.");

    /// <summary>Acute or structural unsafety is always reported.</summary>
    public static readonly Refusal MeldcodeReport =
        new("meldcode-melden", "Bij acute of structurele onveiligheid hoort een melding. Kies melden, of melden en hulp.");

    /// <summary>What was told outside the software lies behind us, and not too long.</summary>
    public static readonly Refusal HappenedThen =
        new("moment", "Dit is al gebeurd, en hoogstens een jaar geleden. Kies een ander moment.");
}
