namespace WarmHandover.Portal.Professional;

/// <summary>One version of a list of questions: a conversation guide, a checklist, a screen or scores.</summary>
public sealed record Instrument(string Code, int Version, string Label, string Kind, string Intro, InstrumentQuestion[] Questions)
{
    /// <summary>What people say why it is asked, where that is the same for all questions.</summary>
    public string? Why => Questions.Select(q => q.Why).Distinct().ToArray() is [var one] ? one : null;

    /// <summary>How somebody knows it: seen where a list says what to look for, else told.</summary>
    public string Source => Kind is "signal-list" ? "gezien" : "zelf-verteld";

    /// <summary>The question whose answer points to a kind of signal.</summary>
    public string? PointsTo(string kind) => Questions.FirstOrDefault(q => q.Points.Any(p => p.Kind == kind))?.Text;
}

/// <summary>A question: what is asked, why, how it is answered, and to which kinds of signal answers point.</summary>
public sealed record InstrumentQuestion(
    string Code, string Text, string Why, string Type, InstrumentPoint[] Points, string[]? Options, int Lowest, int Highest)
{
    /// <summary>No answer: every question may be skipped.</summary>
    public const string Skipped = "-";

    private static readonly string[] YesNo = ["ja", "nee", "weet-niet"];

    /// <summary>Its name in the form, and in the errors of the API.</summary>
    public string Name => $"answers.{Code}";

    /// <summary>What can be chosen; nothing where somebody answers in words.</summary>
    public string[] Choices => Type switch
    {
        "yes-no" => YesNo,
        "choice" => Options ?? [],
        "score" => [.. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(n => $"{n}")],
        _ => [],
    };

    /// <summary>An answer as people read it.</summary>
    public string Said(Texts t, string answer) => Choices is [] ? answer : t.Code("vragenlijst.antwoord", answer);
}

/// <summary>An answer that points to a kind of signal.</summary>
public sealed record InstrumentPoint(string When, string Kind);

/// <summary>The own kinds of signal and the own questions of a municipality.</summary>
public sealed record OwnLists(SignalKind[] Kinds, Instrument? Questions);

/// <summary>Answers that were kept, and to what they point.</summary>
public sealed record InstrumentFilled(Guid Filling, InstrumentPointed[] PointsTo);

/// <summary>A kind of signal to which an answer points.</summary>
public sealed record InstrumentPointed(string Question, string Kind);

/// <summary>The lists of questions for one family: of each its newest version, and those of its municipality.</summary>
public sealed record InstrumentShelf(Instrument[] All, SignalKind[] OwnKinds)
{
    /// <summary>Reads them.</summary>
    internal static async Task<InstrumentShelf> Of(Api.ApiClient api, string area)
    {
        var (common, own) = (api.Get<Instrument[]>("/v1/gezinnen/instrumenten"), api.Find<OwnLists>($"/v1/signaallijsten/{area}"));
        var newest = (await common).GroupBy(i => i.Code).Select(g => g.MaxBy(i => i.Version)!).OrderBy(i => i.Label);
        var lists = await own;
        return new([.. newest, .. lists?.Questions is { Questions: [_, ..] } asked ? [asked] : (Instrument[])[]], lists?.Kinds ?? []);
    }
}
