using MassTransit;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Signals.Views;
using Consent = WarmHandover.Contracts.Consent;
using Notification = WarmHandover.Contracts.Notification;
using Referral = WarmHandover.Contracts.Referral;

namespace WarmHandover.Signals.Erasures;

/// <summary>
/// What happens to a request by itself: its term nears and ends, this service destroys what it has once two people decided, the other
/// organisations of the family are asked to decide for themselves, and who is late with confirming is noted. Each step can be done again.
/// </summary>
public sealed class ErasureHand(ErasureHandler erasures, FamilyHandler families, Destroyer destroyer, TimeProvider clock)
    : ClockHand<ErasureRow>(ErasuresView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(ErasureRow row, DateTimeOffset due, CancellationToken ct)
    {
        var state = (await erasures.Load(row.Erasure, ct)).State;
        if (state is { Confirmed: { } confirmed, Asked: { } asked } && !state.Done.ContainsKey(Erasure.Services[0]))
        {
            var order = new DestructionOrdered(
                asked.Erasure, asked.Family, asked.Organisation, asked.Member, asked.Teams, confirmed.At);
            await destroyer.Order(order with { Also = confirmed.Also, ReceivedUntil = state.ReceivedUntil }, ct);
            if (await destroyer.Carry(asked.Erasure, ct) is not { } done)
                return;

            await TellOthers(asked, ct);
            await Handle(row.Erasure, new HearCarriedOut(Erasure.Services[0], done.At, clock.Now()), "carried-out", ct);
            return;
        }

        await Handle(row.Erasure, new WatchErasure(clock.Now()), $"watch|{due.UtcTicks}", ct);
    }

    // What another organisation recorded itself stays; it is told that elsewhere something was destroyed, not where (AVG 19).
    private async Task TellOthers(ErasureRequested asked, CancellationToken ct)
    {
        if (asked.Origin != ErasureOrigins.Person || (await families.Load(asked.Family, ct)).State is not FamilyFile.Opened file)
            return;

        var today = Amsterdam.DateAt(clock.Now());
        foreach (var (organisation, teams) in file.Parties.Where(party => party.Key != asked.Organisation))
        {
            var about = WhoMayAsk.About(file, organisation);
            if (asked.Member is { } member ? !about.Contains(member) : about is [])
                continue;

            var id = DerivedIds.Of(asked.Erasure, $"elsewhere|{organisation:N}");
            var request = new ErasureRequested(
                id, asked.Family, organisation, asked.Member, ErasureOrigins.Elsewhere, [], Identified: null, today,
                today.AddMonths(ErasureDecider.Months), teams, Words: null, clock.Now());
            await Handle(id, new RequestErasure(request), "elsewhere", ct);
        }
    }

    private async Task Handle(Guid erasure, ErasureCommand command, string step, CancellationToken ct) => await erasures.Handle(
        erasure, command, new(DerivedIds.Of(erasure, step), Actor.House("signal")), ct);
}

/// <summary>The other services say that they destroyed what they had.</summary>
internal sealed class WhenDataDestroyed(ErasureHandler erasures, TimeProvider clock)
    : IConsumer<Consent.DataDestroyed>, IConsumer<Referral.DataDestroyed>, IConsumer<Notification.DataDestroyed>
{
    public Task Consume(ConsumeContext<Consent.DataDestroyed> heard) => Hear(heard, "consent", heard.Message.Erasure, heard.Message.At);

    public Task Consume(ConsumeContext<Referral.DataDestroyed> heard) => Hear(heard, "referral", heard.Message.Erasure, heard.Message.At);

    public Task Consume(ConsumeContext<Notification.DataDestroyed> heard) =>
        Hear(heard, "notification", heard.Message.Erasure, heard.Message.At);

    private async Task Hear<T>(ConsumeContext<T> heard, string service, Guid erasure, DateTimeOffset at) where T : class =>
        await erasures.Handle(
            erasure, new HearCarriedOut(service, at, clock.Now()), heard.Command("signal", "when-data-destroyed"), heard.CancellationToken);
}

/// <summary>
/// What the signal service does at an erasure: the fact in the family's file, after which nothing is recorded or read there, and the words
/// about a person that were sealed under another: of talks in which he took part, and why an entry about him was wrong.
/// </summary>
internal sealed class ErasesFamilies(FamilyHandler families, IEventLog log, TimeProvider clock) : IErases
{
    /// <summary>Who is in the family, where they live and how they are reached is no record of its own: it goes with the file.</summary>
    public IReadOnlySet<string> StayWithTheFile { get; } = new HashSet<string>
    {
        "member-added.v1", "child-born.v1", "family-moved.v1", "contact-wishes-recorded.v1", "contact-person-named.v1",
        "incompetence-judged.v1", "family-taken-in.v1",
    };

    public async Task EraseRecords(DestructionOrdered order, DateOnly receivedUntil, CancellationToken ct) => await families.Handle(
        order.Family, new EraseOldRecords(order.Erasure, order.Organisation, receivedUntil, clock.Now()),
        new(DerivedIds.Of(order.Erasure, "family"), Actor.House("signal")), ct);

    public async Task<IReadOnlyList<Guid>> Erase(DestructionOrdered order, CancellationToken ct)
    {
        var command = new EraseRecords(order.Erasure, order.Organisation, order.Member, clock.Now());
        await families.Handle(
            order.Family, command, new(DerivedIds.Of(order.Erasure, "family"), Actor.House("signal")), ct);
        if (order.Member is not { } member)
            return [];

        var entries = new HashSet<Guid>();
        var beside = new List<Guid>();
        await foreach (var stored in log.Read(FamilyHandler.Streams.Stream(order.Family), 0, ct))
        {
            var read = Facts.Read<FamilyFact>(stored.Type, stored.Data);
            foreach (var fact in read is FamilyTakenIn taken ? taken.Carried : [read])
                Look(fact);
        }

        return beside;

        void Look(FamilyFact fact)
        {
            switch (fact)
            {
                case SignalRecorded f when f.Member == member: entries.Add(f.Signal); break;
                case ProtectiveFactorRecorded f when f.Member == member: entries.Add(f.Factor); break;
                case NeedRecorded f when f.Member == member: entries.Add(f.Need); break;
                case GoalSet f when f.Member == member: entries.Add(f.Goal); break;
                case ContactAttempted f when f.Member == member: entries.Add(f.Attempt); break;
                case ConversationHeld { Note: { } note } f when f.Organisation == order.Organisation && f.With.Contains(member):
                    entries.Add(f.Conversation);
                    beside.Add(note.Id);
                    break;
                case EntryCorrected { Note: { } note } f when f.Organisation == order.Organisation && entries.Contains(f.Entry):
                    beside.Add(note.Id);
                    break;
            }
        }
    }
}
