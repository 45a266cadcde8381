using WarmHandover.Portal.Shared;
using static WarmHandover.Portal.Professional.FieldKind;

namespace WarmHandover.Portal.Professional;

/// <summary>A talk that will be held, and one that did not take place.</summary>
internal static class Planning
{
    /// <summary>The kind of doing of the picture that is a planned talk.</summary>
    public const string Planned = "gesprek-gepland";

    private static readonly string[] Interpreters = ["geen", "beroepstolk", "gezinslid", "bekende"];

    public static readonly IReadOnlyList<ChangeKind> All =
    [
        new("gesprek-gepland", "dagelijks",
            [
                new("plannedOn", Day), new("with", Several) { Options = d => d.Members() },
                Changes.Of("where", Pick, c => c.ConversationPlaces),
                new("interpreter", Pick)
                {
                    Options = d => Interpreters.Select(i => new Choice(i, d.T.Code("tolk", i))),
                    Start = _ => Interpreters[0],
                },
                new("familyAsked", Box),
            ],
            p => new("gesprekken/gepland", new
            {
                plannedOn = p.Date("plannedOn"), with = p.Ids("with"), where = p["where"], interpreter = p["interpreter"],
                familyAsked = p.Has("familyAsked"),
            })),
        new("gesprek-gemist", "dagelijks",
            [
                new("conversation", Pick) { Options = Talks, Start = d => Changes.Only(Talks(d)) },
                Changes.Of("reason", Pick, c => c.MissedReasons),
            ],
            p => new($"gesprekken/{p.Id("conversation")}/niet-doorgegaan", new { reason = p["reason"] }))
        {
            Possible = d => Talks(d).Any(),
        },
    ];

    /// <summary>The talks of a picture that are still to be held, the next one first.</summary>
    public static IEnumerable<Doing> Of(Picture picture) =>
        picture.Doing.Where(d => d is { What: Planned, On: not null }).OrderBy(d => d.On);

    /// <summary>The same, to choose from.</summary>
    public static IEnumerable<Choice> Talks(ChangeDesk desk) => Of(desk.Picture).Select(d => new Choice(
        d.Entry.ToString(), $"{desk.T.Date(d.On!.Value)} – {string.Join(", ", d.Members.Select(desk.Name))}"));
}
