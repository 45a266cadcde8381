using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>The picture of a family as the own organisation recorded it: what happened, how it stands, what is done, what waits.</summary>
public sealed record PictureAnswer(
    Guid Family, IReadOnlyList<Happening> Timeline, IReadOnlyList<DomainPicture> Domains, IReadOnlyList<Doing> Doing,
    IReadOnlyList<TaskListed> Waiting, bool TalkedConsentNotAsked)
{
    /// <summary>The file that this one was joined to.</summary>
    public Guid? JoinedInto { get; init; }
}

/// <summary>One line of the timeline, with both clocks; a struck one says why.</summary>
public sealed record Happening(
    DateOnly On, DateTimeOffset RecordedAt, string What, string? Code, Guid? Member, Guid Entry, string? StruckBecause);

/// <summary>A life domain: risks beside strengths, needs and goals beside both.</summary>
public sealed record DomainPicture(
    string Domain, IReadOnlyList<RiskShown> Risks, IReadOnlyList<StrengthShown> Strengths, int Needs, int Goals);

/// <summary>
/// A signal, and what was said of it in the last talk about it: seen by a professional and not recognised by the family stand together.
/// </summary>
public sealed record RiskShown(Guid Signal, Guid Member, string Kind, string Phase, string Source, string Urgency, string? SaidOfIt);

/// <summary>What goes well.</summary>
public sealed record StrengthShown(Guid Factor, Guid Member, string Kind);

/// <summary>Something that is being done: a need, an open goal, a planned talk, a provision that was pointed out.</summary>
public sealed record Doing(string What, Guid Entry, IReadOnlyList<Guid> Members, string? Domain, DateOnly? On);

internal static class ReadPictureFeature
{
    public static void MapReadPicture(this RouteGroupBuilder routes)
    {
        routes.MapGet("/{gezin:guid}/beeld", Picture)
            .WithSummary("Het beeld van een gezin: tijdlijn, per levensdomein risico's naast krachten, wat er loopt, wat wacht")
            .Produces<PictureAnswer>();
        routes.MapGet("/{gezin:guid}/samenvatting", Summary)
            .WithSummary("Een samenvatting in gewone taal voor het eigen dossier")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
    }

    private static async Task<IResult> Picture(
        Guid gezin, Asker asker, FamilyHandler families, TimeProvider clock, CancellationToken ct) =>
        (await families.Load(gezin, ct)).State is FamilyFile.Opened file && file.Knows(asker.Organisation)
            ? TypedResults.Ok(FamilyPicture.Of(file.InUse(asker.Organisation), asker.Organisation, Amsterdam.DateAt(clock.Now())))
            : (await families.WhyNot(gezin, asker.Organisation, ct)).ToProblem();

    private static async Task<IResult> Summary(
        Guid gezin, Asker asker, FamilyHandler families, IVault vault, OwnKinds kinds, TimeProvider clock, CancellationToken ct) =>
        (await families.Load(gezin, ct)).State is FamilyFile.Opened file && file.Knows(asker.Organisation)
            ? TypedResults.Text(
                await FamilySummary.Of(file.InUse(asker.Organisation), asker.Organisation, vault, kinds, Amsterdam.DateAt(clock.Now()), ct),
                "text/plain; charset=utf-8")
            : (await families.WhyNot(gezin, asker.Organisation, ct)).ToProblem();
}
