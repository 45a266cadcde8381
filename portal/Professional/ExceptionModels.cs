namespace WarmHandover.Portal.Professional;

/// <summary>The exceptions that were used in a family.</summary>
public sealed record ExceptionList(ExceptionSeen[] Exceptions);

/// <summary>One of them: about whom, which rows, why, and who was consulted.</summary>
public sealed record ExceptionSeen(
    Guid Exception, Guid Request, Guid Child, RowOf[] Rows, string Code, string[] Reasons, string Consulted, DateTimeOffset At,
    ExceptionWords? Motivation);

/// <summary>The words of who used it; gone when they were destroyed.</summary>
public sealed record ExceptionWords(string Text, string? ConsultedWho);

/// <summary>
/// When the yes of a child of 12-15 holds without that of who has authority over it (Jeugdwet 7.3.4(2), BW 7:450(2)). Consent has the same
/// list, and a test compares them.
/// </summary>
/// <param name="Code">Its name.</param>
/// <param name="ParentRefused">Only after somebody with authority said no.</param>
/// <param name="Reasons">Why it can be used.</param>
public sealed record ExceptionKind(string Code, bool ParentRefused, string[] Reasons)
{
    /// <summary>The age at which it exists.</summary>
    public const string Band = "12-15";

    /// <summary>Both of them.</summary>
    public static readonly ExceptionKind[] All =
    [
        new("ernstig-nadeel", false, ["gevaar-voor-gezondheid", "gevaar-thuis", "hulp-kan-niet-wachten"]),
        new("weloverwogen-wens", true, ["kind-begrijpt-gevolgen", "kind-houdt-vol", "ouders-gehoord"]),
    ];

    /// <summary>The rows of a request that it can open now: the child itself said yes, and the row is not open yet.</summary>
    public IEnumerable<RowOf> Rows(RequestSeen request, Guid child) => request.Rows
        .Where(r => r.Row.Subject == child && r.Standing is not "allowed"
            && r.Signatories.Any(s => s.Member == child && s.Says is "ja")
            && (!ParentRefused || r.Signatories.Any(s => s.Member != child && s.Says is "nee" or "ingetrokken")))
        .Select(r => r.Row);

    /// <summary>The children of 12-15 about whom a request asks something that is not open yet.</summary>
    public static IEnumerable<Guid> Children(RequestSeen request, FamilyFile file) => request.Rows
        .Where(r => request.Kind is "geheimhouding" && r.Standing is not "allowed" && file.Of(r.Row.Subject) is { Band: Band })
        .Select(r => r.Row.Subject).Distinct();
}
