using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Reactions;
using WarmHandover.Referrals.Views;
using WarmHandover.Tests.Reading;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.SignalKeeping;

/// <summary>A letter of long ago is kept as long as its referral: that counts from when it moved last.</summary>
public sealed class OldLettersTests : InAFolder
{
    private static readonly HashSet<string> Nothing = [];
    private readonly FakeClock clock = new();

    [Fact]
    public async Task A_letter_counts_from_when_its_referral_moved_last()
    {
        await using var street = await new Street(Folder, clock).Open(new ReferralsView()).Run();
        var (handler, stream) = (new ReferralHandler(street.Log, clock), Referral.Kind.Stream(Other));
        var letter = EventLog.Written.Payload(PayloadOwner.Family(Cast.Family, Cast.Jgz));
        await Say(new DraftReferral(
            "WO-1", Cast.Family, NeedOfSamira, Cast.JgzTeam, Cast.Jgz, ToSchuldhulp, "schuldhulp", "normaal", [Debts], null, NoorOfJgz,
            clock.GetUtcNow()));
        await Say(new WriteLetter([new(Debts, letter.Ref)], NoorOfJgz, clock.GetUtcNow()), letter);
        var written = Amsterdam.DateAt(clock.GetUtcNow());
        clock.Advance(TimeSpan.FromDays(12 * 365));
        await Say(new SendReferral([Debts], Question, NoorOfJgz, clock.GetUtcNow()));

        var old = new OldRecords(street.Log, street.Of<IPayloads>(), [new Finds(stream)], "referral");
        var erases = new ErasesReferrals(handler, street.Views, clock);
        var order = new DestructionOrdered(Cast.Id(1), Cast.Family, Cast.Jgz, null, [Cast.JgzTeam], clock.GetUtcNow());
        Assert.Equal([letter.Id], await old.Payloads(order, written, Nothing, Nothing, default));
        Assert.Empty(await old.Payloads(order, written.AddDays(-1), Nothing, Nothing, default));

        var kept = await erases.StillKept(order, written.AddYears(5), default);
        Assert.Equal([stream], kept);
        Assert.Empty(await old.Payloads(order, written.AddYears(5), Nothing, kept, default));
        Assert.Empty(await erases.StillKept(order, Amsterdam.DateAt(clock.GetUtcNow()), default));

        async Task Say(ReferralCommand command, params SealedPayload[] payloads)
        {
            var context = new CommandContext(Guid.CreateVersion7(), new(Cast.Noor, "professional", Cast.Jgz)) { Payloads = payloads };
            Assert.Null((await handler.Handle(Other, command, context, default)).Refusal);
        }
    }

    private sealed class Finds(string stream) : IFindsFamily
    {
        public Task<FamilyTrail> Trail(Guid family, CancellationToken ct) => Task.FromResult(new FamilyTrail([stream], [family]));
    }
}
