using WarmHandover.Platform.Reading;

namespace WarmHandover.Signals.Views;

/// <summary>A file that was joined to another one, which has not taken it in yet.</summary>
public sealed record JoinRow(Guid Family, Guid Into);

/// <summary>The joins of which the second fact is still to be written: due at once.</summary>
public sealed class JoinsView() : View<FamilyFact>("signal", "family", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "joins";

    /// <inheritdoc/>
    protected override void Show(Noted<FamilyFact> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case FamilyJoined f: rows.Put($"{noted.Id:N}", "open", new JoinRow(noted.Id, f.Into), f.At); break;
            case FamilyTakenIn f: rows.Remove($"{f.Family:N}"); break;
            default: break;
        }
    }
}
