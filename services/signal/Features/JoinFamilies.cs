using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using static WarmHandover.Signals.FamilyFile;

namespace WarmHandover.Signals.Features;

/// <summary>Another own file about the same child. Without <c>same</c> the house proposes who stands in both.</summary>
/// <param name="With">The other file.</param>
/// <param name="Same">Who stands in both: the id in this file, and the id in the other.</param>
/// <param name="Reason">A code out of the list <c>joinReasons</c>; not needed for the preview.</param>
/// <param name="Check">What the preview answered: that nothing changed since it was looked at.</param>
public sealed record JoinFamiliesRequest(Guid? With, IReadOnlyList<SamePersonBody>? Same, string? Reason = null, string? Check = null);

/// <summary>The same person, by his id in this file and in the other.</summary>
public sealed record SamePersonBody(Guid Here, Guid There);

/// <summary>
/// What joining would do: which file survives (the older), who stands in both, what must be made equal first, and the check to send along.
/// </summary>
public sealed record JoinPreview(
    Guid Survives, Guid Joins, IReadOnlyList<SamePersonBody> Same, IReadOnlyList<FileDifference> Differences, int Members,
    IReadOnlyList<string> Consequences, string Check);

/// <summary>Which file survives.</summary>
public sealed record FamiliesJoined(Guid Survives, Guid Joined);

internal static class JoinFamiliesFeature
{
    private static readonly string[] Consequences =
    [
        "Het oudste dossier blijft. Het andere neemt niets meer aan en zegt waar het gebleven is.",
        "Wat in beide is gevraagd, geldt zoals het strengste van de twee: een nee of een intrekking gaat voor een ja, een eerder einde "
            + "voor een later.",
        "Vragen van het andere dossier die nog niet door iedereen zijn beantwoord, vervallen. Vraag ze zo nodig opnieuw.",
        "Verwijzingen die al onderweg zijn, gaan door onder hun oude nummer.",
        "Dit kan niet ongedaan worden gemaakt.",
    ];

    public static void MapJoinFamilies(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/samenvoegen/vooruitblik", Preview)
            .WithMetadata(new DoneHere("vooruitblik"))
            .WithSummary("Kijk wat er gebeurt als twee eigen dossiers over hetzelfde kind worden samengevoegd")
            .WithExample(new JoinFamiliesRequest(Invented.Request, Same: null))
            .Produces<JoinPreview>();
        routes.MapPost("/{gezin:guid}/samenvoegen", Join)
            .WithSummary("Voeg twee eigen dossiers over hetzelfde kind samen; het oudste blijft")
            .WithExample(new JoinFamiliesRequest(
                Invented.Request, [new(Invented.Child, Invented.Parent)], "dubbel-geopend", "3.3"))
            .Produces<FamiliesJoined>();
    }

    private static async Task<IResult> Preview(
        Guid gezin, JoinFamiliesRequest body, Asker asker, FamilyHandler families, IVault vault, CancellationToken ct)
    {
        if (Errors(gezin, body) is { None: false } errors)
            return errors.ToProblem();

        var read = await Read(gezin, body, asker, families, vault, ct);
        if (read.No is { } no)
            return no;

        var two = read.Two!;
        return TypedResults.Ok(new JoinPreview(
            two.Survivor.Family, two.Joined.Family,
            [.. two.Same.Select(s => gezin == two.Joined.Family ? new SamePersonBody(s.Member, s.As) : new(s.As, s.Member))],
            two.Differences, two.Survivor.Members.Count + two.Joined.Members.Count - two.Same.Count, Consequences, two.Check));
    }

    private static async Task<IResult> Join(
        Guid gezin, JoinFamiliesRequest body, HttpContext http, Asker asker, FamilyHandler families, FileJoining joining, IVault vault,
        Door door, TimeProvider clock, CancellationToken ct)
    {
        var errors = Errors(gezin, body)
            .OneOf(body.Reason, "reason", FamilyCodes.JoinReasons.Codes)
            .Must(body.Same is { Count: > 0 }, "same", "Zeg wie in beide dossiers staat; de vooruitblik doet een voorstel.")
            .Must(body.Check is { Length: > 0 }, "check", "Vraag eerst de vooruitblik op, en stuur de 'check' daarvan mee.");
        if (!errors.None)
            return errors.ToProblem();

        var actor = asker.As(Roles.Professional, Roles.TeamLead);
        var read = await Read(gezin, body, asker, families, vault, ct);

        // Who says it again, also after a crash in between, hears that it is done.
        if (read.Done is null)
        {
            if (read.No is { } no)
                return no;
            if (read.Two!.Check != body.Check)
                return Refusals.Stale.ToProblem();
            if (read.Two.Differences is [_, ..] differences)
                return Differ(differences);
            if (!read.Two.Same.Any(s => read.Two.Survivor.Member(s.As)!.IsChild))
                return FamilyRefusals.NoChildInBoth.ToProblem();
        }

        var (survives, joins) = read.Done ?? (read.Two!.Survivor.Family, read.Two.Joined.Family);
        var context = await door.Open(http, actor, PayloadOwner.Family(joins, actor.Organisation), ct);
        var join = new JoinFile(survives, Named(gezin, joins, body), body.Reason!, actor.Organisation, clock.Now());
        var answer = await families.Handle(joins, join, context, ct);
        if (answer.Refusal is { } refused)
            return refused.ToProblem();

        await joining.Finish(joins, ct);
        return TypedResults.Ok(new FamiliesJoined(survives, joins));
    }

    private static SamePerson[] Named(Guid gezin, Guid joins, JoinFamiliesRequest body) => gezin == joins
        ? [.. body.Same!.Select(s => new SamePerson(s.Here, s.There))]
        : [.. body.Same!.Select(s => new SamePerson(s.There, s.Here))];

    private static InputErrors Errors(Guid gezin, JoinFamiliesRequest body) => new InputErrors()
        .Id(body.With ?? default, "with")
        .Must(body.With != gezin, "with", "Kies een ander dossier dan dit.")
        .Must(
            body.Same is null || body.Same.Count == body.Same.Select(s => s.Here).Distinct().Count()
                && body.Same.Count == body.Same.Select(s => s.There).Distinct().Count(),
            "same", "Iemand kan in het andere dossier maar een persoon zijn.")
        .Must(body.Same is null or { Count: <= 50 }, "same", "Dit zijn te veel personen.");

    private static async Task<(TwoFiles? Two, IResult? No, (Guid, Guid)? Done)> Read(
        Guid gezin, JoinFamiliesRequest body, Asker asker, FamilyHandler families, IVault vault, CancellationToken ct)
    {
        var (asked, with) = (await families.Load(gezin, ct), await families.Load(body.With!.Value, ct));
        if (asked.State is not Opened first || with.State is not Opened second
            || !first.Knows(asker.Organisation) || !second.Knows(asker.Organisation))
        {
            return (null, Refusals.Missing.ToProblem(), null);
        }

        var (survivor, joined) = FileJoining.Of(first, second);
        if ((survivor.JoinedInto ?? joined.JoinedInto) is { } into)
        {
            return (
                null, FamilyRefusals.JoinedInto(into).ToProblem(),
                joined.JoinedInto == survivor.Family ? (survivor.Family, joined.Family) : null);
        }

        if (survivor.OpenedBy != asker.Organisation || joined.OpenedBy != asker.Organisation)
            return (null, FamilyRefusals.NotOpenedByYou.ToProblem(), null);

        var (here, there) = (await People(survivor, asker.Organisation, vault, ct), await People(joined, asker.Organisation, vault, ct));
        var same = body.Same is null ? [.. Proposed(here, there)] : Named(gezin, joined.Family, body);
        if (same.Any(s => survivor.Member(s.As) is null || joined.Member(s.Member) is null))
            return (null, FamilyRefusals.NotAMember.ToProblem(), null);

        FileDifference[] differences =
        [
            .. FileJoining.Differences(survivor, joined, same),
            .. same.Where(s => (here[s.As]?.BirthDate, there[s.Member]?.BirthDate) is ({ } a, { } b) && a != b)
                .Select(s => new FileDifference(s.As, "geboortedatum")),
        ];
        var check = $"{asked.VersionOf(FamilyHandler.Composition):x}.{with.VersionOf(FamilyHandler.Composition):x}";
        return (new(survivor, joined, same, differences, check), null, null);
    }

    private static async Task<Dictionary<Guid, Person?>> People(Opened file, Guid own, IVault vault, CancellationToken ct)
    {
        var people = new Dictionary<Guid, Person?>();
        foreach (var member in file.Members)
            people[member.Id] = member.People.TryGetValue(own, out var known) ? await vault.Open<Person>(known, ct) : null;
        return people;
    }

    // Only a proposal: the same name and birth date. The professional says who is who.
    private static IEnumerable<SamePerson> Proposed(Dictionary<Guid, Person?> here, Dictionary<Guid, Person?> there) =>
        from two in there
        where two.Value?.BirthDate is not null
        let alike = here.Where(one => one.Value?.BirthDate == two.Value!.BirthDate
            && string.Equals(one.Value!.Name.Trim(), two.Value.Name.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray()
        where alike is [_]
        select new SamePerson(two.Key, alike[0].Key);

    private static ProblemHttpResult Differ(IReadOnlyList<FileDifference> differences) => TypedResults.Problem(
        detail: "Over iemand die in beide dossiers staat, zeggen zij niet hetzelfde. Maak dat eerst gelijk; zo verliest niemand zijn stem.",
        statusCode: StatusCodes.Status409Conflict,
        title: "De dossiers verschillen",
        type: "urn:warme-overdracht:weigering:dossiers-verschillen",
        extensions: new Dictionary<string, object?> { ["code"] = "dossiers-verschillen", ["differences"] = differences });

    private sealed record TwoFiles(
        Opened Survivor, Opened Joined, IReadOnlyList<SamePerson> Same, IReadOnlyList<FileDifference> Differences, string Check);
}
