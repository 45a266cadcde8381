using System.Diagnostics;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Signals;

/// <summary>Something that is asked of the lists of a municipality.</summary>
public abstract record AreaListCommand(DateTimeOffset At);

/// <summary>Add an own kind of signal.</summary>
public sealed record AddOwnKind(
    string Area, string Code, string Label, string Subject, string Domain, string Phase, string Category, DateTimeOffset At)
    : AreaListCommand(At);

/// <summary>Stop using an own kind.</summary>
public sealed record WithdrawOwnKind(string Code, DateTimeOffset At) : AreaListCommand(At);

/// <summary>Add an own question.</summary>
public sealed record AddOwnQuestion(
    string Area, string Code, string Text, string Why, string Domain, string? PointsTo, DateTimeOffset At) : AreaListCommand(At);

/// <summary>Stop asking an own question.</summary>
public sealed record WithdrawOwnQuestion(string Code, DateTimeOffset At) : AreaListCommand(At);

/// <summary>The choices about a municipality's own lists.</summary>
public static class AreaListDecider
{
    /// <summary>The code stands there with another meaning: what was recorded with it would change its meaning.</summary>
    public static readonly Refusal CodeTaken =
        new("code-al-gebruikt", "Deze code bestaat al met een andere betekenis. Kies een nieuwe code.");

    /// <summary>There is no such code.</summary>
    public static readonly Refusal CodeUnknown = new("code-onbekend", "Deze code staat niet op de lijst van deze gemeente.");

    /// <summary>The one table.</summary>
    public static Decision<AreaListFact> Decide(AreaListCommand command, AreaList list) => command switch
    {
        AddOwnKind c => Add(c, list),
        WithdrawOwnKind c when !list.Kinds.Exists(k => k.Code == c.Code) => CodeUnknown,
        WithdrawOwnKind c => list.Withdrawn.Contains(c.Code) ? [] : [new OwnKindWithdrawn(c.Code, c.At)],
        AddOwnQuestion c => Add(c, list),
        WithdrawOwnQuestion c => list.Questions.Exists(q => q.Code == c.Code) ? [new OwnQuestionWithdrawn(c.Code, c.At)] : [],
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
    };

    private static Decision<AreaListFact> Add(AddOwnKind c, AreaList list)
    {
        var added = new OwnKindAdded(c.Area, c.Code, c.Label, c.Subject, c.Domain, c.Phase, c.Category, c.At);
        return list.Kinds.FindLast(k => k.Code == c.Code) switch
        {
            null => [added],
            { } before when before with { At = c.At } != added => CodeTaken,
            _ => list.Withdrawn.Contains(c.Code) ? [added] : [],
        };
    }

    private static Decision<AreaListFact> Add(AddOwnQuestion c, AreaList list)
    {
        var added = new OwnQuestionAdded(c.Area, c.Code, c.Text, c.Why, c.Domain, c.PointsTo, c.At);
        return list.Questions.Find(q => q.Code == c.Code) switch
        {
            null => [added],
            { } before => before with { At = c.At } == added ? [] : CodeTaken,
        };
    }
}
