using WarmHandover.Consents.Features;
using WarmHandover.Contracts;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents.Replaying;

/// <summary>
/// Who could see rows of one category in a stretch of time, from when until when and on what that rested; and whether they did look. Judged
/// as the software would have answered then, or (when a moment of knowing was asked) with what is known since. <c>RecordedBy</c> are the
/// organisations of the assignment that keep a file of the family now, of whatever category: they always see what they wrote themselves.
/// </summary>
public sealed record WhoCouldReplay(
    Guid Family, string Category, DateTimeOffset From, DateTimeOffset Until, bool AsKnownThen, IReadOnlyList<CouldSee> Could,
    IReadOnlyList<DisclosureSeen> Did, IReadOnlyList<Guid> RecordedBy, string Remark)
{
    /// <summary>The other numbers of this family, since files were joined: nothing is said about these.</summary>
    public IReadOnlyList<Guid> AlsoUnder { get; init; } = [];
}

/// <summary>A team that could see a row for a purpose, in which stretches.</summary>
public sealed record CouldSee(Guid Team, Guid Organisation, string Purpose, Row Row, IReadOnlyList<Stretch> Stretches, bool Looked)
{
    /// <summary>The meeting in which it might be told; null for what could be opened here.</summary>
    public string? Meeting { get; init; }
}

/// <summary>From an instant until the next (exclusive; null: until the end of what was asked), on a consent or a ground.</summary>
public sealed record Stretch(DateTimeOffset From, DateTimeOffset? Until, Guid RestsOn, int Version, string? Ground);

/// <summary>Answers 'who could see it then, and did they?'.</summary>
internal static class WhoCould
{
    private const string Remark =
        "Wie het zelf vastlegde, ziet het eigen dossier altijd; of dat is geopend, staat in het toegangslogboek van die organisatie. "
        + "Wat buiten dit systeem is verteld, staat hier voor zover het is vastgelegd.";

    /// <summary>
    /// Between two instants. Standing only changes when something was recorded, at midnight in Amsterdam, or when
    /// break-glass is over: those are the instants judged.
    /// </summary>
    public static WhoCouldReplay Of(
        Guid family, History history, Remit remit, string category, DateTimeOffset from, DateTimeOffset until, bool asKnownThen,
        DateTimeOffset now)
    {
        var instants = Instants(history, from, until);
        var open = new Dictionary<Seer, List<Stretch>>();
        foreach (var (place, at) in instants.Index())
        {
            var consent = asKnownThen ? history.KnownAt(at).Now : history.Now;
            var next = place + 1 < instants.Length ? instants[place + 1] : (DateTimeOffset?)null;
            foreach (var to in StandingEndpoint.Named(consent, remit.Organisations)
                .SelectMany(r => r.Rows.Select(row => (r.Team, r.Organisation, r.Purpose, r.Form, Row: row)))
                .Where(r => r.Row.Category == category).Distinct())
            {
                if (Standing.Of(consent, to.Row, to.Team, to.Organisation, to.Purpose, at, to.Form).Granted is not { } granted)
                    continue;

                var seer = new Seer(to.Team, to.Organisation, to.Purpose, to.Form, to.Row);
                Add(open, seer, new(at, next, granted.Request, granted.ConsentVersion, granted.Ground));
            }
        }

        DisclosureSeen[] did =
        [
            .. Disclosures.Of(history, remit, now, refused: false)
                .Where(d => from <= d.At && d.At <= until)
                .Select(d => d with { Rows = [.. d.Rows.Where(r => r.Row.Category == category)] })
                .Where(d => d.Rows is not []),
        ];
        return new(
            family, category, from, until, asKnownThen,
            [
                .. open.Select(o => new CouldSee(
                    o.Key.Team, o.Key.Organisation, o.Key.Purpose, o.Key.Row, o.Value,
                    did.Any(d => d.Team == o.Key.Team && d.Rows.Any(r => r.Row == o.Key.Row)
                        && (d.By.Organisation == o.Key.Organisation || !d.ThroughThisSoftware)))
                {
                    Meeting = o.Key.Form,
                }),
            ],
            did, [.. history.Now.Family?.Parties.Where(remit.Organisations.Contains) ?? []], Remark)
        {
            AlsoUnder = history.AlsoUnder,
        };
    }

    private sealed record Seer(Guid Team, Guid Organisation, string Purpose, string? Form, Row Row);

    private static DateTimeOffset[] Instants(History history, DateTimeOffset from, DateTimeOffset until)
    {
        var midnights = new List<DateTimeOffset>();
        for (var day = Amsterdam.DateAt(from).AddDays(1); Amsterdam.StartOf(day) <= until; day = day.AddDays(1))
            midnights.Add(Amsterdam.StartOf(day));
        return
        [
            .. history.Steps.Select(s => s.Header.RecordedAt).Concat(history.Steps.Select(s => s.Fact.At)).Concat(midnights)
                .Concat(history.Now.Grounds.Select(g => g.OverAt).OfType<DateTimeOffset>())
                .Where(at => from < at && at <= until).Prepend(from).Distinct().Order(),
        ];
    }

    // A stretch that goes on where the last one ended, on the same consent, is one stretch.
    private static void Add(Dictionary<Seer, List<Stretch>> open, Seer to, Stretch stretch)
    {
        if (!open.TryGetValue(to, out var stretches))
            open[to] = stretches = [];
        if (stretches is [.., var last] && last.Until == stretch.From
            && (last.RestsOn, last.Version, last.Ground) == (stretch.RestsOn, stretch.Version, stretch.Ground))
        {
            stretches[^1] = last with { Until = stretch.Until };
        }
        else
        {
            stretches.Add(stretch);
        }
    }
}
