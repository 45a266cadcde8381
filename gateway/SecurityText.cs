using System.Globalization;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Gateway;

/// <summary>
/// <c>/.well-known/security.txt</c> (RFC 9116): where a weakness is reported. Without <c>WO_SECURITY_CONTACT</c> there is none: an address
/// that nobody reads is worse than no address.
/// </summary>
internal static class SecurityText
{
    private const string At = "/.well-known/security.txt";

    // A page that is never looked at again runs out by itself (RFC 9116, 2.5.5: less than a year).
    private const int Days = 180;

    public static void Map(WebApplication app)
    {
        if (app.Services.GetRequiredService<HouseOptions>().SecurityContact is not { } contact)
            return;
        if (!Uri.TryCreate(contact, UriKind.Absolute, out var address) || address.Scheme is not ("mailto" or "https"))
        {
            throw new StartRefusedException(
                "WO_SECURITY_CONTACT is no address to report a weakness to; write mailto:security@gemeente.example or https://….");
        }

        app.MapMethods(At, ["GET", "HEAD"], (TimeProvider clock) => Results.Text(Text(contact, clock.GetUtcNow()))).AllowAnonymous();
    }

    private static string Text(string contact, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"Contact: {contact}\nExpires: {now.UtcDateTime.Date.AddDays(Days):yyyy-MM-dd}T00:00:00Z\nPreferred-Languages: nl, en\n");
}
