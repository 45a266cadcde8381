using System.Text.Json;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Reading;

/// <summary>A clock over the due rows of one view, with its rows read.</summary>
public abstract class ClockHand<TRow>(string view) : IClockHand where TRow : class
{
    /// <inheritdoc/>
    public string View => view;

    /// <inheritdoc/>
    public Task Strike(DueRow due, CancellationToken ct) => Strike(JsonSerializer.Deserialize<TRow>(due.Json, Facts.Json)!, due.Due, ct);

    /// <summary>Sends the command that belongs to one due row, under an id that follows from the row.</summary>
    protected abstract Task Strike(TRow row, DateTimeOffset due, CancellationToken ct);
}
