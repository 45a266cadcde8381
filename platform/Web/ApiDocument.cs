using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace WarmHandover.Platform.Web;

/// <summary>
/// The description of a service at <c>/openapi.json</c>, to the NLGov API Design Rules 2.2: who may use what, which headers it asks, and
/// how it says no. Its addresses are below <see cref="Version"/>.
/// </summary>
internal static class ApiDocument
{
    /// <summary>Where every address of the house begins (ADR /core/uri-version).</summary>
    public const string Version = "/v1";

    private static readonly JsonSerializerOptions Written = Neat();

    public static void Add(IServiceCollection services, string service, string? contact) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = $"Warme Overdracht: {service}",
                Version = "1.0.0",
                Description = "Gezinnen warm overdragen. Tijden zijn UTC; fouten zijn problemen (RFC 9457) met een vaste code.",
                Contact = new()
                {
                    Name = "Beheer van deze omgeving",
                    Email = contact,
                    Url = new("https://github.com/warme-overdracht/warme-overdracht"),
                },
                License = new() { Name = "EUPL-1.2", Url = new("https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12") },
            };
            foreach (var path in document.Paths.Values)
                path.Operations?.Remove(HttpMethod.Head);
            BelowVersion(document);
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "at+jwt" },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Optional(schema, context.JsonTypeInfo);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var route = context.Description.ActionDescriptor.EndpointMetadata;
            Headers(operation, route, context.Description.HttpMethod);
            Example(operation, route);
            Answers(operation, route, context.Description.HttpMethod);
            // What a group asks and what a route asks both hold.
            var asked = route.OfType<NeedsRole>().Select(r => r.Roles.AsEnumerable()).DefaultIfEmpty([]);
            List<string> roles = [.. asked.Aggregate(Enumerable.Intersect)];
            if (!route.OfType<IAllowAnonymous>().Any())
                operation.Security = [new() { [new("bearer", context.Document)] = roles }];
            return Task.CompletedTask;
        });
    });

    private static void BelowVersion(OpenApiDocument document)
    {
        document.Servers = [new() { Url = Version }];
        var below = new OpenApiPaths();
        foreach (var (path, item) in document.Paths)
            below.Add(path.StartsWith($"{Version}/", StringComparison.Ordinal) ? path[Version.Length..] : path, item);
        document.Paths = below;
    }

    // What may be null may be left out, and is left out of answers. A time of day here is always a local one.
    private static void Optional(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.AssociatedParameter?.IsNullable ?? p.IsSetNullable))
            schema.Required?.Remove(property.Name);
        if (schema.Format is "time")
            schema.Format = "time-local";
    }

    private static void Example(OpenApiOperation operation, IList<object> route)
    {
        if (route.OfType<BodyExample>().LastOrDefault() is not { } example)
            return;

        foreach (var media in operation.RequestBody?.Content?.Values ?? [])
            media.Example = JsonSerializer.SerializeToNode(example.Body, Written);
    }

    private static JsonSerializerOptions Neat()
    {
        var json = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        HouseJson.Apply(json);
        return json;
    }

    private static void Headers(OpenApiOperation operation, IList<object> route, string? method)
    {
        void Asks(string name, string description, bool required) => (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Required = required,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

        if (method is "POST" or "PUT" or "DELETE")
            Asks("Idempotency-Key", "Een nieuw UUID per handeling; dezelfde nog eens geeft hetzelfde antwoord.", required: true);
        if (method is "GET")
            Asks("At-Least", "De header Position van een eerder antwoord: wacht tot het overzicht zo ver is.", required: false);
        if (route.OfType<NeedsIfMatch>().Any())
            Asks("If-Match", "De ETag die u las.", required: true);
    }

    private static void Answers(OpenApiOperation operation, IList<object> route, string? method)
    {
        void May(int status, string description) => (operation.Responses ??= []).TryAdd(
            status.ToString(System.Globalization.CultureInfo.InvariantCulture),
            new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = Problem() },
            });

        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (status is ['2' or '3', ..] && answer is OpenApiResponse good)
                (good.Headers ??= new Dictionary<string, IOpenApiHeader>())["API-Version"] = ApiVersion();
        }

        May(400, "Ongeldige invoer: alle fouten tegelijk");
        if (!route.OfType<IAllowAnonymous>().Any())
        {
            May(401, "Niet aangemeld");
            May(403, "Geen rol voor deze handeling");
        }

        May(404, "Bestaat niet, of geen toegang");
        May(503, "Nu niet mogelijk; zie Retry-After");
        if (method is "GET" or "HEAD")
            return;

        May(409, "Een regel staat dit niet toe; zie code");
        if (route.OfType<NeedsIfMatch>().Any())
        {
            May(412, "Intussen gewijzigd");
            May(428, "If-Match ontbreekt");
        }
    }

    private static OpenApiHeader ApiVersion() => new()
    {
        Description = "De volledige versie van deze API.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiMediaType Problem()
    {
        static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

        return new()
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["type"] = Text(),
                    ["title"] = Text(),
                    ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                    ["detail"] = Text(),
                    ["code"] = Text(),
                    ["traceId"] = Text(),
                },
            },
        };
    }
}
