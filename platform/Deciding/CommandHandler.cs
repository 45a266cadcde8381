using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Deciding;

/// <summary>
/// One kind of stream: how it is named, what it starts as, how it decides and folds. Names are <c>service.category-id</c> (decision 9).
/// </summary>
public sealed record StreamKind<TState, TCommand, TFact>(
    string Service, string Category, TState Initial, Func<TCommand, TState, Decision<TFact>> Decide, Func<TState, TFact, TState> Evolve)
    where TFact : class
{
    /// <summary>Which resource inside the stream a fact changes (decision 19); null or empty is the whole stream.</summary>
    public Func<TFact, string?> Resource { get; init; } = _ => null;

    /// <summary>The name of the stream of one thing.</summary>
    public string Stream(Guid id) => $"{Service}.{Category}-{id:N}";
}

/// <summary>
/// The one road from a command to a fact: read, fold, decide, append at the version read; on a conflict read and decide again, at most five
/// times (decision 19). The house itself tries longer and then throws: nobody reads the answer to a reaction, and a message that was heard
/// without effect would be lost; thrown, it is delivered again. A command id that already stands in the stream returns what it did the
/// first time (decision 2).
/// </summary>
public class CommandHandler<TState, TCommand, TFact>(
    IEventLog log, TimeProvider clock, StreamKind<TState, TCommand, TFact> kind, KeptFolds<TState, TCommand, TFact>? kept = null)
    where TFact : class
{
    private const int Attempts = 5;
    private const int AttemptsOfTheHouse = 100;

    /// <summary>The kind of stream this handler writes.</summary>
    public StreamKind<TState, TCommand, TFact> Kind => kind;

    /// <summary>Decides a command on the newest state and stores what follows.</summary>
    public async Task<Answered<TState, TFact>> Handle(Guid id, TCommand command, CommandContext context, CancellationToken ct)
    {
        using var turn = kept is null ? null : await kept.Turn(kind.Stream(id), ct);
        var attempts = context.Actor.IsHouse ? AttemptsOfTheHouse : Attempts;
        for (var attempt = 1; ; attempt++)
        {
            var now = await Load(id, ct);
            if (await Said(now, context, ct) is { } before)
                return before;
            if (context.IfMatch is { } had && now.VersionOf(had.Resource) != had.Version)
                return now.Answer(Refusals.Stale);

            var decision = kind.Decide(command, now.State);
            HouseMeters.Decided(kind.Service, decision.Refusal?.Code);
            if (decision.Refusal is not null || decision.ChangesNothing)
                return now.Answer(decision);

            try
            {
                var facts = decision.ToArray();
                var appended = await log.Append(now.Next(facts, context, clock.Now()), ct);
                if (appended.StoodBefore)
                    return await Said(await Load(id, ct), context, ct) ?? now.Answer(Refusals.Busy);

                var after = facts.Aggregate(now.State, kind.Evolve);
                return new(Decision.Accept<TFact>(facts), after, appended.Version, appended.Position, Repeated: false);
            }
            catch (VersionConflictException) when (attempt < attempts)
            {
                kept?.Forget(now.Stream);
                HouseMeters.DecidedAgain(kind.Service);
            }
            catch (VersionConflictException) when (!context.Actor.IsHouse)
            {
                return now.Answer(Refusals.Busy);
            }
            catch (OwnerErasedException)
            {
                return now.Answer(Refusals.Erased);
            }
        }
    }

    /// <summary>The newest state of one thing; its version is 0 when it does not exist.</summary>
    public async Task<Loaded<TState, TCommand, TFact>> Load(Guid id, CancellationToken ct)
    {
        var loaded = new Loaded<TState, TCommand, TFact>(kind, kind.Stream(id), kept?.Find(kind.Stream(id)));
        await foreach (var stored in log.Read(loaded.Stream, loaded.Version, ct))
            loaded.Add(stored);

        kept?.Keep(loaded);
        return loaded;
    }

    /// <summary>What a command did when it was said before. What lies in the kept part of a long stream is read again.</summary>
    private async Task<Answered<TState, TFact>?> Said(
        Loaded<TState, TCommand, TFact> now, CommandContext context, CancellationToken ct)
    {
        var earlier = now.Of(context.Id);
        if (earlier is [] && now.KeptVersionOf(context.Id) is { } first)
        {
            await foreach (var stored in log.Read(now.Stream, first - 1, ct))
            {
                if (!HeaderSkim.IsOf(stored.Header, context.Id))
                    break;
                earlier.Add((stored, Facts.Read<TFact>(stored.Type, stored.Data)));
            }
        }

        return earlier is [] ? null : now.SaidBefore(earlier, context);
    }
}
