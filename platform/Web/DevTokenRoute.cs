using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Web;

/// <summary>Signing in as a sample person. Outside Development the route does not exist.</summary>
public static class DevTokenRoute
{
    /// <summary>Maps <c>POST /dev/tokens</c>: <c>{"persona":"noor"}</c>, and for a parent or young person the family and member.</summary>
    public static WebApplication MapDevTokens(this WebApplication app, IReadOnlyList<Persona> personas)
    {
        if (!app.Environment.IsDevelopment())
            return app;

        var options = app.Services.GetRequiredService<HouseOptions>();
        var folder = Path.GetDirectoryName(options.TrustedKeysFile) is { Length: > 0 } beside ? beside : options.DataFolder;
        var tokens = new DevTokens(folder, options.Issuer.Split([' ', ','])[0], app.Services.GetRequiredService<TimeProvider>());
        app.MapPost("/dev/tokens", (SignIn body) => Answer(body, personas, tokens))
            .AllowAnonymous()
            .WithSummary("Aanmelden als voorbeeldpersoon (alleen in ontwikkeling)");
        return app;
    }

    private static IResult Answer(SignIn body, IReadOnlyList<Persona> personas, DevTokens tokens)
    {
        var persona = personas.FirstOrDefault(p => p.Name == body.Persona);
        var personal = persona is not null && persona.Roles.Any(r => r is Roles.Parent or Roles.Young);
        var errors = new InputErrors()
            .OneOf(body.Persona, "persona", personas.Select(p => p.Name))
            .Must(!personal || body.Family is { } f && f != Guid.Empty, "family", "Vul het gezin in.")
            .Must(!personal || body.Member is { } m && m != Guid.Empty, "member", "Vul het gezinslid in.");

        return errors.None
            ? TypedResults.Ok(new SignedIn(tokens.Issue(persona!, body.Family, body.Member), 300))
            : errors.ToProblem();
    }

    internal sealed record SignIn(string? Persona, Guid? Family, Guid? Member);

    internal sealed record SignedIn(string AccessToken, int ExpiresIn);
}
