using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarmHandover.Platform.Operations;

namespace WarmHandover.Platform.Hosting;

/// <summary>The five lines of every <c>Program.cs</c>: builds, runs, and turns a refused start into one sentence and exit code 1.</summary>
public static class HouseProcess
{
    /// <summary>
    /// Runs one process of the house until it is told to stop, or does what an operator's word says (<see cref="HouseVerbs"/>). Why it does
    /// not start goes to standard error, or to <paramref name="errors"/>.
    /// </summary>
    public static async Task<int> Run(
        string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map, TextWriter? errors = null)
    {
        var serves = false;
        try
        {
            if (HouseVerbs.Knows(args))
                return await HouseVerbs.Run(args, () => Built([], add, () => false), Console.Out, CancellationToken.None);

            await using var app = Built(args, add, () => serves);
            app.Lifetime.ApplicationStarted.Register(() => serves = true);
            LedgerApart(app);
            app.UseLeaving();
            map(app);
            await app.RunAsync();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await (errors ?? Console.Error).WriteLineAsync(refused.Message);
            return 1;
        }
        catch (Exception fault) when (!serves && StartFaults.Sentence(fault) is not null)
        {
            await (errors ?? Console.Error).WriteLineAsync(StartFaults.Sentence(fault));
            return 1;
        }
    }

    private static WebApplication Built(string[] args, Action<WebApplicationBuilder> add, Func<bool> serves)
    {
        var builder = WebApplication.CreateBuilder(args);
        AddSecrets(builder.Configuration);
        add(builder);
        var lingering = Lingering.From(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton<IHostedService>(lingering);

        // A bus that never started complains when it is put away: that is no news beside the sentence that says why.
        builder.Logging.AddFilter("MassTransit", level => level >= (serves() ? LogLevel.Warning : LogLevel.Critical));
        return builder.Build();
    }

    // A database is backed up and put back by others than this folder is: what was erased must not come back with it.
    private static void LedgerApart(WebApplication app)
    {
        if (app.Environment.IsProduction() && app.Services.GetService<ServiceParts>() is not null
            && app.Services.GetRequiredService<HouseOptions>() is { Store: "postgres", ErasureLedger: null })
        {
            throw new StartRefusedException(
                "WO_ERASURE_LEDGER ontbreekt. Noem een map buiten alles wat een kopie terugbrengt, die alle replica's delen: zonder haar "
                + "komt na een herstel terug wat gewist is. (Name the folder of the erasure ledger.)");
        }
    }

    /// <summary>
    /// Settings that are secret come from files, one a setting, in the folder that <c>WO_SECRETS</c> names: an environment shows in crash
    /// dumps and process lists, a mounted file does not.
    /// </summary>
    private static void AddSecrets(IConfigurationBuilder configuration)
    {
        if (configuration.Build()["WO_SECRETS"] is not { Length: > 0 } folder)
            return;
        if (!Directory.Exists(folder))
            throw new StartRefusedException($"WO_SECRETS noemt {folder}, maar die map is er niet. (The folder of secrets is missing.)");

        configuration.AddKeyPerFile(Path.GetFullPath(folder), optional: false);
    }
}

/// <summary>A part that brings a store up to date when the service starts; a migrating job runs these and nothing else.</summary>
public interface IPrepares : IHostedService;
