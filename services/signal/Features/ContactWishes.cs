using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>How a member wants to be reached and spoken to. Everything but the channels and 'interpreter' is sealed.</summary>
/// <param name="Member">Whom it is about.</param>
/// <param name="Channels">Codes out of the list <c>contactChannels</c>, the best one first.</param>
/// <param name="Phone">A telephone number.</param>
/// <param name="Email">An e-mail address.</param>
/// <param name="Address">Where he lives, when that changed without a move being recorded.</param>
/// <param name="Postcode">Its postcode.</param>
/// <param name="Language">The language he speaks best, in words.</param>
/// <param name="Interpreter">Whether an interpreter is needed.</param>
/// <param name="ReadingLevel">A code out of the list <c>readingLevels</c>.</param>
/// <param name="Wishes">In words, such as when and when not to call.</param>
public sealed record RecordContactWishesRequest(
    Guid? Member, IReadOnlyList<string>? Channels, string? Phone, string? Email, string? Address, string? Postcode, string? Language,
    bool? Interpreter, string? ReadingLevel, string? Wishes);

/// <summary>How somebody is reached: only ever sealed.</summary>
public sealed record Contact(
    string? Phone, string? Email, string? Address, string? Postcode, string? Language, string? ReadingLevel, string? Wishes);

/// <summary>The one fixed contact person of the family.</summary>
/// <param name="Name">Who it is, as the family knows him.</param>
/// <param name="Phone">Where he can be reached.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
public sealed record NameContactPersonRequest(string? Name, string? Phone, Guid? Team);

/// <summary>Who the fixed contact person is: only ever sealed.</summary>
public sealed record ContactPerson(string Name, string? Phone);

internal static class ContactWishesFeature
{
    private const int Most = 5;

    public static void MapContactWishes(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/contactwensen", Record)
            .WithSummary("Leg vast hoe iemand bereikt wil worden: weg, taal, tolk, leesniveau")
            .WithExample(new RecordContactWishesRequest(
                Invented.Parent, ["telefoon", "kaart"], "06-00000000", Email: null, Address: null, Postcode: null, "Pools",
                Interpreter: true, "voorlezen", "Liever na drie uur."))
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/{gezin:guid}/aanspreekpunt", Name)
            .WithSummary("Wijs het vaste aanspreekpunt van het gezin aan")
            .WithDescription("Er is er een tegelijk. De naam ziet alleen de eigen organisatie; anderen zien welk team het is.")
            .WithExample(new NameContactPersonRequest("Noor Voorbeeld", "0570-000000", Team: null))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Record(
        Guid gezin, RecordContactWishesRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        if (Errors(body) is { None: false } errors)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        async Task<FamilyCommand> Make(Writing writing)
        {
            var contact = new Contact(
                body.Phone?.Trim(), body.Email?.Trim(), body.Address?.Trim(), body.Postcode, body.Language?.Trim(), body.ReadingLevel,
                body.Wishes?.Trim());
            return new RecordContactWishes(
                body.Member!.Value, [.. body.Channels!.Distinct()], body.Interpreter ?? false,
                await writing.Seal(body.Member.Value, contact), writing.Organisation, writing.At);
        }
    }

    private static async Task<IResult> Name(
        Guid gezin, NameContactPersonRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors().Text(body.Name, "name", 200).Phone(body.Phone, "phone").ActingTeam(body.Team, asker);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        async Task<FamilyCommand> Make(Writing writing) => new NameContactPerson(
            writing.TeamOr(body.Team), await writing.Seal(gezin, new ContactPerson(body.Name!.Trim(), body.Phone?.Trim())),
            writing.Organisation, writing.At);
    }

    private static InputErrors Errors(RecordContactWishesRequest body)
    {
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .Must(
                body.Channels is { Count: > 0 and <= Most } && body.Channels.All(FamilyCodes.ContactChannels.Codes.Contains),
                "channels",
                $"Kies een of meer van: {string.Join(", ", FamilyCodes.ContactChannels.Codes)}.")
            .Phone(body.Phone, "phone")
            .Must(body.Email is null || body.Email is { Length: <= 200 } && body.Email.IndexOf('@', StringComparison.Ordinal) > 0,
                "email", "Vul een e-mailadres in, zoals naam@voorbeeld.nl.")
            .Address(body.Address, body.Postcode);
        if (body.ReadingLevel is not null)
            errors.OneOf(body.ReadingLevel, "readingLevel", FamilyCodes.ReadingLevels.Codes);
        if (body.Language is not null)
            errors.Text(body.Language, "language", 100);
        return errors.Note(body.Wishes, "wishes");
    }

    private static InputErrors Phone(this InputErrors errors, string? number, string field) => errors.Must(
        number is null || number.Length is >= 6 and <= 20 && number.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '+' or '(' or ')'),
        field,
        "Vul een telefoonnummer in, zoals 06-12345678.");
}
