using WarmHandover.Portal.Professional;
using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Team;

/// <summary>A question about a case without anybody in it, and its answer.</summary>
public sealed record ConsultSeen(
    Guid Consult, Guid ByTeam, Guid ToTeam, string Band, string[] Topics, string Seriousness, string Question, DateTimeOffset AskedAt,
    string[]? Answers, DateTimeOffset? AnsweredAt)
{
    /// <summary>What was asked, in words.</summary>
    public IEnumerable<FactLine> Lines(Texts t) => Consults.Lines(t, Band, Topics, Seriousness, Question);
}

/// <summary>The closed lists of such a question: consent has the same, and a test compares them.</summary>
public static class Consults
{
    /// <summary>Where they are in the API.</summary>
    public const string Path = "/v1/toestemmingen/casusvragen";

    /// <summary>How old the one is whom it is about.</summary>
    public static readonly string[] Bands = ["ongeboren", "onder-12", "12-15", "16-17", "volwassen", "meer-mensen"];

    /// <summary>What it is about.</summary>
    public static readonly string[] Topics =
    [
        "geld", "wonen", "verwaarlozing", "geweld", "scheiding", "psychische-zorgen", "middelengebruik", "school", "ontwikkeling",
        "zwangerschap", "eenzaamheid",
    ];

    /// <summary>How serious it looks.</summary>
    public static readonly string[] Seriousness = ["licht", "ernstig", "acuut"];

    /// <summary>What is asked.</summary>
    public static readonly string[] Questions = ["is-dit-te-melden", "welke-hulp-past", "hoe-praat-ik-hierover", "mag-ik-dit-delen"];

    /// <summary>What can be answered.</summary>
    public static readonly string[] Answers = ["melden", "hulp-organiseren", "eerst-praten", "vraag-toestemming", "bel-mij"];

    /// <summary>A list as choices, with its words.</summary>
    public static IEnumerable<Choice> Choose(Texts t, string list, string[] codes) => codes.Select(c => new Choice(c, Word(t, list, c)));

    /// <summary>A code of one of the lists in words.</summary>
    public static string Word(Texts t, string list, string code) => t.Code($"casusvraag.{list}", code);

    /// <summary>What was asked, in words.</summary>
    public static IEnumerable<FactLine> Lines(Texts t, string band, IEnumerable<string> topics, string seriousness, string question) =>
    [
        new(t["casusvraag.vraag"], Word(t, "vragen", question)),
        new(t["casusvraag.leeftijd"], Word(t, "leeftijden", band)),
        new(t["casusvraag.onderwerpen"], string.Join(", ", topics.Select(c => Word(t, "onderwerp", c)))),
        new(t["casusvraag.ernst"], Word(t, "ernstig", seriousness)),
    ];

    /// <summary>What a team is called; one that the directory does not know has no name here.</summary>
    public static string Name(this IEnumerable<ListedTeam> teams, Texts t, Guid team) =>
        teams.FirstOrDefault(l => l.Entry.Team == team)?.Entry.Name ?? t["vertrek.ander-team"];
}
