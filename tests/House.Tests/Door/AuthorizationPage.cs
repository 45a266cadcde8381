using System.Globalization;
using System.Text;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.Door;

/// <summary>Prints <c>docs/authorization.md</c>: the policy as one table, out of the routes themselves.</summary>
internal static class AuthorizationPage
{
    private const string Everybody = "iedereen";

    private static readonly (string Role, string Short)[] Columns =
    [
        (Everybody, "everybody"),
        (Roles.Professional, "prof"), (Roles.TeamLead, "lead"), (Roles.FocusOfficer, "focus"), (Roles.EarlyDebt, "debt"),
        (Roles.Auditor, "audit"), (Roles.PrivacyOfficer, "priv"), (Roles.Administrator, "admin"), (Roles.Parent, "parent"),
        (Roles.Young, "young"), (Roles.Volunteer, "vol"),
    ];

    public static string Of(IReadOnlyList<EveryRoute> routes)
    {
        var page = new StringBuilder("""
            # Who may do what

            Printed from the routes (`WO_APPROVE=1 dotnet test tests/House.Tests --filter FullyQualifiedName~AuthorizationTests`); a test
            fails when a route is not on it. Default deny: a route that names no role is for nobody. Each service checks this itself; the
            gateway is believed by nobody.

            A role is half of the answer. The other half is the relation to the object, in the heading of each table. Somebody who holds the
            role but stands in no relation gets the same answer as for an object that does not exist, byte for byte but for the trace id;
            where the heading says *the region*, everybody with the role sees it. Both halves are tried for every route, every role and
            every object of the whole story, at each service and at the gateway (`tests/House.Tests/Door`).

            """);
        foreach (var group in routes.GroupBy(r => Relation.Of(r.Path)).OrderBy(g => g.Key?.Prefix, StringComparer.Ordinal))
        {
            var (prefix, who) = (group.Key?.Prefix ?? "?", group.Key?.Who ?? "nobody thought about it");
            page.Append(CultureInfo.InvariantCulture, $"\n## `{prefix}`\n\n{Upper(who)}.\n\n");
            var columns = Columns.Where(c => group.Any(r => May(r, c.Role))).ToArray();
            page.Append(CultureInfo.InvariantCulture, $"| operation | {string.Join(" | ", columns.Select(c => c.Short))} |\n");
            page.Append(CultureInfo.InvariantCulture, $"|---|{string.Concat(columns.Select(_ => ":-:|"))}\n");
            foreach (var route in group.OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal))
            {
                var cells = columns.Select(c => May(route, c.Role) ? "x" : "");
                page.Append(CultureInfo.InvariantCulture, $"| `{route}` | {string.Join(" | ", cells)} |\n");
            }
        }

        return page.ToString();
    }

    private static bool May(EveryRoute route, string role) => role is Everybody ? route.Open : route.Roles.Contains(role);

    private static string Upper(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
