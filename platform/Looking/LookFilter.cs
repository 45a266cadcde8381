using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Looking;

/// <summary>Says of a route which processing activity of the register it is part of, and what is done there.</summary>
public sealed record LooksAt(string Activity, string Action);

/// <summary>Says of one route in a group that something else is done there than reading.</summary>
public sealed record DoneHere(string Action);

/// <summary>What an endpoint knows more of than its address says: whom it is about, what for, on whose behalf.</summary>
public sealed record LookDetail
{
    /// <summary>The people it is about.</summary>
    public IReadOnlyList<Guid> Subjects { get; init; } = [];

    /// <summary>What for; null for what the role is there for.</summary>
    public string? Purpose { get; init; }

    /// <summary>The assignment of an auditor.</summary>
    public Guid? Assignment { get; init; }
}

/// <summary>Notes a line of the access log after an endpoint decided what to answer, and before anything of the answer is sent.</summary>
public static class LookFilter
{
    private static readonly object Detail = new();

    /// <summary>Every read of these routes, and every attempt that is refused, is a line of the access log.</summary>
    public static TBuilder NotesLooks<TBuilder>(this TBuilder routes, string activity, string action = "lezen")
        where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new LooksAt(ActivityRegister.Known.Newest(activity).Id, action)).AddEndpointFilter<TBuilder, Noting>();

    /// <summary>A route of such a group that shows lists and texts, and nothing of anybody: no line.</summary>
    public static TBuilder ShowsNobody<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Nobody());

    /// <summary>Tells the line more than the address does.</summary>
    public static void Looks(this HttpContext http, LookDetail detail) => http.Items[Detail] = detail;

    /// <summary>Tells the line whom it is about.</summary>
    public static void LooksAt(this HttpContext http, IReadOnlyList<Guid> subjects) =>
        http.Looks((http.Items[Detail] as LookDetail ?? new()) with { Subjects = subjects });

    private sealed record Nobody;

    private sealed class Noting : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
        {
            var http = call.HttpContext;
            var clock = http.RequestServices.GetRequiredService<TimeProvider>();
            var started = clock.Now();
            var answer = await next(call);
            var (status, code) = Ended(answer);
            if (IsLook(http, status) && await Asker.BindAsync(http) is { } asker)
            {
                var looks = http.RequestServices.GetRequiredService<Looks>();
                var line = Line(http, status, code, asker, started, clock.Now());
                await looks.Note(
                    line.Subjects is [] && line.About is null && ShownFamilies.In(answer) is [_, ..] families
                        ? line with { Subjects = families, SubjectsAre = ProcessingLine.Family }
                        : line,
                    asker.As(Named(http)), http.RequestAborted);
            }

            return answer;
        }
    }

    // What is not understood (400) showed nothing and tried nothing; what wrote a fact is logged by that fact.
    private static bool IsLook(HttpContext http, int status) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Nobody>() is null && status != StatusCodes.Status400BadRequest
        && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || status >= 400
            || http.GetEndpoint()?.Metadata.GetMetadata<DoneHere>() is not null)
        && IsUnderstood(http);

    // Without its number a write is not tried: it is only told what is wrong with it.
    private static bool IsUnderstood(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || DoorHeaders.Key(http.Request) is not null;

    private static (int Status, string? Code) Ended(object? answer)
    {
        while (answer is INestedHttpResult nested)
            answer = nested.Result;

        var code = answer is ProblemHttpResult problem ? Code(problem) : null;
        return ((answer as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK, code);
    }

    private static string? Code(ProblemHttpResult problem) =>
        problem.ProblemDetails.Extensions.TryGetValue("code", out var code) ? code as string : null;

    private static string[] Named(HttpContext http) =>
        [.. http.GetEndpoint()?.Metadata.OfType<NeedsRole>().SelectMany(r => r.Roles) ?? []];

    private static LookNoted Line(
        HttpContext http, int status, string? code, Asker asker, DateTimeOffset started, DateTimeOffset now)
    {
        var endpoint = http.GetEndpoint() as RouteEndpoint;
        var (at, action) = (endpoint!.Metadata.OfType<LooksAt>().Last(), endpoint.Metadata.OfType<DoneHere>().LastOrDefault()?.Action);
        var detail = http.Items[Detail] as LookDetail ?? new LookDetail();
        var about = endpoint.RoutePattern.Parameters
            .Select(p => (p.Name, Id: Guid.TryParse(http.Request.RouteValues[p.Name]?.ToString(), out var id) ? id : (Guid?)null))
            .FirstOrDefault(p => p.Id is not null);
        var activity = Activity.Current;
        return new(
            action ?? at.Action, $"{http.Request.Method} {endpoint.RoutePattern.RawText}", at.Activity, about.Name ?? "lijst", about.Id,
            detail.Subjects is [] && about.Id is null && asker.Member is { } self ? [self] : detail.Subjects,
            detail.Purpose ?? PurposeOf(asker), status, code, [.. asker.Teams.Order()],
            (activity?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString(),
            (activity?.SpanId ?? ActivitySpanId.CreateRandom()).ToHexString(),
            activity is { ParentSpanId: var parent } && parent != default ? parent.ToHexString() : null, started, now)
        {
            Assignment = detail.Assignment,
        };
    }

    private static string PurposeOf(Asker asker) =>
        asker.Roles.Contains(Roles.Parent) || asker.Roles.Contains(Roles.Young) ? "eigen-inzage"
        : asker.Roles.Contains(Roles.Auditor) ? "toezicht"
        : asker.Roles.Contains(Roles.PrivacyOfficer) ? "rechten-van-betrokkenen"
        : "hulpverlening";
}
