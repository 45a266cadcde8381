using WarmHandover.Platform.Deciding;

namespace WarmHandover.Consents;

/// <summary>
/// A team that had received rows says what it did with them since they were taken back. By its id, or every one of a request that the
/// team had heard of at an instant (as an inbox item names them).
/// </summary>
public sealed record SayWord(
    Guid? Withdrawal, Guid? Request, DateTimeOffset? HeardAt, Guid Team, Guid? Organisation, string Word, string? Law, DateOnly? Until,
    string By, DateTimeOffset At) : ConsentCommand(At);

/// <summary>The day on which a word was due has passed.</summary>
public sealed record EscalateWithdrawal(Guid Withdrawal, DateTimeOffset At) : ConsentCommand(At);

/// <summary>A withdrawal that travels: who received the rows says one of four words, and whoever is late is escalated once.</summary>
public static partial class ConsentDecider
{
    // An item is raised after the withdrawal, by the clock of another process.
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromSeconds(5);

    /// <summary>It was never opened.</summary>
    public const string NotOpened = "niet-geopend";

    /// <summary>A law makes the team keep it in its own file.</summary>
    public const string OwnFile = "in-eigen-dossier";

    /// <summary>The four words.</summary>
    public static readonly IReadOnlyList<string> FourWords = [NotOpened, "gesloten", "vernietigd", OwnFile];

    private static Decision<ConsentFact> Say(SayWord word, Consent consent)
    {
        var at = consent.NotBefore(word.At);
        var his = consent.Withdrawals
            .Where(w => (word.Withdrawal is null || w.Id == word.Withdrawal) && (word.Request is null || w.Request == word.Request)
                && (word.HeardAt is null || w.At <= word.HeardAt + ClocksDiffer))
            .SelectMany(w => w.Recipients
                .Where(r => r.Recipient.Team == word.Team && (word.Organisation is null || r.Recipient.Organisation == word.Organisation))
                .Select(r => (Withdrawal: w, Received: r)))
            .ToArray();
        if (his is [])
            return Refusals.Missing;

        var silent = his.Where(h => h.Received.Confirmed is null).ToArray();
        if (silent is [])
            return SaidBefore(word, his[^1].Received.Confirmed!) ? [] : ConsentRefusals.WordSaid;
        if (word.Word == NotOpened && silent.Any(s => s.Received.Opened))
            return word.HeardAt is { } raised ? Contradict(word, raised, silent, at) : ConsentRefusals.WasOpened;
        if (word.Word == OwnFile ? word.Law is null || word.Until is null : word.Law is not null || word.Until is not null)
            return ConsentRefusals.LawOfOwnFile;

        return Decision.Accept<ConsentFact>([.. silent.Select(s => new WithdrawalConfirmed(
            s.Withdrawal.Id, s.Withdrawal.Request, s.Received.Recipient.Team, s.Received.Recipient.Organisation, word.Word, word.Law,
            word.Until, word.By, at))]);
    }

    // At the door the team hears the refusal; of a word from the inbox it hears only what is announced. Once for each item it answered.
    private static Decision<ConsentFact> Contradict(
        SayWord word, DateTimeOffset raised, (Withdrawal Withdrawal, Received Received)[] silent, DateTimeOffset at) =>
        Decision.Accept<ConsentFact>([.. silent
            .Where(s => s.Received.Opened && !(s.Received.Contradicted >= raised))
            .Select(s => new WordContradicted(
                s.Withdrawal.Id, s.Withdrawal.Request, s.Received.Recipient.Team, s.Received.Recipient.Organisation, word.Word, word.By,
                at))]);

    private static bool SaidBefore(SayWord word, WithdrawalConfirmed said) =>
        (said.Word, said.Law, said.Until) == (word.Word, word.Law, word.Until);

    private static Decision<ConsentFact> Escalate(EscalateWithdrawal wish, Consent consent)
    {
        var at = consent.NotBefore(wish.At);
        if (consent.Withdrawals.FirstOrDefault(w => w.Id == wish.Withdrawal) is not { } withdrawal || at < withdrawal.EscalatesAt)
            return [];

        ListedRecipient[] late = [.. withdrawal.Silent.Where(r => !r.Escalated).Select(r => r.Recipient)];
        return late is [] ? [] : [new WithdrawalEscalated(withdrawal.Id, withdrawal.Request, late, at)];
    }
}
