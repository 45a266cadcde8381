using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Platform.Erasing;

/// <summary>
/// What a service does at an erasure beside keys, payloads and search terms: facts in its own streams, so that views drop their rows and
/// later commands are refused. Said again after a crash it changes nothing.
/// </summary>
public interface IErases
{
    /// <summary>
    /// Runs after the order stands and before anything is destroyed (decision 6). Answers the payloads that go beside those of the owner or
    /// person: words about somebody that were sealed under another.
    /// </summary>
    Task<IReadOnlyList<Guid>> Erase(DestructionOrdered order, CancellationToken ct);

    /// <summary>
    /// The same when only the records go that came in until a day. Their payloads are found in the family's streams; a service that has no
    /// facts of its own about them does nothing.
    /// </summary>
    Task EraseRecords(DestructionOrdered order, DateOnly receivedUntil, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Types of facts whose payloads stay as long as the file does: who somebody is, and how he is reached.</summary>
    IReadOnlySet<string> StayWithTheFile => new HashSet<string>();

    /// <summary>
    /// Streams that began long ago and of which the term is not over: a referral with its letter counts from when it moved last.
    /// </summary>
    Task<IReadOnlySet<string>> StillKept(DestructionOrdered order, DateOnly receivedUntil, CancellationToken ct) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());
}

/// <summary>
/// Carries out an erasure in one service, in the order of decision 6: the facts (later commands are refused), a line in the ledger outside
/// the backups, the tombstones and keys, the payloads, the search terms, the fact that it is done. Each step may be done again after a
/// crash; nothing brings a key back.
/// </summary>
public sealed class Destroyer(
    IEventLog log, IKeyStore keys, IPayloads payloads, ISearchIndex index, ErasureLedger ledger, IEnumerable<IErases> parts,
    OldRecords old, TimeProvider clock, string service)
{
    private readonly CommandHandler<Destruction, DestructionCommand, DestructionFact> handler =
        new(log, clock, Destruction.Streams(service));

    /// <summary>Writes down what must be destroyed; once, however often it is said.</summary>
    public async Task Order(DestructionOrdered order, CancellationToken ct) =>
        await handler.Handle(order.Erasure, new OrderDestruction(order), By(order.Erasure, "order"), ct);

    /// <summary>Carries out what was ordered; whether it is done.</summary>
    public async Task<DestructionDone?> Carry(Guid erasure, CancellationToken ct)
    {
        if ((await handler.Load(erasure, ct)).State is not { Ordered: { } order } state)
            return null;
        if (state.Done is { } done)
            return done;

        var (beside, kept) = (new List<Guid>(), new HashSet<string>());
        foreach (var part in parts)
        {
            if (order.ReceivedUntil is { } until)
            {
                await part.EraseRecords(order, until, ct);
                kept.UnionWith(await part.StillKept(order, until, ct));
            }
            else
            {
                beside.AddRange(await part.Erase(order, ct));
            }
        }

        if (order.ReceivedUntil is { } day)
            beside.AddRange(await old.Payloads(order, day, parts.SelectMany(part => part.StayWithTheFile).ToHashSet(), kept, ct));
        var line = LedgerLine.Of(order, beside);
        await ledger.Add(line, ct);
        await Destroy(line, ct);
        return (await handler.Handle(erasure, new FinishDestruction(clock.Now()), By(erasure, "done"), ct)).State.Done;
    }

    /// <summary>Destroys what an owner has here, or what is about one person; again as often as it comes back.</summary>
    public async Task Destroy(LedgerLine line, CancellationToken ct)
    {
        foreach (var payload in line.Beside)
            await payloads.Destroy(payload, ct);
        foreach (var part in line.ReceivedUntil is null ? line.Order.Parts : [])
            await Destroy(PayloadOwner.Family(part.Family, line.Organisation), part.Member, ct);
    }

    private async Task Destroy(PayloadOwner owner, Guid? member, CancellationToken ct)
    {
        if (member is { } one)
        {
            await payloads.DestroySubject(owner, one, ct);
            await index.Remove(owner, one, ct);
            return;
        }

        await keys.Destroy(owner, ct);
        await payloads.DestroyOwner(owner, ct);
        await index.Purge(owner, ct);
    }

    private CommandContext By(Guid erasure, string step) => new(DerivedIds.Of(erasure, $"{service}|{step}"), Actor.House(service));
}

/// <summary>Carries out what was ordered, also after a crash: the row is due until it is done.</summary>
public sealed class DestructionHand(Destroyer destroyer) : ClockHand<DestructionRow>(DestructionsView.Table)
{
    /// <inheritdoc/>
    protected override async Task Strike(DestructionRow row, DateTimeOffset due, CancellationToken ct) =>
        await destroyer.Carry(row.Erasure, ct);
}

/// <summary>Since when something is gone, for placeholders: 'vernietigd op …'.</summary>
public sealed class Gone(IViews views)
{
    /// <summary>
    /// When what an organisation received of a family until a day was destroyed because its term was over; null when it was not.
    /// </summary>
    public async Task<DateTimeOffset?> SinceReceived(Guid family, Guid organisation, DateOnly on, CancellationToken ct) =>
        (await views.Get<GoneRecordsRow>(DestructionsView.Table, DestructionsView.Records(family, organisation), ct)) is { } row
            ? (row.Until.FirstOrDefault(gone => gone.Received >= on) ?? row.Until[^1]).At
            : null;

    /// <summary>When what an organisation recorded of a family (or of one member of it) was destroyed; null when it was not.</summary>
    public async Task<DateTimeOffset?> Since(Guid family, Guid organisation, Guid? member, CancellationToken ct)
    {
        var whole = await views.Get<GoneRow>(DestructionsView.Table, DestructionsView.Key(family, organisation, null), ct);
        var own = member is null
            ? null
            : await views.Get<GoneRow>(DestructionsView.Table, DestructionsView.Key(family, organisation, member), ct);
        return (whole, own) switch
        {
            (null, null) => null,
            ({ } one, null) => one.At,
            (null, { } one) => one.At,
            var (one, other) => one.At < other.At ? one.At : other.At,
        };
    }
}
