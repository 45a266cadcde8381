using System.Runtime.InteropServices;
using WarmHandover.Embedded.Operating;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Embedded;

/// <summary>What the embedded host can be asked to do.</summary>
public static class Commands
{
    private const string Help = """
        dotnet run --project embedded                 start het hele huis op een adres, met voorbeeldmensen
        dotnet run --project embedded -- journey      speel het hele verhaal en vertel het stap voor stap
        dotnet run --project embedded -- status       hoe het huis op een map ervoor staat
        dotnet run --project embedded -- rebuild      bouw alle overzichten opnieuw op uit het logboek
        dotnet run --project embedded -- dead-letters toon de berichten die terzijde zijn gelegd
        dotnet run --project embedded -- redrive      bied die berichten opnieuw aan
        dotnet run --project embedded -- verify       loop logboeken, inhoud en bewijs na (ook backup, restore, move,
                                                      rotate-master-key en rotate-proof-key; elk met --help)

        dotnet run --project embedded -- broker-definitions [MAP]
                                                      gebruikers en rechten voor RabbitMQ; in MAP een bestand met wachtwoord per dienst
        dotnet run --project embedded -- token NAAM   een token van vijf minuten voor een voorbeeldpersoon, voor curl

        status, rebuild, dead-letters en redrive vragen het aan het huis dat op de map draait,
        en starten het anders even zelf.

        Opties
          --data MAP         waar de gegevens staan (standaard: data/embedded; bij journey een nieuwe tijdelijke map)
          --urls ADRES       waar de API's luisteren (standaard: http://127.0.0.1:5080; bij journey een vrije poort);
                             de pagina's staan een poort verder
          --processes        zes losse processen over RabbitMQ en PostgreSQL in plaats van een (zie deploy/local/run, dat beide start);
                             pagina's en API's dan op een adres
          --port POORT       de poort van de gateway, bij --processes
          --view NAAM        alleen dit overzicht, bij rebuild
          --id NUMMER        alleen dit bericht, bij redrive
          --help             deze tekst
        """;

    private static readonly string Usual = Path.Combine("data", "embedded");

    /// <summary>Runs one command; the exit code is 0 when all went well, 1 when it did not, 2 when the words are off.</summary>
    public static async Task<int> Run(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        if (args is ["broker-definitions", ..] and { Length: <= 2 })
            return BrokerDefinitions.Print(args.ElementAtOrDefault(1));

        if (FolderVerbs.Knows(args.FirstOrDefault()))
            return await Guarded(() => FolderVerbs.Run(args, Usual, Console.Out, stop.Token), stop.Token);
        if (Asked.Read(args) is not { } asked)
        {
            Console.WriteLine(Help);
            return args is ["--help"] ? 0 : 2;
        }

        return await Guarded(
            () => asked.Verb switch
            {
                null => Serve(asked, stop.Token),
                "journey" => Play(asked, stop.Token),
                "token" => Task.FromResult(Verbs.Token(asked.Person!, asked.Folder ?? Usual, Console.Out)),
                var verb => Verbs.Run(verb, asked.Folder ?? Usual, asked.View, asked.Letter, Console.Out, stop.Token),
            },
            stop.Token);
    }

    private static async Task<int> Guarded(Func<Task<int>> work, CancellationToken stop)
    {
        try
        {
            return await work();
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (Journey.StoryBrokenException broken)
        {
            await Console.Error.WriteLineAsync($"De voorbeeldgegevens konden niet worden klaargezet: {broken.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 1;
        }
    }

    private static async Task<int> Serve(Asked asked, CancellationToken ct)
    {
        var folder = asked.Folder ?? Usual;
        await using var house = await Open(asked, folder, "http://127.0.0.1:5080", ct);
        await Stage.Set(house, ct);

        Console.WriteLine($$"""

            De pagina's staan op {{(house as EmbeddedHouse)?.Portal ?? house.Address}}
            De API's staan op {{house.Address}}
            De gegevens staan in {{Path.GetFullPath(folder)}} en overleven een herstart.

            Aanmelden kan als voorbeeldpersoon (alleen in ontwikkeling), voor vijf minuten:
              {{SignIn(asked, house, folder)}}
            """);
        foreach (var persona in People.All)
            Console.WriteLine($"  {persona.Name,-8} {string.Join(", ", persona.Roles)}");
        Console.WriteLine($"""

            Zonder aanmelden: {house.Address}v1/sociale-kaart
            Wat elke dienst kan: {house.Address}signal/openapi.json (en consent, referral, notification)
            Stoppen: Ctrl+C
            """);
        var stopped = new TaskCompletionSource();
        await using var told = ct.Register(stopped.SetResult);
        await stopped.Task;
        return 0;
    }

    // Loose processes know no sample people: there the key in the folder signs.
    private static string SignIn(Asked asked, IRunningHouse house, string folder) => asked.Processes
        ? $"dotnet run --project embedded -- token noor --data {Path.GetFullPath(folder)}"
        : $$"""curl -s {{house.Address}}dev/tokens -H 'content-type: application/json' -d '{"persona":"noor"}'""";

    private static async Task<IRunningHouse> Open(Asked asked, string folder, string urls, CancellationToken ct) => asked.Processes
        ? await ProcessHouse.Start(folder, asked.Port, LocalServers.SettingsOf, ct, pages: asked.Verb is null)
        : await EmbeddedHouse.Start(folder, asked.Urls ?? urls, ct, portal: EmbeddedHouse.Beside(asked.Urls ?? urls));

    private static async Task<int> Play(Asked asked, CancellationToken ct)
    {
        var temporary = asked.Folder is null ? Directory.CreateTempSubdirectory("warme-overdracht-").FullName : null;
        try
        {
            await using var house = await Open(asked, asked.Folder ?? temporary!, "http://127.0.0.1:0", ct);
            using var http = new HttpClient { BaseAddress = house.Address };
            await new Journey.Journey(house, http, Console.Out).Play(ct);
            return 0;
        }
        catch (Exception broken) when (broken is Journey.StoryBrokenException or TimeoutException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"Het verhaal stopt hier: {broken.Message}");
            return 1;
        }
        finally
        {
            if (temporary is not null)
                Directory.Delete(temporary, recursive: true);
        }
    }
}
