using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Entry;

/// <summary>Personal ways in: a code, a pin, a token of a quarter of an hour (decision 21).</summary>
internal static class EntryService
{
    public static void AddEntry(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddSingleton(Cards.From(builder.Configuration))
            .AddSingleton<Codes>()
            .AddSingleton<WayInHandler>()
            .AddSingleton<FamilySilenceHandler>()
            .AddSingleton(provider => new PersonalTokens(
                WaysIn.Signing(provider.GetRequiredService<HouseOptions>(), builder.Environment),
                provider.GetRequiredService<TimeProvider>()));
    }

    public static void MapEntry(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<HouseOptions>();
        if (options is { WayInKeysFile: not null, WayInKeyFile: null } && app.Environment.IsProduction())
        {
            throw new StartRefusedException(
                "WO_WAYIN_KEYS is set, and WO_WAYIN_KEY, the key that signs, is not: nobody comes in with a code. Set both, or neither.");
        }

        // Made at the start, so that an odd key stops it.
        _ = app.Services.GetRequiredService<PersonalTokens>();
        app.MapHouseGroup("/v1/toegang").WithTags("toegang").MapComeIn();
        app.MapHouseGroup("/v1/toegangen").WithTags("toegangen").RequiresRole(Roles.Professional, Roles.TeamLead)
            .NotesLooks("meldingen").MapDesk();
    }
}
