using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Operations;

/// <summary>The tables of one process, as a migrating job finds them.</summary>
/// <param name="Schema">Its schema in PostgreSQL.</param>
/// <param name="Log">The sets of files that stand beside its log; of a process without one, its own.</param>
/// <param name="Files">The files that it makes in <c>WO_DATA</c> where it has no PostgreSQL.</param>
/// <param name="HasKeys">Whether it has tables for keys too, in a database of their own.</param>
public sealed record OwnTables(string Schema, string[] Log, string[] Files, bool HasKeys);

/// <summary>What <c>migrate</c> would do, without doing it: no file is opened for writing, no table made, no lock taken.</summary>
internal static class MigrateDryRun
{
    /// <summary>0 when <c>migrate</c> has nothing to do or can do all; 1 with a sentence when it would be refused.</summary>
    public static async Task<int> Run(WebApplication app, string program, TextWriter tell, CancellationToken ct)
    {
        if (app.Services.GetService<OwnTables>() is not { } tables)
            throw new StartRefusedException($"{program} heeft geen eigen opslag; migrate hoort bij een dienst. (No store of its own.)");

        var options = app.Services.GetRequiredService<HouseOptions>();
        if (options.Store != "postgres")
        {
            foreach (var file in tables.Files)
            {
                var path = Path.Combine(options.DataFolder, file);
                var standing = File.Exists(path) ? "is er; ontbrekende tabellen komen erbij" : "zou worden gemaakt";
                await tell.WriteLineAsync($"{path}: {standing}");
            }

            return 0;
        }

        var standings = new List<bool>();
        foreach (var place in Places(options, tables))
            standings.Add(await Look(place, tables.Schema, tell, ct));
        return standings.TrueForAll(fine => fine) ? 0 : 1;
    }

    /// <summary>Names what <c>migrate</c> is about to run, for who waits for it.</summary>
    public static async Task Announce(WebApplication app, TextWriter tell, CancellationToken ct)
    {
        var options = app.Services.GetRequiredService<HouseOptions>();
        if (options.Store != "postgres" || app.Services.GetService<OwnTables>() is not { } tables)
            return;

        foreach (var place in Places(options, tables).Where(place => place.Migrator is not null))
        {
            foreach (var step in (await Steps(place, tables.Schema, ct)).Where(step => step.Standing == MigrationStanding.ToDo))
                await tell.WriteLineAsync($"{place.Setting}, schema {tables.Schema}: {step.File} wordt uitgevoerd");
        }
    }

    private static IEnumerable<Place> Places(HouseOptions options, OwnTables tables)
    {
        yield return new("WO_POSTGRES", options.Postgres, options.PostgresMigrator, tables.Log);
        if (tables.HasKeys)
            yield return new("WO_POSTGRES_KEYS", options.PostgresKeys, options.PostgresKeysMigrator, ["Vault"]);
    }

    private static async Task<IReadOnlyList<MigrationStep>> Steps(Place place, string schema, CancellationToken ct)
    {
        if ((place.Migrator ?? place.Runtime) is not { } connection)
            throw new StartRefusedException($"{place.Setting} ontbreekt; noem de database. (Give the connection string.)");

        IReadOnlyList<MigrationStep> steps = [];
        await PostgresStart.Try(place.Migrator is null ? place.Setting : $"{place.Setting}_MIGRATOR", async () =>
            steps = await PostgresMigrations.Steps(connection, schema, ct, place.Sets));
        return steps;
    }

    private static async Task<bool> Look(Place place, string schema, TextWriter tell, CancellationToken ct)
    {
        var (setting, migrator, steps) = (place.Setting, place.Migrator, await Steps(place, schema, ct));
        foreach (var (file, standing) in steps)
        {
            await tell.WriteLineAsync($"{setting}, schema {schema}: {file} {standing switch
            {
                MigrationStanding.Done => "is uitgevoerd",
                MigrationStanding.ToDo => "zou worden uitgevoerd",
                MigrationStanding.Changed => "is uitgevoerd met andere inhoud: migrate zou weigeren",
                _ => "is van een nieuwere versie: start die versie",
            }}");
        }

        var toDo = steps.Count(step => step.Standing == MigrationStanding.ToDo);
        var off = steps.Count(step => step.Standing is MigrationStanding.Changed or MigrationStanding.Newer);
        await tell.WriteLineAsync(
            $"{setting}: {toDo} van {steps.Count} nog uit te voeren"
            + (toDo > 0 && migrator is null ? $"; daarvoor is {setting}_MIGRATOR nodig" : "") + (off > 0 ? $"; {off} klopt niet" : ""));
        return off == 0 && (toDo == 0 || migrator is not null);
    }

    /// <summary>A database with tables of ours: the setting that names it, who runs there, who migrates, and the sets of files.</summary>
    private sealed record Place(string Setting, string? Runtime, string? Migrator, string[] Sets);
}
