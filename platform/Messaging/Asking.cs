using System.Diagnostics;
using MassTransit;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Messaging;

/// <summary>
/// The limit around every question (decision 17): the library's own is ignored by the mediator and late with a frozen broker.
/// </summary>
internal static class Asking
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Whatever goes wrong is the same no; only the asker's own wish to stop is passed on.</summary>
    public static async Task<TAnswer> Within<TAnswer>(Func<Task<Response<TAnswer>>> ask, CancellationToken ct) where TAnswer : class
    {
        using var span = HouseMeters.Spans.StartActivity($"ask {typeof(TAnswer).Name}", ActivityKind.Client);
        try
        {
            var response = await Task.Run(ask, ct).WaitAsync(Limit, ct);
            return response.Message ?? throw new NoAnswerException("The answer could not be read.");
        }
        catch (Exception fault) when (!ct.IsCancellationRequested && fault is not NoAnswerException)
        {
            span?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
            throw new NoAnswerException($"No answer: {fault.GetType().Name}.", fault);
        }
    }
}
