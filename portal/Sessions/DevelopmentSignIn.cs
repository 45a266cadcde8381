using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Web;
using WarmHandover.Portal.Web;

namespace WarmHandover.Portal.Sessions;

/// <summary>
/// Choosing who you are, out of the sample people. Exists in Development only: it signs with the key whose name no other environment
/// trusts.
/// </summary>
public sealed class DevelopmentSignIn(HouseOptions options, IReadOnlyList<Persona> people, TimeProvider clock) : IWayToSignIn
{
    private readonly DevTokens tokens = new(
        Path.GetDirectoryName(options.TrustedKeysFile) is { Length: > 0 } beside ? beside : options.DataFolder,
        options.Issuer.Split([' ', ','])[0],
        clock);

    /// <summary>Who may be chosen.</summary>
    public IReadOnlyList<Persona> People => people;

    /// <inheritdoc/>
    public string Name => "ontwikkeling";

    /// <inheritdoc/>
    public string? Begin => null;

    /// <inheritdoc/>
    public void Map(WebApplication app) => app.MapPost("/aanmelden/voorbeeld", async (
        [FromForm] string persoon, [FromForm] string? gezin, [FromForm] string? lid, [FromForm] string? terug, HttpContext http) =>
    {
        if (people.FirstOrDefault(p => p.Name == persoon) is not { } persona)
            return Results.BadRequest();

        var personal = persona.Roles.Any(role => role is Roles.Parent or Roles.Young);
        Guid? family = personal && Guid.TryParse(gezin, out var circle) ? circle : null;
        Guid? member = personal && Guid.TryParse(lid, out var self) ? self : null;
        if (personal && (family is null || member is null))
            return Results.BadRequest();

        var who = new Who(
            member is null ? persona.Name : $"{persona.Name}-{member:N}", Capital(persona.Name), persona.Roles.ToHashSet(),
            persona.Organisation, persona.Teams, Name)
        { Family = family, Member = member };
        if (await http.RequestServices.GetRequiredService<SessionStore>().IsShutOut(who.Subject))
            return Results.LocalRedirect("/aanmelden?fout=beeindigd");

        await Sessions.Begin(http, who, Issue(persona, family, member));
        return Results.LocalRedirect(SmallForms.Local(terug));
    }).AllowAnonymous();

    /// <inheritdoc/>
    public Task<Access?> Renew(Who who, AuthenticationProperties session, CancellationToken ct)
    {
        var persona = people.FirstOrDefault(p => who.Member is { } member ? who.Subject == $"{p.Name}-{member:N}" : who.Subject == p.Name);
        return Task.FromResult(persona is null ? null : Issue(persona, who.Family, who.Member));
    }

    /// <inheritdoc/>
    public async Task<IResult> Again(HttpContext http, Who who, string back)
    {
        var access = await Renew(who, new(), http.RequestAborted);
        if (access is null)
            return Results.LocalRedirect("/aanmelden");

        await Sessions.Begin(http, who, access);
        return Results.LocalRedirect(back);
    }

    private Access Issue(Persona persona, Guid? family, Guid? member) =>
        new(tokens.Issue(persona, family, member), clock.GetUtcNow().AddMinutes(5));

    private static string Capital(string name) => string.Concat(name[..1].ToUpperInvariant(), name.AsSpan(1));
}

/// <summary>Offers the sample people; outside Development it does nothing.</summary>
public static class DevelopmentSignIns
{
    /// <summary>Call it beside <c>AddPortal</c>.</summary>
    public static WebApplicationBuilder AddSamplePeople(this WebApplicationBuilder builder, IReadOnlyList<Persona> people)
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DevelopmentSignIn>(provider, people));
            builder.Services.AddSingleton<IWayToSignIn>(provider => provider.GetRequiredService<DevelopmentSignIn>());
        }

        return builder;
    }

    /// <summary>
    /// Offers the people in the file that <c>WO_SAMPLE_PEOPLE</c> names: a portal in a process of its own, started by the embedded host.
    /// The setting stops the start outside Development.
    /// </summary>
    public static WebApplicationBuilder AddSamplePeopleOfFile(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["WO_SAMPLE_PEOPLE"] is not { Length: > 0 } file)
            return builder;
        if (!builder.Environment.IsDevelopment())
            throw new StartRefusedException("WO_SAMPLE_PEOPLE is for Development only; elsewhere people sign in with a provider.");

        return builder.AddSamplePeople(JsonSerializer.Deserialize<Persona[]>(File.ReadAllText(file), JsonSerializerOptions.Web)!);
    }
}
