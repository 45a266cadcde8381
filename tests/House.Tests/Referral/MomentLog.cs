using WarmHandover.Platform.EventLog;

namespace WarmHandover.Tests.Referrals;

/// <summary>A log in which something happens in the moment before a draft is written: once.</summary>
public sealed class MomentLog(IEventLog log) : IEventLog
{
    public Func<Task>? BeforeDraft { get; set; }

    public async Task<Appended> Append(Append append, CancellationToken ct)
    {
        if (append.Events[0].Type == "referral-drafted.v1" && BeforeDraft is { } happens)
        {
            BeforeDraft = null;
            await happens();
        }

        return await log.Append(append, ct);
    }

    public IAsyncEnumerable<StoredEvent> Read(string stream, long after, CancellationToken ct) => log.Read(stream, after, ct);

    public IAsyncEnumerable<StoredEvent> ReadAll(Position after, int limit, CancellationToken ct) => log.ReadAll(after, limit, ct);

    public Task<Position> Head(CancellationToken ct) => log.Head(ct);

    public Task WaitForMore(Position after, TimeSpan atMost, CancellationToken ct) => log.WaitForMore(after, atMost, ct);
}
