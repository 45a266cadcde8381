using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace WarmHandover.Tests.Canary;

/// <summary>
/// Everything a house says aside: every log line of every level with its values and exception, and every span with its tags.
/// </summary>
public sealed class Overheard : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = [];
    private readonly ActivityListener spans;

    public Overheard()
    {
        spans = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Hear,
        };
        ActivitySource.AddActivityListener(spans);
    }

    public int Lines => lines.Count;

    public byte[] Text => Encoding.UTF8.GetBytes(string.Join('\n', lines));

    public void Say(string line) => lines.Enqueue(line);

    public ILogger CreateLogger(string categoryName) => new Line(this);

    public void Dispose() => spans.Dispose();

    private void Hear(Activity span)
    {
        Say($"{span.Source.Name} {span.DisplayName} {span.StatusDescription}");
        foreach (var (name, value) in span.TagObjects)
            Say($"{name}={value}");
        foreach (var happened in span.Events)
            Say($"{happened.Name} {string.Join(' ', happened.Tags.Select(t => $"{t.Key}={t.Value}"))}");
    }

    private sealed class Line(Overheard all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            all.Say($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            all.Say($"{formatter(state, exception)} {exception}");
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
                all.Say(string.Join(' ', values.Select(v => $"{v.Key}={v.Value}")));
        }
    }
}
