using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using FromServicesAttribute = Microsoft.AspNetCore.Mvc.FromServicesAttribute;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// The operator's routes under <c>/internal</c>: for the role <c>beheerder</c>, on the service's own address only. The gateway forwards a
/// list of prefixes in which they do not stand.
/// </summary>
internal static partial class OperatingRoutes
{
    private const int MostLetters = 1000;

    public static void MapOperating(this WebApplication app)
    {
        if (app.Services.GetService<IServiceProviderIsService>()?.IsService(typeof(Operating)) is not true)
            return;

        var routes = app.MapGroup("/internal").RequiresRole(Roles.Administrator).ExcludeFromDescription();
        routes.AddEndpointFilter(async (call, next) => (await next(call)).Traced(call.HttpContext));
        routes.MapGet("/status", async ([FromServices] Operating operating, CancellationToken ct) =>
            TypedResults.Ok(await operating.Status(ct)));
        routes.MapPost("/views/rebuild", Rebuild);
        routes.MapGet("/dead-letters", Letters);
        routes.MapPost("/dead-letters/redrive", Redrive);
    }

    private static async Task<IResult> Letters(
        int? max, HttpContext http, [FromServices] Operating operating, ILogger<Operating> logger, CancellationToken ct)
    {
        var most = Math.Clamp(max ?? 100, 1, MostLetters);
        return await Asked(async () => TypedResults.Ok(await operating.Letters.List(most, ct)), operating, http, logger);
    }

    private static async Task<IResult> Redrive(
        Guid? id, HttpContext http, Asker asker, [FromServices] Operating operating, ILogger<Operating> logger, CancellationToken ct) =>
        await Asked(
            async () =>
            {
                var driven = await operating.Letters.Redrive(id, ct);
                logger.Redrove(asker.Pseudonym, driven, operating.Service);
                return TypedResults.Ok(new RedriveAnswer(driven, await operating.Letters.Count(ct)));
            },
            operating, http, logger);

    /// <summary>A broker that is away is no error of ours: the operator is told to come back.</summary>
    private static async Task<IResult> Asked(Func<Task<IResult>> work, Operating operating, HttpContext http, ILogger logger)
    {
        try
        {
            return await work();
        }
        catch (Exception away) when (away is not OutOfMemoryException && !http.RequestAborted.IsCancellationRequested)
        {
            var kind = away.GetType().Name;
            logger.LettersNotReached(operating.Service, kind);
            return Problems.Of(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> Rebuild(
        string? view, HttpContext http, Asker asker, [FromServices] Operating operating, IOptions<JsonOptions> json,
        ILogger<Operating> logger, CancellationToken ct)
    {
        if (!operating.Knows(view))
            return Problems.Of(StatusCodes.Status404NotFound);
        await using var lease = await operating.TakeRebuild(ct);
        if (lease is null)
            return Problems.Of(StatusCodes.Status409Conflict, "wordt-al-herbouwd");

        logger.Rebuilds(asker.Pseudonym, view ?? "*", operating.Service);
        http.Response.ContentType = "application/x-ndjson";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var steps = Channel.CreateUnbounded<RebuildStep>();
        var work = Task.Run(
            async () =>
            {
                try
                {
                    await operating.Rebuild(view, new Steps(steps.Writer), stop.Token);
                    return new RebuildLine(Done: true);
                }
                catch (Exception failed) when (failed is not OutOfMemoryException)
                {
                    return new RebuildLine((failed as ViewStoppedException)?.View, Failed: failed.GetType().Name);
                }
                finally
                {
                    steps.Writer.Complete();
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (var step in steps.Reader.ReadAllAsync(ct))
            {
                await Say(new(step.View, step.Folded, $"{step.At}"));
                if (!await lease.Renew(ct))
                    await stop.CancelAsync();
            }
        }
        finally
        {
            // Who goes away ends his rebuild: readers keep the old rows, and the next rebuild begins afresh.
            if (ct.IsCancellationRequested)
                await stop.CancelAsync();
            await work;
        }

        await Say(await work);
        return TypedResults.Empty;

        async Task Say(RebuildLine line)
        {
            await http.Response.WriteAsync(JsonSerializer.Serialize(line, json.Value.SerializerOptions) + "\n", ct);
            await http.Response.Body.FlushAsync(ct);
        }
    }

    private sealed class Steps(ChannelWriter<RebuildStep> writer) : IProgress<RebuildStep>
    {
        public void Report(RebuildStep value) => writer.TryWrite(value);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} rebuilds view {View} of {Service}")]
    private static partial void Rebuilds(this ILogger logger, string who, string view, string service);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Who} drove {Count} dead letters of {Service} again")]
    private static partial void Redrove(this ILogger logger, string who, int count, string service);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The dead letters of {Service} could not be reached: {Fault}")]
    private static partial void LettersNotReached(this ILogger logger, string service, string fault);
}
