using System.Text.Json;
using System.Text.Json.Nodes;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Referrals.Directory;

/// <summary>The surroundings of one import: its command's id, who does it, when.</summary>
internal sealed record ImportRun(Guid Command, Actor By, DateTimeOffset At, ImportCount Count);

/// <summary>
/// Takes organizations, locations and services into the sociale kaart, one by one, by the same road as a keeper's own words. What was
/// already so stays as it is; taken in again under the same key it changes nothing.
/// </summary>
internal sealed class Intake(ProvisionHandler provisions, ProviderHandler providers, PlaceHandler places, ContactPeople contacts)
{
    private const int MostText = 20_000;
    private static readonly string[] Statuses = ["active", "inactive", "defunct", "temporarily closed"];
    private static readonly string[] Kinds = ["physical", "postal", "virtual"];

    /// <summary>One organization.</summary>
    public async Task<bool> Organization(ImportRun run, JsonObject row, string? file, long line, CancellationToken ct)
    {
        if (Read<OrganizationEntry>(run, row, file, line) is not { } entry)
            return false;
        if (entry.Name is not { Length: > 0 })
            return No(run, file, line, entry.Id, "De organisatie heeft geen naam (name).");

        var owner = PayloadOwner.Organisation(entry.Id);
        var had = ((await providers.Load(entry.Id, ct)).State as Provider.Known)?.People;
        var (bare, people, sealedPeople) = await contacts.Take(row, owner, entry.Id, had, ct);
        var wish = new KeepProvider(bare.Deserialize<OrganizationEntry>(HsdsJson.Options)!, people, run.At);
        var answer = await providers.Handle(entry.Id, wish, Context(run, "organization", entry.Id, sealedPeople), ct);
        if (answer.Refusal is { } no)
            return No(run, file, line, entry.Id, no.Reason);

        run.Count.Organization();
        return true;
    }

    /// <summary>The name of an organization that was taken in before; null when it was not.</summary>
    public async Task<string?> NameOf(string organization, CancellationToken ct) =>
        ((await providers.Load(HsdsJson.Id(organization), ct)).State as Provider.Known)?.Entry.Name;

    /// <summary>One location.</summary>
    public async Task<bool> Location(ImportRun run, JsonObject row, string? file, long line, CancellationToken ct)
    {
        if (Read<LocationEntry>(run, row, file, line) is not { } entry)
            return false;
        if (!Kinds.Contains(entry.LocationType))
            return No(run, file, line, entry.Id, "De soort locatie (location_type) is physical, postal of virtual.");

        var owner = PayloadOwner.Organisation(entry.OrganizationId ?? entry.Id);
        var had = ((await places.Load(entry.Id, ct)).State as Place.Known)?.People;
        var (bare, people, sealedPeople) = await contacts.Take(row, owner, entry.Id, had, ct);
        var wish = new KeepPlace(bare.Deserialize<LocationEntry>(HsdsJson.Options)!, people, run.At);
        var answer = await places.Handle(entry.Id, wish, Context(run, "location", entry.Id, sealedPeople), ct);
        if (answer.Refusal is { } no)
            return No(run, file, line, entry.Id, no.Reason);

        run.Count.Location();
        return true;
    }

    /// <summary>One service, of the organization with this name.</summary>
    public async Task<bool> Service(
        ImportRun run, JsonObject row, string? organization, string? file, long line, CancellationToken ct)
    {
        run.Count.Saw();
        if (Read<ServiceEntry>(run, row, file, line) is not { } entry)
            return false;
        if (Wrong(entry) is { } wrong)
            return No(run, file, line, entry.Id, wrong);

        var (_, said, answer) = await Say(
            entry.Id, row, organization, (bare, people) => new TakeOverService(bare, organization, people, run.At),
            payload => Context(run, "service", entry.Id, payload), ct);
        if (answer.Refusal is { } no)
            return No(run, file, line, said, no.Reason);

        run.Count.Service(answer.Repeated ? null : answer.Decision.FirstOrDefault());
        return true;
    }

    /// <summary>Says something of a service without the people in it, who are sealed beside it.</summary>
    public async Task<(SealedPeople? People, Guid Id, Answered<Provision, ProvisionEvent> Answer)> Say(
        Guid id, JsonObject row, string? organization, Func<ServiceEntry, SealedPeople?, ProvisionCommand> wish,
        Func<SealedPayload?, CommandContext> context, CancellationToken ct)
    {
        var offeredBy = row["organization_id"] is JsonValue value ? HsdsJson.Id(value.ToString()) : Provider.IdOf(organization ?? "");
        var had = ((await provisions.Load(id, ct)).State as Provision.Listed)?.People;
        var (bare, people, payload) = await contacts.Take(row, PayloadOwner.Organisation(offeredBy), id, had, ct);
        var entry = HsdsTerms.In(bare.Deserialize<ServiceEntry>(HsdsJson.Options)!);
        return (people, id, await provisions.Handle(id, wish(entry, people), context(payload), ct));
    }

    /// <summary>What is wrong with a service that can be read.</summary>
    public static string? Wrong(ServiceEntry entry) => entry switch
    {
        { Name: null or "" } => "De voorziening heeft geen naam (name).",
        { Status: not null } when !Statuses.Contains(entry.Status) =>
            "De stand (status) is active, inactive, defunct of temporarily closed.",
        { MinimumAge: < 0 or > 130 } or { MaximumAge: < 0 or > 130 } => "De leeftijd is een getal van 0 tot en met 130.",
        { MinimumAge: { } from, MaximumAge: { } until } when from > until => "De laagste leeftijd is hoger dan de hoogste.",
        _ => null,
    };

    private static CommandContext Context(ImportRun run, string kind, Guid id, SealedPayload? payload) =>
        new(DerivedIds.Of(run.Command, $"{kind}|{id}"), run.By) { Payloads = payload is null ? [] : [payload] };

    private static T? Read<T>(ImportRun run, JsonObject row, string? file, long line) where T : class
    {
        var id = row["id"]?.ToString();
        if (string.IsNullOrWhiteSpace(id))
        {
            No(run, file, line, null, "Hier ontbreekt het nummer (id).");
            return null;
        }

        try
        {
            if (TooLong(row))
            {
                No(run, file, line, HsdsJson.Id(id), $"Een tekst is langer dan {MostText} tekens.");
                return null;
            }

            return row.Deserialize<T>(HsdsJson.Options);
        }
        catch (JsonException wrong)
        {
            No(run, file, line, HsdsJson.Id(id),
            $"Dit veld heeft niet de goede vorm: {wrong.Path?.Replace("$.", "", StringComparison.Ordinal)}.");
            return null;
        }
    }

    private static bool TooLong(JsonNode? node) => node switch
    {
        JsonObject thing => thing.Any(field => TooLong(field.Value)),
        JsonArray array => array.Any(TooLong),
        JsonValue value => value.TryGetValue<string>(out var text) && text.Length > MostText,
        _ => false,
    };

    private static bool No(ImportRun run, string? file, long line, Guid? id, string sentence)
    {
        run.Count.Note(file, line, id?.ToString(), sentence, refuses: true);
        return false;
    }
}
