using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Overviews;
using WarmHandover.Platform.Vault;
using WarmHandover.Signals.Keepings;

namespace WarmHandover.Signals.Rights;

/// <summary>
/// Joins what the four services hold about one person. The other three are asked over the bus; their answers come sealed for a key that
/// lives as long as the question. One part that does not come is no overview (503): half of it would be untrue.
/// </summary>
public sealed class OverviewDesk(
    FamilyHandler families, IVault vault, IAsk ask, OverviewLooks looks, KeepingDesk keepings, IEventLog log, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The document; null where the organisation has no such file any more. Hidden entries are not in it.</summary>
    public async Task<OverviewAnswer?> Of(RightAsked asked, IReadOnlyCollection<Guid> hidden, bool draft, CancellationToken ct)
    {
        var family = await families.Surviving(asked.Family, ct);
        if ((await families.Load(family, ct)).State is not FamilyFile.Opened file || !file.Knows(asked.Organisation)
            || file.Member(asked.Member) is not { } member)
        {
            return null;
        }

        var now = clock.Now();
        var still = await StillSince(family, file, [asked.Member, .. asked.AskedBy], ct);
        RecordedUnder[] people = [new(family, asked.Member), .. file.TakenIn.Select(
            t => new RecordedUnder(t.Family, t.OwnIds.GetValueOrDefault(asked.Member, asked.Member)))];
        using var key = new AnswerKey();
        var (own, until) = (key.Public, now + Patience);
        var consent = Part(key, new WhatConsentHolds(Guid.CreateVersion7(), until, asked.Organisation, people, asked.AskedBy, still,
            own), ct);
        var referral = Part(
            key, new WhatReferralHolds(Guid.CreateVersion7(), until, asked.Organisation, people, asked.AskedBy, still, own), ct);
        var notification = Part(
            key, new WhatNotificationHolds(Guid.CreateVersion7(), until, asked.Organisation, people, asked.AskedBy, still, own), ct);
        var parts = await Task.WhenAll(consent, referral, notification);

        var reader = new OverviewReader(file.WithoutGone(), asked.Organisation, member, still, hidden, vault, ct);
        var entries = await reader.Entries();
        var (seen, later) = await looks.Of(
            "signal", new WhatReferralHolds(default, until, asked.Organisation, people, asked.AskedBy, still, own), ct);
        reader.Leave(OverviewCodes.Safety, later);
        reader.Leave(OverviewCodes.Employees, seen.Count);
        foreach (var (code, count) in parts.SelectMany(p => p.LeftOut))
            reader.Leave(code, count);

        // That something is kept from him to protect somebody would tell him just that: only the answer's record and the draft say it.
        var left = reader.LeftOut().Where(l => draft || l.Code != OverviewCodes.Safety).ToArray();
        var kept = await keepings.Of(family, asked.Organisation, Platform.Time.Amsterdam.DateAt(now), ct);
        return new(
            asked.Request, asked.Organisation, asked.Member, now, draft, OverviewText.Of(entries, parts, seen.Count), await reader.Person(),
            entries, reader.WhoDecides(), parts[0].Holds, parts[1].Holds, parts[2].Holds,
            [.. seen.Concat(parts.SelectMany(p => p.Looks)).OrderBy(look => look.At)],
            [.. kept?.Laws.Select(l => new OverviewLaw(l.Law, l.Years, l.From)) ?? []], left);
    }

    private async Task<HeldHere> Part<TQuestion>(AnswerKey key, TQuestion question, CancellationToken ct)
        where TQuestion : class, IWhatIsHeld
    {
        var answer = await ask.Ask<TQuestion, HeldPart>(question, ct);
        return answer.Question == question.Question
            ? key.Open<HeldHere>(answer.Sealed)
            : throw new NoAnswerException("The answer was not to this question.");
    }

    /// <summary>Since the first flag that still holds, on the person or on who asks for him, nothing may betray a place.</summary>
    internal async Task<DateTimeOffset?> StillSince(Guid family, FamilyFile.Opened file, IReadOnlyList<Guid> people, CancellationToken ct)
    {
        var silent = people.Where(id => file.Member(id)?.Flags.Contains(SafetyFlags.DoNotInform) == true).ToHashSet();
        if (silent.Count == 0)
            return null;

        var raised = new Dictionary<Guid, DateTimeOffset>();
        await foreach (var stored in log.Read(FamilyHandler.Streams.Stream(family), 0, ct))
        {
            var read = Facts.Read<FamilyFact>(stored.Type, stored.Data);
            foreach (var fact in read is FamilyTakenIn taken ? taken.Carried : [read])
            {
                if (fact is SafetyFlagRaised { Flag: SafetyFlags.DoNotInform } up && silent.Contains(up.Member))
                    raised.TryAdd(up.Member, up.At);
                else if (fact is SafetyFlagLifted { Flag: SafetyFlags.DoNotInform } down)
                    raised.Remove(down.Member);
            }
        }

        return raised.Count == 0 ? file.OpenedAt : raised.Values.Min();
    }
}
