using System.Globalization;
using WarmHandover.Bench;

const string Help = """
    dotnet run -c Release --project bench [-- [figures] [options]]

      figures        such as F1 F8 F18; all when none is named
      profile        where the time of one command goes, by stopwatch
      nation         the busiest moment of the whole country (docs/scale.md); --rate 100 a second, --seconds 30
      pages          how long the portal's pages take (docs/portal.md); --families 10,000, --times 25
      --rounds N     rounds a figure (9; fewer than 9 is not written to docs/performance.md)
      --slice MS     length of a slice in milliseconds (400)
      --events N     events in the large log of F18 (1,000,000)
      --backlog N    events the announcer finds in F16 (20,000)
      --services N   services in the sociale kaart of F27 (50,000)
      --help         this text

    Each figure runs the product and its yardstick alternately; docs/performance.md says how to read the table.
    """;

if (args is ["serve", var what, .. var rest])
    return await Served.Run(what, rest);

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Help);
    return 0;
}

var rounds = Number("--rounds", 9);
var names = args.Where((word, i) => !word.StartsWith('-') && (i == 0 || !args[i - 1].StartsWith('-'))).ToArray();
var known = Figures.All.SelectMany(figure => figure.Goals).Select(goal => goal.Id.Split(' ')[0]).Concat(["profile", "nation", "pages"]);
if (names.Except(known, StringComparer.OrdinalIgnoreCase).ToArray() is [var unknown, ..])
{
    Console.Error.WriteLine($"'{unknown}' is no figure of this bench; --help says what can be asked.");
    return 1;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

await using var workshop = new Workshop(
    new(rounds, TimeSpan.FromMilliseconds(Number("--slice", 400))), Number("--events", 1_000_000), Number("--backlog", 20_000),
    Number("--services", 50_000));
if (names is ["nation"])
{
    await Nation.Run(workshop, Number("--rate", 100), TimeSpan.FromSeconds(Number("--seconds", 30)), stop.Token);
    return 0;
}

if (names is ["pages"])
{
    await Pages.Run(workshop, Number("--families", 10_000), Number("--times", 25), stop.Token);
    return 0;
}

if (names is ["profile"])
{
    await Breakdown.Run(workshop, stop.Token);
    return 0;
}

var report = Report.Find();
foreach (var figure in Figures.All.Where(figure => names is [] || names.Any(figure.Is)))
{
    Console.Write($"{string.Join(", ", figure.Goals.Select(goal => goal.Id))} ");
    var outcomes = await figure.Run(workshop, stop.Token);
    Console.WriteLine();
    foreach (var (goal, outcome) in figure.Goals.Zip(outcomes))
        Console.WriteLine($"  {report.Take(goal, outcome)}");

    if (rounds >= 9)
        report.Write();
}

return 0;

int Number(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length
        ? int.Parse(args[at + 1], CultureInfo.InvariantCulture)
        : otherwise;
