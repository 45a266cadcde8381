using WarmHandover.Contracts.Referral;
using WarmHandover.Notifications;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.EventLog.Sqlite;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Notifications;

/// <summary>An inbox is one stream that only grows: what was folded is kept, and decides as if everything were read again.</summary>
public sealed class LargeInboxTests : IDisposable
{
    private static readonly Actor House = Actor.House("notification");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-inbox-");
    private readonly FakeClock clock = new(Monday);
    private readonly Counted log;

    public LargeInboxTests() => log = new(new(Path.Combine(folder.FullName, "one.log.db")));

    [Fact]
    public async Task A_command_reads_what_is_new_and_not_the_whole_inbox()
    {
        var inboxes = InboxTale.Inboxes(log, clock);
        for (var n = 0; n < 300; n++)
            await Send(inboxes, n);

        log.Read = 0;
        for (var n = 300; n < 320; n++)
            await Send(inboxes, n);
        var item = (await inboxes.Load(SchuldhulpTeam, default)).State.Items.Values.First(i => i.Raised.Number == "WO-0");
        await inboxes.Handle(SchuldhulpTeam, new FinishNotification(item.Raised.Notification, Ruud, Monday), Hers(1), default);
        Assert.InRange(log.Read, 1, 50);
    }

    [Fact]
    public async Task Two_replicas_that_keep_and_one_that_reads_everything_write_the_same_stream()
    {
        using var plain = new SqliteEventLog(Path.Combine(folder.FullName, "plain.log.db"));
        var reads = new CommandHandler<TeamInbox, NotificationCommand, NotificationEvent>(plain, clock, TeamInbox.Kind);
        NotificationHandler[] keeps = [InboxTale.Inboxes(log, clock), InboxTale.Inboxes(log, clock)];
        for (var n = 0; n < 240; n++)
        {
            var number = n % 80;
            NotificationCommand command = (n / 80) switch
            {
                0 => Sent(n),
                1 => new TakeNotification(Item(number), Ruud, Monday),
                _ => new FinishNotification(Item(number), Ruud, Monday),
            };
            clock.Advance(TimeSpan.FromSeconds(1));
            var one = await keeps[n / 3 % 2].Handle(SchuldhulpTeam, command, Hers(n), default);
            var other = await reads.Handle(SchuldhulpTeam, command, Hers(n), default);
            Assert.Equal((other.Version, other.Refusal?.Code), (one.Version, one.Refusal?.Code));
        }

        Assert.Equal(await Hashes(plain), await Hashes(log));
    }

    [Fact]
    public async Task What_was_said_long_ago_is_answered_as_it_was_then_and_no_one_else_may_use_its_key()
    {
        var inboxes = InboxTale.Inboxes(log, clock);
        var first = await Send(inboxes, 0);
        for (var n = 1; n < 100; n++)
            await Send(inboxes, n);

        var again = await Send(inboxes, 0);
        Assert.True(again.Repeated);
        Assert.Equal((first.Version, first.Position), (again.Version, again.Position));
        Assert.Equal(first.Fact<NotificationRaised>()!.Notification, again.Fact<NotificationRaised>()!.Notification);
        var his = await inboxes.Handle(
            SchuldhulpTeam, Sent(0), new(Command(0), new("wim", "professional", Wijkteam)), default);
        Assert.Equal("idempotency-key-reused", his.Refusal?.Code);
        Assert.Equal(100, (await inboxes.Load(SchuldhulpTeam, default)).Version);
    }

    [Fact]
    public async Task What_is_kept_has_a_bound_and_a_short_stream_is_not_kept()
    {
        var kept = new KeptFolds<TeamInbox, NotificationCommand, NotificationEvent>(facts: 100, from: 5);
        var inboxes = new CommandHandler<TeamInbox, NotificationCommand, NotificationEvent>(log, clock, TeamInbox.Kind, kept);
        for (var team = 0; team < 30; team++)
        {
            for (var n = 0; n < 12; n++)
            {
                await inboxes.Handle(
                    Id(0xE000 + team), new DescribeInbox(InboxTale.Described with { Heard = new("referral.team-x", n + 1) }),
                    new(Id((team * 100) + n + 1), House), default);
            }

            Assert.InRange(kept.Held, team == 0 ? 5 : 12, 100);
        }

        await inboxes.Handle(Id(0xEFFF), new DescribeInbox(InboxTale.Described), new(Id(0xEFFE), House), default);
        var before = kept.Held;
        await inboxes.Load(Id(0xEFFF), default);
        Assert.Equal(before, kept.Held);
    }

    [Fact]
    public async Task When_many_messages_come_at_once_for_one_team_none_is_lost()
    {
        NotificationHandler[] replicas = [InboxTale.Inboxes(log, clock), InboxTale.Inboxes(log, clock)];
        await Parallel.ForAsync(
            0, 400, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, _) => await Send(replicas[n % 2], n));
        var inbox = (await replicas[0].Load(SchuldhulpTeam, default)).State;
        Assert.Equal(Enumerable.Range(0, 400).Select(Item).Order(), inbox.Items.Keys.Order());
    }

    [Fact]
    public async Task The_house_itself_throws_when_it_cannot_write_and_a_person_is_told_to_try_again()
    {
        log.Conflicts = true;
        var inboxes = InboxTale.Inboxes(log, clock);
        await Assert.ThrowsAsync<VersionConflictException>(() => Send(inboxes, 1));
        var his = await inboxes.Handle(SchuldhulpTeam, Sent(1), new(Command(1), new(Ruud, "professional", Schuldhulp)), default);
        Assert.Equal("te-druk", his.Refusal?.Code);
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
    }

    private static Task<Answered<TeamInbox, NotificationEvent>> Send(NotificationHandler inboxes, int n) =>
        inboxes.Handle(SchuldhulpTeam, Sent(n), Hers(n), default);

    private static CommandContext Hers(int n) => new(Command(n), House);

    private static Guid Command(int n) => Id(0x50000 + n);

    private static Guid Item(int n) => DerivedIds.Of(Id(0x40000 + n), $"{SchuldhulpTeam}|verwijzing-ontvangen");

    private static HearMove Sent(int n) => new(
        Id(0x40000 + n), SchuldhulpTeam,
        new ReferralMoved(
            $"referral.referral-{n}", 4, Id(0x30000 + n), $"WO-{n}", Family, Id(0x905), "ready", "sent", null, "normaal", JgzTeam, Jgz,
            SchuldhulpTeam, Schuldhulp, Monday),
        Monday);

    private static async Task<List<string>> Hashes(IEventLog log)
    {
        var hashes = new List<string>();
        await foreach (var stored in log.Read(TeamInbox.Kind.Stream(SchuldhulpTeam), 0, default))
            hashes.Add(Convert.ToHexStringLower(stored.Hash));
        return hashes;
    }

    /// <summary>A log that counts the events of streams that were read.</summary>
    private sealed class Counted(SqliteEventLog inner) : IEventLog, IDisposable
    {
        public int Read { get; set; }

        public bool Conflicts { get; set; }

        public Task<Appended> Append(Append append, CancellationToken ct) =>
            Conflicts ? throw new VersionConflictException(append.Stream, 0, 1) : inner.Append(append, ct);

        async IAsyncEnumerable<StoredEvent> IEventLog.Read(
            string stream, long after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
        {
            await foreach (var stored in inner.Read(stream, after, ct))
            {
                Read++;
                yield return stored;
            }
        }

        public IAsyncEnumerable<StoredEvent> ReadAll(Position after, int limit, CancellationToken ct) => inner.ReadAll(after, limit, ct);

        public Task<Position> Head(CancellationToken ct) => inner.Head(ct);

        public Task WaitForMore(Position after, TimeSpan atMost, CancellationToken ct) => inner.WaitForMore(after, atMost, ct);

        public void Dispose() => inner.Dispose();
    }
}
