using WarmHandover.Portal.Shared;
using static WarmHandover.Portal.Professional.FieldKind;

namespace WarmHandover.Portal.Professional;

/// <summary>Everything that can change in a family, in the order of the page: most used first.</summary>
public static class Changes
{
    private static readonly string[] Correctable = ["signaal", "beschermende-factor", "gesprek", "hulpvraag", "doel", "contactpoging"];

    private static readonly string[] Roles = ["parent", "other-adult", "child", "unborn-child"];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ChangeKind> All =
    [
        new("kracht", "dagelijks",
            [
                Who("member"), Of("kind", Pick, c => c.ProtectiveFactors), new("note", Words, Optional: true),
            ],
            p => new("beschermende-factoren", new { member = p.Id("member"), kind = p["kind"], note = p["note"] })),
        new("contactpoging", "dagelijks",
            [
                Who("member"), Of("kind", Pick, c => c.AttemptKinds), YesNo("reached"), Day("on"), Of("dayPart", One, c => c.DayParts),
            ],
            p => new("contactpogingen", new
            {
                member = p.Id("member"), kind = p["kind"], reached = p["reached"] is "ja", on = p.Date("on"), dayPart = p["dayPart"],
            })),
        .. Planning.All,
        new("contactwensen", "dagelijks",
            [
                Who("member"), Of("channels", Several, c => c.ContactChannels), new("phone", Line, Optional: true),
                new("email", Line, Optional: true), new("language", Line, Optional: true), new("interpreter", Box),
                Of("readingLevel", Pick, c => c.ReadingLevels) with { Optional = true }, new("wishes", Words, Optional: true),
            ],
            p => new("contactwensen", new
            {
                member = p.Id("member"), channels = p.All("channels"), phone = p["phone"], email = p["email"], language = p["language"],
                interpreter = p.Has("interpreter"), readingLevel = p["readingLevel"], wishes = p["wishes"],
            })),
        new("aanspreekpunt", "dagelijks", [new("name", Line), new("phone", Line, Optional: true)],
            p => new("aanspreekpunt", new { name = p["name"], phone = p["phone"] })),
        new("verbetering", "dagelijks",
            [
                new("entry", Pick) { Options = Entries }, Of("reason", Pick, c => c.CorrectionReasons), new("note", Words, Optional: true),
            ],
            p => new("verbeteringen", new { entry = p.Id("entry"), reason = p["reason"], note = p["note"] }))
        {
            Grave = true,
            Possible = d => Entries(d).Any(),
        },
        new("lid", "gezin",
            [
                new("role", One)
                {
                    Options = d => Roles.Select(r => new Choice(r, d.T.Code("lid", r))),
                },
                new("name", Line, Optional: true), new("birthDate", FieldKind.Day, Optional: true) { Past = true },
                new("address", Line, Optional: true), new("postcode", Line, Optional: true),
            ],
            p => new("leden", new
            {
                role = p["role"], name = p["name"], birthDate = p.Date("birthDate"), address = p["address"], postcode = p["postcode"],
            })),
        new("verhuizing", "gezin",
            [
                new("members", Several) { Options = d => d.Members() },
                new("area", Pick)
                {
                    Options = d => d.Areas.Select(a => new Choice(a, d.T.Code("gemeente", a))).OrderBy(c => c.Label),
                    Start = d => d.File.Area,
                },
                Day("happenedOn"), new("address", Line, Optional: true), new("postcode", Line, Optional: true),
            ],
            p => new("verhuizingen", new
            {
                members = p.Ids("members"), area = p["area"], happenedOn = p.Date("happenedOn"), address = p["address"],
                postcode = p["postcode"],
            })),
        new("geboorte", "gezin",
            [
                new("member", One) { Options = Unborn, Start = d => Only(Unborn(d)) }, Day("birthDate"), new("name", Line, Optional: true),
            ],
            p => new($"leden/{p.Id("member")}/geboorte", new { birthDate = p.Date("birthDate"), name = p["name"] }))
        {
            Possible = d => Unborn(d).Any(),
        },
        new("einde-zwangerschap", "gezin",
            [new("member", One) { Options = Unborn, Start = d => Only(Unborn(d)) }, Day("happenedOn")],
            p => new($"leden/{p.Id("member")}/einde-zwangerschap", new { happenedOn = p.Date("happenedOn") }))
        {
            Grave = true,
            Possible = d => Unborn(d).Any(),
        },
        new("overlijden", "gezin",
            [new("member", One) { Options = d => d.Members(m => m.Role is not "unborn-child") }, Day("happenedOn")],
            p => new($"leden/{p.Id("member")}/overlijden", new { happenedOn = p.Date("happenedOn") })) { Grave = true },
        .. Deciding.All,
    ];

    /// <summary>One of them; null when it does not exist.</summary>
    public static ChangeKind? Find(string code) => All.FirstOrDefault(c => c.Code == code);

    internal static ChangeField Who(string name, Func<Member, bool>? fits = null) => new(name, One)
    {
        Options = d => d.Members(fits),
        Start = d => Only(d.Members(fits)),
    };

    internal static ChangeField Of(string name, FieldKind kind, Func<SignalCodes, CodeList<Listed>> list) =>
        new(name, kind) { Options = d => list(d.Codes).Items.Select(i => new Choice(i.Code, i.Label)) };

    internal static ChangeField YesNo(string name) =>
        new(name, One) { Options = d => [new("ja", d.T["terug.ja"]), new("nee", d.T["terug.nee"])] };

    /// <summary>A day that has been: today, unless somebody says another.</summary>
    internal static ChangeField Day(string name) => new(name, FieldKind.Day)
    {
        Start = d => d.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Past = true,
    };

    internal static string? Only(IEnumerable<Choice> options) => options.ToArray() is [var one] ? one.Value : null;

    private static IEnumerable<Choice> Unborn(ChangeDesk desk) => desk.Members(m => m.Role is "unborn-child");

    private static IEnumerable<Choice> Entries(ChangeDesk desk) => desk.Picture.Timeline
        .Where(h => h.StruckBecause is null && Correctable.Contains(h.What)).Reverse()
        .Select(h => new Choice(h.Entry.ToString(), $"{desk.T.Date(h.On)} – {What(h, desk)}"));

    private static string What(Happening line, ChangeDesk desk) => (line.What, line.Code) switch
    {
        ("signaal", { } kind) => desk.Codes.Kind(kind),
        ("beschermende-factor", { } kind) => desk.Codes.Factor(kind),
        ("gesprek", { } outcome) => desk.T["tijdlijn.gesprek", desk.Codes.Outcome(outcome)],
        ("hulpvraag", { } domain) => desk.T["wijzig.hulpvraag-over", desk.Codes.Domain(domain)],
        _ => desk.T.Code("gebeurd", line.What),
    };
}
