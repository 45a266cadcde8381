using WarmHandover.Platform.Operations;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Webhooks;

/// <summary>What partner systems hear: their subscriptions, in order, signed, tried for a day.</summary>
internal static class WebhookService
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        var settings = WebhookSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddSingleton(settings)
            .AddSingleton(provider => new Courier(
                settings, PublicAddress.Client(settings.PrivateToo), provider.GetRequiredService<IVault>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<OutwardHandler>().AddSingleton<DeliveryHandler>().AddSingleton<SubscriptionHandler>()
            .AddSingleton<WebhookMeter>().AddSingleton<Walker>().AddSingleton<Desk>().AddHostedService<WebhookRounds>()
            .AddSingleton<IOwnVerb, WebhookKeys>();
    }

    public static void MapWebhooks(this WebApplication app)
    {
        app.MapHouseGroup("/v1/webhooks").WithTags("webhooks").RequiresRole(Roles.Administrator).MapWebhooks();
        app.MapHouseGroup("/v1/gebeurtenissen").WithTags("webhooks").MapGet("", () => TypedResults.Content(AsyncApi.Document,
            "application/json"))
            .AllowAnonymous().WithSummary("De beschrijving van alle gebeurtenissen (AsyncAPI)");
    }
}
