using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>A moment to ask whether it helped: of which referral, by which team, on which day; planned, due or answered.</summary>
public sealed record CheckBackRow(Guid CheckBack, Guid Referral, string Number, Guid Team, DateOnly DueOn, string State);

/// <summary>The check-backs by team, and by the instant at which they become due; what was answered stands apart.</summary>
public sealed class CheckBacksView() : View<ReferralEvent>("referral", "referral", Table, shape: 2)
{
    /// <summary>The table.</summary>
    public const string Table = "check_backs";

    /// <summary>The part with the check-backs that a team has still to do.</summary>
    public static string Of(Guid team) => $"team/{team:N}";

    /// <summary>The part with those that were answered.</summary>
    public static string Answered(Guid team) => $"answered/{team:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ReferralEvent> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case CheckBackPlanned planned:
                var row = new CheckBackRow(
                    planned.CheckBack, noted.Id, ReferralNumber.Of(noted.Id), planned.Team, planned.DueOn, "planned");
                rows.Put(Key(planned.CheckBack), Of(planned.Team), row, ReferralDecider.DueAt(planned.DueOn));
                break;
            case CheckBackDue due:
                Put(rows, due.CheckBack, "due");
                break;
            case CheckBackCancelled cancelled:
                rows.Remove(Key(cancelled.CheckBack));
                break;
            case CheckBackAnswered answered:
                Put(rows, answered.CheckBack, "answered");
                break;
            case ReferralDrafted or LetterWritten or RowsHeard or ReferralSent or ReferralReceived or ReferralClaimed or ReferralAccepted
                or ReferralDeclined or ReferralReRouted or ReferralRecalled or ReferralStopped or ReferralExpired or HandoverPlanned
                or HandoverHeld or HandoverMissed or HelpStarted or HelpPaused or HelpResumed or HelpCompleted or ReferralReopened
                or TermEvent or TaskEvent or SendingEvent or ReceivingEvent or HelpEvent or FamilyMoved or MemberGone or SideErased
                or AcceptanceTakenBack or SupportEvent or FamilyTakenOver or BreachEvent:
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }

    private static void Put(Rows rows, Guid checkBack, string state)
    {
        var row = rows.Get<CheckBackRow>(Key(checkBack)) ?? throw new UnreachableException("A check-back that was never planned");
        rows.Put(Key(checkBack), state == "answered" ? Answered(row.Team) : Of(row.Team), row with { State = state });
    }

    private static string Key(Guid checkBack) => checkBack.ToString("N");
}
