using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>What was explained to one signatory: the text, what was opened or read aloud, told back or not, and who interpreted.</summary>
public sealed record ExplanationBody(
    Guid? Signatory, string? TextVersion, string? Language, string? ToldBack, IReadOnlyList<string>? Opened,
    IReadOnlyList<string>? ReadAloud, InterpreterBody? Interpreter, string? Channel);

/// <summary>The texts in one language: which versions there are, and their parts.</summary>
public sealed record ExplanationTexts(
    int Version, IReadOnlyList<string> Parts, string ReadAloud, IReadOnlyList<string> Interpreters, IReadOnlyList<ExplanationText> Texts);

/// <summary>A text as it is said about one request.</summary>
public sealed record ExplanationSaid(
    Guid Request, string Version, string Language, string Level, string Kind, string ReadAloud, IReadOnlyList<PartSaid> Parts);

/// <summary>The bundles that can be asked in one click, and how long a yes holds.</summary>
public sealed record BundlesSeen(BundleList Bundles, ValidityList Validity);

internal static class Explaining
{
    public static void MapExplanations(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/uitleg", (string? taal) => Texts(taal))
            .ShowsNobody()
            .RequiresRole(Roles.Professional, Roles.TeamLead, Roles.Auditor, Roles.Parent, Roles.Young)
            .Produces<ExplanationTexts>()
            .WithSummary("De teksten die uitleggen wat er wordt gevraagd, in een taal");

        consents.MapGet("/bundels", async (ConsentLaws laws, CancellationToken ct) =>
                TypedResults.Ok(new BundlesSeen(Lists.Bundles, (await laws.Now(ct)).Validity)))
            .ShowsNobody()
            .RequiresRole(Roles.Professional, Roles.TeamLead)
            .WithSummary("Wat u met een klik kunt vragen, en hoe lang een ja geldt");

        consents.MapGet("/{family:guid}/verzoeken/{request:guid}/uitleg", Said)
            .RequiresRole(Roles.Professional)
            .Produces<ExplanationSaid>()
            .WithSummary("De uitleg bij een verzoek van uw organisatie, met het doel, de ontvanger en de einddatum erin");

        consents.MapPost("/{family:guid}/verzoeken/{request:guid}/uitleg", Record)
            .RequiresRole(Roles.Professional)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Leg vast wat u aan een ondertekenaar hebt uitgelegd, voordat die ja kan zeggen")
            .WithExample(new ExplanationBody(
                Invented.Parent, "b1-1", "nl", "ja", ["doel", "intrekken"], ["doel"], new("tolktelefoon", "Wie er tolkte."), "gesprek"));
    }

    /// <summary>What was explained, with the interpreter's name sealed.</summary>
    internal static async Task<(Explained Explained, SealedPayload[] Words)> Seal(
        IVault vault, PayloadOwner owner, Guid about, string version, string language, string kind, string toldBack,
        IReadOnlyList<string>? opened, IReadOnlyList<string>? readAloud, InterpreterBody? interpreter, CancellationToken ct)
    {
        var explained = Read(version, language, kind, toldBack, opened, readAloud);
        if (interpreter is null)
            return (explained, []);

        var words = await vault.Seal(owner, about, new InterpreterNamed(interpreter.Name!.Trim()), ct);
        return (explained with { Interpreter = interpreter.Kind, InterpreterWho = words.Ref }, [words]);
    }

    /// <summary>Who decides about any row of a request today, as far as he may be informed.</summary>
    internal static IEnumerable<Guid> Deciders(Request request, Consent consent, DateTimeOffset at) => request.Asked.Rows
        .SelectMany(row => Signatories.Of(row, consent.Family!, Platform.Time.Amsterdam.DateAt(at), Lists.RuleSetOf(request.Asked)).Who)
        .Where(who => consent.Family!.Member(who) is not { MayNotBeInformed: true })
        .Distinct();

    /// <summary>What was explained, without an interpreter.</summary>
    internal static Explained Read(
        string version, string language, string kind, string toldBack, IReadOnlyList<string>? opened, IReadOnlyList<string>? readAloud)
    {
        var text = Lists.Explanations.Find(version, language, kind)!;
        return new(
            version, language, text.Level, text.Hash, [.. (opened ?? []).Distinct()], [.. (readAloud ?? []).Distinct()], toldBack);
    }

    private static IResult Texts(string? taal)
    {
        var language = taal ?? ExplanationBook.Dutch;
        var book = Lists.Explanations;
        ExplanationText[] texts = [.. book.Texts.Where(t => t.Language == language)];
        return texts is []
            ? new InputErrors().OneOf(language, "taal", book.Texts.Select(t => t.Language).Distinct()).ToProblem()
            : TypedResults.Ok(new ExplanationTexts(book.Version, book.Parts, book.ReadAloud[language], book.Interpreters, texts));
    }

    private static async Task<IResult> Said(
        Guid family, Guid request, string? taal, string? niveau, Asker asker, ConsentHandler consents, ListedTeamHandler teams,
        CancellationToken ct)
    {
        var state = (await consents.Load(family, ct)).State;
        if (!state.HasParty(asker.Organisation) || state.Find(request) is not { } found
            || found.Asked.AskedByOrganisation != asker.Organisation)
        {
            return Refusals.Missing.ToProblem();
        }

        return TypedResults.Ok(await InWords(found.Asked, taal ?? found.Asked.Language, niveau ?? ExplanationBook.Plain, teams, ct));
    }

    /// <summary>The newest text of a level in a language, as it is said about a request.</summary>
    internal static async Task<ExplanationSaid> InWords(
        ConsentRequested asked, string language, string level, ListedTeamHandler teams, CancellationToken ct)
    {
        var book = Lists.Explanations;
        var text = book.Newest(level == ExplanationBook.ForChildren ? level : ExplanationBook.Plain, language, asked.Kind);
        var kinds = new List<string>();
        ListedRecipient[] named = asked.Scope switch
        {
            null => [new(asked.RecipientTeam, asked.RecipientOrganisation)],
            { Width: RecipientScope.Meeting } meeting => [.. meeting.Listed],
            _ => [],
        };
        foreach (var to in named)
            kinds.Add((await teams.Find(to.Team, to.Organisation, ct))?.OrganisationKind ?? "");

        return new(
            asked.Request, text.Version, text.Language, text.Level, text.Kind, book.ReadAloud[text.Language],
            book.Fill(text, asked, [.. kinds.Distinct()]));
    }

    private static async Task<IResult> Record(
        Guid family, Guid request, ExplanationBody body, Asker asker, HttpContext http, Door door, IVault vault, ConsentHandler consents,
        TimeProvider clock, CancellationToken ct)
    {
        var state = (await consents.Load(family, ct)).State;
        var kind = state.HasParty(asker.Organisation) ? state.Find(request)?.Asked.Kind ?? Lists.Waiver : Lists.Waiver;
        var errors = new InputErrors()
            .Id(body.Signatory ?? default, "signatory")
            .OneOf(body.Channel, "channel", Lists.Channels)
            .Explained(body.TextVersion, body.Language, kind, body.ToldBack, body.Opened, body.ReadAloud, body.Interpreter);
        if (!errors.None)
            return errors.ToProblem();
        if (!state.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var owner = PayloadOwner.Family(family, asker.Organisation);
        var (explained, words) = await Seal(
            vault, owner, body.Signatory!.Value, body.TextVersion!, body.Language!, kind, body.ToldBack!, body.Opened, body.ReadAloud,
            body.Interpreter, ct);
        var context = await door.Open(http, asker.As(Roles.Professional), owner, ct, null, words);
        return (await consents.Handle(
            family, new GiveExplanation(request, body.Signatory.Value, explained, body.Channel!, asker.Organisation, clock.Now()), context,
            ct)).ToHttp(http);
    }
}
