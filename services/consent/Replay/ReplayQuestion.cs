using System.Globalization;
using WarmHandover.Consents.Features;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Replaying;

/// <summary>
/// What an auditor asks of a replay, in the query: as known at a moment or up to a step, judged at a moment, and which steps he wants.
/// Nothing typed in it is a name: ids, codes and times.
/// </summary>
public sealed record ReplayQuestion(
    DateTimeOffset? At, DateTimeOffset Known, long? Step, string? Kind, DateTimeOffset? From, DateTimeOffset? Until, Guid? Team,
    string? Purpose, Guid? Person, Guid? Request)
{
    /// <summary>The names of the query's parts.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["op", "bekend", "stap", "soort", "van", "tot", "team", "doel", "persoon", "verzoek", "opdracht", "vorm", "na", "categorie",
            "organisatie", "geweigerd"];

    /// <summary>
    /// Reads the question; wrong input is noted in <paramref name="errors"/>. Moments are RFC 3339, or local dates (the end of that day;
    /// of <c>van</c> its beginning).
    /// </summary>
    public static ReplayQuestion Read(HttpContext http, DateTimeOffset now, InputErrors errors)
    {
        var query = http.Request.Query;
        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        DateTimeOffset? Moment(string name) =>
            Text(name) is { } text ? StandingEndpoint.Moment(text, now, name, errors) : null;
        Guid? Id(string name)
        {
            var (text, found) = (Text(name), Guid.Empty);
            errors.Must(text is null || Guid.TryParse(text, out found), name, "Vul een geldig nummer (UUID) in.");
            return text is null || found == Guid.Empty ? null : found;
        }

        foreach (var unknown in query.Keys.Except(Names))
            errors.Add("vraag", $"Kies uit: {string.Join(", ", Names)}.");

        var remit = http.Remit();
        var (kind, purpose, step) = (Text("soort"), Text("doel"), Text("stap"));
        errors.Must(kind is null || ReplaySteps.Kinds.Contains(kind), "soort", $"Kies een van: {string.Join(", ", ReplaySteps.Kinds)}.");
        errors.Must(purpose is null || Lists.Purposes.Find(purpose) is not null, "doel", "Kies een doel uit de lijst.");
        var number = 0L;
        errors.Must(
            step is null || (long.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0), "stap",
            "Noem het nummer van een stap, vanaf 1.");
        var (from, until) = (Begin("van", Text("van"), Moment), Moment("tot"));
        errors.Must(!(until < from), "tot", "Noem een moment na het begin.");
        return new(
            Moment("op"), Moment("bekend") ?? remit.Newest(now), step is null ? null : number, kind, from, until, Id("team"), purpose,
            Id("persoon"), Id("verzoek"));
    }

    private static DateTimeOffset? Begin(string name, string? text, Func<string, DateTimeOffset?> moment) =>
        text is { Length: 10 } && moment(name) is { } end ? Amsterdam.StartOf(Amsterdam.DateAt(end)) : moment(name);

    /// <summary>Whether every moment that is asked lies in the period of the assignment.</summary>
    public bool IsInside(Remit remit) =>
        new[] { At, Known, From, Until }.All(moment => moment is not { } at || remit.Covers(at));

    /// <summary>The history as it was known: up to a step, or at a moment.</summary>
    public History Of(History history) => Step is { } step
        ? new([.. history.Steps.Take((int)Math.Min(step, int.MaxValue))])
        : history.KnownAt(Known);

    /// <summary>The steps that are asked for. A step that is only a link stays, unless something is filtered.</summary>
    public bool Wants(ReplayStep step) =>
        (From is null || From <= step.RecordedAt) && (Until is null || step.RecordedAt <= Until)
        && (Kind is null || step.Kind == Kind)
        && (Team is null || step.Team == Team)
        && (Purpose is null || step.Purpose == Purpose)
        && (Request is null || step.Request == Request)
        && (Person is null || step.Signatory == Person || step.Rows.Any(r => r.Subject == Person));
}
