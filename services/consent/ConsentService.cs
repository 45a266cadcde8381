using WarmHandover.Consents.Answers;
using WarmHandover.Consents.Features;
using WarmHandover.Consents.Reactions;
using WarmHandover.Consents.Replaying;
using WarmHandover.Consents.Views;
using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents;

/// <summary>What the consent service consists of.</summary>
public static class ConsentService
{
    /// <summary>Its streams and its voice, what it hears of families and teams, and the questions it answers.</summary>
    public static WebApplicationBuilder AddConsents(this WebApplicationBuilder builder)
    {
        builder.AddHouse("consent", parts => parts
            .Announces(ConsentHandler.Consents, ConsentAnnouncements.Choose)
            .Announces(ToldCheckpoint.Streams, ToldCheckpoint.Choose)
            .Announces(Destruction.Streams("consent"), Destroyed.Say)
            .Reacts<WhenErasureOrdered>()
            .Shows<ReopeningsView>()
            .Shows<ConsultsView>()
            .Shows<ListedTeamsView>()
            .Shows<ReviewView>()
            .Shows<AssignmentsView>()
            .Shows<FamiliesView>()
            .Shows<PolicyTouchView>()
            .Watches<ReopeningHand>()
            .Watches<EscalationHand>()
            .Reacts<WhenWithdrawalConfirmed>()
            .Reacts<WhenFamilyComposed>()
            .Reacts<WhenFamilyJoined>()
            .Reacts<WhenTeamStands>()
            .Reacts<WhenRowsRuled>()
            .Answer<WhenMayBeSeenAsked>()
            .Answer<WhenShownAsked>()
            .Answer<WhenAuditAsked>()
            .Answer<WhenHeldAsked>());
        builder.Services.AddPolicies("consent", RulePolicy.Kind, GroundPolicy.Kind, CategoryPolicy.Kind)
            .AddSingleton<ConsentLaws>().AddSingleton<IPolicyTouches, RuleTouches>().AddSingleton<IPolicyTouches, GroundTouches>()
            .AddSingleton<IPolicyTouches, CategoryTouches>();
        builder.Services.AddSingleton<ConsentHandler>().AddSingleton<ListedTeamHandler>().AddSingleton<ConsultHandler>()
            .AddSingleton<AssignmentHandler>().AddSingleton<Remits>().AddSingleton<Recipients>().AddSingleton<OwnReading>()
            .AddSingleton<IHearsCheckpoints, CheckpointTeller>()
            .AddHostedService<WithdrawalMeter>();
        return builder;
    }

    /// <summary>Its routes: for professionals, for parents and young people, for the auditor.</summary>
    public static WebApplication MapConsents(this WebApplication app)
    {
        app.MapHouse();
        app.MapProofLog("toestemmingen");
        app.MapPolicies("toestemmingen", new("duur-schuldhulp.langste-maanden", ["6"]));

        var consents = app.MapHouseGroup("/v1/toestemmingen").WithTags("toestemmingen").NotesLooks("toestemming");
        consents.MapCategories();
        consents.MapRequests();
        consents.MapExplanations();
        consents.MapNewcomers();
        consents.MapReopenings();
        consents.MapOverview();
        consents.MapPreview();
        consents.MapAnswers();
        consents.MapCorrections();
        consents.MapWithdrawals();
        consents.MapRulings();
        consents.MapReview();
        consents.MapWhyClosed();
        consents.MapProofs();
        consents.MapExceptions();
        consents.MapGrounds();
        consents.MapEmergencies();
        consents.MapOutside();
        consents.MapConsults();
        consents.MapStanding();
        consents.MapReplay();
        consents.MapEvidence();
        consents.MapReceipts();

        app.MapHouseGroup("/v1/opdrachten").WithTags("opdrachten").NotesLooks("opdrachten-van-auditors").MapAssignments();
        app.MapHouseGroup("/v1/terugkijken").WithTags("terugkijken").RequiresRole(Roles.Auditor)
            .NotesLooks(ReplayRoutes.Activity).InsideAnAssignment().MapReplays();

        var own = app.MapHouseGroup("/v1/mijn-toestemming").WithTags("mijn-toestemming").RequiresRole(Roles.Parent, Roles.Young)
            .TakesWayIn(WaysIn.Purposes.Consent).NotesLooks("eigen-inzage");
        own.MapOwnConsent();
        own.MapOwnReceipt();
        return app;
    }
}
