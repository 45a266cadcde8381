using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Keepings;

/// <summary>Why a file is kept longer than its term.</summary>
/// <param name="Reason">A code out of the list <c>reasons</c> that is given by hand.</param>
/// <param name="Until">The last day on which the reason holds, where it is known.</param>
/// <param name="AskedBy">Members who asked it; needed for <c>eigen-verzoek</c>.</param>
/// <param name="Words">In words; sealed.</param>
public sealed record KeepLongerBody(string? Reason, DateOnly? Until, IReadOnlyList<Guid>? AskedBy, string? Words);

/// <summary>That a file is kept longer.</summary>
public sealed record KeepLongerMade(Guid Keeping);

/// <summary>The terms of keeping of this installation, and the reasons to keep longer.</summary>
public sealed record KeepingLists(IReadOnlyList<KeepingLaw> Laws, IReadOnlyList<KeepingReason> Reasons, int DaysNear);

internal static class KeepingRoutes
{
    private static readonly string[] Seeing = [Roles.PrivacyOfficer, Roles.Administrator];
    private static readonly string[] Deciding = [Roles.PrivacyOfficer];
    private static readonly string[] Stands = ["ter-beslissing", "om", "bijna-om", "langer-bewaard", KeepingDesk.Runs];

    public static void MapKeepings(this WebApplication app)
    {
        var routes = app.MapHouseGroup("/v1/bewaartermijnen").WithTags("bewaartermijnen").NotesLooks("vernietiging");
        routes.MapGet("/codes", (KeepingLaws laws) => TypedResults.Ok(
                new KeepingLists(laws.All, FamilyCodes.KeepingReasons.Items, KeepingDesk.DaysNear)))
            .RequiresRole(Seeing).ShowsNobody()
            .WithSummary("De bewaartermijnen met hun wet, zoals zij hier gelden, en de redenen om langer te bewaren");
        routes.MapGet("/", List).RequiresRole(Seeing)
            .WithSummary("De dossiers van uw organisatie waarvan de termijn om of bijna om is, en waarom een ervan langer blijft")
            .WithDescription(
                "Met ?stand= een van ter-beslissing, om, bijna-om, langer-bewaard of loopt. Is een termijn om en houdt niets het dossier "
                + "tegen, dan ligt er vanzelf een verzoek bij de vernietigingen: twee mensen beslissen. Met stand=loopt hoogstens 200 "
                + "tegelijk, het langst bewaarde eerst; 'na' is het laatste dossier van de vorige keer.")
            .Produces<KeptFileAnswer[]>();
        routes.MapRecords(Seeing);
        routes.MapGet("/{gezin:guid}", Read).RequiresRole(Seeing)
            .WithSummary("Hoe lang uw organisatie een dossier bewaart, volgens welke wet, en wat het langer houdt")
            .Produces<KeptFileAnswer>();
        routes.MapPost("/{gezin:guid}/langer-bewaren", Keep).RequiresRole(Deciding)
            .WithSummary("Leg vast waarom een dossier langer wordt bewaard dan de termijn")
            .WithExample(new KeepLongerBody("bezwaar", Invented.Day.AddYears(1), null, "Er loopt een klacht."))
            .Produces<KeepLongerMade>(StatusCodes.Status201Created);
        routes.MapPost("/{gezin:guid}/langer-bewaren/{reden:guid}/einde", End).RequiresRole(Deciding)
            .WithSummary("Leg vast dat een reden om langer te bewaren voorbij is")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> List(
        string? stand, Guid? na, HttpContext http, Asker asker, IViews views, KeepingDesk desk, TimeProvider clock, CancellationToken ct)
    {
        if (stand is not null && new InputErrors().OneOf(stand, "stand", Stands) is { None: false } errors)
            return errors.ToProblem();

        await views.FreshFor(http, KeepingsView.Table);
        var today = Amsterdam.DateAt(clock.Now());
        if (stand is KeepingDesk.Runs)
        {
            return await desk.Running(asker.Organisation, na, today, ct) is { } running
                ? TypedResults.Ok(running)
                : new InputErrors().Add("na", "Dit dossier is er niet meer. Begin weer vooraan.").ToProblem();
        }

        var files = await desk.NearEnd(asker.Organisation, today, ct);
        return TypedResults.Ok(files.Where(file => stand is null || file.Stand == stand).ToArray());
    }

    private static async Task<IResult> Read(
        Guid gezin, Asker asker, KeepingDesk desk, TimeProvider clock, CancellationToken ct) =>
        await desk.Of(gezin, asker.Organisation, Amsterdam.DateAt(clock.Now()), ct) is { } file
            ? TypedResults.Ok(file)
            : Refusals.Missing.ToProblem();

    private static async Task<IResult> Keep(
        Guid gezin, KeepLongerBody body, HttpContext http, Asker asker, KeepingDesk desk, KeepingHandler keepings, FamilyHandler families,
        IVault vault, Door door, TimeProvider clock, CancellationToken ct)
    {
        var (now, today) = (clock.Now(), Amsterdam.DateAt(clock.Now()));
        var errors = new InputErrors()
            .OneOf(body.Reason, "reason", FamilyCodes.KeepingReasons.Items.Where(r => r.ByHand).Select(r => r.Code))
            .Must(body.Until is null || body.Until >= today, "until", "Deze dag is al voorbij.")
            .Likely(body.Until, "until")
            .Must(
                body.Reason is not "eigen-verzoek" || body.AskedBy is { Count: > 0 and <= 20 }, "askedBy",
                "Noem wie dit vroeg: een of meer leden van het gezin.")
            .Note(body.Words, "words").NoBsn(body.Words, "words");
        if (!errors.None)
            return errors.ToProblem();
        if (await desk.Row(gezin, asker.Organisation, ct) is null
            || (await families.Load(gezin, ct)).State is not FamilyFile.Opened file || !file.Knows(asker.Organisation))
        {
            return Refusals.Missing.ToProblem();
        }

        if (body.AskedBy?.Any(id => file.Member(id) is null) == true)
            return FamilyRefusals.NotAMember.ToProblem();

        var words = await vault.SealWordsIfAny(gezin, asker.Organisation, gezin, body.Words, ct);
        var kept = new KeptLonger(
            DerivedIds.Of(http.CommandId(), "keeping"), asker.Organisation, body.Reason!, FamilyCodes.KeepingReasons.Version, body.Until,
            body.AskedBy ?? [], words?.Ref, asker.Pseudonym, now);
        var context = await door.Open(
            http, asker.As(Deciding), PayloadOwner.Organisation(asker.Organisation), ct, null, words is null ? [] : [words]);
        return (await keepings.Handle(gezin, new KeepLonger(kept), context, ct)).ToCreated(
            http, said => ($"/v1/bewaartermijnen/{gezin}", new KeepLongerMade(said.Fact<KeptLonger>()?.Keeping ?? kept.Keeping)));
    }

    private static async Task<IResult> End(
        Guid gezin, Guid reden, HttpContext http, Asker asker, KeepingHandler keepings, Door door, TimeProvider clock,
        CancellationToken ct)
    {
        var context = await door.Open(http, asker.As(Deciding), PayloadOwner.Organisation(asker.Organisation), ct);
        var end = new EndKeptLonger(reden, asker.Organisation, asker.Pseudonym, clock.Now());
        return (await keepings.Handle(gezin, end, context, ct)).ToHttp(http);
    }
}
