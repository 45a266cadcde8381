using System.Diagnostics;
using WarmHandover.Contracts;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents.Views;

/// <summary>
/// What a team has to look at over all its families: words that are owed about withdrawals, people to ask again, consents that end, and
/// exceptions, grounds and mistakes that a second person has to see. Candidates: whoever lists them asks the family's own state.
/// </summary>
public sealed class ReviewView() : View<ConsentFact>("consent", "family", Table, shape: 4)
{
    /// <summary>The table's name.</summary>
    public const string Table = "review";

    /// <summary>The part with all withdrawals that wait for a word.</summary>
    public const string Withdrawals = "withdrawals";

    /// <summary>The part with the requests of one team, by their last day.</summary>
    public static string Ending(Guid team) => $"ending/{team:N}";

    /// <summary>Where a request stands among those that end: by day.</summary>
    public static string KeyOf(ListedRequest row) => $"ending/{row.Until:yyyy-MM-dd}/{row.Request:N}";

    /// <summary>The part with the people whom one team asks again.</summary>
    public static string Later(Guid team) => $"later/{team:N}";

    /// <summary>The part with break-glass of one organisation.</summary>
    public static string Emergencies(Guid organisation) => $"emergency/{organisation:N}";

    /// <summary>The part with what an organisation has to review.</summary>
    public static string Review(Guid organisation) => $"review/{organisation:N}";

    /// <summary>The part with what one team owes a word about, or waits for one.</summary>
    public static string Of(Guid team) => $"withdrawals/{team:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ConsentFact> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case ConsentRequested r:
                Put(rows, new ListedRequest(noted.Id, r.Request, r.AskedByTeam, r.AskedByOrganisation, r.Purpose, r.Until, []));
                break;
            case AnswerGiven a:
                var yes = Said(rows, noted.Id, a.Request, a.Signatory);
                rows.Put($"yes/{a.Request:N}/{yes}", "yes", new SaidYes(a.Rows));
                break;
            case AnswerRefused a:
                Said(rows, noted.Id, a.Request, a.Signatory);
                break;
            case AnswerLater a:
                Said(rows, noted.Id, a.Request, a.Signatory);
                rows.Put(
                    LaterKey(a.Request, a.Signatory), Later(Request(rows, a.Request).Team),
                    new AskLater(noted.Id, a.Request, a.Signatory, a.AskAgainOn));
                break;
            case ConsentWithdrawn w:
                Withdrawn(rows, noted.Id, w);
                break;
            case AccessGranted granted:
                Holds(rows, new(granted.RecipientTeam, granted.RecipientOrganisation), granted.Granted);
                break;
            case DisclosureRecorded told:
                foreach (var to in told.To)
                    Holds(rows, new(to.Team, to.Organisation), to.Granted);
                if (told.To.Any(to => to.Unfounded is not []))
                    rows.Put($"review/{told.Disclosure:N}", Review(told.ByOrganisation), new ToReview(noted.Id, told.Disclosure, "deling"));
                break;
            case WithdrawalConfirmed c:
                Change(rows, c.Withdrawal, w => w with
                {
                    Silent = [.. w.Silent.Where(s => s != new ListedRecipient(c.Team, c.Organisation))],
                });
                break;
            case WithdrawalEscalated e:
                Change(rows, e.Withdrawal, w => w with { Escalated = true });
                break;
            case ConsentNarrowed n:
                foreach (var (request, withdrawal, closed) in n.Objections)
                    Owe(rows, noted.Id, request, withdrawal, closed, n.At);
                break;
            case ExceptionInvoked e:
                rows.Put($"review/{e.Exception:N}", Review(e.ByOrganisation), new ToReview(noted.Id, e.Exception, "uitzondering"));
                break;
            case GroundInvoked { Minutes: { } minutes } g:
                Put(rows, new ListedEmergency(noted.Id, g.Ground, g.ByOrganisation, g.ByTeam, g.By, g.Urgency!, minutes, g.At, null, null));
                break;
            case GroundInvoked { Second: not null } g:
                rows.Put($"review/{g.Ground:N}", Review(g.ByOrganisation), new ToReview(noted.Id, g.Ground, "grond"));
                break;
            case GroundConfirmed g:
                if (rows.Get<ListedEmergency>($"emergency/{g.Ground:N}") is { } agreed)
                    Put(rows, agreed with { Agreed = g.At });
                rows.Remove($"review/{g.Ground:N}");
                break;
            case GroundEnded g:
                rows.Remove($"review/{g.Ground:N}");
                break;
            case EmergencyReviewed r:
                if (rows.Get<ListedEmergency>($"emergency/{r.Ground:N}") is { } reviewed)
                    Put(rows, reviewed with { Outcome = r.Outcome });
                break;
            case AnswerInvalidated i:
                if (rows.Get<SaidYes>($"yes/{i.Request:N}/{i.Word}") is { } mistaken)
                    Owe(rows, noted.Id, i.Request, Withdrawal.OfMistake(i.Request, i.Word), mistaken.Rows, i.At, mistake: true);
                rows.Put(
                    $"review/{i.Invalidation:N}", Review(i.ByOrganisation),
                    new ToReview(noted.Id, i.Invalidation, "vergissing", i.Request, i.Word));
                break;
            case InvalidationReviewed i:
                if (rows.Get<ToReview>($"review/{i.Invalidation:N}") is { Word: var word })
                {
                    var moot = i.Upheld ? Withdrawal.IdOf(i.Request, word) : Withdrawal.OfMistake(i.Request, word);
                    Change(rows, moot, w => w with { Silent = [] });
                }

                rows.Remove($"review/{i.Invalidation:N}");
                break;
            case FamilyHeard or AccessRefused or ContactAttempted or GroundInvoked or ConsentReopened or ReopeningForeseen
                or ExplanationGiven or NewcomersTold or PageWithheld or MeldcodeStepTaken or WordContradicted or LaterCame
                or LaterLapsed or FilesJoined or RulingHeard or RulingSeen:
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }

    private static void Put(Rows rows, ListedEmergency row) =>
        rows.Put($"emergency/{row.Ground:N}", Emergencies(row.Organisation), row);

    private static int Said(Rows rows, Guid family, Guid request, Guid signatory)
    {
        var count = (rows.Get<WordCount>($"words/{family:N}")?.Words ?? 0) + 1;
        rows.Put($"words/{family:N}", "words", new WordCount(count));
        rows.Remove(LaterKey(request, signatory));
        return count;
    }

    private static void Withdrawn(Rows rows, Guid family, ConsentWithdrawn w)
    {
        var number = Said(rows, family, w.Request, w.Signatory);
        Owe(rows, family, w.Request, Withdrawal.IdOf(w.Request, number), w.Rows, w.At);
    }

    private static void Owe(
        Rows rows, Guid family, Guid about, Guid withdrawal, IReadOnlyList<Row> taken, DateTimeOffset at, bool mistake = false)
    {
        var (request, told) = (Request(rows, about), new Withdrawal(withdrawal, about, default, [.. taken], at, []));
        var holders = request.Holders.Where(h => h.Team.Organisation != request.Organisation && h.Rows.Intersect(taken).Any());
        Put(rows, new OpenWithdrawal(
            withdrawal, family, about, request.Team, request.Organisation, at, told.DueOn, [.. holders.Select(h => h.Team)],
            Escalated: false, mistake));
    }

    private static void Holds(Rows rows, ListedRecipient team, IReadOnlyList<RowGranted> granted)
    {
        foreach (var under in granted.Where(g => g.Ground is null).GroupBy(g => g.Request, g => g.Row))
        {
            var request = Request(rows, under.Key);
            var held = request.Holders.FirstOrDefault(h => h.Team == team)?.Rows ?? [];
            if (under.Except(held).Any())
                Put(rows, request with { Holders = [.. request.Holders.Where(h => h.Team != team), new(team, [.. held.Union(under)])] });
        }
    }

    private static void Change(Rows rows, Guid withdrawal, Func<OpenWithdrawal, OpenWithdrawal> change)
    {
        if (rows.Get<OpenWithdrawal>($"w/{withdrawal:N}") is not { } row)
            return;

        foreach (var team in row.Silent.Select(s => s.Team).Append(row.Team))
            rows.Remove($"w/{team:N}/{withdrawal:N}");
        rows.Remove($"w/{withdrawal:N}");
        Put(rows, change(row));
    }

    private static void Put(Rows rows, OpenWithdrawal row)
    {
        if (row.Silent is [])
            return;

        DateTimeOffset? due = row.Escalated ? null : Amsterdam.StartOf(LegalCalendar.Known.AfterWorkingDays(row.DueOn, 1));
        rows.Put($"w/{row.Withdrawal:N}", Withdrawals, row, due);
        foreach (var team in row.Silent.Select(s => s.Team).Append(row.Team).Distinct())
            rows.Put($"w/{team:N}/{row.Withdrawal:N}", Of(team), row);
    }

    private static void Put(Rows rows, ListedRequest row)
    {
        rows.Put($"request/{row.Request:N}", "requests", row);
        rows.Put(KeyOf(row), Ending(row.Team), row);
    }

    private static ListedRequest Request(Rows rows, Guid request) =>
        rows.Get<ListedRequest>($"request/{request:N}") ?? throw new UnreachableException("A request that was never asked");

    private static string LaterKey(Guid request, Guid signatory) => $"later/{request:N}/{signatory:N}";
}
