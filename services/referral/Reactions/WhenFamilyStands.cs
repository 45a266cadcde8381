using MassTransit;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Referrals.Reactions;

/// <summary>
/// A family moved or lost somebody: the case remembers the newest version, and each of its referrals hears it. One command per stream.
/// </summary>
internal sealed class WhenFamilyStands(CaseHandler cases, FamilyReferrals referrals, TimeProvider clock) : IConsumer<FamilyStands>
{
    private const string Name = "when-family-stands";
    private const string DoNotInform = "niet-informeren";

    public async Task Consume(ConsumeContext<FamilyStands> heard)
    {
        var (said, now, ct) = (heard.Message, clock.Now(), heard.CancellationToken);
        var gone = said.Members.Where(m => m.Gone is not null).Select(m => m.Id).ToArray();
        Guid[] still = [.. said.Members.Where(m => m.SafetyFlags.Contains(DoNotInform)).Select(m => m.Id)];
        var where = new HearWhere(said.Version, said.Area, gone, now, still is [] ? null : still);
        await cases.Handle(said.Family, where, heard.Command("referral", Name), ct);
        if ((await cases.Load(said.Family, ct)).State.FamilyVersion > said.Version)
            return;

        await referrals.Tell(heard, Name, said.Family, new HearFamily(said.Area, gone, now));
    }
}
