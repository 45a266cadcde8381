using System.Net;
using System.Runtime.CompilerServices;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.Door;

/// <summary>
/// Who may do what, generated from the list of routes: every role at every route, every foreigner at every object, at each service itself.
/// A route that is new is in here by itself; a route nobody thought about fails.
/// </summary>
[Collection(StoryHouse.Once)]
public sealed class AuthorizationTests(StoryHouse story)
{
    private static readonly string[] AllRoles =
    [
        Roles.Professional, Roles.TeamLead, Roles.FocusOfficer, Roles.EarlyDebt, Roles.Auditor, Roles.PrivacyOfficer, Roles.Administrator,
        Roles.Parent, Roles.Young, Roles.Volunteer,
    ];

    private static readonly string[] Theirs = ["family", "member", "referral", "request", "need", "signal", "conversation"];

    [Fact]
    public async Task The_page_says_of_every_route_who_may_use_it()
    {
        var page = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "authorization.md");
        var found = AuthorizationPage.Of(story.Routes);
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1")
            await File.WriteAllTextAsync(page, found);

        Assert.True(story.Routes.Count > 300, $"Only {story.Routes.Count} routes were found.");
        Assert.Equal(await File.ReadAllTextAsync(page), found);
    }

    [Fact]
    public void Every_route_stands_under_a_relation() =>
        Assert.DoesNotContain(story.Routes, r => Relation.Of(r.Path) is null);

    [Fact]
    public async Task Who_is_not_signed_in_comes_nowhere_but_where_the_door_is_open()
    {
        var wrong = new List<string>();
        foreach (var route in story.Routes.Where(r => !r.Open))
        {
            var (status, body) = await story.Send(route, Invented(route), token: null, route.Method is "GET" ? null : "{}");
            if (status is not HttpStatusCode.Unauthorized || !body.Contains("niet-aangemeld", StringComparison.Ordinal))
                wrong.Add($"{route}: {(int)status}");
        }

        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_role_that_a_route_does_not_name_is_refused_and_one_that_it_names_is_not()
    {
        var wrong = new List<string>();
        foreach (var role in AllRoles.Append("verzonnen"))
        {
            var token = story.Stranger(role);
            foreach (var route in story.Routes.Where(r => r is { Open: false, Live: false }))
            {
                var (status, body) = await story.Send(route, Invented(route), token, route.Method is "GET" ? null : "{}");
                var refused = status is HttpStatusCode.Forbidden && body.Contains("geen-rol", StringComparison.Ordinal);
                if (refused == route.Roles.Contains(role) || status is HttpStatusCode.InternalServerError)
                    wrong.Add($"{role} {route}: {(int)status} {body}");
            }
        }

        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task What_is_foreign_answers_as_what_does_not_exist()
    {
        var (wrong, met) = (new List<string>(), 0);
        foreach (var route in story.Routes.Where(r => !r.Open && r.Parameters.Any()))
        {
            var real = route.With(p => story.Known(p) ?? Nowhere(p));
            if (Relation.Of(route.Path) is not { Foreign: Foreign.DoesNotExist } || real == Invented(route))
                continue;

            foreach (var role in route.Roles)
            {
                var (token, body) = (story.Stranger(role), route.Method is "GET" ? null : route.Body ?? "{}");
                var there = await story.Send(route, real, token, body);
                var nowhere = await story.Send(route, Invented(route), token, body);
                met++;
                if (there != nowhere || body is not null && (int)there.Status is >= 200 and < 300)
                    wrong.Add($"{role} {route}: {(int)there.Status} {there.Body} but {(int)nowhere.Status} {nowhere.Body}");
            }
        }

        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
        Assert.True(met > 250, $"Only {met} foreigners were tried.");
    }

    [Fact]
    public async Task Lists_searches_and_exports_hold_nothing_of_what_is_foreign()
    {
        string[] theirs = [.. Theirs.SelectMany(n => story.Ids[n])];
        Assert.True(theirs.Length > 10, $"The story left only {theirs.Length} ids.");
        var wrong = new List<string>();
        foreach (var route in story.Routes.Where(r => !r.Live && !r.Parameters.Any()))
        {
            if (route.Method is not "GET" && !route.Path.EndsWith("/zoeken", StringComparison.Ordinal))
                continue;

            foreach (var role in route.Open ? [Roles.Professional] : route.Roles)
            {
                // One who never asked for anything: what somebody tried stands in the log of his own organisation.
                var token = story.Stranger(role, Cast.Id(77));
                var (_, body) = await story.Send(route, route.Path, token, route.Method is "GET" ? null : route.Body);
                // A focus officer works for the region: that a referral is stuck he hears, not whose it is.
                var his = role is Roles.FocusOfficer ? story.Ids["referral"] : [];
                wrong.AddRange(
                    from id in theirs.Except(his)
                    where body.Contains(id, StringComparison.OrdinalIgnoreCase)
                    select $"{role} {route}: {id}");
            }
        }

        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task The_gateway_refuses_what_the_services_refuse()
    {
        var wrong = new List<string>();
        foreach (var route in story.Routes.Where(r => r is { Open: false, Live: false, Method: "GET" }).Where((_, n) => n % 5 == 0))
        {
            var (alone, _) = await story.Send(route, Invented(route), token: null, at: story.Gateway);
            var (odd, _) = await story.Send(route, Invented(route), story.Stranger("verzonnen"), at: story.Gateway);
            if (alone is not HttpStatusCode.Unauthorized || odd is not HttpStatusCode.Forbidden)
                wrong.Add($"{route}: {(int)alone} {(int)odd}");
        }

        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    private static string Invented(EveryRoute route) => route.With(Nowhere);

    // Always the same id that nothing has; two addresses of one route differ in nothing else.
    private static string Nowhere(string parameter) => parameter switch
    {
        "jaar" => "2026",
        "gemeente" => "GM9999",
        "regels" or "regel" => "1",
        _ => "0198ffff-0000-7000-8000-00000000dead",
    };

    private static string Here([CallerFilePath] string path = "") => path;
}
