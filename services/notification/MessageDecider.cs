using System.Diagnostics;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Notifications;

/// <summary>What is to happen to a message, or what the provider said.</summary>
public abstract record MessageCommand(DateTimeOffset At);

/// <summary>Queue it; its id follows from who, what, why and over what, so that it exists once.</summary>
public sealed record QueueMessage(MessageQueued Wanted) : MessageCommand(Wanted.At);

/// <summary>The provider answered a try.</summary>
public sealed record HearProvider(ProviderAnswer Answer, string Why, DateTimeOffset At) : MessageCommand(At);

/// <summary>What it was about is over, or nothing may leave.</summary>
public sealed record CancelMessage(string Why, DateTimeOffset At) : MessageCommand(At);

/// <summary>It came back after the provider had taken it.</summary>
public sealed record BounceMessage(string Why, DateTimeOffset At) : MessageCommand(At);

/// <summary>Try it again.</summary>
public sealed record TryAgain(string By, DateTimeOffset At) : MessageCommand(At);

/// <summary>What a provider says of one message.</summary>
public enum ProviderAnswer
{
    Accepted, Later, Never,
}

/// <summary>Once per recipient, channel and reason; tried with growing pauses for a day; visible when it cannot be delivered.</summary>
public static class MessageDecider
{
    /// <summary>How long a message is tried.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly int[] PauseMinutes = [1, 2, 5, 10, 20, 40, 60, 120, 240];

    /// <summary>Decides one command.</summary>
    public static Decision<MessageEvent> Decide(MessageCommand command, Message state) => command switch
    {
        QueueMessage wish => state.Queued is null ? [wish.Wanted] : [],
        HearProvider heard => state.Stand is not MessageStand.Waiting ? [] : heard.Answer switch
        {
            ProviderAnswer.Accepted => [new MessageAccepted(state.Tries + 1, heard.At)],
            ProviderAnswer.Never => [new MessageUndeliverable(heard.Why, heard.At)],
            _ => PutOff(heard, state),
        },
        CancelMessage wish => state.Stand is MessageStand.Waiting ? [new MessageCancelled(wish.Why, wish.At)] : [],
        BounceMessage heard => state.Stand switch
        {
            MessageStand.None => Refusals.Missing,
            MessageStand.Accepted or MessageStand.Waiting => [new MessageUndeliverable(heard.Why, heard.At)],
            _ => [],
        },
        TryAgain wish => state.Stand switch
        {
            MessageStand.None => Refusals.Missing,
            MessageStand.Undeliverable when state.Queued is { Carried: null } => [new MessageTriedAgain(wish.By, wish.At)],
            MessageStand.Undeliverable => MessageRefusals.NewCode,
            MessageStand.Waiting => [],
            _ => MessageRefusals.NotUndeliverable,
        },
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided here"),
    };

    private static Decision<MessageEvent> PutOff(HearProvider heard, Message state)
    {
        var next = heard.At.AddMinutes(PauseMinutes[Math.Min(state.Tries, PauseMinutes.Length - 1)]);
        return next > state.Since + Longest
            ? [new MessageUndeliverable(heard.Why, heard.At)]
            : [new MessagePutOff(state.Tries + 1, heard.Why, next, heard.At)];
    }
}

/// <summary>Every no about a message.</summary>
public static class MessageRefusals
{
    public static readonly Refusal NotUndeliverable = new("niet-onbestelbaar", "Dit bericht is niet als onbestelbaar gemeld.");

    public static readonly Refusal NewCode = new(
        "maak-nieuwe-code", "De code in dit bericht is weg. Maak een nieuwe code en kies hoe u hem brengt.");

    public static readonly Refusal NoAddress = new("geen-adres", "Er is hier geen adres ingesteld.");
}
