using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarmHandover.Consents;
using WarmHandover.Notifications;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Logbook;

/// <summary>The register of processing activities, and who must point to it: every stream, and every route about people.</summary>
public sealed class RegisterTests : IDisposable
{
    // Addresses that are about nobody: entries of the directory, agreements, rules, counts, subscriptions of systems.
    private static readonly string[] AboutNobody =
    [
        "/v1/organisaties", "/v1/teams", "/v1/voorzieningen", "/v1/zorgpaden", "/v1/ketenafspraken", "/v1/termijnregels",
        "/v1/beleid",
        "/v1/signaallijsten", "/v1/signaalcijfers", "/v1/verwijscijfers", "/v1/webhooks", "/v1/bewijs",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("register").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>An id stands for one text for good: lines may come, none may change or go (WO_APPROVE=1 adds those that came).</summary>
    [Fact]
    public void An_activity_that_changed_has_a_new_id_and_no_id_ever_goes()
    {
        var approved = Path.Combine(HouseTests.Root, "tests", "House.Tests", "Published", "register.txt");
        var known = File.Exists(approved) ? File.ReadAllLines(approved) : [];
        var now = Fingerprints(ActivityRegister.Known);
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1")
            File.WriteAllLines(approved, known = [.. known, .. now.Where(n => !known.Any(k => Id(k) == Id(n)))]);

        Assert.Empty(known.Except(now));
        Assert.Empty(now.Except(known));
    }

    [Fact]
    public void A_changed_purpose_under_the_old_id_is_found()
    {
        var (first, rest) = (ActivityRegister.Known.Activities[0], ActivityRegister.Known.Activities.Skip(1));
        var changed = Fingerprints(new([first with { Purpose = "Iets anders" }, .. rest]));
        Assert.Equal(Id(changed[0]), Id(Assert.Single(changed.Except(Fingerprints(ActivityRegister.Known)))));
    }

    [Fact]
    public void Every_kind_of_stream_says_which_activity_its_facts_are_part_of_or_that_they_are_about_nobody()
    {
        var kinds = new[] { typeof(SignalService), typeof(ConsentService), typeof(ReferralService), typeof(NotificationService) }
            .SelectMany(t => t.Assembly.GetTypes()).Where(t => !t.ContainsGenericParameters)
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(StreamKind<,,>))
            .Select(f => f.GetValue(null)!)
            .Select(k => $"{k.GetType().GetProperty("Service")!.GetValue(k)}.{k.GetType().GetProperty("Category")!.GetValue(k)}")
            .Distinct().ToArray();

        Assert.True(kinds.Length > 20, "the kinds of stream were not found");
        Assert.Empty(kinds.Except(ActivityRegister.Streams.Keys));
        Assert.All(ActivityRegister.Streams.Values.OfType<string>(), code => Assert.NotNull(ActivityRegister.Known.Newest(code)));
        Assert.Null(ActivityRegister.OfStream("elders.iets-0198f00000007000800000000000000a"));
    }

    [Fact]
    public async Task Every_route_about_people_notes_who_looked()
    {
        Assert.Empty(await Forgotten(b => b.AddSignals(), a => a.MapSignals()));
        Assert.Empty(await Forgotten(b => b.AddConsents(), a => a.MapConsents()));
        Assert.Empty(await Forgotten(b => b.AddReferrals(), a => a.MapReferrals()));
        Assert.Empty(await Forgotten(b => b.AddNotifications(), a => a.MapNotifications()));
    }

    [Fact]
    public async Task A_group_about_people_that_forgot_to_note_it_is_found() => Assert.Equal(
        ["GET /v1/gezinsplannen/{gezin:guid}"],
        await Forgotten(b => b.AddSignals(), a => a.MapSignals().MapHouseGroup("/v1/gezinsplannen").RequiresRole(Roles.Professional)
            .MapGet("/{gezin:guid}", (Guid gezin) => TypedResults.Ok(gezin))));

    private async Task<string[]> Forgotten(Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("WO_DATA", folder), new("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders();
        add(builder);
        await using var app = builder.Build();
        map(app);
        var behind = ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<BehindTheDoor>() is not null).ToArray();
        Assert.True(behind.Length > 10, "the routes were not found");
        return
        [
            .. behind.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetMetadata<LooksAt>() is null)
                .Where(e => !AboutNobody.Any(n => e.RoutePattern.RawText!.StartsWith(n, StringComparison.Ordinal)))
                .Select(e => $"{e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {e.RoutePattern.RawText}")
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static string[] Fingerprints(ActivityRegister register) =>
    [
        .. register.Activities.Select(a => $"{a.Id} {Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(a, Facts.Json))))}"),
    ];

    private static string Id(string line) => line.Split(' ')[0];
}
