using System.Diagnostics;
using System.Globalization;

namespace WarmHandover.Embedded.Journey;

/// <summary>Tells the story as it happens: chapter, step, what came of it, and how long it took (milliseconds).</summary>
public sealed class Teller(TextWriter output)
{
    private readonly long start = Stopwatch.GetTimestamp();
    private long last = Stopwatch.GetTimestamp();

    /// <summary>How many steps were told.</summary>
    public int Steps { get; private set; }

    /// <summary>Begins a chapter.</summary>
    public void Chapter(string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }

    /// <summary>Tells a step that just happened.</summary>
    public void Step(string sentence)
    {
        Steps++;
        var took = Stopwatch.GetElapsedTime(last).TotalMilliseconds;
        last = Stopwatch.GetTimestamp();
        var at = Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {at,6:0.00} s  {sentence}  ({took:0} ms)"));
    }

    /// <summary>A line that belongs to the last step.</summary>
    public void Detail(string line) => output.WriteLine($"            {line}");
}
