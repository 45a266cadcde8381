using System.Globalization;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Embedded.Operating;

/// <summary>The words an operator types, the same for a house that runs and one that does not; told in plain Dutch.</summary>
public static class Verbs
{
    /// <summary>The verbs there are.</summary>
    public static readonly IReadOnlyList<string> All = ["status", "rebuild", "dead-letters", "redrive"];

    /// <summary>Does one verb; 0 when all went well, 1 when it did not, 2 when the words are off.</summary>
    public static async Task<int> Run(string verb, string folder, string? view, Guid? letter, TextWriter tell, CancellationToken ct)
    {
        try
        {
            await using var @operator = await Operator.GoTo(folder, ct);
            await tell.WriteLineAsync(@operator.StartedIt
                ? $"Er draaide geen huis op {folder}; het is hiervoor even gestart."
                : $"Gevraagd aan het huis dat op {folder} draait.");
            return verb switch
            {
                "status" => await Status(@operator, tell, ct),
                "rebuild" => await Rebuild(@operator, view, tell, ct),
                "dead-letters" => await Letters(@operator, tell, ct),
                _ => await Redrive(@operator, letter, tell, ct),
            };
        }
        catch (HttpRequestException failed)
        {
            await tell.WriteLineAsync($"Dat lukte niet: {failed.Message}");
            return 1;
        }
    }

    /// <summary>A development token for a sample person, signed with the key of a house's folder; 2 for an unknown name.</summary>
    public static int Token(string person, string folder, TextWriter tell)
    {
        var ahead = RunningFile.Read(folder)?.Ahead ?? TimeSpan.Zero;
        if (People.All.FirstOrDefault(p => p.Name == person) is not { } persona || !Directory.Exists(folder))
        {
            tell.WriteLine($"Kies een van: {string.Join(", ", People.All.Select(p => p.Name))}; en met --data de map van een huis.");
            return 2;
        }

        tell.WriteLine(People.Tokens(folder, ahead).Issue(persona));
        return 0;
    }

    private static async Task<int> Status(Operator who, TextWriter tell, CancellationToken ct)
    {
        foreach (var service in who.Services.Keys)
        {
            var status = await who.Status(service, ct);
            await tell.WriteLineAsync($"{service}, logboek tot {status.LogHead}, terzijde gelegd: {Counted(status.DeadLetters)}");
            foreach (var view in status.Views)
                await tell.WriteLineAsync($"  overzicht {view.Name,-28} {Told(view)}");
            foreach (var walk in status.Backlog)
                await tell.WriteLineAsync($"  achterstand {walk.Walk,-26} {(walk.AgeSeconds > 0 ? Seconds(walk.AgeSeconds) : "geen")}");
        }

        return 0;
    }

    private static async Task<int> Rebuild(Operator who, string? view, TextWriter tell, CancellationToken ct)
    {
        var known = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var service in who.Services.Keys)
            known[service] = [.. (await who.Status(service, ct)).Views.Select(v => v.Name)];
        if (view is not null && !known.Values.Any(names => names.Contains(view)))
        {
            await tell.WriteLineAsync($"Er is geen overzicht '{view}'. Wel: {string.Join(", ", known.Values.SelectMany(n => n).Order())}.");
            return 2;
        }

        var failed = false;
        foreach (var (service, names) in known.Where(k => k.Value is not [] && (view is null || k.Value.Contains(view))))
        {
            var last = new RebuildLine();
            await foreach (var line in who.Rebuild(service, view, ct))
            {
                // The last batch of a view is often empty: it only moves the readers over.
                if ((line.View, line.Folded) == (last.View, last.Folded) && line is { Done: false, Failed: null })
                    continue;

                last = line;
                failed |= line.Failed is not null;
                await tell.WriteLineAsync(line switch
                {
                    { Failed: { } kind } => $"{service}: gestopt met {kind} bij {line.View ?? "-"}; lezers houden de oude rijen",
                    { Done: true } => $"{service}: klaar",
                    _ => $"{service}: {line.View}, {line.Folded} gebeurtenissen",
                });
            }
        }

        return failed ? 1 : 0;
    }

    private static async Task<int> Letters(Operator who, TextWriter tell, CancellationToken ct)
    {
        var any = false;
        foreach (var service in who.Services.Keys)
        {
            foreach (var letter in await who.DeadLetters(service, ct))
            {
                any = true;
                await tell.WriteLineAsync($"{service}  {letter.Id}  {letter.Kind}  {letter.Why}  {letter.At:yyyy-MM-dd HH:mm:ss}");
            }
        }

        await tell.WriteLineAsync(any ? "Opnieuw aanbieden: redrive, of redrive --id NUMMER" : "Er is niets terzijde gelegd.");
        return 0;
    }

    private static async Task<int> Redrive(Operator who, Guid? only, TextWriter tell, CancellationToken ct)
    {
        var left = 0;
        foreach (var service in who.Services.Keys)
        {
            var answer = await who.Redrive(service, only, ct);
            left += answer.Left;
            if (answer.Driven + answer.Left > 0)
                await tell.WriteLineAsync($"{service}: {answer.Driven} opnieuw aangeboden, {answer.Left} nog terzijde");
        }

        if (left == 0)
            await tell.WriteLineAsync("Er ligt niets meer terzijde.");
        return only is null && left > 0 ? 1 : 0;
    }

    private static string Told(ViewStatus view) => view switch
    {
        { Stopped: true } => $"gestopt na {view.At}, {Seconds(view.BehindSeconds)}",
        { BehindSeconds: > 0 } => Seconds(view.BehindSeconds),
        _ => "bij",
    };

    private static string Seconds(double seconds) => $"{seconds.ToString("0.#", CultureInfo.InvariantCulture).Replace('.', ',')} s achter";

    private static string Counted(int? letters) => letters?.ToString(CultureInfo.InvariantCulture) ?? "onbekend (de broker antwoordt niet)";
}
