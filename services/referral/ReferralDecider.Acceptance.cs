using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>Consent said which acceptances of help are taken back.</summary>
public sealed record HearHelp(IReadOnlyList<HelpTakenBack> TakenBack, DateTimeOffset At) : ReferralCommand(At);

/// <summary>The chapter of help that is no longer accepted. Rows that are taken back are another chapter: they end no help.</summary>
public static partial class ReferralDecider
{
    private const string WantsNoHelp = "gezin-wil-geen-hulp";

    /// <summary>
    /// Stops a referral that rests on what was taken back, once for each withdrawal: opened again, because the family wants help after
    /// all, it does not stop at the same word, nor does one that had ended then. What was drafted afterwards rests on a newer talk.
    /// </summary>
    private static Decision<ReferralEvent> HearOf(Known known, HearHelp hear)
    {
        var news = hear.TakenBack.Where(t => RestsOn(known, t) && t.At > (known.TakenBackAt ?? known.Draft.At)).ToArray();
        if (news is [])
            return [];

        var taken = new AcceptanceTakenBack(news.Max(t => t.At), hear.At);
        var stopped = new ReferralStopped(WantsNoHelp, hear.At);
        var move = Move(known, [Side.FamilyWish], stopped, stopped.Reason);
        return move.Refusal is null ? [taken, .. move] : [taken];
    }

    /// <summary>The same team, the same purpose, and about the same person or one of the rows of the letter.</summary>
    private static bool RestsOn(Known known, HelpTakenBack taken) =>
        (taken.RecipientTeam, taken.Purpose) == (known.To.Team, known.Draft.Purpose)
        && (taken.Rows.Any(r => r.Subject == known.Draft.Need.Member) || taken.Rows.Intersect(known.Draft.Rows).Any());
}
