using WarmHandover.Notifications;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Policies;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Policies;

/// <summary>Two replicas, one log: whoever agrees to two proposals at once agrees to one, and both replicas then hold the same.</summary>
public sealed class PolicyRaceTests : IDisposable
{
    private static readonly PolicyKind Kind = ReminderTimes.Kind;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-policy-");
    private readonly FakeClock clock = new(Monday);
    private readonly SqliteEventLog log;

    public PolicyRaceTests() => log = new(Path.Combine(folder.FullName, "one.log.db"));

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Of_two_proposals_agreed_to_at_once_on_two_replicas_one_holds_on_both()
    {
        PolicyHandler[] replicas = [Replica(), Replica()];
        for (var n = 0; n < 2; n++)
        {
            var proposed = await replicas[n].Handle(
                Kind.Id,
                new ProposePolicy(
                    Kind, Id(0x740 + n), [new("plan-nazorg.werkdagen", [$"{n + 2}"])], Today.AddDays(7), "evaluatie", "bea", Monday),
                Context(0x750 + n, "bea"), default);
            Assert.Null(proposed.Refusal);
        }

        var said = await Task.WhenAll(replicas.Select((replica, n) => Task.Run(() => replica.Handle(
            Kind.Id, new ApprovePolicy(Kind, Id(0x740 + n), "boris", Monday), Context(0x760 + n, "boris"), default))));
        Assert.Equal([null, "beleid-intussen-gewijzigd"], said.Select(s => s.Refusal?.Code).Order());

        var day = Amsterdam(7);
        var (one, other) = (await replicas[0].At(Kind, day, default), await replicas[1].At(Kind, day, default));
        Assert.Equal((1, one.Version), (other.Version, other.Version));
        Assert.Equal(one["plan-nazorg.werkdagen"], other["plan-nazorg.werkdagen"]);
        Assert.Equal(0, (await Replica().At(Kind, day.AddMilliseconds(-1), default)).Version);
    }

    private static DateTimeOffset Amsterdam(int days) => Platform.Time.Amsterdam.StartOf(Today.AddDays(days));

    private static CommandContext Context(int id, string who) => new(Id(id), new(who, "beheerder", Jgz));

    private PolicyHandler Replica() => new(log, clock, new("notification", [Kind]));
}
