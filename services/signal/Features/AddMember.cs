using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>Somebody who belongs to the circle around the children. An expected child has no birth date, and may have no name.</summary>
/// <param name="Role">
/// <c>parent</c>, <c>child</c>, <c>unborn-child</c>, <c>other-adult</c>, or <c>organisation</c> (a guardian or representative that is no
/// person).
/// </param>
/// <param name="Name">As people write it.</param>
/// <param name="BirthDate">Never leaves this service; others hear an age band.</param>
/// <param name="Address">Where this member lives.</param>
/// <param name="Postcode">Such as <c>7411 AB</c>.</param>
public sealed record AddMemberRequest(string? Role, string? Name, DateOnly? BirthDate, string? Address, string? Postcode);

/// <summary>The member that was added, and the other files of the own organisation in which the same person seems to stand.</summary>
public sealed record MemberAddedAnswer(Guid Member, IReadOnlyList<Guid> PossibleDuplicates);

internal static class AddMemberFeature
{
    private const int OldestAge = 120;

    public static void MapAddMember(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/leden", Handle)
        .WithSummary("Voeg iemand toe aan het gezin")
        .WithExample(new AddMemberRequest("child", "Fenna Voorbeeld", Invented.Day.AddYears(-6), "Voorbeeldstraat 1, Deventer", "7411 ZZ"))
        .Produces<MemberAddedAnswer>(StatusCodes.Status201Created);

    private static async Task<IResult> Handle(
        Guid gezin, AddMemberRequest body, HttpContext http, Asker asker, FamilyDesk desk, Duplicates duplicates, ISearchIndex index,
        TimeProvider clock, CancellationToken ct)
    {
        var today = Amsterdam.DateAt(clock.Now());
        if (Errors(body, today) is { None: false } errors)
            return errors.ToProblem();

        var visit = Visit.Of(http, asker, ct);
        var owner = PayloadOwner.Family(gezin, visit.Actor.Organisation);
        var (member, indexed, stored) = (Guid.CreateVersion7(), false, Guid.Empty);
        var known = body is { Name: { } name, BirthDate: { } day }
            ? await duplicates.Of(visit.Actor.Organisation, name, day, body.Postcode, fresh: false, ct)
            : [];
        var result = await desk.Write(visit, gezin, Make, answer => answer.ToCreated(http, said =>
        {
            stored = said.Fact<MemberAdded>()!.Member;
            return ($"/v1/gezinnen/{gezin}", new MemberAddedAnswer(stored, [.. known.Where(family => family != gezin)]));
        }));

        // The index was filled before the append, so that nobody accepted is ever lost to it; what came to nothing is taken out again.
        if (indexed && stored != member)
            await index.Remove(owner, member, ct);
        return result;

        async Task<FamilyCommand> Make(Writing writing)
        {
            var (band, until) = (body.BirthDate, body.Role) switch
            {
                ({ } birth, _) => AgeBands.Of(birth, today),
                (_, MemberRoles.Organisation) => (AgeBands.Adult, null),
                _ => (AgeBands.Unborn, null),
            };
            var person = new Person(body.Name?.Trim() ?? "", body.BirthDate, body.Address?.Trim(), body.Postcode);
            var reference = await writing.Seal(member, person);
            indexed = true;
            await index.Put(owner, member, writing.Organisation, NameTerms.Stored([person.Name], person.BirthDate, person.Postcode), ct);
            return new AddMember(member, writing.Organisation, body.Role!, band, until, reference, writing.At);
        }
    }

    private static InputErrors Errors(AddMemberRequest body, DateOnly today)
    {
        var (unborn, organisation) = (body.Role is MemberRoles.UnbornChild, body.Role is MemberRoles.Organisation);
        var errors = new InputErrors()
            .OneOf(body.Role, "role", MemberRoles.All)
            .Must(!unborn || body.BirthDate is null, "birthDate", "Een ongeboren kind heeft nog geen geboortedatum.")
            .Must(!organisation || body.BirthDate is null, "birthDate", "Een organisatie heeft geen geboortedatum.")
            .Must(unborn || organisation || body.BirthDate is not null, "birthDate", "Vul de geboortedatum in, zoals 2018-05-20.")
            .Must(body.BirthDate is null || body.BirthDate <= today, "birthDate", "Deze datum ligt in de toekomst.")
            .Must(
                body.BirthDate is null || body.BirthDate >= today.AddYears(-OldestAge),
                "birthDate",
                "Deze datum is langer dan 120 jaar geleden.")
            .Address(body.Address, body.Postcode);
        return body.Name is null && unborn ? errors : errors.Text(body.Name, "name", 200);
    }
}
