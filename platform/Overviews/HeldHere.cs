using System.Text.Json;
using MassTransit;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Overviews;

/// <summary>
/// One look at somebody's data by a person of the organisation: when, in which role, what was done and what for. Never who (CJEU C-579/21).
/// </summary>
public sealed record OverviewLook(string Service, DateTimeOffset At, string Role, string Action, string? Purpose);

/// <summary>
/// What one service holds about somebody: its own records as JSON, who looked, and what was left out, by a code and how many times.
/// </summary>
public sealed record HeldHere(JsonElement Holds, IReadOnlyList<OverviewLook> Looks, IReadOnlyDictionary<string, int> LeftOut);

/// <summary>The code of what is left out because it could betray where somebody is, or that he is safe.</summary>
public static class OverviewCodes
{
    /// <summary>Everything since a safety flag.</summary>
    public const string Safety = "veiligheid-van-een-ander";

    /// <summary>Who looked is told by role.</summary>
    public const string Employees = "namen-van-medewerkers";
}

/// <summary>The looks of one service at somebody's data, for the overview that he asked.</summary>
public sealed class OverviewLooks(IViews views)
{
    private const int Page = 500;
    private const int Most = 20_000;

    /// <summary>The looks of an organisation's people at a person, the oldest first; and how many came after a safety flag.</summary>
    public async Task<(IReadOnlyList<OverviewLook> Looks, int Later)> Of(string service, IWhatIsHeld question, CancellationToken ct)
    {
        var (found, later) = (new List<OverviewLook>(), 0);
        foreach (var part in question.People.Select(p => p.Member).OfType<Guid>()
            .Select(member => AccessLinesView.OfThing(question.Organisation, member)).Distinct())
        {
            string? after = null;
            while (found.Count < Most)
            {
                var lines = await views.List<AccessLine>(AccessLinesView.Table, part, ct, Page, after);
                foreach (var line in lines.Where(line => line.Status < 400))
                {
                    if (question.StillSince is { } still && line.At >= still)
                        later++;
                    else
                        found.Add(new(service, line.At, line.Role, line.Action, line.Purpose ?? line.Activity));
                }

                if (lines.Count < Page)
                    break;
                after = AccessLinesView.Key(part, lines[^1].Position);
            }
        }

        return ([.. found.OrderBy(look => look.At)], later);
    }
}

/// <summary>
/// Answers what this service holds about somebody, sealed for who asked. A question that is about to expire is dropped: nobody waits for
/// it.
/// </summary>
public abstract class AnswersWhatIsHeld<TQuestion>(string service, OverviewLooks looks, TimeProvider clock) : IConsumer<TQuestion>
    where TQuestion : class, IWhatIsHeld
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<TQuestion> context)
    {
        var (question, ct) = (context.Message, context.CancellationToken);
        if (Waiting.IsOver(question.ExpiresAt, clock))
            return;

        var left = new Dictionary<string, int>();
        var holds = await Holds(question, left, ct);
        var (seen, later) = await looks.Of(service, question, ct);
        Leave(left, OverviewCodes.Safety, later);
        Leave(left, OverviewCodes.Employees, seen.Count);
        var here = new HeldHere(JsonSerializer.SerializeToElement(holds, holds.GetType(), Facts.Json), seen, left);
        await context.RespondAsync(new HeldPart(question.Question, AnswerKey.Seal(here, question.SealFor)));
    }

    /// <summary>This service's own records; what is left out of them is counted.</summary>
    protected abstract Task<object> Holds(TQuestion question, Dictionary<string, int> left, CancellationToken ct);

    /// <summary>Counts what is left out.</summary>
    protected static void Leave(Dictionary<string, int> left, string code, int count)
    {
        if (count > 0)
            left[code] = left.GetValueOrDefault(code) + count;
    }
}
