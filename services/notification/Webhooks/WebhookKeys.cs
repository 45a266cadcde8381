using System.Globalization;
using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Operations;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>A new key as the operator hands it to the partner: a file of its own, for nobody else.</summary>
public sealed record KeyFile(Guid Webhook, Guid Organisation, string KeyId, string Secret);

/// <summary>
/// Turns the keys of webhooks by a word of the program, beside replicas that deliver. The file with a key is on disk before the key signs,
/// so that no key signs that nobody has; the file is also how a run that was broken off goes on.
/// </summary>
internal sealed class WebhookKeys(
    IEventLog log, SubscriptionHandler subscriptions, IVault vault, ILeases leases, TimeProvider clock) : IOwnVerb
{
    private const string By = "beheer";
    private const int UsualHours = 24;
    private const int MostHours = 168;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <inheritdoc/>
    public string Name => "rotate-webhook-keys";

    /// <inheritdoc/>
    public async Task<int> Run(VerbWords words, TextWriter tell, CancellationToken ct)
    {
        var hours = Hours(words["hours"]);
        Guid? only = words["webhook"] is not { } text ? null
            : Guid.TryParse(text, out var id) ? id
            : throw new WordsOffException($"'{text}' is geen nummer van een webhook.");
        var folder = words.IsDryRun ? null : Path.GetFullPath(words.Needed("to"));
        await using var lease = await leases.Take(Name, TimeSpan.FromMinutes(10), ct)
            ?? throw new StartRefusedException("Iemand anders vervangt nu sleutels. Probeer het straks opnieuw. (Under way elsewhere.)");
        var found = await Subscriptions(only, ct);
        if (only is not null && found is [])
            throw new StartRefusedException($"Er is geen webhook {only} die nog bestaat. (There is no such webhook.)");

        var (turned, skipped) = (0, 0);
        foreach (var (webhook, state) in found)
        {
            var place = $"webhook {webhook} ({turned + skipped + 1} van {found.Count})";
            if (folder is not null && Made(folder, webhook) is { } made && made.KeyId == state.Key!.Id)
            {
                await tell.WriteLineAsync($"{place}: had al sleutel {made.KeyId} uit deze map");
                skipped++;
            }
            else if (only is null && state.OldKey is { } old && clock.GetUtcNow() < old.Until)
            {
                // A third key would end the oldest before the time that was said of it.
                await tell.WriteLineAsync($"{place}: tekent tot {At(old.Until)} nog met twee sleutels; overgeslagen");
                skipped++;
            }
            else
            {
                await tell.WriteLineAsync($"{place}: {await Turn(webhook, state, folder, hours, ct)}");
                turned++;
            }
        }

        await tell.WriteLineAsync(folder is null
            ? $"Zou {turned} van {found.Count} webhooks een nieuwe sleutel geven; de oude tekent dan nog {hours} uur mee."
            : $"klaar: {turned} nieuwe sleutels, {skipped} overgeslagen."
                + (turned > 0 ? $" Geef elke partner zijn bestand uit {folder} en vernietig het daarna." : ""));
        return 0;
    }

    private async Task<string> Turn(Guid webhook, Subscription state, string? folder, int hours, CancellationToken ct)
    {
        if (folder is null)
            return $"zou van sleutel {state.Key!.Id} overgaan";

        var organisation = state.Made!.Organisation;
        if (Made(folder, webhook) is not { } made)
        {
            made = new(webhook, organisation, WebhookFeature.KeyId(), WebhookFeature.MadeSecret());
            Directory.CreateDirectory(folder);
            WholeFile.Write(Place(folder, webhook), JsonSerializer.Serialize(made, Json), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var key = await vault.Seal(PayloadOwner.Organisation(organisation), webhook, new WebhookSecret(made.Secret), ct);
        var until = clock.Now().AddHours(hours);
        var answer = await subscriptions.Handle(
            webhook, new TurnKey(new(made.KeyId, key.Ref, until, By, clock.Now())),
            new(DerivedIds.Of(webhook, $"{Name}|{made.KeyId}"), Actor.House("notification")) { Payloads = [key] }, ct);
        return answer.Refusal is { } no
            ? throw new StartRefusedException($"webhook {webhook}: {no.Reason}")
            : $"sleutel {made.KeyId} tekent; {state.Key!.Id} tekent mee tot {At(until)}";
    }

    // The log and not a view: a webhook that rests gets a new key too, and so does one that was made a moment ago.
    private async Task<List<(Guid Webhook, Subscription State)>> Subscriptions(Guid? only, CancellationToken ct)
    {
        var prefix = Subscription.Kind.Stream(Guid.Empty)[..^32];
        var found = new List<(Guid, Subscription)>();
        await foreach (var stored in log.ReadAll(Position.Start, int.MaxValue, ct))
        {
            if (stored.Type != "subscription-made.v1")
                continue;
            var webhook = Guid.ParseExact(stored.Stream.AsSpan(prefix.Length), "N");
            if (only is null || only == webhook)
                found.Add((webhook, (await subscriptions.Load(webhook, ct)).State));
        }

        return [.. found.Where(one => !one.Item2.Ended)];
    }

    private static int Hours(string? text) => text is null ? UsualHours
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= MostHours ? hours
        : throw new WordsOffException($"--hours is een getal van 0 tot en met {MostHours}.");

    private static KeyFile? Made(string folder, Guid webhook)
    {
        if (!File.Exists(Place(folder, webhook)))
            return null;

        try
        {
            var read = JsonSerializer.Deserialize<KeyFile>(File.ReadAllText(Place(folder, webhook)), Json);
            return read?.Webhook == webhook ? read : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new StartRefusedException($"{Place(folder, webhook)} is niet van dit programma. Kies een lege map. (Not a key file.)");
        }
    }

    private static string Place(string folder, Guid webhook) => Path.Combine(folder, $"{webhook}.json");

    private static string At(DateTimeOffset at) => $"{at.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z";
}
