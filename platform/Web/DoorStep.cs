using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.EventStore;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Web;

/// <summary>
/// The outermost step of every request: the headers on every answer, one log line without query or body, and a plain problem for
/// everything that went wrong further in.
/// </summary>
internal sealed class DoorStep(RequestDelegate next, ILogger<DoorStep> logger, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var started = clock.GetTimestamp();
        http.Response.OnStarting(Stamp, http);
        try
        {
            if (http.Request.Headers.Authorization.Count > 1)
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
            else if (TrailingSlash(http.Request.Path))
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            else
                await next(http);

            if (Bare(http.Response))
                await Problems.Write(http, Problems.Of(http.Response.StatusCode));
        }
#pragma warning disable CA1031 // Nothing leaves this step as an exception: the person gets a problem, the log the kind and the place.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await Answer(http, failure);
        }
        finally
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
            var (verb, took) = (Verb(http.Request.Method), clock.GetElapsedTime(started).TotalMilliseconds);
            logger.RequestAnswered(verb, route, http.Response.StatusCode, took);
        }
    }

    private async Task Answer(HttpContext http, Exception failure)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            // Who hangs up in the middle of an answer (an inbox that was live) has had its status already.
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }

        var problem = Expected(http, failure);
        if (problem is null || Full(failure))
        {
            var (kind, place, trace) = (failure.GetType().Name, failure.StackTrace ?? "", Activity.Current?.TraceId.ToString() ?? "-");
            logger.RequestFailed(kind, place, trace);
        }

        if (failure is UnknownFactException unknown)
            logger.FactNotKnown(unknown.Fact);
        http.Response.Headers.Remove("Position");
        await Problems.Write(http, problem ?? Problems.Of(StatusCodes.Status500InternalServerError));
    }

    private static ProblemHttpResult? Expected(HttpContext http, Exception failure) => failure switch
    {
        BadHttpRequestException { StatusCode: 400 } shape when BodyErrors.InPath(http, shape) => Problems.Of(404),
        BadHttpRequestException { StatusCode: 400 } shape => BodyErrors.Of(http, shape).ToProblem(),
        BadHttpRequestException other => Problems.Of(other.StatusCode),
        NoAnswerException => Problems.Of(503, "toestemming-niet-bereikbaar"),
        ViewBehindException => Problems.Of(503, "nog-niet-bijgewerkt"),
        UnknownFactException => Problems.Of(503, "onbekend-feit"),
        OwnerErasedException => Problems.Of(410),
        EventTooLargeException => Problems.Of(413),
        _ when Full(failure) => Problems.Of(503, "opslag-vol"),
        DbException { IsTransient: true } or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY } => Problems.Of(503),
        EventStoreException { Trouble: EventStoreTrouble.Transient } => Problems.Of(503),
        _ => null,
    };

    private static bool Full(Exception failure) => failure
        is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL }
        or PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    private static bool Bare(HttpResponse response) => response is
    {
        HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null
    };

    // The log is a list of lines: an invented verb must not be able to write one.
    private static string Verb(string method) => method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" ? method : "other";

    // One thing has one address (API Design Rules, /core/no-trailing-slash).
    private static bool TrailingSlash(PathString path) => path.Value is [_, .., '/'];

    private static Task Stamp(object state)
    {
        var http = (HttpContext)state;
        if (http.GetEndpoint()?.Metadata.GetMetadata<PassesPages>() is not null && http.Response.Headers.CacheControl.Count > 0)
            return Task.CompletedTask;

        var headers = http.Response.Headers;
        headers["API-Version"] = "1.0.0";
        headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
