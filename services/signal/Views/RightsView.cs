using WarmHandover.Platform.Reading;

namespace WarmHandover.Signals.Views;

/// <summary>A request about own data, in the list of its organisation: ids, codes and days.</summary>
public sealed record RightRow(
    Guid Request, Guid Family, Guid Organisation, Guid Member, string Kind, string Stand, DateOnly ReceivedOn, DateOnly AnswerBy,
    bool Extended, bool Near, bool Expired, int Recipients, int Seen, DateOnly? LiftsOn);

/// <summary>A request, in the list of who made it.</summary>
public sealed record OwnRightRow(Guid Request);

/// <summary>The requests about own data of each organisation, due when something happens to them by itself.</summary>
public sealed class RightsView() : View<RightFact>("signal", "right", Table, shape: 2)
{
    /// <summary>The table's name.</summary>
    public const string Table = "rights";

    /// <summary>The part that holds the requests of one organisation.</summary>
    public static string Of(Guid organisation) => $"org/{organisation:N}";

    /// <summary>The part that holds the requests that one person made.</summary>
    public static string Of(Guid family, Guid askedBy) => $"person/{family:N}/{askedBy:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<RightFact> noted, Rows rows)
    {
        var after = RightRequest.Evolve(rows.Get<RightRequest>($"state/{noted.Id:N}") ?? RightRequest.Initial, noted.Fact);
        rows.Put($"state/{noted.Id:N}", "state", after);
        var asked = after.Asked!;
        foreach (var person in noted.Fact is RightAsked ? asked.AskedBy : [])
            rows.Put($"own/{person:N}/{noted.Id:N}", Of(asked.Family, person), new OwnRightRow(noted.Id));
        rows.Put(
            $"{noted.Id:N}", Of(asked.Organisation),
            new RightRow(
                noted.Id, asked.Family, asked.Organisation, asked.Member, asked.Kind, after.Stand, asked.ReceivedOn, after.AnswerBy,
                after.Extended is not null, after.Open && after.Neared, after.Open && after.Expired, after.Recipients.Count,
                after.Recipients.Count(r => r.SeenAt is not null), after.LiftTold?.LiftsOn),
            after.Due);
    }
}
