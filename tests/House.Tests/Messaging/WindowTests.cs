using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Tests.Messaging;

/// <summary>The announcer's window (decision 13): so many unconfirmed, one of a stream, and a checkpoint before the oldest.</summary>
public sealed class WindowTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private readonly List<(Spoken Spoken, TaskCompletionSource Confirmed)> said = [];
    private ulong position;

    [Fact]
    public async Task No_more_than_its_size_is_unconfirmed()
    {
        using var window = new Window(2, Say, default);
        await window.Add(Event(1, 1), [Spoken()]);
        await window.Add(Event(2, 1), [Spoken()]);

        var third = window.Add(Event(3, 1), [Spoken()]);
        Assert.False(third.IsCompleted);
        Assert.Equal(2, said.Count);

        said[1].Confirmed.SetResult();
        await third.WaitAsync(Soon);
        await Until.True(() => said.Count == 3);
    }

    [Fact]
    public async Task The_second_of_a_stream_waits_for_the_first_while_others_go_on()
    {
        using var window = new Window(128, Say, default);
        var (first, second, other) = (Spoken(), Spoken(), Spoken());
        await window.Add(Event(1, 1), [first]);
        await window.Add(Event(1, 2), [second]);
        await window.Add(Event(2, 1), [other]);
        Assert.Equal([first, other], said.Select(one => one.Spoken));

        said[0].Confirmed.SetResult();

        await Until.True(() => said.Count == 3);
        Assert.Equal(second, said[2].Spoken);
    }

    [Fact]
    public async Task The_checkpoint_stays_before_the_oldest_unconfirmed_one()
    {
        using var window = new Window(128, Say, default);
        var (silent, first, second) = (Event(9, 1), Event(1, 1), Event(2, 1));
        await window.Add(silent, []);
        await window.Add(first, [Spoken()]);
        await window.Add(second, [Spoken()]);

        said[1].Confirmed.SetResult();
        window.Advance();
        Assert.Equal(silent.Position, window.Confirmed?.Position);

        said[0].Confirmed.SetResult();
        await window.Settle();
        Assert.Equal(second.Position, window.Confirmed?.Position);
    }

    [Fact]
    public async Task What_is_silent_behind_an_unconfirmed_one_is_passed_with_it()
    {
        using var window = new Window(128, Say, default);
        await window.Add(Event(1, 1), [Spoken()]);
        var silent = Event(9, 1);
        await window.Add(silent, []);
        Assert.Null(window.Confirmed);

        said[0].Confirmed.SetResult();
        window.Advance();
        Assert.Equal(silent.Position, window.Confirmed?.Position);
    }

    [Fact]
    public async Task After_a_failure_nothing_more_is_said_and_the_place_before_it_is_kept()
    {
        using var window = new Window(128, Say, default);
        var first = Event(1, 1);
        await window.Add(first, [Spoken()]);
        await window.Add(Event(2, 1), [Spoken()]);
        await window.Add(Event(2, 2), [Spoken()]);
        said[0].Confirmed.SetResult();
        said[1].Confirmed.SetException(new TimeoutException());

        await window.Settle();

        Assert.Equal(first.Position, window.Confirmed?.Position);
        Assert.Equal(2, said.Count);
        await Assert.ThrowsAsync<AnnouncingFailedException>(() => window.Add(Event(3, 1), [Spoken()]));
    }

    private Task Say(Spoken spoken, CancellationToken ct)
    {
        var confirmed = new TaskCompletionSource();
        said.Add((spoken, confirmed));
        return confirmed.Task;
    }

    private static Spoken Spoken() =>
        new(Guid.CreateVersion7(), new FamilyComposed("signal.family-1", 1, Cast.Family, [], [], []), TraceParent: null);

    private StoredEvent Event(int family, long version)
    {
        var stream = $"signal.family-{family}";
        var header = new EventHeader(
            "signal", stream, version, Cast.Id(family), "party-came.v1", 1, Cast.Id(1), Actor.House("signal"), Cast.Monday).ToBytes();
        return new(new(++position), stream, version, Guid.CreateVersion7(), "party-came.v1", header, [], [], []);
    }
}
