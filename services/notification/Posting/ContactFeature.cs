using System.Net.Mail;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Posting;

/// <summary>Where messages about an inbox go: an e-mail address, in Dutch or English.</summary>
public sealed record ContactRequest(string? Address, string? Language);

/// <summary>
/// How messages are wanted: about what not, quiet hours, one mail a working day, holidays and who takes them then. A withdrawn consent
/// comes at once, always.
/// </summary>
public sealed record PreferencesRequest(
    IReadOnlyList<string>? NotAbout, TimeOnly? QuietFrom, TimeOnly? QuietUntil, TimeOnly? DigestAt, DateOnly? AwayFrom, DateOnly? AwayUntil,
    string? Replacement);

/// <summary>A contact as its owner sees it.</summary>
public sealed record ContactShown(string? Address, string? Language, Preferences Preferences, string? Failed, DateTimeOffset? FailedAt);

/// <summary>The address of a team (set by its members), and one's own.</summary>
internal static class ContactFeature
{
    private const string Me = "mij";
    private static readonly string[] Languages = ["nl", "en"];
    private static readonly Guid Source = Guid.Parse("8b1f0a52-92d4-8f0e-8a36-6f0d0c9b7e21");

    public static void MapContacts(this RouteGroupBuilder routes)
    {
        routes.MapGet("/{wie}", Show).Produces<ContactShown>().WithSummary("Het adres en de voorkeuren van een team, of van uzelf (mij)");
        routes.MapPost("/{wie}", Set).Produces(StatusCodes.Status204NoContent)
            .WithSummary("Stel in waar berichten over het postvak heen gaan: voor een team, of voor uzelf (mij)")
            .WithExample(new ContactRequest("postvak@voorbeeld.example", "nl"));
        routes.MapPost("/{wie}/verwijderen", Remove).Produces(StatusCodes.Status204NoContent).WithSummary("Stuur hier niets meer heen");
        routes.MapPost("/{wie}/voorkeuren", Prefer).Produces(StatusCodes.Status204NoContent)
            .WithSummary("Stel in waarover, wanneer en bij vakantie aan wie. Een ingetrokken toestemming komt altijd meteen")
            .WithExample(new PreferencesRequest(["verwijzing-afgerond"], new(18, 0), new(8, 0), new(9, 0), null, null, null));
    }

    /// <summary>The contact of a colleague.</summary>
    public static Guid OfPerson(Guid organisation, string pseudonym) => DerivedIds.Of(Source, $"{organisation:N}|{pseudonym}");

    private static Guid? Contact(string who, Asker asker) => who == Me
        ? OfPerson(asker.Organisation, asker.Pseudonym)
        : Guid.TryParse(who, out var team) && asker.Teams.Contains(team) ? team : null;

    private static async Task<IResult> Show(string wie, Asker asker, ContactHandler contacts, IVault vault, CancellationToken ct)
    {
        if (Contact(wie, asker) is not { } id)
            return Refusals.Missing.ToProblem();

        var state = (await contacts.Load(id, ct)).State;
        var address = state.Set is { } set ? await vault.Open<ContactAddress>(set.Address, ct) : null;
        return TypedResults.Ok(new ContactShown(address?.Address, state.Set?.Language, state.Wanted, state.Failed?.Why, state.Failed?.At));
    }

    private static async Task<IResult> Set(
        string wie, ContactRequest body, HttpContext http, Asker asker, ContactHandler contacts, IVault vault, Door door,
        TimeProvider clock)
    {
        var errors = new InputErrors().Text(body.Address, "address", 254)
            .Must(body.Address is null || IsMail(body.Address), "address", "Dit is geen e-mailadres.")
            .Must(body.Language is null || Languages.Contains(body.Language), "language", "Kies een van: nl, en.");
        if (!errors.None)
            return errors.ToProblem();
        if (Contact(wie, asker) is not { } id)
            return Refusals.Missing.ToProblem();

        var owner = wie == Me ? PayloadOwner.Staff(asker.Pseudonym) : PayloadOwner.Organisation(asker.Organisation);
        var sealedAddress = await vault.Seal(owner, id, new ContactAddress(body.Address!), http.RequestAborted);
        var inboxes = wie == Me ? asker.Teams.Order().ToArray() : [id];
        var set = new ContactSet(
            wie == Me ? "person" : "team", wie == Me ? asker.Pseudonym : id.ToString(), inboxes, sealedAddress.Ref, body.Language ?? "nl",
            asker.Pseudonym, clock.Now());
        return await Act(id, new SetContact(set), http, asker, contacts, door, sealedAddress);
    }

    private static async Task<IResult> Remove(
        string wie, HttpContext http, Asker asker, ContactHandler contacts, Door door, TimeProvider clock) =>
        Contact(wie, asker) is { } id
            ? await Act(id, new RemoveContact(asker.Pseudonym, clock.Now()), http, asker, contacts, door)
            : Refusals.Missing.ToProblem();

    private static async Task<IResult> Prefer(
        string wie, PreferencesRequest body, HttpContext http, Asker asker, ContactHandler contacts, Door door, TimeProvider clock)
    {
        var errors = new InputErrors()
            .Must(body.NotAbout is null || body.NotAbout.All(NotificationRules.Table.Reasons.Contains), "notAbout",
                "Hier staat een onbekende reden.")
            .Must(
                body.NotAbout?.Any(NotificationDecider.AsksWord) is not true, "notAbout",
                "Een ingetrokken toestemming kan niet worden uitgezet, en een verkeerd vastgelegde ook niet.")
            .Must(body.QuietFrom is null == body.QuietUntil is null, "quietUntil", "Vul bij stille uren een begin en een einde in.")
            .Must(body.QuietFrom is null || body.QuietFrom != body.QuietUntil, "quietUntil", "Begin en einde zijn gelijk.")
            .Must(body.AwayFrom is null == body.AwayUntil is null && !(body.AwayUntil < body.AwayFrom), "awayUntil",
                "Vul bij vakantie een eerste en een laatste dag in.")
            .Must(body.Replacement is null || (wie == Me && body.AwayFrom is not null && body.Replacement != asker.Pseudonym),
                "replacement",
                "Een vervanger is een collega, voor de dagen dat u weg bent.");
        if (!errors.None)
            return errors.ToProblem();
        if (Contact(wie, asker) is not { } id)
            return Refusals.Missing.ToProblem();

        var wanted = new Preferences(
            [.. (body.NotAbout ?? []).Distinct().Order(StringComparer.Ordinal)], body.QuietFrom, body.QuietUntil, body.DigestAt,
            body.AwayFrom,
            body.AwayUntil, body.Replacement is { } colleague ? OfPerson(asker.Organisation, colleague) : null);
        return await Act(id, new SetPreferences(new(wanted, asker.Pseudonym, clock.Now())), http, asker, contacts, door);
    }

    private static bool IsMail(string text) =>
        MailAddress.TryCreate(text, out var mail) && mail.Address == text && mail.Host.Contains('.', StringComparison.Ordinal);

    private static async Task<IResult> Act(
        Guid id, ContactCommand command, HttpContext http, Asker asker, ContactHandler contacts, Door door, params SealedPayload[] payloads)
    {
        var actor = asker.As(Roles.Professional, Roles.TeamLead, Roles.FocusOfficer);
        var context = await door.Open(http, actor, PayloadOwner.Staff(asker.Pseudonym), http.RequestAborted, resource: null, payloads);
        return (await contacts.Handle(id, command, context, http.RequestAborted)).ToHttp(http);
    }
}
