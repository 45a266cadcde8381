using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Looking.Unusual;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Features;

/// <summary>An employee's own surname and postcode: kept as keyed marks only.</summary>
public sealed record OwnMarksRequest(string? Surname, string? Postcode);

/// <summary>
/// An employee tells his surname and postcode once. What is kept are marks under the index's key, nobody can read them back; the weekly
/// list says when he opened a file with a person of the same name, or at the same postcode.
/// </summary>
internal static class OwnMarksFeature
{
    public static void MapOwnMarks(this RouteGroupBuilder routes) => routes.MapPost("/eigen-kenmerken", Record)
        .WithMetadata(new DoneHere("vastleggen"))
        .Produces(StatusCodes.Status204NoContent)
        .WithSummary("Geef uw eigen achternaam en postcode op, voor de weeklijst van ongewone toegang; alleen als sleutelwaarde bewaard")
        .WithExample(new OwnMarksRequest("Voorbeeld", "7411 ZZ"));

    private static async Task<IResult> Record(OwnMarksRequest body, Asker asker, ISearchIndex index, CancellationToken ct)
    {
        var errors = new InputErrors().Text(body.Surname, "surname", 100);
        if (body.Postcode is not null)
            errors.Text(body.Postcode, "postcode", 10);
        errors.Must(body.Surname is null || NameTerms.Asked(body.Surname) is not [], "surname", "Geef uw achternaam op.");
        if (!errors.None)
            return errors.ToProblem();

        var owner = PayloadOwner.Staff(asker.Pseudonym);
        await Mark(OwnCircle.Name(asker.Organisation, asker.Pseudonym), NameTerms.Asked(body.Surname!));
        await Mark(OwnCircle.Address(asker.Organisation, asker.Pseudonym), NameTerms.Stored([], postcode: body.Postcode));
        return TypedResults.NoContent();

        async Task Mark(Guid thing, IReadOnlyList<string> terms)
        {
            await index.Remove(owner, thing, ct);
            await index.Put(owner, thing, asker.Organisation, terms, ct);
        }
    }
}

/// <summary>Sees in a week of looking who opened a file of his own circle, or of another team without a referral to his.</summary>
internal sealed class OwnCircle(ISearchIndex index, IViews views) : INoticesUnusual
{
    /// <summary>The mark of an employee's surname.</summary>
    public static Guid Name(Guid organisation, string pseudonym) => DerivedIds.Of(organisation, $"own-name|{pseudonym}");

    /// <summary>The mark of his postcode.</summary>
    public static Guid Address(Guid organisation, string pseudonym) => DerivedIds.Of(organisation, $"own-address|{pseudonym}");

    public async Task<IReadOnlyList<UnusualLine>> Notice(Guid organisation, PersonsWeek week, CancellationToken ct)
    {
        var lines = new List<UnusualLine>();
        foreach (var (kind, mark) in new[]
        {
            (UnusualWeek.OwnName, Name(organisation, week.Who)), (UnusualWeek.OwnAddress, Address(organisation, week.Who)),
        })
        {
            var own = new HashSet<Guid>();
            foreach (var thing in await index.Alike(organisation, mark, ct))
            {
                if (await views.Get<MemberRow>(FamiliesView.Table, FamiliesView.OfMember(thing), ct) is { } member)
                    own.Add(member.Family);
            }

            if (week.Opened.Where(o => own.Contains(o.Key)).ToArray() is [_, ..] opened)
                lines.Add(week.Line(kind, opened));
        }

        var others = new List<KeyValuePair<Guid, (DateTimeOffset, DateTimeOffset)>>();
        foreach (var opened in week.Opened)
        {
            if (await views.Get<FamilyRow>(FamiliesView.Table, FamiliesView.Key(organisation, opened.Key), ct) is { } row
                && week.Teams.Count > 0 && !week.Teams.Contains(row.Team))
            {
                others.Add(opened);
            }
        }

        if (others is not [])
            lines.Add(week.Line(UnusualWeek.NoReferral, others));
        return lines;
    }
}
