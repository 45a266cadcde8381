using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Operations;

/// <summary>
/// The words that a service's own program takes instead of serving: for a job in a cluster, with that service's own secrets.
/// </summary>
public static class HouseVerbs
{
    /// <summary>The word that brings the stores up to date and ends, for a job that runs before the service starts.</summary>
    public const string Migrate = "migrate";

    private const string Healthy = "healthy";

    private static readonly Verb Asking = new(
        Healthy, "vraagt het proces op ASPNETCORE_URLS of het klaar is (/health/ready); voor een container zonder curl.");

    private static readonly Verb Migration = new(
        Migrate, "brengt de tabellen bij, met de rollen in WO_POSTGRES_MIGRATOR en WO_POSTGRES_KEYS_MIGRATOR; nog eens doen is niets.",
        ("dry-run", "noemt alleen wat zou worden uitgevoerd; er verandert niets"));

    /// <summary>Every verb, in the order in which help tells of them.</summary>
    public static IReadOnlyList<Verb> All { get; } = [Migration, TopologyVerb.Verb, Asking, .. ServiceVerbs.All, .. StoreVerbs.All];

    /// <summary>Whether the words are for a verb, or ask which there are.</summary>
    public static bool Knows(string[] args) => args is ["help" or "--help", ..] || (args is [var word, ..] && All.Any(v => v.Name == word));

    /// <summary>Does what the words say, without opening the address.</summary>
    public static async Task<int> Run(string[] args, Func<WebApplication> build, TextWriter tell, CancellationToken ct)
    {
        var program = AppDomain.CurrentDomain.FriendlyName;
        if (All.FirstOrDefault(v => v.Name == args[0]) is not { } verb)
        {
            await tell.WriteLineAsync(string.Join('\n',
            [
                $"{program} zonder woord draait de dienst. Met een woord:", "",
                .. All.Select(v => $"  {v.Name,-18} {v.Summary}"), "", $"{program} WOORD --help zegt welke opties er zijn.",
            ]));
            return 0;
        }

        var (words, wrong) = VerbWords.Read(verb, args[1..]);
        if (words is null || words.Flags.Contains("help"))
        {
            await tell.WriteLineAsync(words is null ? $"{wrong} {program} {verb.Name} --help zegt wat kan." : verb.Help(program));
            return words is null ? 2 : 0;
        }

        if (verb == Asking)
            return await HealthAsk.Run(Environment.GetEnvironmentVariable("ASPNETCORE_URLS"), tell, ct);

        await using var app = build();

        if (verb.Name == Migrate && words.IsDryRun)
            return await MigrateDryRun.Run(app, program, tell, ct);

        // Only here: making what a service runs opens its files, and the other words need them for themselves.
        if (verb.Name == Migrate && app.Services.GetServices<IHostedService>().OfType<IPrepares>().ToArray() is { Length: > 0 } prepares)
        {
            await MigrateDryRun.Announce(app, tell, ct);
            foreach (var part in prepares)
                await part.StartAsync(ct);
            await tell.WriteLineAsync("De opslag is bijgewerkt. (The stores are up to date.)");
            return 0;
        }

        if (app.Services.GetService<ServiceParts>() is not { } parts)
            throw new StartRefusedException($"{program} heeft geen eigen opslag; {verb.Name} hoort bij een dienst. (No store of its own.)");

        try
        {
            return await Do(verb.Name, app, parts, words, tell, ct);
        }
        catch (WordsOffException off)
        {
            await tell.WriteLineAsync($"{off.Message} {program} {verb.Name} --help zegt wat kan.");
            return 2;
        }
    }

    private static async Task<int> Do(
        string verb, WebApplication app, ServiceParts parts, VerbWords words, TextWriter tell, CancellationToken ct)
    {
        if (verb == TopologyVerb.Verb.Name)
            return await TopologyVerb.Run(app.Services, words, tell, ct);

        if (ServiceVerbs.All.Any(v => v.Name == verb))
            return await ServiceVerbs.Run(verb, app.Services, words, tell, ct);

        var target = app.Configuration["WO_TO_STORE"] is { Length: > 0 } ? HouseOptions.ReadTarget(app.Configuration) : null;
        var options = app.Services.GetRequiredService<HouseOptions>();
        return await StoreVerbs.Run(
            verb, new(parts.Service, options, target, words, tell), app.Services.GetRequiredService<TimeProvider>(), ct);
    }
}
