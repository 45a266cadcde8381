using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Paths;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Directory;

/// <summary>The sociale kaart inside the referral service: what it consists of, and its routes.</summary>
internal static class DirectoryService
{
    public static ServiceParts ShowsDirectory(this ServiceParts parts) => parts
        .Shows<ProvisionsView>()
        .Shows<ProvisionVersionsView>()
        .Shows<ProvidersView>()
        .Shows<PlacesView>()
        .Shows<MissedSearchesView>()
        .Shows<NeedCountsView>()
        .Shows<CarePathsView>()
        .Shows<PastReferralsView>();

    public static IServiceCollection AddDirectory(this IServiceCollection services) => services
        .AddSingleton<ProvisionHandler>()
        .AddSingleton<ProviderHandler>()
        .AddSingleton<PlaceHandler>()
        .AddSingleton<ContactPeople>()
        .AddSingleton<Intake>()
        .AddSingleton<IKnownEntries, KnownEntries>()
        .AddSingleton<WhiteSpotHandler>()
        .AddSingleton<CarePathHandler>()
        .AddSingleton<SearchMisses>()
        .AddSingleton<IHostedService>(provider => provider.GetRequiredService<SearchMisses>())
        .AddSingleton<ImportJson>()
        .AddSingleton<ImportCsv>()
        .AddSingleton<HsdsOut>()
        .AddSingleton<DoubtRate>();

    public static void MapSocialeKaart(this IEndpointRouteBuilder app)
    {
        var kept = app.MapHouseGroup("/v1/voorzieningen").WithTags("sociale kaart").RequiresRole(Roles.FocusOfficer);
        kept.MapKeeping();
        kept.MapChecks();
        kept.MapWhiteSpots();
        kept.MapImport();
        kept.MapExport();

        var owned = app.MapHouseGroup("/v1/voorzieningen").WithTags("sociale kaart").RequiresRole(Roles.Professional, Roles.TeamLead);
        owned.MapOwning();

        var open = app.MapHouseGroup("/v1/sociale-kaart").WithTags("sociale kaart").AllowAnonymous();
        open.MapSearch();
        open.MapDoubts();
        app.MapCarePaths();
        app.MapPathUse();
    }
}
