namespace WarmHandover.Notifications.Posting;

/// <summary>
/// A little time after somebody says stop: what is on its way to another system is finished and its answer noted, so that an orderly stop
/// sends nothing twice.
/// </summary>
internal sealed class Grace : IDisposable
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource late = new();
    private readonly CancellationTokenRegistration told;

    public Grace(CancellationToken stop) => told = stop.Register(() => late.CancelAfter(Span));

    /// <summary>Says stop a little later.</summary>
    public CancellationToken Token => late.Token;

    public void Dispose()
    {
        told.Dispose();
        late.Dispose();
    }
}
