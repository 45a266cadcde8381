using WarmHandover.Contracts;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>What a professional asks: rows, for whom, what for, until when, and how it was explained.</summary>
public sealed record RequestBody(
    IReadOnlyList<Row>? Rows, Guid? RecipientTeam, Guid? RecipientOrganisation, string? Purpose, DateOnly? From, DateOnly? Until,
    string? Kind, string? TextVersion, string? Language, string? ToldBack, string? Channel, Guid? Team)
{
    /// <summary>In place of rows and a purpose: a bundle, asked in one click.</summary>
    public string? Bundle { get; init; }

    /// <summary>About which members the bundle is asked.</summary>
    public IReadOnlyList<Guid>? About { get; init; }

    /// <summary>In place of a team and an organisation: a kind of organisation, as it is listed now.</summary>
    public string? RecipientKind { get; init; }

    /// <summary>The area in which that kind is looked for: the code of a municipality or a part of one.</summary>
    public string? RecipientArea { get; init; }

    /// <summary>In place of a team: a meeting, with everybody who sits in it.</summary>
    public MeetingBody? RecipientMeeting { get; init; }

    /// <summary>Which parts of the explanation were opened.</summary>
    public IReadOnlyList<string>? Opened { get; init; }

    /// <summary>Which parts were read aloud.</summary>
    public IReadOnlyList<string>? ReadAloud { get; init; }

    /// <summary>Who interpreted, when somebody did.</summary>
    public InterpreterBody? Interpreter { get; init; }

    /// <summary>Who heard it. Left out, the text goes with the request to everybody who is asked.</summary>
    public IReadOnlyList<Guid>? ExplainedTo { get; init; }
}

/// <summary>A meeting: of which form, and everybody beside the asker who sits in it, by team and organisation.</summary>
public sealed record MeetingBody(string? Form, IReadOnlyList<ListedRecipient>? Participants);

/// <summary>An interpreter: of which kind, and who (sealed). Never a child.</summary>
public sealed record InterpreterBody(string? Kind, string? Name);

/// <summary>How a request looks at the door.</summary>
internal static class RequestInput
{
    internal static readonly RequestBody Example = new(
        [new(Invented.Parent, "schulden")], Invented.Team, Invented.Organisation, "schuldhulp", From: null, Invented.Day.AddMonths(6),
        Lists.Waiver, "b1-1", "nl", "ja", "gesprek", Team: null)
    {
        Opened = ["doel", "intrekken"],
        ReadAloud = ["doel"],
        Interpreter = new("tolktelefoon", "Wie er tolkte."),
    };

    /// <summary>The same, with what a bundle and the policy on validity fill in.</summary>
    internal static RequestBody Filled(this RequestBody body, Consent consent, Guid organisation, DateOnly today, ConsentLaw law)
    {
        var bundle = Lists.Bundles.Find(body.Bundle);
        var rows = bundle is not null && body is { Rows: null, About: { } about } && consent.HasParty(organisation)
            ? bundle.RowsAbout(about, consent.Family!, today)
            : body.Rows;
        var purpose = body.Purpose ?? bundle?.Purpose;
        return body with
        {
            Rows = rows,
            Purpose = purpose,
            Until = body.Until ?? law.Validity.Default(purpose, body.From ?? today),
        };
    }

    /// <summary>What is wrong with the shape of a request, all of it at once.</summary>
    internal static InputErrors Errors(RequestBody body, DateOnly today, ConsentLaw law)
    {
        var from = body.From ?? today;
        var bundle = Lists.Bundles.Find(body.Bundle);
        var errors = new InputErrors()
            .Must(body.Bundle is null || bundle is not null, "bundle", $"Kies een van: {Codes(Lists.Bundles.Bundles.Select(b => b.Code))}.")
            .Must(body.Bundle is null || body.About is { Count: > 0 }, "about", "Zeg over wie u dit vraagt.")
            .Must(body.Bundle is not null || body.About is null, "about", "Dit hoort bij een bundel. Noem anders losse rijen.")
            .Must(bundle is null || body.Purpose == bundle.Purpose, "purpose", "Deze bundel heeft een ander doel.")
            .SomeRows(body.Rows)
            .Must(body.Rows?.All(r => r.Subject != Guid.Empty) is not false, "rows", "Noem bij elke rij over wie het gaat.")
            .Must(
                body.Rows?.All(r => r.Category is not null && Lists.Categories.Find(r.Category) is not null) is not false,
                "rows", "Kies bij elke rij een soort gegevens uit de lijst.")
            .OneOf(body.Purpose, "purpose", Lists.Purposes.Purposes.Select(p => p.Code))
            .OneOf(body.Kind, "kind", Lists.Kinds)
            .Must(from >= today, "from", "Toestemming begint vandaag of later.")
            .Must(body.Until >= from, "until", "De laatste dag ligt op of na de eerste.")
            .Must(
                body.Until <= law.Validity.Latest(body.Purpose, today), "until",
                $"Toestemming duurt hier hoogstens tot en met {DutchWords.Of(law.Validity.Latest(body.Purpose, today))}.");
        return RecipientErrors(body, errors);
    }

    /// <summary>What is wrong with how it was explained.</summary>
    internal static InputErrors Explained(
        this InputErrors errors, string? version, string? language, string kind, string? toldBack, IReadOnlyList<string>? opened,
        IReadOnlyList<string>? readAloud, InterpreterBody? interpreter)
    {
        var texts = Lists.Explanations.Texts;
        errors
            .Must(
                version is not null && texts.Any(t => t.Version == version), "textVersion",
                $"Noem de versie van de tekst die u gebruikte: {Codes(texts.Select(t => t.Version))}.")
            .Must(
                language is not null && texts.Any(t => t.Language == language), "language",
                $"Noem de taal van de tekst: {Codes(texts.Select(t => t.Language))}.")
            .OneOf(toldBack, "toldBack", Lists.ToldBack)
            .Must(opened?.All(Lists.Explanations.Parts.Contains) is not false, "opened", Parts)
            .Must(readAloud?.All(Lists.Explanations.Parts.Contains) is not false, "readAloud", Parts);
        if (errors.None && Lists.Explanations.Find(version, language, kind) is null)
            errors.Add("textVersion", "Deze versie bestaat niet in deze taal.");
        return interpreter is null
            ? errors
            : errors.OneOf(interpreter.Kind, "interpreter.kind", Lists.Explanations.Interpreters)
                .Text(interpreter.Name, "interpreter.name", 200);
    }

    private static InputErrors RecipientErrors(RequestBody body, InputErrors errors)
    {
        if (body.RecipientMeeting is { } meeting)
        {
            return errors
                .Must(
                    (body.RecipientTeam ?? body.RecipientOrganisation) is null && body.RecipientKind is null && body.RecipientArea is null,
                    "recipientMeeting", "Kies een team, een organisatie, een soort organisatie of een overleg: een van de vier.")
                .OneOf(meeting.Form, "recipientMeeting.form", Lists.Meetings)
                .Must(
                    meeting.Participants is { Count: > 0 and <= 50 }
                        && meeting.Participants.All(p => p is { } && p.Team != Guid.Empty && p.Organisation != Guid.Empty),
                    "recipientMeeting.participants", "Noem iedereen die in het overleg zit: per team ook de organisatie.")
                .Must(
                    body.Kind is null or Lists.Waiver, "kind", "In een overleg wordt alleen gedeeld. Vraag hulp aanvaarden apart.");
        }

        if (body.RecipientKind is null && body.RecipientArea is null)
        {
            return errors
                .Must(
                    body.RecipientTeam is not null || body.RecipientOrganisation is not null, "recipientTeam",
                    "Noem een team, een organisatie, een soort organisatie met een gebied, of een overleg.")
                .Must(body.RecipientTeam != Guid.Empty, "recipientTeam", "Vul een geldig nummer (UUID) in.")
                .Id(body.RecipientOrganisation ?? default, "recipientOrganisation");
        }

        return errors
            .Must(
                body.RecipientTeam is null && body.RecipientOrganisation is null, "recipientKind",
                "Kies een team, een organisatie of een soort organisatie: een van de drie.")
            .OneOf(body.RecipientKind, "recipientKind", Lists.Explanations.Recipients.Select(r => r.Kind))
            .Must(
                body.RecipientArea is { Length: > 0 and <= 20 } area && area.All(char.IsAsciiLetterOrDigit), "recipientArea",
                "Noem het gebied als code, zoals GM0150.");
    }

    private static string Parts => $"Kies uit: {Codes(Lists.Explanations.Parts)}.";

    private static string Codes(IEnumerable<string> codes) => string.Join(", ", codes.Distinct());
}
