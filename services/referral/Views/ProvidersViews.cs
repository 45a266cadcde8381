using System.Diagnostics;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals.Views;

/// <summary>An organization that offers services.</summary>
public sealed record ProviderRow(OrganizationEntry Entry, SealedPeople? People);

/// <summary>A location.</summary>
public sealed record PlaceRow(LocationEntry Entry, SealedPeople? People);

/// <summary>The organizations that offer services.</summary>
public sealed class ProvidersView() : View<ProviderEvent>("referral", "provider", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "providers";

    /// <summary>The one part.</summary>
    public const string All = "all";

    /// <inheritdoc/>
    protected override void Show(Noted<ProviderEvent> noted, Rows rows) => rows.Put(noted.Id.ToString("N"), All, noted.Fact switch
    {
        ProviderKept kept => new ProviderRow(kept.Entry, kept.People),
        _ => throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown"),
    });
}

/// <summary>The locations.</summary>
public sealed class PlacesView() : View<PlaceEvent>("referral", "place", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "places";

    /// <summary>The one part.</summary>
    public const string All = "all";

    /// <inheritdoc/>
    protected override void Show(Noted<PlaceEvent> noted, Rows rows) => rows.Put(noted.Id.ToString("N"), All, noted.Fact switch
    {
        PlaceKept kept => new PlaceRow(kept.Entry, kept.People),
        _ => throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown"),
    });
}
