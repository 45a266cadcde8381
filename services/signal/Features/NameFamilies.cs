using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>Which families a list shows.</summary>
public sealed record NameFamiliesRequest(IReadOnlyList<Guid>? Families);

/// <summary>Who is in a family, as the own organisation recorded it: enough to recognise it in a list, and no more.</summary>
public sealed record FamilyNamed(Guid Family, IReadOnlyList<MemberNamed> Members);

/// <summary>One member in a list.</summary>
public sealed record MemberNamed(Guid Member, string Role, string Band, string? Name);

internal static class NameFamiliesFeature
{
    private const int Most = 50;

    public static void MapNameFamilies(this RouteGroupBuilder routes) => routes
        .MapPost("/namen", Handle)
        .WithMetadata(new DoneHere("werklijst"))
        .WithSummary("De namen bij een lijst van gezinnen, zoals de eigen organisatie ze vastlegde")
        .WithDescription("Voor een werklijst op een scherm. Een gezin dat er niet is of van een ander is, staat niet in het antwoord.")
        .WithExample(new NameFamiliesRequest([Invented.Family]))
        .Produces<FamilyNamed[]>();

    private static async Task<IResult> Handle(
        NameFamiliesRequest body, HttpContext http, Asker asker, FamilyHandler families, IVault vault, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors().Must(
            body.Families is { Count: > 0 and <= Most }, "families", $"Noem een tot en met {Most} gezinnen.");
        if (!errors.None)
            return errors.ToProblem();

        var today = Amsterdam.DateAt(clock.Now());
        var (named, seen) = (new List<FamilyNamed>(), new List<Guid>());
        foreach (var family in body.Families!.Distinct())
        {
            if ((await families.Load(family, ct)).State is not FamilyFile.Opened file || !file.Knows(asker.Organisation))
                continue;

            var members = new List<MemberNamed>();
            foreach (var member in file.Members.Where(m => m.Gone is null))
            {
                var person = member.People.TryGetValue(asker.Organisation, out var known) ? await vault.Open<Person>(known, ct) : null;
                members.Add(new(member.Id, member.Role, member.BandOn(today), person?.Name));
            }

            named.Add(new(family, members));
            seen.AddRange(members.Select(m => m.Member));
        }

        http.LooksAt([.. seen]);
        return TypedResults.Ok(named.ToArray());
    }
}
