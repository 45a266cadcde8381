using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using WarmHandover.Portal.Sessions;

namespace WarmHandover.Portal.SignIn;

/// <summary>
/// Who somebody is, out of what the provider signed. Only the roles of colleagues: families come in with a code of the house.
/// </summary>
internal static class Colleague
{
    private const int LongestName = 100;

    private static readonly HashSet<string> Roles =
    [
        Platform.Web.Roles.Professional, Platform.Web.Roles.TeamLead, Platform.Web.Roles.FocusOfficer, Platform.Web.Roles.EarlyDebt,
        Platform.Web.Roles.Auditor, Platform.Web.Roles.PrivacyOfficer, Platform.Web.Roles.Administrator,
    ];

    /// <summary>The person; null when he has no role here, or no organisation.</summary>
    public static Who? Of(JsonWebToken token, string way)
    {
        var roles = Texts(token, "role").Where(Roles.Contains).ToHashSet(StringComparer.Ordinal);
        if (roles.Count == 0 || !Guid.TryParse(Text(token, "organisation"), out var organisation) || organisation == default)
            return null;

        var name = Text(token, "name") is { Length: > 0 and <= LongestName } said && !said.Any(char.IsControl) ? said : token.Subject;
        Guid[] teams = [.. Texts(token, "team").Select(t => Guid.TryParse(t, out var team) ? team : default).Where(t => t != default)];
        return new(token.Subject, name, roles, organisation, teams, way);
    }

    private static string? Text(JsonWebToken token, string claim) => Texts(token, claim).ToArray() is [var one] ? one : null;

    private static IEnumerable<string> Texts(JsonWebToken token, string claim) =>
        token.Claims.Where(c => c.Type == claim && c.ValueType is ClaimValueTypes.String).Select(c => c.Value);
}
