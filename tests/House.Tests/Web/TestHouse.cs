using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.Web;

/// <summary>A small service on a free port, with the whole door in front of it and one route of each kind behind it.</summary>
public sealed class TestHouse : IAsyncLifetime
{
    public static readonly Persona Nurse = new(Cast.Noor, [Roles.Professional], Cast.Jgz, [Cast.JgzTeam]);
    public static readonly Persona Keeper = new("bea", [Roles.Administrator], Cast.Jgz, []);

    public string Folder { get; } = Directory.CreateTempSubdirectory("house-web").FullName;

    private WebApplication? app;

    public HttpClient Client { get; } = new();

    public DevTokens Tokens { get; private set; } = null!;

    public List<string> Logged { get; } = [];

    public Uri Address => new(app!.Urls.Single());

    public async Task InitializeAsync()
    {
        app = Build(Folder, "Development", Logged);
        Map(app);
        app.MapDevTokens([Nurse, new("samira", [Roles.Parent], Guid.Empty, [])]);
        await app.StartAsync();
        Tokens = new(Folder, Issuer, TimeProvider.System);
        Client.BaseAddress = Address;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await app!.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public const string Issuer = "urn:warme-overdracht:development";

    /// <summary>An edge without a store: what the door does needs none.</summary>
    public static WebApplication Build(
        string folder, string environment, List<string>? logged = null, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("WO_DATA", folder)).Append(("urls", "http://127.0.0.1:0"))
                .Select(s => KeyValuePair.Create<string, string?>(s.Item1, s.Item2)));
        builder.Logging.ClearProviders();
        if (logged is not null)
            builder.Logging.AddProvider(new Lines(logged));
        builder.AddHouseEdge("toets");
        return builder.Build();
    }

    public static void Map(WebApplication app)
    {
        app.MapHouse();
        var things = app.MapHouseGroup("/v1/dingen").RequiresRole(Roles.Professional);
        things.MapPost("", (Thing body, HttpContext http) => TypedResults.Ok(new Kept(http.RawBody().Length, body.Kind)))
            .WithSummary("Een ding");
        things.MapGet("/{ding}", (Guid ding, Asker asker) => TypedResults.Ok(new { ding, asker.Pseudonym, asker.Organisation }));
        things.MapGet("/zoek", (Guid team, HttpContext http) => TypedResults.Ok(new { team, atLeast = http.AtLeast()?.Value }));
        things.MapPost("/keuring", Results<Ok<Guid>, ProblemHttpResult> (Thing body, HttpContext http) =>
            new InputErrors().Must(body.Name is not "slecht", "name", "Kies iets beters.") is { None: false } errors
                ? errors.ToProblem()
                : TypedResults.Ok(http.CommandId())).WithSummary("Een ding met regels");
        things.MapPut("/{ding}", (Guid ding, HttpContext http) => TypedResults.Ok(http.IfMatch())).RequiresIfMatch();
        things.MapGet("/weigering", () => Refusals.Busy.ToProblem());
        things.MapGet("/fout/{soort}", string (string soort) => throw (soort switch
        {
            "bus" => new NoAnswerException("geheim"),
            "achter" => new ViewBehindException("geheim"),
            "gewist" => new OwnerErasedException(),
            "bezet" => new SqliteException("geheim", SQLitePCL.raw.SQLITE_BUSY),
            "vol" => new SqliteException("geheim", SQLitePCL.raw.SQLITE_FULL),
            "vol-postgres" => new PostgresException("geheim", "ERROR", "ERROR", PostgresErrorCodes.DiskFull),
            _ => new InvalidOperationException("geheim"),
        }));
        app.MapHouseGroup("/v1/niemand").MapGet("", () => "nooit");
    }

    /// <summary>Sends as somebody, with an Idempotency-Key on writes unless the test says otherwise.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Answer)> Send(
        HttpMethod method, string path, string? body = null, Persona? who = null, string? type = "application/json", string? token = null,
        Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", token ?? Tokens.Issue(who ?? Nurse));
        if (method == HttpMethod.Post || method == HttpMethod.Put)
            request.Headers.Add("Idempotency-Key", Cast.Id(7).ToString());
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        }

        change?.Invoke(request);
        var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, answer);
    }

    public sealed record Thing(string Name, Guid Team, ThingKind Kind, DateOnly? On, IReadOnlyList<Part>? Parts);

    public sealed record Part(int Number, bool Ready = true);

    public sealed record Kept(int Bytes, ThingKind Kind);

    public enum ThingKind { FirstOne, SecondOne }

    private sealed class Lines(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
                lines.Add(formatter(state, exception) + exception);
        }

        public void Dispose()
        {
        }
    }
}
