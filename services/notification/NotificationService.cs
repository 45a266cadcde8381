using WarmHandover.Notifications.Entry;
using WarmHandover.Notifications.Features;
using WarmHandover.Notifications.Posting;
using WarmHandover.Notifications.Reactions;
using WarmHandover.Notifications.Views;
using WarmHandover.Notifications.Webhooks;
using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications;

/// <summary>The notification service: what a team must know, without saying about whom.</summary>
public static class NotificationService
{
    /// <summary>Adds the service, alone in its process or inside the embedded host. Rules that say too much stop the start.</summary>
    public static WebApplicationBuilder AddNotifications(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(NotificationRules.Table).AddSingleton<NotificationHandler>().AddSingleton<Telling>();
        builder.Services.AddPolicies("notification", ReminderTimes.Kind).AddSingleton<IPolicyTouches, ReminderTouches>();
        builder.AddHouse("notification", parts => parts
            .Announces(TeamInbox.Kind, NotificationAnnouncements.Of)
            .Announces(Destruction.Streams("notification"), ErasesNotifications.Say)
            .Reacts<WhenErasureOrdered>()
            .Reacts<WhenErasureToDecide>()
            .Shows<InboxView>()
            .Reacts<WhenReferralMoved>()
            .Reacts<WhenConsentStands>()
            .Reacts<WhenCheckBackStands>()
            .Reacts<WhenTermStands>()
            .Reacts<WhenTaskStands>()
            .Reacts<WhenWithdrawalsStand>()
            .Reacts<WhenLatersStand>()
            .Reacts<WhenRulingsStand>()
            .Reacts<WhenSelfStartStands>()
            .Reacts<WhenFamilyStands>()
            .Reacts<WhenTeamStands>()
            .Watches<InboxHand>()
            .Shows<WaysView>()
            .Shows<PostView>()
            .Shows<ContactsView>()
            .Shows<SubscriptionsView>()
            .Shows<DeliveriesView>()
            .Reacts<WhenPartnersMayHear>()
            .Reacts<WhenWaysInStand>()
            .Reacts<WhenPersonMayComeIn>()
            .Answer<WhenHeldAsked>());
        builder.Services.AddSingleton<IErases, ErasesNotifications>().AddSingleton<IFindsFamily, FindsFamily>();
        builder.AddEntry();
        builder.AddPosting();
        builder.AddWebhooks();
        return builder;
    }

    /// <summary>Maps the routes: inboxes for professionals, team leaders and (those of areas) focus officers; ways in.</summary>
    public static WebApplication MapNotifications(this WebApplication app)
    {
        app.MapHouse();
        app.MapProofLog("meldingen");
        var inbox = app.MapHouseGroup("/v1/meldingen").RequiresRole(Roles.Professional, Roles.TeamLead, Roles.FocusOfficer)
            .WithTags("meldingen").NotesLooks("meldingen");
        inbox.MapInbox();
        inbox.MapInboxWork();
        inbox.MapInboxStream();
        app.MapPolicies("meldingen", new("plan-gesprek.werkdagen", ["1", "3"]));
        app.MapEntry();
        app.MapPosting();
        app.MapWebhooks();
        return app;
    }
}
