using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Rights;

/// <summary>The road of commands to requests about own data.</summary>
public sealed class RightHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<RightRequest, RightCommand, RightFact>(log, clock, Streams)
{
    /// <summary>One stream per request.</summary>
    public static readonly StreamKind<RightRequest, RightCommand, RightFact> Streams =
        new("signal", "right", RightRequest.Initial, RightDecider.Decide, RightRequest.Evolve);
}

/// <summary>
/// What happens to a request by itself: its term nears and ends; what was granted is written into the file (entries struck, rows closed);
/// a restriction of which the person knows the end is lifted on that day. Each step can be done again.
/// </summary>
public sealed class RightHand(RightHandler rights, FamilyHandler families, TimeProvider clock) : ClockHand<RightRow>(RightsView.Table)
{
    private const string OnRequest = "op-verzoek";

    /// <inheritdoc/>
    protected override async Task Strike(RightRow row, DateTimeOffset due, CancellationToken ct)
    {
        var state = (await rights.Load(row.Request, ct)).State;
        if (state is { Granted: not null, CarriedOut: false, Asked: { } asked })
        {
            await CarryOut(asked, state.Named, ct);
            await Handle(row.Request, new FinishRight(clock.Now()), "carried-out", ct);
            return;
        }

        // First the file, then the request: after a crash in between the row is still due.
        if (state is { LiftTold: not null, LiftedAt: null, Asked: { } of } && state.Due <= clock.Now())
            await Change(of, new FreeRows(of.Request, of.Organisation, clock.Now()), "free", ct);
        await Handle(row.Request, new WatchRight(clock.Now()), $"watch|{due.UtcTicks}", ct);
    }

    private async Task CarryOut(RightAsked asked, IReadOnlyList<Guid> entries, CancellationToken ct)
    {
        if (asked.Kind == RightKinds.Restriction)
        {
            var restrict = new RestrictRows(asked.Request, asked.Member, asked.Categories, asked.Organisation, clock.Now());
            await Change(asked, restrict, "restrict", ct);
        }

        foreach (var entry in asked.Kind == RightKinds.Rectification ? entries : [])
            await Change(asked, new CorrectEntry(entry, OnRequest, Note: null, asked.Organisation, clock.Now()), $"strike|{entry:N}", ct);
    }

    private async Task Change(RightAsked asked, FamilyCommand command, string step, CancellationToken ct) => await families.Handle(
        await families.Surviving(asked.Family, ct), command, new(DerivedIds.Of(asked.Request, step), Actor.House("signal")), ct);

    private async Task Handle(Guid request, RightCommand command, string step, CancellationToken ct) =>
        await rights.Handle(request, command, new(DerivedIds.Of(request, step), Actor.House("signal")), ct);
}

/// <summary>Consent tells whom a change was passed on to, and who has seen it.</summary>
internal sealed class WhenRulingsStand(RightHandler rights, TimeProvider clock) : IConsumer<RulingsStand>
{
    public async Task Consume(ConsumeContext<RulingsStand> heard)
    {
        foreach (var ruling in heard.Message.Rulings)
        {
            RightRecipient[] recipients = [.. ruling.Recipients.Select(r => new RightRecipient(r.Team, r.Organisation, r.SeenAt))];
            var context = new CommandContext(
                DerivedIds.Of(heard.MessageId!.Value, $"when-rulings-stand|{ruling.Request:N}"), Actor.House("signal"));
            await rights.Handle(
                ruling.Request, new HearRecipients(recipients, heard.Message.Stream, heard.Message.Version, clock.Now()), context,
                heard.CancellationToken);
        }
    }
}
