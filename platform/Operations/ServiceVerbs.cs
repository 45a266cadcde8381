using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Messaging.RabbitMq;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Operations;

/// <summary>
/// What an operator asks of a service's own program, beside replicas that run: its views, its backlog and what it set aside.
/// </summary>
internal static class ServiceVerbs
{
    /// <summary>The word with which webhooks get new keys.</summary>
    public const string WebhookKeys = "rotate-webhook-keys";

    public static readonly IReadOnlyList<Verb> All =
    [
        new("status", "zegt hoe ver logboek, overzichten en aankondigingen zijn en hoeveel berichten terzijde liggen."),
        new("rebuild", "bouwt overzichten opnieuw op uit het logboek; lezers houden zolang de oude.",
            ("view=", "alleen dit overzicht"), ("dry-run", "noemt alleen wat zou worden opgebouwd")),
        new("dead-letters", "toont de berichten die terzijde zijn gelegd."),
        new("redrive", "biedt die berichten opnieuw aan.",
            ("id=", "alleen dit bericht"), ("dry-run", "noemt alleen wat zou worden aangeboden")),
        new(WebhookKeys, "geeft webhooks een nieuwe sleutel (alleen notification). De oude tekent nog een tijd mee, zodat de ander kan "
            + "omzetten. Afgebroken gaat het met dezelfde map verder.",
            ("to=", "een map voor de nieuwe sleutels, een bestand per webhook dat alleen u kunt lezen"),
            ("webhook=", "alleen deze webhook"),
            ("hours=", "hoeveel uur de oude meetekent: 0 tot en met 168 (standaard 24)"),
            ("dry-run", "noemt alleen welke een nieuwe sleutel zouden krijgen")),
    ];

    public static async Task<int> Run(string verb, IServiceProvider services, VerbWords words, TextWriter tell, CancellationToken ct)
    {
        foreach (var part in services.GetServices<IHostedService>().OfType<IPrepares>())
            await part.StartAsync(ct);
        return verb switch
        {
            "status" => await Status(services, tell, ct),
            "rebuild" => await Rebuild(services, words, tell, ct),
            "dead-letters" => await Letters(services, tell, ct),
            "redrive" => await Redrive(services, words, tell, ct),
            _ => await Own(verb, services).Run(words, tell, ct),
        };
    }

    private static IOwnVerb Own(string verb, IServiceProvider services) =>
        services.GetServices<IOwnVerb>().FirstOrDefault(own => own.Name == verb)
        ?? throw new StartRefusedException($"{verb} hoort bij een andere dienst. (This service has nothing to do there.)");

    private static async Task<int> Status(IServiceProvider services, TextWriter tell, CancellationToken ct)
    {
        var head = await services.GetRequiredService<IEventLog>().Head(ct);
        await tell.WriteLineAsync($"logboek tot {head}");
        var generations = await services.GetRequiredService<IViewStore>().Generations(ct);
        foreach (var view in generations.Where(g => g.Live).OrderBy(g => g.View, StringComparer.Ordinal))
            await tell.WriteLineAsync($"overzicht {view.View,-28} {(view.At.Position >= head ? "bij" : $"tot {view.At.Position}")}");
        foreach (var (walk, age) in await services.GetRequiredService<Backlogs>().Now(ct))
            await tell.WriteLineAsync($"achterstand {walk,-26} {(age > TimeSpan.Zero ? $"{age.TotalSeconds:0} s" : "geen")}");
        await tell.WriteLineAsync($"terzijde gelegd {await Asked(() => services.GetRequiredService<IDeadLetters>().Count(ct))}");
        return 0;
    }

    private static async Task<int> Rebuild(IServiceProvider services, VerbWords words, TextWriter tell, CancellationToken ct)
    {
        var board = services.GetRequiredService<ViewBoard>();
        string[] known = [.. board.All.Select(s => s.View.Name).Order(StringComparer.Ordinal)];
        if (words["view"] is { } view && !known.Contains(view))
            throw new WordsOffException($"Er is geen overzicht '{view}'. Wel: {string.Join(", ", known)}.");
        if (words.IsDryRun)
        {
            await tell.WriteLineAsync($"Zou opnieuw opbouwen: {words["view"] ?? string.Join(", ", known)}");
            return 0;
        }

        await using var lease = await services.GetRequiredService<ILeases>().Take("rebuild", TimeSpan.FromMinutes(10), ct)
            ?? throw new StartRefusedException("Er wordt al herbouwd. Probeer het straks opnieuw. (Another rebuild is under way.)");
        try
        {
            await services.GetRequiredService<IViewRebuild>().Rebuild(words["view"], new Told(tell), ct);
        }
        catch (ViewStoppedException stopped)
        {
            await tell.WriteLineAsync($"{stopped.View}: gestopt op {stopped.Type}; lezers houden de oude rijen");
            return 1;
        }

        await tell.WriteLineAsync("klaar");
        return 0;
    }

    private static async Task<int> Letters(IServiceProvider services, TextWriter tell, CancellationToken ct)
    {
        var letters = await Asked(() => services.GetRequiredService<IDeadLetters>().List(1000, ct));
        foreach (var letter in letters)
            await tell.WriteLineAsync($"{letter.Id}  {letter.Kind}  {letter.Why}  {letter.At:yyyy-MM-dd HH:mm:ss}");
        await tell.WriteLineAsync(letters is [] ? "Er is niets terzijde gelegd." : "Opnieuw aanbieden: redrive, of redrive --id NUMMER");
        return 0;
    }

    private static async Task<int> Redrive(IServiceProvider services, VerbWords words, TextWriter tell, CancellationToken ct)
    {
        Guid? only = words["id"] is not { } text ? null
            : Guid.TryParse(text, out var id) ? id
            : throw new WordsOffException($"'{text}' is geen nummer van een bericht; dead-letters toont ze.");
        var letters = services.GetRequiredService<IDeadLetters>();
        if (words.IsDryRun)
        {
            var listed = (await Asked(() => letters.List(1000, ct))).Count(letter => only is null || letter.Id == only);
            await tell.WriteLineAsync($"Zou {listed} berichten opnieuw aanbieden.");
            return 0;
        }

        var driven = await Asked(() => letters.Redrive(only, ct));
        await tell.WriteLineAsync($"{driven} opnieuw aangeboden");
        return only is null || driven > 0 ? 0 : 1;
    }

    internal static async Task<T> Asked<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception away) when (BrokerFaults.Sentence(away) is not null)
        {
            throw new StartRefusedException(BrokerFaults.Sentence(away)!);
        }
    }

    private sealed class Told(TextWriter tell) : IProgress<RebuildStep>
    {
        public void Report(RebuildStep value) => tell.WriteLine($"{value.View}: {value.Folded} gebeurtenissen");
    }
}
