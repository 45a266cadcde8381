using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>
/// What a team did with rows since they were taken back: one of four words; with <c>in-eigen-dossier</c> a law and a day.
/// </summary>
public sealed record WordBody(Guid? Team, string? Word, string? Law, DateOnly? Until);

/// <summary>The withdrawals of a family, as far as they concern whoever asks.</summary>
public sealed record WithdrawalList(Guid Family, IReadOnlyList<WithdrawalSeen> Withdrawals);

/// <summary>
/// One withdrawal: which rows, since when, until when a word is due, whether that day has passed. Who took them back is told to the asker
/// of the request only.
/// </summary>
public sealed record WithdrawalSeen(
    Guid Withdrawal, Guid Request, IReadOnlyList<Row> Rows, Guid? Signatory, DateTimeOffset At, DateOnly DueOn, bool Late,
    IReadOnlyList<WordSeen> Teams)
{
    /// <summary>Nobody took anything back: a yes was recorded wrongly.</summary>
    public bool Mistake { get; init; }
}

/// <summary>A team that had received rows, whether it opened any, and its word.</summary>
public sealed record WordSeen(
    Guid Team, Guid Organisation, bool Opened, string? Word, string? Law, DateOnly? Until, DateTimeOffset? At, bool Escalated);

internal static class WithdrawalsEndpoint
{
    public static void MapWithdrawals(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/{family:guid}/intrekkingen", List)
            .RequiresRole(Roles.Professional)
            .Produces<WithdrawalList>()
            .WithSummary("Wat is ingetrokken, en wat elk team dat het had ontvangen ermee deed");

        consents.MapPost("/{family:guid}/intrekkingen/{withdrawal:guid}/bevestigingen", Say)
            .RequiresRole(Roles.Professional, Roles.TeamLead)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Bevestig in een woord wat uw team deed met gegevens die zijn ingetrokken")
            .WithExample(new WordBody(Team: null, "in-eigen-dossier", "jeugdwet", Invented.Day.AddYears(20)));
    }

    private static async Task<IResult> List(
        Guid family, Asker asker, ConsentHandler consents, TimeProvider clock, CancellationToken ct)
    {
        var state = (await consents.Load(family, ct)).State;
        var (at, party) = (state.NotBefore(clock.Now()), state.HasParty(asker.Organisation));
        WithdrawalSeen[] seen =
        [
            .. state.Withdrawals.Where(w => !w.IsVoid).Select(w => Seen(w, state, asker, at)).OfType<WithdrawalSeen>(),
        ];
        return party || seen is not []
            ? TypedResults.Ok(new WithdrawalList(family, seen))
            : Refusals.Missing.ToProblem();
    }

    private static WithdrawalSeen? Seen(Withdrawal w, Consent state, Asker asker, DateTimeOffset at)
    {
        var asked = state.Find(w.Request)!.Asked.AskedByOrganisation == asker.Organisation && state.HasParty(asker.Organisation);
        Received[] teams = [.. w.Recipients.Where(r => asked || IsOf(r, asker))];
        Guid? who = asked && w.Signatory != Guid.Empty ? w.Signatory : null;
        return !asked && teams is [] ? null : new(
            w.Id, w.Request, asked ? w.Rows : [.. teams.SelectMany(t => t.Rows).Distinct()], who, w.At, w.DueOn,
            w.IsLate(at) && teams.Any(t => t.Confirmed is null), [.. teams.Select(Seen)])
        {
            Mistake = w.IsMistake,
        };
    }

    private static WordSeen Seen(Received r) => new(
        r.Recipient.Team, r.Recipient.Organisation, r.Opened, r.Confirmed?.Word, r.Confirmed?.Law, r.Confirmed?.Until, r.Confirmed?.At,
        r.Escalated);

    private static bool IsOf(Received received, Asker asker) =>
        received.Recipient.Organisation == asker.Organisation && asker.Teams.Contains(received.Recipient.Team);

    private static async Task<IResult> Say(
        Guid family, Guid withdrawal, WordBody body, Asker asker, HttpContext http, Door door, ConsentHandler consents,
        TimeProvider clock, CancellationToken ct)
    {
        var team = RequestsEndpoint.TeamOf(body.Team, asker);
        var errors = new InputErrors()
            .Must(asker.Teams.Contains(team), "team", "Kies een van uw eigen teams.")
            .OneOf(body.Word, "word", ConsentDecider.FourWords)
            .Must(body.Law is null || Lists.KeepingLaws.Contains(body.Law), "law", $"Kies een van: {string.Join(", ", Lists.KeepingLaws)}.")
            .Must(
                body.Until is null || body.Until > Platform.Time.Amsterdam.DateAt(clock.Now()), "until",
                "Noem een dag die nog moet komen.");
        if (!errors.None)
            return errors.ToProblem();

        // A team that received rows need not be party to the family: it owes a word all the same.
        var (state, own) = ((await consents.Load(family, ct)).State, new ListedRecipient(team, asker.Organisation));
        if (!state.Withdrawals.Any(w => w.Id == withdrawal && w.Recipients.Any(r => r.Recipient == own)))
            return Refusals.Missing.ToProblem();

        var context = await door.Open(
            http, asker.As(Roles.Professional, Roles.TeamLead), PayloadOwner.Family(family, asker.Organisation), ct);
        return (await consents.Handle(
            family,
            new SayWord(
                withdrawal, null, null, team, asker.Organisation, body.Word!, body.Law, body.Until, asker.Pseudonym, clock.Now()),
            context, ct)).ToHttp(http);
    }
}
