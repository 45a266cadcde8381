namespace WarmHandover.Platform.Messaging.InProcess;

/// <summary>Asks the service of this process that answers; when it is not here, nobody answers.</summary>
internal sealed class InProcessAsk(InProcessBus bus) : IAsk
{
    public Task<TAnswer> Ask<TQuestion, TAnswer>(TQuestion question, CancellationToken ct) where TQuestion : class where TAnswer : class =>
        Asking.Within(
            () => bus.WhoAnswers(typeof(TQuestion)) is { } answerer
                ? answerer.Mediator.CreateRequestClient<TQuestion>(Asking.Limit).GetResponse<TAnswer>(question, ct)
                : throw new NoAnswerException("Nobody is here who answers."),
            ct);
}
