using Microsoft.AspNetCore.Http;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Web;

/// <summary>
/// Who is asking, as this service itself validated the token: a pseudonym, roles, teams, one organisation; for a parent or young person the
/// family and member he is. Bound from the request: an endpoint just names it as a parameter.
/// </summary>
public sealed record Asker(string Pseudonym, IReadOnlySet<string> Roles, IReadOnlySet<Guid> Teams, Guid Organisation)
{
    /// <summary>The family of a personal way in; null for staff.</summary>
    public Guid? Family { get; init; }

    /// <summary>The member of a personal way in; null for staff.</summary>
    public Guid? Member { get; init; }

    /// <summary>The personal way in by which he came, with what it is for; null for whoever signed in with the identity provider.</summary>
    public WayInClaims? Way { get; init; }

    /// <summary>
    /// Whether he may read and say yes. Who came by a personal way in with the code alone may only say no, later, or take back.
    /// </summary>
    public bool MayRead => Way is null or { MayRead: true };

    /// <summary>The role in which this person acts here: the first of the given ones that the token holds.</summary>
    public Actor As(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role))
                return new(Pseudonym, role, Organisation);
        }

        return new(Pseudonym, Roles.Order(StringComparer.Ordinal).FirstOrDefault() ?? "geen", Organisation);
    }

    /// <summary>Reads the validated token. Missing or odd claims give an asker without roles, whom every policy refuses.</summary>
    public static ValueTask<Asker?> BindAsync(HttpContext http)
    {
        var user = http.User;
        Guid? One(string claim) => Guid.TryParse(user.FindFirst(claim)?.Value, out var id) ? id : null;

        return ValueTask.FromResult<Asker?>(new(
            user.FindFirst("sub")?.Value ?? "onbekend",
            user.FindAll("role").Select(c => c.Value).ToHashSet(StringComparer.Ordinal),
            user.FindAll("team")
                .Select(c => Guid.TryParse(c.Value, out var id) ? id : Guid.Empty)
                .Where(id => id != Guid.Empty)
                .ToHashSet(),
            One("organisation") ?? Guid.Empty)
        {
            Family = One("family"),
            Member = One("member"),
            Way = WaysIn.Read(user),
        });
    }
}

/// <summary>The roles of <c>docs/glossary.md</c>, as they stand in the <c>role</c> claim.</summary>
public static class Roles
{
    /// <summary>Works with families of the own team.</summary>
    public const string Professional = "professional";

    /// <summary>Divides and takes over work of the team.</summary>
    public const string TeamLead = "teamleider";

    /// <summary>Keeps the directory; sees stuck cases without family content.</summary>
    public const string FocusOfficer = "aandachtsfunctionaris";

    /// <summary>Works with the early-debt signals (Wgs) of the own municipality.</summary>
    public const string EarlyDebt = "vroegsignaleerder";

    /// <summary>Replays inside an assignment; pseudonyms, never the letter.</summary>
    public const string Auditor = "auditor";

    /// <summary>Watches over privacy in the own organisation: rights, erasure, review lists, assignments of auditors.</summary>
    public const string PrivacyOfficer = "privacyfunctionaris";

    /// <summary>Keeps organisations, teams, areas; never family content.</summary>
    public const string Administrator = "beheerder";

    /// <summary>A parent, through a personal way in.</summary>
    public const string Parent = "ouder";

    /// <summary>A young person of 12 or older, through a personal way in.</summary>
    public const string Young = "jongere";

    /// <summary>Gives informal support to one family, through a personal way in.</summary>
    public const string Volunteer = "vrijwilliger";
}
