using WarmHandover.Platform.Reading;

namespace WarmHandover.Signals.Views;

/// <summary>A request to destroy, in the list of its organisation: ids, codes and days.</summary>
public sealed record ErasureRow(
    Guid Erasure, Guid Family, Guid Organisation, Guid? Member, string Origin, string Stand, DateOnly ReceivedOn, DateOnly DecideBy,
    bool Near, bool Expired, IReadOnlyList<string> Missing, bool Overdue, DateOnly? KeysGoneOn)
{
    /// <summary>Only what was received until this day; null: all of what was asked.</summary>
    public DateOnly? ReceivedUntil { get; init; }
}

/// <summary>The requests to destroy of each organisation, due when something happens to them by itself.</summary>
public sealed class ErasuresView() : View<ErasureFact>("signal", "erasure", Table, shape: 2)
{
    /// <summary>The table's name.</summary>
    public const string Table = "erasures";

    /// <summary>The part that holds the requests of one organisation.</summary>
    public static string Of(Guid organisation) => $"org/{organisation:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ErasureFact> noted, Rows rows)
    {
        var after = Erasure.Evolve(rows.Get<Erasure>($"state/{noted.Id:N}") ?? Erasure.Initial, noted.Fact);
        rows.Put($"state/{noted.Id:N}", "state", after);
        var asked = after.Asked!;
        foreach (var person in noted.Fact is ErasureRequested ? asked.AskedBy : [])
            rows.Put($"own/{person:N}/{noted.Id:N}", RightsView.Of(asked.Family, person), new OwnRightRow(noted.Id));
        rows.Put(
            $"{noted.Id:N}", Of(asked.Organisation),
            new ErasureRow(
                noted.Id, asked.Family, asked.Organisation, asked.Member, asked.Origin, after.Stand, asked.ReceivedOn, after.DecideBy,
                after.Neared, after.Expired, after.Confirmed is null ? [] : after.Missing, after.Overdue, after.Certified?.KeysGoneOn)
            {
                ReceivedUntil = after.ReceivedUntil,
            },
            after.Due);
    }
}
