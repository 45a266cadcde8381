using MassTransit;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents.Reactions;

/// <summary>
/// Two family ids became one family. First each of them knows the other (from then on an objection under one is one under both), then what
/// stood until that instant is narrowed to the stricter of the two. One command per stream, each the same when it is heard again.
/// </summary>
internal sealed class WhenFamilyJoined(ConsentHandler consents, TimeProvider clock) : IConsumer<FamilyJoined>
{
    private const string Name = "when-family-joined";

    public async Task Consume(ConsumeContext<FamilyJoined> heard)
    {
        var (m, now) = (heard.Message, clock.Now());
        SamePerson[] there = [.. m.Same.Select(s => new SamePerson(s.Member, s.As))];
        SamePerson[] here = [.. m.Same.Select(s => new SamePerson(s.As, s.Member))];
        await Do(m.Into, new JoinFiles(m.Family, Survives: true, here, now), "join");
        await Do(m.Family, new JoinFiles(m.Into, Survives: false, there, now), "join");
        await Narrow(m.Into, m.Family);
        await Narrow(m.Family, m.Into);

        async Task Narrow(Guid by, Guid family)
        {
            var consent = (await consents.Load(by, heard.CancellationToken)).State;
            var twin = consent.Twins.Find(t => t.With == family)!;
            var limits = Twins.Standing(consent, twin.At.AddMicroseconds(-1)).Translated(twin);
            await Do(family, new NarrowConsent(by, limits, now), "narrow");
        }

        async Task Do(Guid family, ConsentCommand command, string what)
        {
            var answer = await consents.Handle(
                family, command, heard.Command("consent", $"{Name}|{what}|{family:N}"), heard.CancellationToken);

            // A family that was not heard of yet is heard of soon: then this is delivered again.
            if (answer.Refusal is { } no)
                throw new InvalidOperationException($"Not joined yet: {no.Code}");
        }
    }
}
