using System.Globalization;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Moving;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Operations;

/// <summary>What an operator does with a service's stores, whether the service runs or not; each says by itself which it needs.</summary>
public static class StoreVerbs
{
    private static readonly (string Option, string Meaning) DryRun = ("dry-run", "kijkt en telt alleen; er verandert niets");
    private static readonly (string Option, string Meaning) Keys =
        ("keys=", "de map met de sleutels; die worden apart en hoogstens 14 dagen bewaard");

    /// <summary>The verbs there are.</summary>
    public static readonly IReadOnlyList<Verb> All =
    [
        new("verify", "loopt het hele logboek na: nummers, keten, verzegelde inhoud en het laatste bewijs. Mag terwijl de dienst draait."),
        new("backup", "kopieert logboek, inhoud, bewijs en plaatsen naar een map; de volgende keer alleen wat erbij kwam. Mag terwijl de "
            + "dienst draait.", ("to=", "de map voor de kopie"), Keys, DryRun),
        new("restore", "zet een kopie terug in een lege opslag, loopt haar na en zegt hoe lang dat duurde en wat er ontbreekt.",
            ("from=", "de map met de kopie"), Keys, DryRun),
        new("move", "verhuist de dienst naar de opslag in WO_TO_STORE, WO_TO_DATA, WO_TO_POSTGRES, WO_TO_POSTGRES_KEYS en "
            + "WO_TO_EVENTSTORE. De dienst staat stil; afgebroken gaat het de volgende keer verder.", DryRun),
        new("rotate-master-key", "verpakt alle sleutels opnieuw met de hoofdsleutel in WO_MASTER_KEY; de vorige staat in "
            + "WO_MASTER_KEY_OTHER. Mag terwijl de dienst draait.", DryRun),
        new("rotate-proof-key", "maakt een nieuwe sleutel voor controlepunten; de oude draagt over en eindigt bij het laatste "
            + "controlepunt. Mag terwijl de dienst draait.",
            ("to=", "een map voor de nieuwe sleutel en lijst, als die van nu niet te schrijven zijn; zet ze daarna zelf op hun plaats"),
            DryRun),
    ];

    /// <summary>Does one verb; 0 when it was done, 1 when something is wrong with what it found.</summary>
    public static Task<int> Run(string verb, VerbAsk ask, TimeProvider clock, CancellationToken ct) => verb switch
    {
        "verify" => Verification.Run(ask.Service, ask.Options, ask.Tell, ct),
        "backup" => Backup(ask, clock, ct),
        "restore" => Restore(ask, clock, ct),
        "move" => MoveTo(ask, ct),
        "rotate-proof-key" => Proofs.Rotate(ask, clock, ct),
        _ => Rotate(ask, ct),
    };

    private static async Task<int> Backup(VerbAsk ask, TimeProvider clock, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var outcome = await new Move(
            new(ask.Service, ask.Options, Folder(ask.Words.Needed("to")), MoveKind.Backup, ask.Words.IsDryRun)
            {
                KeysFolder = KeysFolder(ask),
            },
            ask.Tell).Run(ct);
        await ask.Tell.WriteLineAsync(
            $"{ask.Service}: {outcome.Added} nieuw van {outcome.Events}, in {Seconds(clock.GetElapsedTime(started))}; "
                + $"jongste gebeurtenis {At(outcome.Newest)}"
                + (KeysFolder(ask) is null ? "; de sleutels zijn niet gekopieerd (--keys MAP)" : ""));
        return 0;
    }

    private static async Task<int> Restore(VerbAsk ask, TimeProvider clock, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var outcome = await new Move(
            new(ask.Service, Folder(ask.Words.Needed("from")), ask.Options, MoveKind.Restore, ask.Words.IsDryRun)
            {
                KeysFolder = KeysFolder(ask),
            },
            ask.Tell).Run(ct);
        if (ask.Words.IsDryRun)
            return 0;

        var age = outcome.Newest is { } newest && clock.GetUtcNow() - newest is { Ticks: > 0 } since ? since : TimeSpan.Zero;
        await ask.Tell.WriteLineAsync($"{ask.Service}: hersteltijd (RTO) {Seconds(clock.GetElapsedTime(started))}");
        await ask.Tell.WriteLineAsync(
            $"{ask.Service}: wat na {At(outcome.Newest)} is vastgelegd ontbreekt; dat is {Seconds(age)} geleden (RPO, hoogstens)");
        return 0;
    }

    private static async Task<int> MoveTo(VerbAsk ask, CancellationToken ct)
    {
        var target = ask.Target ?? throw new WordsOffException(
            "Zeg waarheen: WO_TO_STORE=sqlite met WO_TO_DATA, of WO_TO_STORE=postgres met WO_TO_POSTGRES en WO_TO_POSTGRES_KEYS.");
        await new Move(new(ask.Service, ask.Options, target, MoveKind.Move, ask.Words.IsDryRun), ask.Tell).Run(ct);
        return 0;
    }

    private static async Task<int> Rotate(VerbAsk ask, CancellationToken ct)
    {
        var master = MasterKey.Load(ask.Options, isDevelopment: false);
        var database = Vaults.Database(ask.Options, ask.Service);
        await using var closes = database as IAsyncDisposable;
        using var keys = new KeyStore(ask.Service, master, database, TimeProvider.System);
        var rotation = new MasterRotation(ask.Service, master, database);
        if (ask.Words.IsDryRun)
        {
            var counts = await rotation.Count(ct);
            if (counts.Count == 0)
                await ask.Tell.WriteLineAsync($"{ask.Service}: er zijn nog geen sleutels");
            foreach (var (id, count) in counts)
            {
                await ask.Tell.WriteLineAsync(
                    $"{ask.Service}: {count} sleutels met hoofdsleutel {id}{(id == master.Id ? " (de nieuwe)" : "")}");
            }

            return 0;
        }

        await keys.CheckMasterKey(ct);
        var done = await rotation.Run(
            new Told(count => ask.Tell.WriteLine($"{ask.Service}: {count} sleutels opnieuw verpakt")), ct);
        await ask.Tell.WriteLineAsync(done == 0
            ? $"{ask.Service}: alles is al verpakt met hoofdsleutel {master.Id}"
            : $"{ask.Service}: klaar, {done} sleutels; WO_MASTER_KEY_OTHER is hier niet meer nodig");
        return 0;
    }

    private static HouseOptions Folder(string folder) => new()
    {
        Store = "sqlite",
        Bus = "inprocess",
        DataFolder = Path.GetFullPath(folder),
        Issuer = HouseOptions.DevelopmentIssuer,
    };

    private static string? KeysFolder(VerbAsk ask) => ask.Words["keys"] is { } folder ? Path.GetFullPath(folder) : null;

    private static string At(DateTimeOffset? at) => at is { } known ? $"{known:yyyy-MM-dd HH:mm:ss}Z" : "geen";

    private static string Seconds(TimeSpan time) => time.TotalHours >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} uur")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s").Replace('.', ',');

    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
