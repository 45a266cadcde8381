using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Directory;
using WarmHandover.Referrals.Features;
using WarmHandover.Referrals.Figures;
using WarmHandover.Referrals.Reactions;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals;

/// <summary>The referral service: a need on its way from one team to another, and the directory of who offers what.</summary>
public static class ReferralService
{
    /// <summary>Adds the service, alone in its process or inside the embedded host.</summary>
    public static WebApplicationBuilder AddReferrals(this WebApplicationBuilder builder)
    {
        builder.AddHouse("referral", parts => parts
            .Announces(Referral.Kind, ReferralAnnouncements.Of)
            .Announces(Team.Kind, ReferralAnnouncements.Of)
            .Announces(Destruction.Streams("referral"), ErasesReferrals.Say)
            .Reacts<WhenErasureOrdered>()
            .Shows<ReferralsView>()
            .Shows<CheckBacksView>()
            .Shows<OrganisationsView>()
            .Shows<TeamsView>()
            .ShowsDirectory()
            .Shows<TermsView>()
            .Shows<TasksView>()
            .Shows<AgreementsView>()
            .Shows<UnderWayView>()
            .Shows<BreachesView>()
            .Watches<CheckBackHand>()
            .Watches<TermHand>()
            .Reacts<WhenConsentStands>()
            .Reacts<WhenHelpStands>()
            .Reacts<WhenNeedsStated>()
            .Reacts<WhenFamilyStands>()
            .Reacts<WhenNotificationDelivered>()
            .Answer<WhenHeldAsked>());
        builder.Services.AddPolicies("referral", TermPolicy.Kind).AddSingleton<IPolicyTouches, TermTouches>()
            .AddSingleton<IGrownPolicy, GrownThreats>().AddSingleton<IPolicyTouches, ThreatTouches>()
            .AddSingleton<IGrownPolicy, GrownDecisions>().AddSingleton<IPolicyTouches, DecisionTouches>();
        builder.Services
            .AddSingleton<ReferralHandler>()
            .AddSingleton<IErases, ErasesReferrals>()
            .AddSingleton<CaseHandler>()
            .AddSingleton<IFindsFamily, FindsFamily>()
            .AddSingleton<FamilyReferrals>()
            .AddSingleton<OrganisationHandler>()
            .AddSingleton<TeamHandler>()
            .AddDirectory()
            .AddSingleton<TermBookHandler>()
            .AddSingleton<AgreementHandler>()
            .AddSingleton<ReferralDesk>()
            .AddSingleton<OwnDesk>()
            .AddSingleton<FigureDesk>()
            .AddSingleton<ChainAgreements>()
            .AddSingleton<AgreementTouches>()
            .AddSingleton<ConsentQuestion>();
        return builder;
    }

    /// <summary>Maps the routes.</summary>
    public static WebApplication MapReferrals(this WebApplication app)
    {
        app.MapHouse();
        app.MapProofLog("verwijzingen");
        app.MapPolicies("verwijzingen", new("acceptatie.lengte", ["3"]));
        var referrals = app.MapHouseGroup("/v1/verwijzingen").RequiresRole(Roles.Professional, Roles.TeamLead).WithTags("verwijzingen")
            .NotesLooks("verwijzing");
        referrals.MapDraftReferral();
        referrals.MapReadReferrals();
        referrals.MapLetter();
        referrals.MapSendReferral();
        referrals.MapAnswerReferral();
        referrals.MapHandovers();
        referrals.MapCheckBacks();
        referrals.MapTerms();
        referrals.MapTasks();
        referrals.MapWorklists();
        app.MapStuck();
        app.MapOwnReferrals();
        app.MapFigures();
        app.MapOwnSupport();
        app.MapOwnCheckBack();
        referrals.MapVolunteers();
        referrals.MapWrongSendings();
        app.MapBreaches();
        referrals.MapHelp();
        referrals.MapFeedback();
        referrals.MapDebtHelp();
        referrals.MapLaterRows();
        referrals.MapWithinTheTeam();
        app.MapAgreements();
        app.MapTeamWork();
        app.MapTermBook();
        app.MapDirectory();
        app.MapNames();
        app.MapSocialeKaart();
        return app;
    }
}
