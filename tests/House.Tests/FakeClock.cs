namespace WarmHandover.Tests;

/// <summary>A clock that stands still until a test moves it; timers that fall due fire in order, on the caller's thread.</summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private TimeSpan elapsed;

    public FakeClock() : this(Cast.Monday)
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return start + elapsed;
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return elapsed.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time forward, firing every timer at its own instant.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan target;
        lock (gate)
            target = elapsed + by;

        while (NextDue(target) is { } timer)
            timer.Fire();

        lock (gate)
            elapsed = target;
    }

    private Timer? NextDue(TimeSpan target)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (next is null)
                return null;

            elapsed = next.Due > elapsed ? next.Due : elapsed;
            next.Schedule(elapsed);
            return next;
        }
    }

    private sealed class Timer(FakeClock clock, Action fire) : ITimer
    {
        private TimeSpan period;

        public TimeSpan Due { get; private set; }

        public void Fire() => fire();

        public void Schedule(TimeSpan now)
        {
            if (period > TimeSpan.Zero)
                Due = now + period;
            else
                clock.timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                period = newPeriod;
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                Due = clock.elapsed + dueTime;
                clock.timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
