using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Views;
using WarmHandover.Tests.Reading;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>P15: what the clock has to say of a term is said exactly once, whatever happens to the house and to its clock.</summary>
public sealed class TermClockTests : InAFolder
{
    private static readonly DateTimeOffset Near = new(2027, 3, 5, 7, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Over = new(2027, 3, 8, 23, 0, 0, TimeSpan.Zero);
    private readonly SteppingClock clock = new(Monday);
    private readonly List<DueRow> seen = [];

    [Fact]
    public async Task Through_a_restart_and_a_clock_that_steps_an_hour_either_way()
    {
        await using (var street = await Open())
        {
            await Send(street, Other);
            clock.Set(Near.AddMinutes(-1));
            Assert.Empty(await Said(street, Other, eager: true));
            clock.Set(Near);
            await Until(street, Other, "term-approaching.v1 acceptatie-1");
            clock.Set(Near.AddHours(-1));
            Assert.Single(await Said(street, Other, eager: true));
        }

        clock.Set(Over.AddMinutes(-1));
        await using (var street = await Open())
        {
            Assert.Single(await Said(street, Other, eager: true));
            clock.Set(Over.AddHours(1));
            await Until(street, Other, "term-expired.v1 acceptatie-1");
            clock.Set(Over.AddHours(-1));
        }

        await using (var street = await Open())
        {
            clock.Set(Over.AddHours(2));
            Assert.Equal(["term-approaching.v1 acceptatie-1", "term-expired.v1 acceptatie-1"], await Said(street, Other, eager: true));
        }
    }

    [Fact]
    public async Task After_weeks_of_downtime_in_the_order_in_which_it_fell_due_and_marked_late()
    {
        await using (var street = await Open())
        {
            await Send(street, Other);
            clock.Set(Monday.AddDays(1));
            await Send(street, Question);
        }

        clock.Set(new(2027, 4, 1, 9, 0, 0, TimeSpan.Zero));
        await using (var street = await Open())
        {
            foreach (var referral in new[] { Other, Question })
                await Until(street, referral, "term-expired.v1 eerste-gesprek-1");
            var said = new List<string>();
            await foreach (var stored in street.Log.ReadAll(default, 1_000, CancellationToken.None))
            {
                if (Facts.Read<ReferralEvent>(stored.Type, stored.Data) is TermApproaching { Late: true } or TermExpired { Late: true })
                    said.Add(stored.Type);
            }

            Assert.Equal(8, said.Count);
            Assert.Equal(
                ["term-approaching.v1 acceptatie-1", "term-expired.v1 acceptatie-1", "term-approaching.v1 eerste-gesprek-1",
                 "term-expired.v1 eerste-gesprek-1"],
                await Said(street, Other));
        }
    }

    private Task<Street> Open()
    {
        TermHand? hand = null;
        var street = new Street(Folder, clock).Open([new TermsView()], [new Late(() => hand!)]);
        hand = new(new(street.Log, clock), clock);
        return street.Run();
    }

    private async Task Send(Street street, Guid referral)
    {
        var handler = new ReferralHandler(street.Log, clock);
        async Task Say(ReferralCommand command, string name) => Assert.Null((await handler.Handle(
            referral, command, new(DerivedIds.Of(referral, name), Actor.House("test")), CancellationToken.None)).Refusal);

        var now = clock.GetUtcNow();
        await Say(new DraftReferral("WO-1", Family, NeedOfSamira, JgzTeam, Jgz, ToSchuldhulp, "schuldhulp", "normaal", Asked, null,
            NoorOfJgz, now), "draft");
        await Say(new SendReferral(Asked, Question, NoorOfJgz, now), "send");
        await street.UpToDate(TermsView.Table);
    }

    private async Task Until(Street street, Guid referral, string said) =>
        await Street.Until(async () => (await Said(street, referral)).Contains(said), said);

    /// <summary>
    /// What the clock said of a referral's terms. Eager: every row that ever showed, and every row that will ever be due, is struck first.
    /// </summary>
    private async Task<string[]> Said(Street street, Guid referral, bool eager = false)
    {
        if (eager)
        {
            await street.UpToDate(TermsView.Table);
            seen.AddRange(await street.Views.Due(TermsView.Table, DateTimeOffset.MaxValue, 100, CancellationToken.None));
            var hand = new TermHand(new(street.Log, clock), clock);
            foreach (var row in seen)
                await hand.Strike(row, CancellationToken.None);
        }

        var said = new List<string>();
        await foreach (var stored in street.Log.Read(Referral.Kind.Stream(referral), 0, CancellationToken.None))
        {
            if (Facts.Read<ReferralEvent>(stored.Type, stored.Data) is (TermApproaching or TermExpired) and var fact)
                said.Add($"{stored.Type} {(fact as TermApproaching)?.Term ?? ((TermExpired)fact).Term}");
        }

        return [.. said];
    }

    /// <summary>A hand that is made after the log it writes to.</summary>
    private sealed class Late(Func<TermHand> hand) : IClockHand
    {
        public string View => TermsView.Table;

        public Task Strike(DueRow due, CancellationToken ct) => hand().Strike(due, ct);
    }

    /// <summary>A clock that somebody sets, forward and back.</summary>
    private sealed class SteppingClock(DateTimeOffset start) : TimeProvider
    {
        private long ticks = start.UtcTicks;

        public void Set(DateTimeOffset to) => Volatile.Write(ref ticks, to.UtcTicks);

        public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);
    }
}
