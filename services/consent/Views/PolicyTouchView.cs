using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents.Views;

/// <summary>A request, as far as a change of policy can touch it; whoever said yes last.</summary>
public sealed record TouchedRequest(
    Guid Request, Guid AskedByTeam, string Purpose, string RuleSet, IReadOnlyList<string> Categories, IReadOnlyList<Guid> Teams,
    DateOnly Until, DateTimeOffset At, int Rows, bool Said, IReadOnlyList<Guid> Yes);

/// <summary>A ground, as far as a change of policy can touch it.</summary>
public sealed record TouchedGround(
    Guid Ground, string Code, string RecipientKind, IReadOnlyList<string> Categories, bool Necessary, DateOnly From, DateOnly Until,
    DateTimeOffset At, bool Ended);

/// <summary>What a change of policy can touch: requests and grounds by ids and codes, without any family.</summary>
public sealed class PolicyTouchView() : View<ConsentFact>("consent", "family", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "policy_touches";

    /// <summary>The part with the requests.</summary>
    public const string Requests = "requests";

    /// <summary>The part with the grounds.</summary>
    public const string Grounds = "grounds";

    /// <inheritdoc/>
    protected override void Show(Noted<ConsentFact> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case ConsentRequested r:
                rows.Put(Key(r.Request), Requests, new TouchedRequest(
                    r.Request, r.AskedByTeam, r.Purpose, r.RuleSet, [.. r.Rows.Select(row => row.Category).Distinct().Order()],
                    [.. r.Scope?.Listed.Select(l => l.Team) ?? [r.RecipientTeam]], r.Until, r.At, r.Rows.Count, Said: false, []));
                break;
            case AnswerGiven a:
                Change(rows, a.Request, r => r with { Said = true, Yes = [.. r.Yes.Append(a.Signatory).Distinct().Order()] });
                break;
            case AnswerRefused a:
                Change(rows, a.Request, r => r with { Said = true, Yes = [.. r.Yes.Where(who => who != a.Signatory)] });
                break;
            case AnswerLater a:
                Change(rows, a.Request, r => r with { Said = true });
                break;
            case ConsentWithdrawn w:
                Change(rows, w.Request, r => w.Rows.Count < r.Rows ? r : r with { Yes = [.. r.Yes.Where(who => who != w.Signatory)] });
                break;
            case AnswerInvalidated i:
                Change(rows, i.Request, r => r with { Yes = [.. r.Yes.Where(who => who != i.Signatory)] });
                break;
            case NewcomersTold n:
                Change(rows, n.Request, r => r with { Teams = [.. r.Teams.Concat(n.Teams.Select(t => t.Team)).Distinct()] });
                break;
            case GroundInvoked { Minutes: null } g:
                rows.Put(Key(g.Ground), Grounds, new TouchedGround(
                    g.Ground, g.Code, g.RecipientKind, [.. g.Rows.Select(row => row.Category).Distinct().Order()], g.NecessityMotivated,
                    g.From, g.Until, g.At, Ended: false));
                break;
            case GroundEnded g:
                if (rows.Get<TouchedGround>(Key(g.Ground)) is { } ended)
                    rows.Put(Key(g.Ground), Grounds, ended with { Ended = true });
                break;
            case FamilyHeard or AccessGranted or AccessRefused or ContactAttempted or GroundInvoked or GroundConfirmed
                or ConsentReopened or ReopeningForeseen or ExplanationGiven or PageWithheld or MeldcodeStepTaken or WordContradicted
                or LaterCame or LaterLapsed or FilesJoined or RulingHeard or RulingSeen or DisclosureRecorded or WithdrawalConfirmed
                or WithdrawalEscalated or ConsentNarrowed or ExceptionInvoked or EmergencyReviewed or InvalidationReviewed:
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }

    private static void Change(Rows rows, Guid request, Func<TouchedRequest, TouchedRequest> change)
    {
        if (rows.Get<TouchedRequest>(Key(request)) is { } row)
            rows.Put(Key(request), Requests, change(row));
    }

    private static string Key(Guid id) => $"{id:N}";
}
