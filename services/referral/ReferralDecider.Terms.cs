using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>Record what the family is threatened with.</summary>
public sealed record RecordThreat(string Threat, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>Record that the family itself wishes a later date.</summary>
public sealed record PutOffTerm(string Term, DateOnly Until, Person By, DateTimeOffset At) : ByPerson(By, At);

/// <summary>The clock says that a term may be near its end, or over.</summary>
public sealed record StrikeTerm(string Term, DateTimeOffset At) : ReferralCommand(At);

/// <summary>The chapter of terms: when a clock starts, when it is struck, and what it takes to stop it.</summary>
public static partial class ReferralDecider
{
    private const string FirstConversation = "eerste-gesprek";
    private const string Threatening = "eerste-gesprek-dreigend";
    private const string DecisionDue = "besluit";
    private const string Objection = "bezwaar";
    private const string Acceptance = "acceptatie";
    private const string FirstContact = "eerste-contact";
    private const string Feedback = "terugkoppeling";

    /// <summary>A strike that comes more than this after its moment is marked late: the house was down.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(15);

    /// <summary>Whether somebody turns to the college for help with debts (Wgs 1): by the purpose, or by what the need is about.</summary>
    public static bool IsDebtHelp(Known known) => known.Draft.Purpose == "schuldhulp" || known.Draft.Need.Domain == "financien";

    /// <summary>Whether a term is part of the help itself: the receiver's and the family's business, not the sender's.</summary>
    public static bool IsOfTheHelp(string kind) => kind is DecisionDue or Objection;

    /// <summary>The same of a fact.</summary>
    public static bool IsOfTheHelp(TermEvent fact, Known then) => fact switch
    {
        TermStarted started => IsOfTheHelp(started.Kind),
        TermShortened => false,
        TermPutOff { Term: var term } => OfTheHelp(then, term),
        TermApproaching { Term: var term } => OfTheHelp(then, term),
        TermExpired { Term: var term } => OfTheHelp(then, term),
        TermMet { Term: var term } => OfTheHelp(then, term),
        TermClosed { Term: var term } => OfTheHelp(then, term),
        _ => false,
    };

    private static bool OfTheHelp(Known then, string term) => then.Terms.Any(t => t.Started.Term == term && IsOfTheHelp(t.Kind));

    private static Decision<ReferralEvent> DecideTerms(Known known, ByPerson wish, IReadOnlyList<Side> sides) => wish switch
    {
        RecordThreat threat when threat.Rules.Threats(known.Draft.Need.Area).All(t => t.Code != threat.Threat) =>
            ReferralRefusals.ThreatUnknown,
        RecordThreat threat when known.Threats.Contains(threat.Threat) => [],
        RecordThreat when Ended(known.Status) => ReferralRefusals.NotFromHere,
        RecordThreat threat => [new ThreatRecorded(threat.Threat, sides[0], threat.At)],
        PutOffTerm later => PutOff(known, later, sides),
        _ => ReferralRefusals.NotFromHere,
    };

    private static Decision<ReferralEvent> PutOff(Known known, PutOffTerm later, IReadOnlyList<Side> sides) =>
        known.Terms.Find(t => t.Started.Term == later.Term) switch
        {
            null => ReferralRefusals.TermUnknown,
            { Open: false } => ReferralRefusals.TermOver,
            { Started.OwedBy: Side.FamilyWish } => ReferralRefusals.TermOfFamily,
            { Later: { } there } when there == later.Until => [],
            _ when later.Until < Amsterdam.DateAt(later.At) => ReferralRefusals.InThePast,
            _ when later.Until > Amsterdam.DateAt(later.At).AddYears(1) => ReferralRefusals.TooFar,
            _ => [new TermPutOff(later.Term, later.Until, sides[0], later.At)],
        };

    /// <summary>
    /// Each moment once, in the order of time: that the end comes near, and that it has passed; both when the house was down.
    /// </summary>
    private static Decision<ReferralEvent> Strike(Known known, StrikeTerm strike)
    {
        if (known.Terms.Find(t => t.Started.Term == strike.Term) is not { NextAt: { } due } term || strike.At < due)
            return [];

        bool Late(DateTimeOffset moment) => strike.At - moment > LateAfter;
        var over = new TermExpired(strike.Term, Late(term.ExpiresAt), strike.At);
        return due == term.ExpiresAt ? [over]
            : strike.At < term.ExpiresAt ? [new TermApproaching(strike.Term, Late(due), strike.At)]
            : [new TermApproaching(strike.Term, Late(due), strike.At), over];
    }

    private static TermStarted Started(Known known, string kind, DateOnly start, TermRules rules, DateTimeOffset at, int? length = null)
    {
        var (of, dates) = (rules.Of(kind), rules.Dates(kind, start, length));
        var name = kind == Threatening ? FirstConversation : kind;
        var number = known.Terms.Count(t => t.Started.Term.StartsWith(name, StringComparison.Ordinal)) + 1;
        return new($"{name}-{number}", kind, of.Legal, of.OwedBy, start, dates.EndsOn, dates.StrictEndsOn, dates.WarnAt, rules.Version, at)
        { Policy = rules.Policy };
    }

    /// <summary>
    /// The college's clock starts on the local date on which the request reached any team that acts for it, once; nothing that happens
    /// inside the college starts it anew (Wgs 4 lid 1 and 2).
    /// </summary>
    private static IEnumerable<ReferralEvent> Reached(Known known, DateTimeOffset at, TermRules rules)
    {
        foreach (var open in Met(known, Acceptance, "doorgestuurd", at))
            yield return open;
        yield return Started(known, Acceptance, Amsterdam.DateAt(at), rules, at, known.Draft.Agreed?.AnswerWorkingDays);

        var ran = known.Terms.Any(t => t.Started.Term.StartsWith(FirstConversation, StringComparison.Ordinal));
        if (known.To.ActsForCollege && IsDebtHelp(known) && !ran)
        {
            var threatening = known.Draft.Urgency == "dreigend" || known.Threats.Count > 0;
            yield return Started(known, threatening ? Threatening : FirstConversation, Amsterdam.DateAt(at), rules, at);
        }
    }

    /// <summary>Three working days from the day on which it was learned, if that is earlier; never later (Wgs 4 lid 2).</summary>
    private static IEnumerable<ReferralEvent> Shortened(Known known, DateTimeOffset at, TermRules rules)
    {
        if (known.OpenTerm(FirstConversation) is not { } term)
            yield break;

        var dates = rules.Dates(Threatening, Amsterdam.DateAt(at));
        var strict = dates.StrictEndsOn < term.StrictEndsOn ? dates.StrictEndsOn : term.StrictEndsOn;
        if (dates.EndsOn < term.EndsOn)
        {
            yield return new TermShortened(term.Started.Term, Threatening, dates.EndsOn, strict, dates.WarnAt, rules.Version, at)
            { Policy = rules.Policy };
        }
    }

    private static IEnumerable<ReferralEvent> Met(Known known, string kind, DateOnly on, DateTimeOffset at) =>
        known.OpenTerm(kind) is { } term ? [new TermMet(term.Started.Term, on, at)] : [];

    private static IEnumerable<ReferralEvent> Met(Known known, string kind, string closedBy, DateTimeOffset at) =>
        known.OpenTerm(kind) is { } term ? [new TermClosed(term.Started.Term, closedBy, at)] : [];

    private static IEnumerable<ReferralEvent> CloseTerms(Known known, string reason, DateTimeOffset at, Func<Term, bool> which) =>
        known.Terms.Where(t => t.Open && which(t)).Select(t => new TermClosed(t.Started.Term, reason, at));
}
