using WarmHandover.Portal.Shared;
using static WarmHandover.Portal.Professional.FieldKind;

namespace WarmHandover.Portal.Professional;

/// <summary>Changes in who decides and in what is safe: authority, representation, capacity, flags.</summary>
internal static class Deciding
{
    public static readonly IReadOnlyList<ChangeKind> All =
    [
        new("gezag", "beslissen",
            [
                Changes.Who("child", m => m.IsChild), Changes.Who("holder", m => !m.IsChild),
                new("kind", One)
                {
                    Options = d => [new("parent", d.T["gezag.parent"]), new("guardian", d.T["gezag.guardian"])],
                    Start = _ => "parent",
                },
                new("from", Day) { Past = true }, new("until", Day, Optional: true), Changes.Of("proof", Pick, c => c.AuthorityProofs),
            ],
            p => new("gezag", new
            {
                child = p.Id("child"), holder = p.Id("holder"), kind = p["kind"], from = p.Date("from"), until = p.Date("until"),
                proof = p["proof"],
            })) { Possible = d => d.File.Present.Any(m => m.IsChild) },
        new("gezag-einde", "beslissen",
            [
                new("line", Pick) { Options = Lines, Start = d => Changes.Only(Lines(d)) }, new("until", Day),
                Changes.Of("proof", Pick, c => c.AuthorityProofs),
            ],
            p => new("gezag/beeindigingen", new
            {
                child = Half(p["line"], 0), holder = Half(p["line"], 1), until = p.Date("until"), proof = p["proof"],
            })) { OnVersion = true, Grave = true, Possible = d => Lines(d).Any() },
        new("gezag-rust", "beslissen",
            [
                Changes.Who("holder", m => !m.IsChild), Changes.Who("child", m => m.IsChild) with { Optional = true, Start = _ => null },
                Changes.Of("ground", Pick, c => c.SuspensionGrounds), Changes.Of("establishedBy", Pick, c => c.EstablishedBy),
                Changes.Day("from"), new("until", Day, Optional: true),
            ],
            p => new("gezag/schorsingen", new
            {
                holder = p.Id("holder"), child = p.Id("child"), ground = p["ground"], establishedBy = p["establishedBy"],
                from = p.Date("from"), until = p.Date("until"),
            })),
        new("gezag-weer", "beslissen",
            [
                new("suspension", Pick) { Options = Resting, Start = d => Changes.Only(Resting(d)) }, Changes.Day("until"),
                Changes.Of("establishedBy", Pick, c => c.EstablishedBy),
            ],
            p => new(
                $"gezag/schorsingen/{p.Id("suspension")}/einde", new { until = p.Date("until"), establishedBy = p["establishedBy"] }))
        {
            Possible = d => Resting(d).Any(),
        },
        new("meerderjarig", "beslissen",
            [
                Changes.Who("member", MayBeDeclared) with { Start = d => Changes.Only(d.Members(MayBeDeclared)) },
                new("from", Day) { Past = true },
            ],
            p => new($"leden/{p.Id("member")}/meerderjarigverklaring", new { from = p.Date("from") }))
        {
            Grave = true,
            Possible = d => d.File.Present.Any(MayBeDeclared),
        },
        new("vlag", "beslissen",
            [
                Changes.Who("member"),
                new("flag", One)
                {
                    Options = d => ((string[])["niet-informeren", "niet-contacteren"]).Select(f => new Choice(f, d.T.Code("vlag", f))),
                },
                new("raised", One) { Options = d => [new("ja", d.T["vlag.aan"]), new("nee", d.T["vlag.uit"])], Start = _ => "ja" },
                Changes.Of("reason", Pick, c => c.SafetyReasons), Changes.YesNo("colleagueConsulted"),
            ],
            p => new("veiligheidsvlaggen", new
            {
                member = p.Id("member"), flag = p["flag"], raised = p["raised"] is "ja", reason = p["reason"],
                colleagueConsulted = p["colleagueConsulted"] is "ja",
            })),
        new("vertegenwoordiging", "beslissen",
            [
                Changes.Who("member"), Changes.Who("holder", m => !m.IsChild), Changes.Of("kind", Pick, c => c.RepresentationKinds),
                Changes.Of("proof", Pick, c => c.RepresentationProofs), Changes.Day("from"), new("until", Day, Optional: true),
            ],
            p => new("vertegenwoordigingen", new
            {
                member = p.Id("member"), holder = p.Id("holder"), kind = p["kind"], proof = p["proof"], from = p.Date("from"),
                until = p.Date("until"),
            })),
        new("vertegenwoordiging-einde", "beslissen",
            [
                new("representation", Pick) { Options = Represented, Start = d => Changes.Only(Represented(d)) }, Changes.Day("until"),
                Changes.Of("proof", Pick, c => c.RepresentationProofs),
            ],
            p => new($"vertegenwoordigingen/{p.Id("representation")}/einde", new { until = p.Date("until"), proof = p["proof"] }))
        {
            Possible = d => Represented(d).Any(),
        },
        new("wilsbekwaamheid", "beslissen",
            [
                Changes.Who("member", m => m.Band is not ("unborn" or "under-12")), Changes.Of("matter", Pick, c => c.CompetenceMatters),
                Changes.Of("judgedBy", Pick, c => c.EstablishedBy), Changes.Day("from"), new("until", Day, Optional: true),
                new("note", Words, Optional: true),
            ],
            p => new("wilsbekwaamheid", new
            {
                member = p.Id("member"), matter = p["matter"], judgedBy = p["judgedBy"], from = p.Date("from"), until = p.Date("until"),
                note = p["note"],
            })),
        new("wilsbekwaam-weer", "beslissen",
            [
                new("judgement", Pick) { Options = Judged, Start = d => Changes.Only(Judged(d)) }, Changes.Day("until"),
                Changes.Of("establishedBy", Pick, c => c.EstablishedBy),
            ],
            p => new($"wilsbekwaamheid/{p.Id("judgement")}/einde", new { until = p.Date("until"), establishedBy = p["establishedBy"] }))
        {
            Possible = d => Judged(d).Any(),
        },
    ];

    private static bool MayBeDeclared(Member member) => member is { Role: "parent", Band: "16-17", AdultFrom: null };

    private static IEnumerable<Choice> Lines(ChangeDesk desk) => desk.File.Authorities.Where(a => a.Until is null || a.Until > desk.Today)
        .Select(a => new Choice($"{a.Child}|{a.Holder}", desk.T["wijzig.gezag-van", desk.Name(a.Holder), desk.Name(a.Child)]));

    private static IEnumerable<Choice> Resting(ChangeDesk desk) => desk.File.Suspensions.Where(s => s.Until is null || s.Until > desk.Today)
        .Select(s => new Choice(s.Id.ToString(), desk.T["wijzig.rust-sinds", desk.Name(s.Holder), desk.T.Date(s.From)]));

    private static IEnumerable<Choice> Represented(ChangeDesk desk) => desk.File.Representations
        .Where(r => r.Until is null || r.Until > desk.Today)
        .Select(r => new Choice(r.Id.ToString(), desk.T["wijzig.vertegenwoordigt", desk.Name(r.Holder), desk.Name(r.Member)]));

    private static IEnumerable<Choice> Judged(ChangeDesk desk) => desk.File.Incompetences
        .Where(i => i.Until is null || i.Until > desk.Today)
        .Select(i => new Choice(i.Judgement.ToString(), desk.T["wijzig.oordeel-over", desk.Name(i.Member), desk.T.Date(i.From)]));

    private static Guid? Half(string? line, int half) =>
        line?.Split('|') is { Length: 2 } two && Guid.TryParse(two[half], out var id) ? id : null;
}
