using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>A kind of signal of the municipality's own.</summary>
/// <param name="Area">The municipality's code, such as <c>GM0150</c>.</param>
/// <param name="Code">Small letters, digits and dashes; recorded with the municipality's code before it.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Subject"><c>adult child both</c>.</param>
/// <param name="Domain">A code out of the list <c>lifeDomains</c>.</param>
/// <param name="Phase"><c>signaleren ondersteunen stimuleren</c>.</param>
/// <param name="Category">The row category to which it belongs for consent: one that the common list uses.</param>
public sealed record AddOwnKindRequest(
    string? Area, string? Code, string? Label, string? Subject, string? Domain, string? Phase, string? Category);

/// <summary>A question of the municipality's own, answered with yes or no.</summary>
/// <param name="Area">The municipality's code, such as <c>GM0150</c>.</param>
/// <param name="Code">Small letters, digits and dashes.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Why">Why we ask it, in plain words for the family.</param>
/// <param name="Domain">A code out of the list <c>lifeDomains</c>.</param>
/// <param name="PointsTo">The kind of signal to which 'ja' points.</param>
public sealed record AddOwnQuestionRequest(string? Area, string? Code, string? Text, string? Why, string? Domain, string? PointsTo);

/// <summary>A code that a municipality no longer uses.</summary>
/// <param name="Area">The municipality's code, such as <c>GM0150</c>.</param>
/// <param name="Code">The own code, without the municipality's before it.</param>
public sealed record WithdrawOwnRequest(string? Area, string? Code);

/// <summary>What a municipality added, and its questions as the newest version of an instrument.</summary>
public sealed record AreaListAnswer(string Area, IReadOnlyList<SignalKind> Kinds, Instrument? Questions)
{
    /// <summary>The kinds that every municipality has, to add to and to point at.</summary>
    public IReadOnlyList<SignalKind> Common => FamilyCodes.SignalKinds.Items;

    /// <summary>The life domains.</summary>
    public IReadOnlyList<ListedCode> Domains => FamilyCodes.LifeDomains.Items;
}

internal static class AreaListsFeature
{
    private static readonly string[] Phases = ["signaleren", "ondersteunen", "stimuleren"];
    private static readonly string[] Subjects = [SignalSubjects.Adult, SignalSubjects.Child, SignalSubjects.Anybody];

    public static void MapAreaLists(this WebApplication app)
    {
        var keepers = app.MapHouseGroup("/v1/signaallijsten")
            .RequiresRole(Roles.Administrator, Roles.FocusOfficer, Roles.Professional, Roles.TeamLead).WithTags("signaallijsten");
        keepers.MapGet("/{gemeente}", Read)
            .WithSummary("De eigen soorten signalen en eigen vragen van een gemeente")
            .Produces<AreaListAnswer>();
        keepers.MapPost("/soorten", AddKind)
            .WithSummary("Voeg een eigen soort signaal toe")
            .WithExample(new AddOwnKindRequest(
                "GM0150", "mist-regenkleding", "Heeft geen regenkleding", "child", "gezondheid", "ondersteunen", "gezondheid-kind"))
            .RequiresRole(Roles.Administrator, Roles.FocusOfficer)
            .Produces(StatusCodes.Status204NoContent);
        keepers.MapPost("/soorten/intrekken", WithdrawKind)
            .WithSummary("Gebruik een eigen soort niet meer; wat ermee is vastgelegd blijft")
            .WithExample(new WithdrawOwnRequest("GM0150", "mist-regenkleding"))
            .RequiresRole(Roles.Administrator, Roles.FocusOfficer)
            .Produces(StatusCodes.Status204NoContent);
        keepers.MapPost("/vragen", AddQuestion)
            .WithSummary("Voeg een eigen vraag toe; elke wijziging is een nieuwe versie")
            .WithExample(new AddOwnQuestionRequest(
                "GM0150", "kindpakket", "Kent u het kindpakket?", "Veel gezinnen hebben er recht op.", "financien", PointsTo: null))
            .RequiresRole(Roles.Administrator, Roles.FocusOfficer)
            .Produces(StatusCodes.Status204NoContent);
        keepers.MapPost("/vragen/intrekken", WithdrawQuestion)
            .WithSummary("Stel een eigen vraag niet meer; eerdere antwoorden houden hun versie")
            .WithExample(new WithdrawOwnRequest("GM0150", "kindpakket"))
            .RequiresRole(Roles.Administrator, Roles.FocusOfficer)
            .Produces(StatusCodes.Status204NoContent);
    }

    private static Task<IResult> WithdrawKind(
        WithdrawOwnRequest body, HttpContext http, Asker asker, AreaListHandler lists, Door door, TimeProvider clock,
        CancellationToken ct) =>
        Say(body.Area, new InputErrors().Code(body.Code, "code"), () => new WithdrawOwnKind(body.Code!, clock.Now()), http, asker, lists,
            door, ct);

    private static Task<IResult> WithdrawQuestion(
        WithdrawOwnRequest body, HttpContext http, Asker asker, AreaListHandler lists, Door door, TimeProvider clock,
        CancellationToken ct) =>
        Say(body.Area, new InputErrors().Code(body.Code, "code"), () => new WithdrawOwnQuestion(body.Code!, clock.Now()), http, asker,
            lists, door, ct);

    private static async Task<IResult> Read(string gemeente, AreaListHandler lists, CancellationToken ct)
    {
        if (new InputErrors().Municipality(gemeente, "gemeente") is { None: false } errors)
            return errors.ToProblem();

        var list = (await lists.Load(AreaListHandler.IdOf(gemeente), ct)).State;
        return TypedResults.Ok(new AreaListAnswer(
            gemeente, [.. list.Kinds.Select(k => list.Find($"{k.Area}.{k.Code}")).OfType<SignalKind>().DistinctBy(k => k.Code)],
            list.Versions.LastOrDefault()));
    }

    private static Task<IResult> AddKind(
        AddOwnKindRequest body, HttpContext http, Asker asker, AreaListHandler lists, Door door, TimeProvider clock, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Code(body.Code, "code")
            .Text(body.Label, "label", 200)
            .OneOf(body.Subject, "subject", Subjects)
            .OneOf(body.Domain, "domain", FamilyCodes.LifeDomains.Codes)
            .OneOf(body.Phase, "phase", Phases)
            .OneOf(body.Category, "category", FamilyCodes.SignalKinds.Items.Select(k => k.Category).Distinct());
        return Say(body.Area, errors, Make, http, asker, lists, door, ct);

        AreaListCommand Make() => new AddOwnKind(
            body.Area!, body.Code!, body.Label!.Trim(), body.Subject!, body.Domain!, body.Phase!, body.Category!, clock.Now());
    }

    private static async Task<IResult> AddQuestion(
        AddOwnQuestionRequest body, HttpContext http, Asker asker, AreaListHandler lists, Door door, OwnKinds own, TimeProvider clock,
        CancellationToken ct)
    {
        var errors = new InputErrors()
            .Code(body.Code, "code")
            .Text(body.Text, "text", 300)
            .Text(body.Why, "why", 300)
            .OneOf(body.Domain, "domain", FamilyCodes.LifeDomains.Codes)
            .Must(body.PointsTo is null || await own.Find(body.PointsTo, ct) is not null, "pointsTo", "Deze soort signaal is er niet.");
        return await Say(body.Area, errors, Make, http, asker, lists, door, ct);

        AreaListCommand Make() => new AddOwnQuestion(
            body.Area!, body.Code!, body.Text!.Trim(), body.Why!.Trim(), body.Domain!, body.PointsTo, clock.Now());
    }

    private static async Task<IResult> Say(
        string? area, InputErrors errors, Func<AreaListCommand> make, HttpContext http, Asker asker, AreaListHandler lists, Door door,
        CancellationToken ct)
    {
        if (!errors.Municipality(area, "area").None)
            return errors.ToProblem();

        var id = AreaListHandler.IdOf(area!);
        var context = await door.Open(
            http, asker.As(Roles.Administrator, Roles.FocusOfficer), PayloadOwner.Family(id, asker.Organisation), ct);
        return (await lists.Handle(id, make(), context, ct)).ToHttp(http);
    }

    private static InputErrors Code(this InputErrors errors, string? code, string field) => errors.Must(
        code is { Length: > 1 and <= 40 } && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-'),
        field,
        "Gebruik 2 tot 40 kleine letters, cijfers of streepjes.");
}
