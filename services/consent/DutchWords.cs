namespace WarmHandover.Consents;

/// <summary>How answers and standings are said aloud in Dutch, and in the codes of the published routes.</summary>
public static class DutchWords
{
    /// <summary>What somebody says about a row.</summary>
    public static string Of(Says says) => says switch
    {
        Says.Yes => "ja",
        Says.No => "nee",
        Says.Later => "later",
        Says.TookBack => "ingetrokken",
        Says.Lapsed => "verlopen",
        Says.Unreachable => "onbereikbaar",
        Says.MayNotKnow => "niet-informeren",
        _ => "nog-niet",
    };

    /// <summary>How a row stands: the code of the published routes.</summary>
    public static string Of(Stance stance) => stance switch
    {
        Stance.Allowed => "allowed",
        Stance.Denied => "denied",
        Stance.Conflict => "conflict",
        Stance.Incomplete => "incomplete",
        _ => "none",
    };

    /// <summary>A local date as people say it, such as 1 september 2027.</summary>
    public static string Of(DateOnly date) => $"{date.Day} {Months[date.Month - 1]} {date.Year}";

    /// <summary>What a team says it did with rows since they were taken back, as the certificate repeats it.</summary>
    public static string OfWord(string? word, string? law, DateOnly? until) => word switch
    {
        "niet-geopend" => "Dit team heeft het nooit gelezen.",
        "gesloten" => "Dit team kan het niet meer lezen.",
        "vernietigd" => "Dit team heeft alles weggegooid.",
        "in-eigen-dossier" => $"Dit team moet het bewaren van de wet ({law}), tot en met {Of(until!.Value)}.",
        _ => "Dit team heeft nog niet gezegd wat het ermee deed.",
    };

    private static readonly string[] Months =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];
}
