using System.Security.Claims;

namespace WarmHandover.Portal.Sessions;

/// <summary>Who is signed in, as the session holds it. What he may do the services decide, with his own token.</summary>
public sealed record Who(string Subject, string Name, IReadOnlySet<string> Roles, Guid Organisation, IReadOnlyList<Guid> Teams, string Way)
{
    internal const string Sub = "sub";
    internal const string NameClaim = "name";
    internal const string Role = "role";
    internal const string WayClaim = "way";

    /// <summary>The family of a personal way in.</summary>
    public Guid? Family { get; init; }

    /// <summary>The member of a personal way in.</summary>
    public Guid? Member { get; init; }

    /// <summary>The purpose of a personal way in, as the house names it.</summary>
    public string? Purpose { get; init; }

    /// <summary>What is allowed with it: <c>nee</c> alone, or <c>nee lezen</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether this role is his.</summary>
    public bool Is(string role) => Roles.Contains(role);

    /// <summary>The session's person; null for who has not signed in.</summary>
    public static Who? Of(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true })
            return null;

        string One(string claim) => user.FindFirst(claim)?.Value ?? "";
        Guid? Id(string claim) => Guid.TryParse(One(claim), out var id) ? id : null;
        return new(
            One(Sub), One(NameClaim), user.FindAll(Role).Select(c => c.Value).ToHashSet(StringComparer.Ordinal),
            Id("organisation") ?? default,
            [.. user.FindAll("team").Select(c => Guid.TryParse(c.Value, out var team) ? team : default).Where(t => t != default)],
            One(WayClaim))
        {
            Family = Id("family"),
            Member = Id("member"),
            Purpose = user.FindFirst("purpose")?.Value,
            Scope = user.FindFirst("scope")?.Value,
        };
    }

    /// <summary>The claims that a session keeps of this person.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        List<Claim> claims = [new(Sub, Subject), new(NameClaim, Name), new(WayClaim, Way)];
        claims.AddRange(Roles.Select(role => new Claim(Role, role)));
        claims.AddRange(Teams.Select(team => new Claim("team", team.ToString())));
        (string Name, string? Value)[] perhaps =
        [
            ("organisation", Organisation == default ? null : Organisation.ToString()), ("family", Family?.ToString()),
            ("member", Member?.ToString()), ("purpose", Purpose), ("scope", Scope),
        ];
        claims.AddRange(perhaps.Where(c => c.Value is not null).Select(c => new Claim(c.Name, c.Value!)));
        return new(new ClaimsIdentity(claims, Sessions.Scheme, NameClaim, Role));
    }
}
