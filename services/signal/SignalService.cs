using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Looking.Unusual;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Debts;
using WarmHandover.Signals.Erasures;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Figures;
using WarmHandover.Signals.Keepings;
using WarmHandover.Signals.Reactions;
using WarmHandover.Signals.Rights;
using WarmHandover.Signals.SelfStarts;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals;

/// <summary>The signal service: families, who decides for whom, what was seen, said and wanted.</summary>
public static class SignalService
{
    /// <summary>Adds the service, alone in its process or inside the embedded host.</summary>
    public static WebApplicationBuilder AddSignals(this WebApplicationBuilder builder)
    {
        builder.AddHouse("signal", parts => parts
            .Announces(FamilyHandler.Streams, FamilyAnnouncements.Choose)
            .Announces(SelfStartHandler.Streams, SelfStartDecider.Choose)
            .Announces(ErasureHandler.Streams, ErasureDecider.Choose)
            .Shows<ErasuresView>()
            .Announces(RightHandler.Streams, RightDecider.Choose)
            .Shows<RightsView>()
            .Watches<RightHand>()
            .Reacts<WhenRulingsStand>()
            .Shows<KeepingsView>()
            .Watches<KeepingHand>()
            .Reacts<WhenReferralKeeps>()
            .Watches<ErasureHand>()
            .Reacts<WhenDataDestroyed>()
            .Shows<FamiliesView>()
            .Shows<NotNowView>()
            .Shows<AgeBandsView>()
            .Shows<ComingBirthdaysView>()
            .Shows<TasksView>()
            .Shows<JoinsView>()
            .Shows<DebtsView>()
            .Shows<ServingTeamsView>()
            .Shows<SelfStartsView>()
            .Watches<SelfStartHand>()
            .Watches<DebtTermHand>()
            .Watches<BirthdayHand>()
            .Watches<ComingBirthdayHand>()
            .Watches<JoinHand>()
            .Reacts<WhenReferralMoved>()
            .Reacts<WhenFamilyHandedOver>()
            .Reacts<WhenConsentStands>()
            .Reacts<WhenTeamStands>());
        builder.Services.AddSingleton<FamilyHandler>();
        builder.Services.AddSingleton<FamilyDesk>();
        builder.Services.AddSingleton<IFindsFamily, FindsFamily>();
        builder.Services.AddSingleton<INoticesUnusual, OwnCircle>();
        builder.Services.AddSingleton<ErasureHandler>();
        builder.Services.AddSingleton<ErasureNumbers>();
        builder.Services.AddSingleton<ErasureActs>();
        builder.Services.AddSingleton<RightHandler>();
        builder.Services.AddSingleton<RightActs>();
        builder.Services.AddSingleton<OwnRequestDesk>();
        builder.Services.AddSingleton<OverviewDesk>();
        builder.Services.AddSingleton<KeepingHandler>();
        builder.Services.AddSingleton<KeepingDesk>();
        builder.Services.AddSingleton(new KeepingLaws(
            builder.Configuration["WO_KEEP_YEARS"], builder.Configuration["WO_KEEP_LAWS"]));
        builder.Services.AddSingleton<IErases, ErasesFamilies>();
        builder.Services.AddSingleton<Duplicates>();
        builder.Services.AddSingleton<FileJoining>();
        builder.Services.AddSingleton<AreaListHandler>();
        builder.Services.AddSingleton<OwnKinds>();
        builder.Services.AddSingleton<DebtHandler>();
        builder.Services.AddSingleton<DebtDesk>();
        builder.Services.AddSingleton<DebtImports>();
        builder.Services.AddSingleton<DebtMatches>();
        builder.Services.AddSingleton<ServingTeamHandler>();
        builder.Services.AddSingleton<SelfStartHandler>();
        builder.Services.AddSingleton<SelfStartRate>();
        builder.Services.AddSingleton<PopulationHandler>();
        builder.Services.AddSingleton<FigureDesk>();
        return builder;
    }

    /// <summary>Maps the routes, for professionals and team leaders only.</summary>
    public static WebApplication MapSignals(this WebApplication app)
    {
        app.MapHouse();
        app.MapProofLog("gezinnen");
        app.MapAreaLists();
        app.MapErasures();
        app.MapKeepings();
        app.MapRights();
        app.MapOwnRequests();
        app.MapDebts();
        app.MapFigures();
        app.MapSelfStarts();
        var families = app.MapHouseGroup("/v1/gezinnen").RequiresRole(Roles.Professional, Roles.TeamLead).WithTags("gezinnen")
            .NotesLooks("gezinsdossier");
        families.MapOpenFamily();
        families.MapFindFamilies();
        families.MapNameFamilies();
        families.MapReadFamily();
        families.MapReadCodes();
        families.MapReadWorklist();
        families.MapAddMember();
        families.MapRecordAuthority();
        families.MapEndAuthority();
        families.MapAuthoritySuspensions();
        families.MapRepresentatives();
        families.MapCompetence();
        families.MapBirthsAndDeaths();
        families.MapMoveFamily();
        families.MapJoinFamilies();
        families.MapContactWishes();
        families.MapTasks();
        families.MapReadPicture();
        families.MapCorrectEntry();
        families.MapCheckText();
        families.MapFillInstrument();
        families.MapPlanConversation();
        families.MapGoals();
        families.MapLightRoute();
        families.MapSetSafetyFlag();
        families.MapRecordSignal();
        families.MapRecordProtectiveFactor();
        families.MapHoldConversation();
        families.MapRecordNeed();
        families.MapOwnMarks();
        return app;
    }
}
