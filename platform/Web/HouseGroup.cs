using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace WarmHandover.Platform.Web;

/// <summary>A group of routes behind the door: signed in, a role named per route, ids of commands checked, problems in one shape.</summary>
public static class HouseGroup
{
    /// <summary>Opens a group. A route that names no role (and is not <c>AllowAnonymous</c>) is refused to everybody.</summary>
    public static RouteGroupBuilder MapHouseGroup(this IEndpointRouteBuilder app, string prefix)
    {
        var group = app.MapGroup(prefix);
        group.AddEndpointFilter(DoorFilter.Check);
        group.WithMetadata(new BehindTheDoor());
        ((IEndpointConventionBuilder)group).Finally(route =>
        {
            if (!route.Metadata.Any(m => m is NeedsRole or IAllowAnonymous))
                route.Metadata.Add(Nobody);
            if (route.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] })
                route.Metadata.Add(ReadEitherWay);
        });
        return group;
    }

    /// <summary>Who may use this route: holders of one of these roles. Say it on the group or on each route.</summary>
    public static TBuilder RequiresRole<TBuilder>(this TBuilder builder, params string[] roles) where TBuilder : IEndpointConventionBuilder
    {
        var policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(roles).Build();
        return builder.WithMetadata(new NeedsRole(roles), policy);
    }

    /// <summary>A route on which a person edits what he read: <c>If-Match</c> is asked (428 without, 400 when no quoted number).</summary>
    public static TBuilder RequiresIfMatch<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new NeedsIfMatch());

    /// <summary>
    /// A route that a personal way in of this purpose opens; without this word none does. <paramref name="codeIsEnough"/>: what a person
    /// may do with the code alone (say no, take back); otherwise the second factor is asked.
    /// </summary>
    public static TBuilder TakesWayIn<TBuilder>(this TBuilder builder, string purpose, bool codeIsEnough = false)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new WayInTaken(purpose, codeIsEnough));

    // What may be read may be asked for without its body (RFC 9110, 9.3.2): by link checkers, and by people's browsers.
    private static readonly HttpMethodMetadata ReadEitherWay = new(["GET", "HEAD"]);

    private static readonly AuthorizationPolicy Nobody = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
}

/// <summary>Marks a route of a <see cref="HouseGroup"/>.</summary>
public sealed record BehindTheDoor;

/// <summary>Marks a route on which <c>If-Match</c> is asked.</summary>
public sealed record NeedsIfMatch;

/// <summary>Marks a route that reads its body itself, piece by piece, up to so many bytes: an import holds no file in memory.</summary>
public sealed record TakesAStream(long MostBytes);

/// <summary>Marks a route with the roles that may use it.</summary>
public sealed record NeedsRole(IReadOnlyList<string> Roles);

/// <summary>Marks a route that a personal way in of a purpose opens.</summary>
public sealed record WayInTaken(string Purpose, bool CodeIsEnough);
