using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>An expected child was born. Who decides for it is asked afterwards, never assumed.</summary>
/// <param name="BirthDate">Never leaves this service; others hear an age band.</param>
/// <param name="Name">As the parents write it; may follow later.</param>
public sealed record BearChildRequest(DateOnly? BirthDate, string? Name);

/// <summary>The local date on which something happened.</summary>
public sealed record HappenedRequest(DateOnly? HappenedOn);

internal static class BirthsAndDeathsFeature
{
    public static void MapBirthsAndDeaths(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/leden/{lid:guid}/geboorte", Bear)
            .WithSummary("Leg vast dat een verwacht kind is geboren")
            .WithDescription("Wat over de moeder is afgesproken gaat door; over het kind begint alles leeg. Het gezag wordt gevraagd.")
            .WithExample(new BearChildRequest(Invented.Day, "Sami Voorbeeld"))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{gezin:guid}/leden/{lid:guid}/einde-zwangerschap", Lose)
            .WithSummary("Leg vast dat een zwangerschap is geëindigd zonder levend kind")
            .WithDescription("Alles over dit kind stopt meteen: taken, herinneringen, teksten. Er wordt niets verstuurd.")
            .WithExample(new HappenedRequest(Invented.Day))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{gezin:guid}/leden/{lid:guid}/overlijden", Die)
            .WithSummary("Leg vast dat een gezinslid is overleden")
            .WithDescription("Alles over deze persoon stopt meteen: taken, herinneringen, teksten. Er wordt niets verstuurd.")
            .WithExample(new HappenedRequest(Invented.Day))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Bear(
        Guid gezin, Guid lid, BearChildRequest body, HttpContext http, Asker asker, FamilyDesk desk, ISearchIndex index, IVault vault,
        TimeProvider clock, CancellationToken ct)
    {
        var today = Amsterdam.DateAt(clock.Now());
        var errors = new InputErrors()
            .Date(body.BirthDate, "birthDate")
            .Must(body.BirthDate is null || body.BirthDate <= today, "birthDate", "Deze datum ligt in de toekomst.")
            .Must(
                body.BirthDate is null || body.BirthDate > today.AddYears(-18),
                "birthDate",
                "Deze datum is te lang geleden voor een kind dat werd verwacht.");
        if (body.Name is not null)
            errors.Text(body.Name, "name", 200);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        async Task<FamilyCommand> Make(Writing writing)
        {
            var (band, until) = AgeBands.Of(body.BirthDate!.Value, today);
            var before = writing.File.Member(lid) is { } member && member.People.TryGetValue(writing.Organisation, out var known)
                ? await vault.Open<Person>(known, ct)
                : null;
            var person = new Person(body.Name?.Trim() ?? before?.Name ?? "", body.BirthDate, before?.Address, before?.Postcode);

            // Only who is expected is born: what the decider refuses must leave nothing behind to search for.
            if (writing.File.Member(lid) is { Role: MemberRoles.UnbornChild, Gone: null })
            {
                var terms = NameTerms.Stored([person.Name], person.BirthDate, person.Postcode);
                await index.Put(writing.Owner, lid, writing.Organisation, terms, ct);
            }

            return new BearChild(lid, band, until, await writing.Seal(lid, person), writing.Organisation, writing.At);
        }
    }

    private static Task<IResult> Lose(
        Guid gezin, Guid lid, HappenedRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct) =>
        Happen(gezin, body, http, asker, desk, (writing, on) => new EndPregnancy(lid, on, writing.Organisation, writing.At), ct);

    private static Task<IResult> Die(
        Guid gezin, Guid lid, HappenedRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct) =>
        Happen(gezin, body, http, asker, desk, (writing, on) => new RecordDeath(lid, on, writing.Organisation, writing.At), ct);

    private static async Task<IResult> Happen(
        Guid gezin, HappenedRequest body, HttpContext http, Asker asker, FamilyDesk desk, Func<Writing, DateOnly, FamilyCommand> make,
        CancellationToken ct)
    {
        var errors = new InputErrors().Date(body.HappenedOn, "happenedOn");
        return errors.None
            ? await desk.Write(
                Visit.Of(http, asker, ct), gezin, writing => make(writing, body.HappenedOn!.Value), answer => answer.ToHttp(http))
            : errors.ToProblem();
    }
}
