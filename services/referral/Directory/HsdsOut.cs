using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>The sociale kaart as HSDS, whole, a page at a time in memory: what is taken in again is the same.</summary>
internal sealed partial class HsdsOut(IViews views, ContactPeople contacts)
{
    /// <summary>Every service, with its organization and locations inside.</summary>
    public async IAsyncEnumerable<JsonObject> Services([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in views.Walk<ProvisionRow>(ProvisionsView.Table, ProvisionsView.All, r => $"{r.Id:N}", ct))
        {
            var service = await Service(row, ct);
            if (row.Entry.OrganizationId is { } of)
                service["organization"] = await Organization(of, row.Organization, ct);
            if (row.Entry.ProgramId is { } program && (service["organization"]?["programs"] as JsonArray)
                ?.FirstOrDefault(p => p!["id"]!.ToString() == program.ToString()) is { } under)
            {
                service["program"] = under.DeepClone();
            }

            foreach (var at in (service["service_at_locations"] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (at["location_id"]?.ToString() is { } id
                    && await views.Get<PlaceRow>(PlacesView.Table, $"{Guid.Parse(id):N}", ct) is { } place)
                {
                    at["location"] = await Location(place, ct);
                }
            }

            yield return service;
        }
    }

    private async Task<JsonObject> Service(ProvisionRow row, CancellationToken ct)
    {
        var service = Object(HsdsTerms.Out(row.Entry));
        await contacts.Join(service, row.People, ct);
        return service;
    }

    private async Task<JsonObject> Organization(Guid id, string? name, CancellationToken ct) =>
        await views.Get<ProviderRow>(ProvidersView.Table, id.ToString("N"), ct) is { } row
            ? await Organization(row, ct)
            : Object(new OrganizationEntry(id, name ?? "") { Description = name });

    private async Task<JsonObject> Organization(ProviderRow row, CancellationToken ct)
    {
        var organization = Object(row.Entry with { Description = row.Entry.Description ?? row.Entry.Name });
        await contacts.Join(organization, row.People, ct);
        return organization;
    }

    private async Task<JsonObject> Location(PlaceRow row, CancellationToken ct)
    {
        var location = Object(row.Entry);
        await contacts.Join(location, row.People, ct);
        return location;
    }

    private static JsonObject Object<T>(T entry)
    {
        var node = (JsonObject)JsonSerializer.SerializeToNode(entry, HsdsJson.Options)!;
        foreach (var ours in new[] { "domains", "income_norms" })
            node.Remove(ours);
        return node;
    }
}
