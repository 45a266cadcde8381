using WarmHandover.Notifications.Entry;
using WarmHandover.Notifications.Features;
using WarmHandover.Notifications.Reactions;
using WarmHandover.Notifications.Views;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications;

/// <summary>The notification service: what a team must know, without saying about whom.</summary>
public static class NotificationService
{
    /// <summary>Adds the service, alone in its process or inside the embedded host. Rules that say too much stop the start.</summary>
    public static WebApplicationBuilder AddNotifications(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(NotificationRules.Table).AddSingleton<NotificationHandler>();
        builder.AddHouse("notification", parts => parts
            .Announces(TeamInbox.Kind, NotificationAnnouncements.Of)
            .Shows<InboxView>()
            .Reacts<WhenReferralMoved>()
            .Reacts<WhenConsentStands>()
            .Reacts<WhenCheckBackStands>()
            .Shows<WaysView>()
            .Reacts<WhenWaysInStand>()
            .Reacts<WhenPersonMayComeIn>());
        builder.AddEntry();
        return builder;
    }

    /// <summary>Maps the routes, for professionals and team leaders only.</summary>
    public static WebApplication MapNotifications(this WebApplication app)
    {
        app.MapHouse();
        app.MapHouseGroup("/v1/meldingen").RequiresRole(Roles.Professional, Roles.TeamLead).WithTags("meldingen").MapInbox();
        app.MapEntry();
        return app;
    }
}
