using System.Collections.Concurrent;
using System.Text.Json;
using WarmHandover.Notifications.Entry;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Notifications.Posting;

/// <summary>
/// Sends what is due: withdrawals first, then by urgency and time. Just before it leaves it is asked once more whether it still may. A
/// provider that is away costs no message a try: its channel rests and what waits is kept.
/// </summary>
internal sealed class Sender(
    MessageHandler messages, ContactHandler contacts, NotificationHandler inboxes, WayInHandler ways, FamilySilenceHandler silences,
    IViews views, IVault vault,
    Channels channels, Letters letters, PostMeter meter, TimeProvider clock, ILogger<Sender> logger)
{
    private const int AtOnce = 200;
    private const int SideBySide = 4;
    private const int LongestRest = 60_000;
    private readonly ConcurrentDictionary<string, (long Until, int Pause)> resting = [];

    /// <summary>Sends what is due now; how many messages were settled or put off.</summary>
    public async Task<int> Round(CancellationToken ct)
    {
        var due = (await views.Due(PostView.Table, clock.Now(), AtOnce, ct))
            .Select(row => JsonSerializer.Deserialize<PostRow>(row.Json, Facts.Json)!)
            .Where(row => !Rests(row.Channel));
        var heaps = due.GroupBy(row => row is { Digest: true, Contact: { } contact } ? contact : row.Message)
            .OrderBy(heap => heap.Min(row => NotificationRules.Rank(row.Urgency))).ThenBy(heap => heap.Min(row => row.Next)).ToArray();
        var done = 0;
        await Parallel.ForEachAsync(
            heaps, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct },
            async (heap, stop) => Interlocked.Add(ref done, await Send([.. heap.OrderBy(row => row.At)], stop)));
        return done;
    }

    private async Task<int> Send(PostRow[] heap, CancellationToken ct)
    {
        var (open, settled) = (new List<(Guid Id, MessageQueued Queued)>(), 0);
        foreach (var row in heap)
        {
            var state = (await messages.Load(row.Message, ct)).State;
            if (state is not { Stand: MessageStand.Waiting, Queued: { } queued })
                continue;
            if (await NoMore(queued, ct) is { } why)
                settled += await Say(row.Message, new CancelMessage(why, clock.Now()), ct);
            else
                open.Add((row.Message, queued));
        }

        if (open is [] || Rests(heap[0].Channel))
            return settled;
        if (channels.Find(heap[0].Channel) is not { } channel)
            return settled + await All(open, new(ProviderAnswer.Later, "kanaal-niet-ingericht"), ct);

        using var grace = new Grace(ct);
        var letter = await Write(open, ct);
        var tried = letter is null ? new(ProviderAnswer.Never, "adres-vernietigd") : await channel.Bring(letter, grace.Token);
        if (tried.Away)
        {
            Rest(channel.Name, tried.Why);
            return settled;
        }

        resting.TryRemove(channel.Name, out _);
        meter.Says(channel.Name, why: null);
        return settled + await All(open, tried, grace.Token);
    }

    /// <summary>Why it may not, or need not, leave any more; null when it may.</summary>
    private async Task<string?> NoMore(MessageQueued queued, CancellationToken ct)
    {
        if (queued.Way is { } id)
        {
            var way = (await ways.Load(id, ct)).State;
            var silence = way.Terms is { } terms ? (await silences.Load(terms.Family, ct)).State : null;
            return way is { Terms.Silent: true } || silence?.Covers(way.Terms!) is true ? "stil"
                : !way.IsOpen(clock.Now()) || way.Code?.Code != queued.Source ? "vervallen"
                : null;
        }

        var inbox = (await inboxes.Load(queued.Team!.Value, ct)).State;
        return inbox.Items.GetValueOrDefault(queued.Source) is { Stand: not ItemStand.Closed } ? null : "vervallen";
    }

    private async Task<Letter?> Write(List<(Guid Id, MessageQueued Queued)> open, CancellationToken ct)
    {
        var (first, queued) = open[0];
        if (queued.Carried is { } carried)
            return await vault.Open<CarriedCode>(carried, ct) is { } code ? letters.OfCode(first, queued.Channel, code) : null;

        var contact = (await contacts.Load(queued.Contact!.Value, ct)).State;
        return contact.Set is { } set && await vault.Open<ContactAddress>(set.Address, ct) is { } address
            ? letters.OfInbox(first, address.Address, set.Language, [.. open.Select(o => o.Queued)])
            : null;
    }

    private async Task<int> All(List<(Guid Id, MessageQueued Queued)> open, Tried tried, CancellationToken ct)
    {
        foreach (var (id, _) in open)
            await Say(id, new HearProvider(tried.Answer, tried.Why, clock.Now()), ct);
        return open.Count;
    }

    private async Task<int> Say(Guid message, MessageCommand command, CancellationToken ct)
    {
        await messages.Handle(message, command, new(Guid.CreateVersion7(), Actor.House("notification")), ct);
        return 1;
    }

    private bool Rests(string channel) => resting.TryGetValue(channel, out var rest) && rest.Until > Environment.TickCount64;

    private void Rest(string channel, string why)
    {
        var pause = Math.Min(LongestRest, resting.TryGetValue(channel, out var before) ? before.Pause * 2 : 500);
        resting[channel] = (Environment.TickCount64 + pause, pause);
        meter.Says(channel, why);
        logger.ChannelAway(channel, why);
    }
}

/// <summary>An address, as it lies in the vault.</summary>
internal sealed record ContactAddress(string Address);

/// <summary>Rounds of sending, in one replica at a time.</summary>
internal sealed class SenderRounds(Sender sender, PostMeter meter, IViews views, ILeases leases, ILogger<SenderRounds> logger)
    : LeasedWork(leases, Name, TimeSpan.FromSeconds(60), Rest)
{
    private const string Name = "post";
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task Hold(ILease lease, CancellationToken ct)
    {
        for (var looked = 0L; await lease.Renew(ct);)
        {
            if (Environment.TickCount64 - looked >= Look.TotalMilliseconds)
            {
                await meter.Look(views, ct);
                looked = Environment.TickCount64;
            }

            if (await sender.Round(ct) == 0)
                await Task.Delay(Rest, ct);
        }
    }

    protected override void Waits(Exception fault) => logger.PostWaits(Name, fault.GetType().Name);
}
