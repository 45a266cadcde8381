using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>Which family member knows the letter, and how: zelf-gelezen, voorgelezen or niet-gewenst.</summary>
public sealed record ReadingRequest(Guid Member, string? How);

/// <summary>Another referral of the same family.</summary>
public sealed record LinkRequest(Guid Referral);

/// <summary>
/// What happens when it leaves now: per row whether it travels or waits, and in plain words why; and whether the family knows the letter.
/// </summary>
public sealed record DepartureAnswer(
    string Status, IReadOnlyList<RowTravels> Rows, bool MayLeave, bool ReadByFamily, bool ChangedSinceRead)
{
    /// <summary>Whether the team takes referrals now: not when it closed, or nobody of it can be reached.</summary>
    public bool TeamReachable { get; init; }
}

/// <summary>A row on its way: gaat-mee, verzonden, wacht-op-toestemming, ingetrokken, geen-tekst or buiten-ketenafspraak.</summary>
public sealed record RowTravels(Guid Subject, string Category, string Code, string Explanation);

/// <summary>What the sender sees beforehand, what follows later, who of the family knows the letter, what belongs together.</summary>
internal static class LaterRowsFeature
{
    private const int LongestText = 20_000;

    private static readonly Dictionary<string, string> Words = new()
    {
        ["gaat-mee"] = "Dit onderdeel gaat mee als u nu verzendt.",
        ["verzonden"] = "Dit onderdeel is verzonden.",
        ["wacht-op-toestemming"] = "Dit onderdeel wacht: nog niet iedereen die hierover gaat heeft ja gezegd.",
        ["ingetrokken"] = "De toestemming voor dit onderdeel is ingetrokken. Het gaat niet mee.",
        ["buiten-ketenafspraak"] = "Dit onderdeel gaat niet mee: de afspraak tussen beide organisaties laat het niet toe.",
        ["geen-tekst"] = "U hebt over dit onderdeel nog niets geschreven.",
    };

    public static void MapLaterRows(this RouteGroupBuilder routes)
    {
        routes.MapGet("/{verwijzing:guid}/vertrek", Preview)
            .WithSummary("Wat er meegaat als u nu verzendt, wat er wacht en waarom").Produces<DepartureAnswer>();
        routes.MapPost("/{verwijzing:guid}/brief/onderdelen", Add)
            .WithSummary("Schrijf over een rij die nog niet weg is, ook als de rest al onderweg is")
            .WithExample(new SectionRequest(Invented.Parent, "schulden", "Er is een achterstand bij de energie."));
        routes.MapPost("/{verwijzing:guid}/aanvullen", Follow)
            .WithSummary("Stuur na waarvoor er later toestemming kwam: een eigen deling met een eigen bericht");
        routes.MapPost("/{verwijzing:guid}/brief/gelezen", Read)
            .WithSummary("Leg vast dat iemand van het gezin de brief vooraf las of voorgelezen kreeg")
            .WithExample(new ReadingRequest(Invented.Parent, "voorgelezen"));
        routes.MapPost("/{verwijzing:guid}/verbindingen", Link)
            .WithSummary("Verbind met een andere verwijzing van hetzelfde gezin")
            .WithExample(new LinkRequest(Invented.Request));
    }

    private static async Task<IResult> Preview(
        Guid verwijzing, Asker asker, ReferralDesk desk, TeamHandler teams, ChainAgreements agreements, TimeProvider clock,
        CancellationToken ct)
    {
        if (await desk.Find(verwijzing, asker, ct) is not { Sender: true, Known: var known })
            return Refusals.Missing.ToProblem();

        var limits = await agreements.Between(known, known.To, clock.GetUtcNow(), ct);
        var reachable = await teams.Recipient(known.To.Team, ct) is not null;
        var rows = known.Draft.Rows.Select(row => (Row: row, Code: ReferralDecider.Travels(known, row, limits)))
            .Select(r => new RowTravels(r.Row.Subject, r.Row.Category, r.Code, Words[r.Code])).ToArray();
        return TypedResults.Ok(new DepartureAnswer(
            Transitions.Code(known.Status), rows, reachable && rows.Any(r => r.Code == "gaat-mee"), known.ReadBeforehand.Count > 0,
            known.ChangedSinceRead)
        {
            TeamReachable = reachable,
        });
    }

    private static async Task<IResult> Add(Guid verwijzing, SectionRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().Id(body.Subject, "subject").Code(body.Category, "category").Text(body.Text, "text", LongestText);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), async act => new AddSection(
                new(new(body.Subject, body.Category!), await act.Seal(body.Subject, body.Text!.Trim())), act.By, act.At))
            : errors.ToProblem();
    }

    private static Task<IResult> Follow(
        Guid verwijzing, HttpContext http, Asker asker, ReferralDesk desk, ConsentQuestion consent, ChainAgreements agreements,
        CancellationToken ct) =>
        desk.Act(verwijzing, new(http, asker), async act =>
        {
            var question = DerivedIds.Of(http.CommandId(), ConsentQuestion.Send);
            var limits = await agreements.Between(act.Known, act.Known.To, act.At, ct);
            Row[] rows = [.. ReferralDecider.Waiting(act.Known).Intersect(ReferralDecider.Within(act.Known, limits))];
            AddRows With(IReadOnlyList<Row> granted) => new(granted, question, act.By, act.At) { Limits = limits };
            return With(await SendReferralFeature.Granted(act, With(rows), act.Known.To, rows, question, consent, ct));
        });

    private static async Task<IResult> Read(Guid verwijzing, ReadingRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors().Id(body.Member, "member").OneOf(body.How, "how", ReferralDecider.Readings);
        return errors.None
            ? await desk.Act(verwijzing, new(http, asker), act =>
                Task.FromResult<ByPerson>(new RecordReading(body.Member, body.How!, act.By, act.At)))
            : errors.ToProblem();
    }

    private static async Task<IResult> Link(
        Guid verwijzing, LinkRequest body, HttpContext http, Asker asker, ReferralDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors().Id(body.Referral, "referral")
            .Must(body.Referral != verwijzing, "referral", "Kies een andere verwijzing.");
        if (!errors.None)
            return errors.ToProblem();

        var found = await desk.Find(body.Referral, asker, ct);
        return await desk.Act(verwijzing, new(http, asker), act =>
            Task.FromResult<ByPerson>(new LinkReferral(body.Referral, found is { Sender: true } ? found.Known : null, act.By, act.At)));
    }
}
