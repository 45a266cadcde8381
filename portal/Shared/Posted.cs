using System.Globalization;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Shared;

/// <summary>
/// The form that this request sent, if it sent one: what was filled in, the number of the command, and what turned out to be wrong with it.
/// </summary>
public sealed class Posted(IHttpContextAccessor accessor)
{
    internal const string CommandField = "opdracht";
    private const string FormField = "_handler";
    private static readonly object Late = new();
    private readonly Dictionary<string, string[]> wrong = [];
    private Guid? fresh;
    private string? shownOn;

    /// <summary>Told when the form was handled, after the page was drawn: there may be something else to show now.</summary>
    public event Action? Changed;

    /// <summary>What an API, or the page itself, found wrong.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>The name of the form that was sent, or on which a problem of the address is shown.</summary>
    public string? Form => shownOn ?? Fields?[FormField].FirstOrDefault();

    /// <summary>What somebody wrote in a form that the page no longer has; null when that is not so.</summary>
    public IReadOnlyList<string>? Overtaken => accessor.HttpContext?.Items[Late] as IReadOnlyList<string>;

    /// <summary>
    /// The number of this command: it travels in the form, so that sending twice is done once. Renewed after a no, because the next try is
    /// another command; kept when nobody knows whether it was done.
    /// </summary>
    public Guid Command => fresh ??=
        Problem is null or { MayPass: true } && Guid.TryParse(this[CommandField], out var sent) && sent != default
            ? sent
            : Guid.CreateVersion7();

    /// <summary>What was filled in, without the spaces around it; null when empty or absent.</summary>
    public string? this[string name] => Fields?[name].FirstOrDefault()?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Everything that was chosen under one name.</summary>
    public IReadOnlyList<string> All(string name) => Fields is { } fields
        ? [.. fields[name].Where(v => v is { Length: > 0 }).Select(v => v!)]
        : [];

    /// <summary>Whether a box or a button of this name was chosen.</summary>
    public bool Has(string name, string? value = null) => value is null ? All(name).Count > 0 : All(name).Contains(value);

    /// <summary>An id that was chosen.</summary>
    public Guid? Id(string name) => Guid.TryParse(this[name], out var id) ? id : null;

    /// <summary>Ids that were chosen.</summary>
    public IReadOnlyList<Guid> Ids(string name) =>
        [.. All(name).Select(v => Guid.TryParse(v, out var id) ? id : default).Where(i => i != default)];

    /// <summary>A date: as a browser sends it, or as people write it (2-2-2027).</summary>
    public DateOnly? Date(string name) =>
        DateOnly.TryParseExact(
            this[name], ["yyyy-MM-dd", "d-M-yyyy", "dd-MM-yyyy", "d/M/yyyy"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    /// <summary>Notes that a field is not right, in one sentence; <see cref="Check"/> then stops the handler.</summary>
    public Posted Must(bool holds, string field, string sentence)
    {
        if (!holds)
            wrong[field] = [.. wrong.GetValueOrDefault(field, []), sentence];
        return this;
    }

    /// <summary>Stops the handler when something was noted; the form shows all of it at once.</summary>
    public void Check()
    {
        if (wrong.Count > 0)
            throw ApiProblem.OfForm(wrong);
    }

    /// <summary>Shows a problem on the form that was sent.</summary>
    public void Show(ApiProblem problem)
    {
        (Problem, fresh) = (problem, null);
        if (accessor.HttpContext is { Response.HasStarted: false } http)
            http.Response.StatusCode = (int)problem.Status;
    }

    /// <summary>Shows a problem with the address on the form in which it can be put right.</summary>
    public void Show(ApiProblem problem, string form)
    {
        shownOn = form;
        Show(problem);
    }

    /// <summary>The form was handled: the page is drawn again.</summary>
    public void Handled() => Changed?.Invoke();

    internal static bool IsForm(HttpRequest request) => request.HasFormContentType && request.Form.ContainsKey(FormField);

    // Own words have a space in them; numbers, choices and what the page itself keeps (JSON) have none or begin otherwise.
    internal static void TooLate(HttpContext http) => http.Items[Late] = http.Request.Form
        .SelectMany(field => field.Value).OfType<string>().Select(value => value.Trim())
        .Where(value => value.Any(char.IsWhiteSpace) && !value.StartsWith('{')).Distinct().ToArray();

    private IFormCollection? Fields => accessor.HttpContext?.Request is { HasFormContentType: true } request ? request.Form : null;
}
