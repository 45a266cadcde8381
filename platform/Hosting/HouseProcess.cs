using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WarmHandover.Platform.Hosting;

/// <summary>The five lines of every <c>Program.cs</c>: builds, runs, and turns a refused start into one sentence and exit code 1.</summary>
public static class HouseProcess
{
    /// <summary>The word that brings the stores up to date and ends, for a job that runs before the service starts.</summary>
    public const string Migrate = "migrate";

    /// <summary>Runs one process of the house until it is told to stop, or only its migrations.</summary>
    public static async Task<int> Run(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        try
        {
            var migrating = args is [Migrate, ..];
            var builder = WebApplication.CreateBuilder(migrating ? args[1..] : args);
            AddSecrets(builder.Configuration);
            if (migrating)
                builder.Logging.AddFilter("MassTransit", LogLevel.Critical);
            add(builder);
            await using var app = builder.Build();
            if (migrating)
                return await Prepare(app.Services);

            map(app);
            await app.RunAsync();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
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

    private static async Task<int> Prepare(IServiceProvider services)
    {
        foreach (var part in services.GetServices<IHostedService>().OfType<IPrepares>())
            await part.StartAsync(CancellationToken.None);

        Console.WriteLine("De opslag is bijgewerkt. (The stores are up to date.)");
        return 0;
    }
}

/// <summary>A part that brings a store up to date when the service starts; a migrating job runs these and nothing else.</summary>
internal interface IPrepares : IHostedService;
