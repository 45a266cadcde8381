using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Features;

/// <summary>
/// Whether the own organisation already has a file with somebody: by the keyed index, inside the own organisation only. Whether another
/// organisation knows a family is never shown.
/// </summary>
public sealed class Duplicates(ISearchIndex index, IViews views)
{
    /// <summary>The own families with a person of this name and birth date, or of this name and postcode.</summary>
    public async Task<IReadOnlyList<Guid>> Of(
        Guid organisation, string name, DateOnly? birthDate, string? postcode, bool fresh, CancellationToken ct)
    {
        var families = new SortedSet<Guid>();
        if (fresh)
            await views.FreshToHead(FamiliesView.Table, ct);
        if (birthDate is not null)
            await Add(NameTerms.Stored([name], birthDate));
        if (postcode is not null)
            await Add(NameTerms.Stored([name], birthDate: null, postcode));
        return [.. families];

        async Task Add(IReadOnlyList<string> terms)
        {
            foreach (var member in await index.Find(organisation, terms, ct))
            {
                if (await views.Get<MemberRow>(FamiliesView.Table, FamiliesView.OfMember(member), ct) is { } row)
                    families.Add(row.Family);
            }
        }
    }

    /// <summary>The no that names the files to look at.</summary>
    public static IResult ToProblem(IReadOnlyList<Guid> families) => TypedResults.Problem(
        detail: "Uw organisatie heeft al een dossier met deze persoon. Kijk daar eerst. Is het een ander gezin, open dan toch.",
        statusCode: StatusCodes.Status409Conflict,
        title: "Mogelijk dubbel",
        type: "urn:warme-overdracht:weigering:mogelijk-dubbel",
        extensions: new Dictionary<string, object?> { ["code"] = "mogelijk-dubbel", ["families"] = families });
}
