using System.Text.RegularExpressions;

namespace WarmHandover.Portal.Api;

/// <summary>
/// So that a person reads what he just wrote: each service answers a write with its <c>Position</c>, and every reading of that service in
/// the next minute asks for a view at least that fresh. The positions stand in a cookie; they say nothing to anybody.
/// </summary>
internal static partial class ReadYourWrites
{
    private const string Cookie = "wo-stand";
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    // The same division as the gateway's table of routes; what is not named is the referral service's.
    private static readonly Dictionary<string, string> Owners = new()
    {
        ["gezinnen"] = "s",
        ["signaallijsten"] = "s",
        ["vroegsignalen"] = "s",
        ["signaalcijfers"] = "s",
        ["zelfmeldingen"] = "s",
        ["vernietigingen"] = "s",
        ["vernietigingsverzoek"] = "s",
        ["ik-wil-hulp"] = "s",
        ["bewaartermijnen"] = "s",
        ["privacyverzoeken"] = "s",
        ["mijn-verzoeken"] = "s",
        ["toestemmingen"] = "t",
        ["mijn-toestemming"] = "t",
        ["terugkijken"] = "t",
        ["opdrachten"] = "t",
        ["meldingen"] = "m",
        ["toegangen"] = "m",
        ["toegang"] = "m",
        ["postadressen"] = "m",
        ["post"] = "m",
        ["webhooks"] = "m",
        ["gebeurtenissen"] = "m",
    };

    // Each service keeps a log of its own under one address.
    private static readonly Dictionary<string, string> Logs = new() { ["signal"] = "s", ["consent"] = "t", ["notification"] = "m" };

    public static string? For(HttpContext http, string path) => Known(http).GetValueOrDefault(Owner(path));

    public static void Keep(HttpContext http, string path, string position)
    {
        if (!Shape().IsMatch(position))
            return;

        var known = Known(http);
        known[Owner(path)] = position;
        http.Items[Cookie] = known;
        if (!http.Response.HasStarted)
        {
            http.Response.Cookies.Append(Cookie, string.Join('.', known.Select(k => $"{k.Key}{k.Value}")), new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                MaxAge = Kept,
                Path = "/",
                Secure = http.Request.IsHttps,
            });
        }
    }

    private static Dictionary<string, string> Known(HttpContext http) => http.Items[Cookie] as Dictionary<string, string>
        ?? (http.Request.Cookies[Cookie] ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries).Take(8)
            .Where(entry => entry.Length > 1 && Shape().IsMatch(entry[1..]))
            .GroupBy(entry => entry[..1]).ToDictionary(entries => entries.Key, entries => entries.Last()[1..]);

    /// <summary>The letter of the service that answers under this address.</summary>
    internal static string Owner(string path) => path.Split('/', '?') switch
    {
        [_, _, "beleid" or "bewijs", var part, ..] => Owners.GetValueOrDefault(part, "v"),
        [_, _, "logboek", var service, ..] => Logs.GetValueOrDefault(service, "v"),
        [_, _, var first, ..] => Owners.GetValueOrDefault(first, "v"),
        _ => "v",
    };

    [GeneratedRegex("^[0-9a-f]{1,32}$")]
    private static partial Regex Shape();
}
