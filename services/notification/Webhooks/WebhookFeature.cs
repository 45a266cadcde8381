using System.Security.Cryptography;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>
/// A subscription: where to (https, on the open internet), which types, which teams (none: all of the organisation), and a key of at least
/// 32 characters; without one the house makes it.
/// </summary>
public sealed record SubscriptionRequest(string? Target, IReadOnlyList<string>? Types, IReadOnlyList<Guid>? Teams, string? Secret);

/// <summary>
/// A new key for a subscription; without one the house makes it. The old one signs beside it for some hours, 24 when left out.
/// </summary>
public sealed record KeyRequest(string? Secret, int? OldHours);

/// <summary>A key, shown this once.</summary>
public sealed record ShownKey(Guid Subscription, string KeyId, string Secret);

/// <summary>What a target answered to a try.</summary>
public sealed record TryShown(string Answer, bool Delivered, int Milliseconds);

/// <summary>The webhooks of an organisation, kept by its administrator. Another organisation's do not exist.</summary>
internal static class WebhookFeature
{
    private const int ShortestSecret = 32;

    public static void MapWebhooks(this RouteGroupBuilder routes)
    {
        routes.MapGet("", List).Produces<SubscriptionRow[]>().WithSummary("De webhooks van uw organisatie");
        routes.MapPost("", Make).Produces<ShownKey>(StatusCodes.Status201Created)
            .WithSummary("Meld een systeem aan voor gebeurtenissen; de sleutel wordt één keer getoond")
            .WithExample(new SubscriptionRequest(
                "https://ketenpartner.nl/haak", ["nl.verwijzingen.verwijzing-verzonden"], [], Secret: null));
        routes.MapPost("/{webhook:guid}/sleutel", Turn).Produces<ShownKey>(StatusCodes.Status201Created)
            .WithSummary("Vervang de sleutel; de oude tekent nog even mee").WithExample(new KeyRequest(Secret: null, 24));
        routes.MapPost("/{webhook:guid}/pauzeren", (Guid webhook, HttpContext http, Asker asker, Desk desk, TimeProvider clock) =>
            desk.Act(webhook, new PauseSubscription("door-beheerder", asker.Pseudonym, clock.Now()), http, asker))
            .WithSummary("Lever voorlopig niets; er gaat niets verloren");
        routes.MapPost("/{webhook:guid}/hervatten", (Guid webhook, HttpContext http, Asker asker, Desk desk, TimeProvider clock) =>
            desk.Act(webhook, new ResumeSubscription(asker.Pseudonym, clock.Now()), http, asker))
            .WithSummary("Ga verder met de gebeurtenis waar het stopte");
        routes.MapPost("/{webhook:guid}/beeindigen", (Guid webhook, HttpContext http, Asker asker, Desk desk, TimeProvider clock) =>
            desk.Act(webhook, new EndSubscription(asker.Pseudonym, clock.Now()), http, asker))
            .WithSummary("Beëindig de webhook voorgoed");
        routes.MapPost("/{webhook:guid}/proef", Trial).Produces<TryShown>()
            .WithSummary("Lever nu een proefgebeurtenis af en toon het antwoord");
        routes.MapGet("/{webhook:guid}/leveringen", Deliveries).Produces<DeliveryRow[]>()
            .WithSummary("Elke levering met het laatste antwoord, nieuwste eerst");
        routes.MapGet("/{webhook:guid}/leveringen/{levering:guid}", Tries).Produces<DeliveryTried[]>()
            .WithSummary("Elke poging van een levering, met het antwoord");
        routes.MapPost("/{webhook:guid}/leveringen/{levering:guid}/opnieuw", Again).Produces<TryShown>()
            .WithSummary("Lever deze gebeurtenis nu nog eens");
    }

    private static async Task<IResult> List(HttpContext http, Asker asker, IViews views, CancellationToken ct)
    {
        await views.FreshFor(http, SubscriptionsView.Table);
        return TypedResults.Ok(await views.List<SubscriptionRow>(SubscriptionsView.Table, SubscriptionsView.Of(asker.Organisation), ct));
    }

    private static async Task<IResult> Make(
        SubscriptionRequest body, HttpContext http, Asker asker, Desk desk, WebhookSettings settings, NotificationHandler inboxes,
        TimeProvider clock)
    {
        var errors = Secret(body.Secret).Must(body.Types is { Count: > 0 }, "types", "Kies ten minste één soort gebeurtenis.")
            .Must(body.Types?.All(t => EventTypes.All.Any(e => e.Type == t)) is not false, "types",
                $"Kies uit: {string.Join(", ", EventTypes.All.Select(e => e.Type))}.");
        foreach (var team in (body.Teams ?? []).Take(100))
        {
            var known = (await inboxes.Load(team, http.RequestAborted)).State.Description;
            errors.Must(known is { Organisation: { } of } && of == asker.Organisation, "teams",
                "Hier staat een team dat niet bij uw organisatie hoort: daar komt nooit iets van.");
        }

        if (PublicAddress.Wrong(body.Target, settings.PrivateToo) is { } wrong)
            errors.Add("target", wrong);
        if (!errors.None)
            return errors.ToProblem();
        if (asker.Organisation == Guid.Empty)
            return Refusals.Missing.ToProblem();

        var id = DerivedIds.Of(http.CommandId(), $"webhook|{asker.Pseudonym}|{asker.Organisation}");
        var (secret, key) = await desk.Seal(id, asker, new WebhookSecret(body.Secret ?? MadeSecret()), http.RequestAborted);
        var (_, target) = await desk.Seal(id, asker, new WebhookTarget(body.Target!), http.RequestAborted);
        var made = new SubscriptionMade(
            asker.Organisation, [.. body.Types!.Distinct().Order(StringComparer.Ordinal)], [.. (body.Teams ?? []).Distinct().Order()],
            target.Ref, KeyId(), key.Ref, asker.Pseudonym, clock.Now());
        var answer = await desk.Handle(id, new MakeSubscription(made), http, asker, key, target);
        return Shown(answer, http, id, secret.Secret, made.KeyId);
    }

    private static async Task<IResult> Turn(Guid webhook, KeyRequest body, HttpContext http, Asker asker, Desk desk, TimeProvider clock)
    {
        var errors = Secret(body.Secret).Must(body.OldHours is null or (>= 0 and <= 168), "oldHours", "Kies 0 tot en met 168 uur.");
        if (!errors.None)
            return errors.ToProblem();
        if (!await desk.Owns(webhook, asker, http.RequestAborted))
            return Refusals.Missing.ToProblem();

        var (secret, key) = await desk.Seal(webhook, asker, new WebhookSecret(body.Secret ?? MadeSecret()), http.RequestAborted);
        var turned = new SubscriptionKeyTurned(
            KeyId(), key.Ref, clock.Now().AddHours(body.OldHours ?? 24), asker.Pseudonym, clock.Now());
        return Shown(await desk.Handle(webhook, new TurnKey(turned), http, asker, key), http, webhook, secret.Secret, turned.KeyId);
    }

    private static IResult Shown(
        Answered<Subscription, SubscriptionEvent> answer, HttpContext http, Guid id, string secret, string keyId) =>
        answer is { Refusal: null, Repeated: true }
            ? SubscriptionRefusals.ShownOnce.ToProblem()
            : answer.ToCreated(http, _ => ($"/v1/webhooks/{id}", new ShownKey(id, keyId, secret)));

    private static async Task<IResult> Trial(Guid webhook, HttpContext http, Asker asker, Desk desk, TimeProvider clock)
    {
        var noted = new EventNoted(
            EventTypes.Trial, [], [], new(null, null, "proef", null, null, null, null, clock.Now()), new("trial", 1), clock.Now());
        return await desk.Owns(webhook, asker, http.RequestAborted)
            ? TypedResults.Ok(await desk.Bring(webhook, http.CommandId(), noted, asker, http.RequestAborted))
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> Deliveries(Guid webhook, HttpContext http, Asker asker, Desk desk, IViews views,
        CancellationToken ct)
    {
        if (!await desk.Owns(webhook, asker, ct))
            return Refusals.Missing.ToProblem();

        await views.FreshFor(http, DeliveriesView.Table);
        return TypedResults.Ok(await views.List<DeliveryRow>(DeliveriesView.Table, DeliveriesView.Of(webhook), ct, limit: 500));
    }

    private static async Task<IResult> Tries(
        Guid webhook, Guid levering, Asker asker, Desk desk, DeliveryHandler deliveries, CancellationToken ct)
    {
        var tries = (await deliveries.Load(levering, ct)).State.Tries;
        return await desk.Owns(webhook, asker, ct) && tries is [{ Subscription: var of }, ..] && of == webhook
            ? TypedResults.Ok(tries)
            : Refusals.Missing.ToProblem();
    }

    private static async Task<IResult> Again(
        Guid webhook, Guid levering, HttpContext http, Asker asker, Desk desk, DeliveryHandler deliveries, IEventLog log)
    {
        var ct = http.RequestAborted;
        var tries = (await deliveries.Load(levering, ct)).State.Tries;
        if (!await desk.Owns(webhook, asker, ct) || tries is not [{ Subscription: var of } first, ..] || of != webhook
            || await Desk.Find(first.Event, log, ct) is not { } noted)
        {
            return Refusals.Missing.ToProblem();
        }

        return TypedResults.Ok(await desk.Bring(webhook, first.Event, noted, asker, ct));
    }

    private static InputErrors Secret(string? secret) => new InputErrors().Must(
        secret is null || (secret.Length is >= ShortestSecret and <= 200 && secret.All(c => c is > ' ' and <= '~')), "secret",
        $"Gebruik ten minste {ShortestSecret} leesbare tekens zonder spaties, of laat dit leeg.");

    /// <summary>A key that nobody can guess.</summary>
    public static string MadeSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What a key is called beside its signature.</summary>
    public static string KeyId() => $"k{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
}
