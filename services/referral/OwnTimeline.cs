using System.Globalization;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals;

/// <summary>
/// One referral as a member of the family sees it: where his own rows went, or those of a child he decides for, and what happened since.
/// Not who works there, not what else went along, not whose.
/// </summary>
/// <param name="Referral">The referral's id.</param>
/// <param name="Number">The number that he may say aloud on the telephone.</param>
/// <param name="ToTeam">The team that has, or last had, his rows.</param>
/// <param name="ToOrganisation">The organisation of that team.</param>
/// <param name="Categories">What of him went there.</param>
/// <param name="Steps">What happened, the oldest first.</param>
public sealed record OwnReferral(
    Guid Referral, string Number, Guid ToTeam, Guid ToOrganisation, IReadOnlyList<string> Categories, IReadOnlyList<OwnStep> Steps)
{
    /// <summary>In which part of life help was asked for him or his child; nothing where the help is for somebody else.</summary>
    public string? Domain { get; init; }

    /// <summary>What of him and of his child went there, each with whom it is about.</summary>
    public IReadOnlyList<Row> Rows { get; init; } = [];
}

/// <summary>Something that happened, in a code and in plain words.</summary>
public sealed record OwnStep(DateTimeOffset At, string Step, string Text);

/// <summary>
/// The family's side of the one timeline. It begins where the first row that this person decides about left, stops where a team goes on
/// without those rows, and tells about the help itself only to whom the help is for, and to who decides for that child.
/// </summary>
public static class OwnTimeline
{
    private const string Adult = "adult";

    /// <summary>
    /// What this person sees of a referral; null when none of his rows ever left, which looks like no referral at all. For who may not be
    /// informed it stands still.
    /// </summary>
    public static OwnReferral? Of(Guid referral, IEnumerable<ReferralEvent> facts, Viewer viewer)
    {
        var (state, seen) = (Referral.Initial, (OwnReferral?)null);
        foreach (var fact in facts.Where(f => viewer.StillSince is not { } still || f.At < still))
        {
            var before = state as Referral.Known;
            state = Referral.Evolve(state, fact);
            var now = (Referral.Known)state;
            var had = viewer.Along(before, fact.At);
            var has = viewer.Along(now, fact.At);
            if (has is [])
            {
                if (had is not [])
                    seen = seen! with { Steps = [.. seen.Steps, Left(fact.At)] };
                continue;
            }

            seen = (seen ?? new(referral, now.Draft.Number, default, default, [], [])
            {
                Domain = IsFor(now, viewer) ? now.Draft.Need.Domain : null,
            }) with
            {
                ToTeam = now.To.Team,
                ToOrganisation = now.To.Organisation,
                Categories = [.. has.Where(r => r.Subject == viewer.Member).Select(r => r.Category)],
                Rows = has,
            };
            if (Step(fact, before, had, now, viewer) is { } step)
                seen = seen with { Steps = [.. seen.Steps, step] };
        }

        return seen;
    }

    private static OwnStep Left(DateTimeOffset at) =>
        new(at, "niet-meer-daar", "Dit team heeft de verwijzing niet meer, en kan niets meer lezen.");

    /// <summary>
    /// The help is for himself, or for a child he decides for; who only acts beside an adult sees his rows, not the help.
    /// </summary>
    private static bool IsFor(Referral.Known now, Viewer viewer) => now.Draft.Need.Member == viewer.Member
        || (now.Draft.Need.Band != Adult && viewer.DecidesFor(now.Draft.Need.Member));

    private static OwnStep? Step(
        ReferralEvent fact, Referral.Known? before, Row[] had, Referral.Known now, Viewer viewer)
    {
        var (member, his, isFor) = (viewer.Member, now.Draft.Need.Member == viewer.Member, IsFor(now, viewer));
        (string Code, string Text)? said = fact switch
        {
            ReferralSent or RowsAdded when had is [] => ("verzonden", "Dit is naar het team gestuurd."),
            RowsAdded added when viewer.Along(now, added.At).Except(had).Any() => ("aangevuld", "Er is later nog iets bij gekomen."),
            ReferralReceived => ("ontvangen", "Het team heeft de verwijzing ontvangen."),
            ReferralReRouted or ReceiverReplaced => ("doorgestuurd", "Een ander team gaat verder, en krijgt alleen wat daarvoor mag."),
            ReferralAccepted => ("geaccepteerd", "Het team heeft ja gezegd, en kan dit nu lezen."),
            ReferralDeclined => ("afgewezen", "Het team doet dit niet. Het kan niets meer lezen. Uw verwijzer belt u."),
            ReferralRecalled => ("teruggehaald", "De verwijzing is teruggehaald. Het team kan niets meer lezen."),
            ReferralExpired => ("verlopen", "Het team antwoordde niet. Het kan niets meer lezen. Uw verwijzer zoekt met u verder."),
            ReferralStopped => ("gestopt", "De verwijzing is gestopt."),
            HelpCompleted => ("afgerond", "De hulp is afgerond. Het team kan dit nog 30 dagen lezen."),
            ReferralReopened => ("heropend", "De verwijzing is weer opgenomen."),
            OpenedByColleague => ("gelezen-door-collega", "Een collega van hetzelfde team las mee, met een reden die is vastgelegd."),
            RowsHeard heard when heard.Closed.Intersect(had).Except(before?.Heard?.Closed ?? []).Any() =>
                ("gesloten", "Iets hiervan wordt niet meer gedeeld met dit team."),
            HandoverPlanned planned when Comes(planned, member, his) =>
                ("gesprek-gepland", $"Er is een gesprek met u afgesproken op {Spoken(planned.PlannedAt)}."),
            HandoverHeld held when held.Members.Contains(member) => ("gesprek-gehouden", "U had samen een gesprek."),
            FeedbackGiven told when told.Member == member || viewer.Decides(new(told.Member, told.Category)) =>
                ("teruggekoppeld", "Uw verwijzer hoorde hoe het gaat, zoals is afgesproken."),
            GoalSet goal when goal.Member == member => ("doel", "Uw doel is vastgelegd, in uw eigen woorden."),
            HandoverMissed when his => ("gesprek-niet-doorgegaan", "Het gesprek ging niet door. Er komt een nieuwe afspraak."),
            HelpStarted when isFor => ("gestart", "De hulp is begonnen."),
            HelpPaused when isFor => ("wacht", "De hulp staat even stil."),
            HelpResumed when isFor => ("verder", "De hulp gaat verder."),
            FirstConversationHeld when his => ("eerste-gesprek", "U had het eerste gesprek over hulp bij schulden."),
            DebtHelpDecided when his => ("besluit", "Er is een besluit over hulp bij schulden. U hebt zes weken om bezwaar te maken."),
            TermStarted { Legal: true, OwedBy: Side.Receiver } term when his =>
                ("termijn", $"{TermRules.Standard.Of(term.Kind).Name}: volgens de wet uiterlijk op {Dates.Read(term.EndsOn)}."),
            FamilyTakenOver =>
                ("overgenomen", "Dit team is nu uw vaste aanspreekpunt. Het vorige team kijkt niet meer mee."),
            VolunteerAccepted support when Supported(now, support.Way, viewer) =>
                ("vrijwilliger", "Er is een vrijwilliger voor u. Die ziet alleen wat daarvoor is afgesproken."),
            VolunteerReleased support when Helped(now, support.Way) && Supported(now, support.Way, viewer) =>
                ("vrijwilliger-gestopt", "De vrijwilliger helpt u niet meer, en ziet niets meer over u."),
            CheckBackPlanned planned when his => ("nazorg", $"Op {Dates.Read(planned.DueOn)} vraagt iemand u of het heeft geholpen."),
            _ => null,
        };
        return said is { } it ? new(fact.At, it.Code, it.Text) : null;
    }

    /// <summary>The support is his when the help is for him, or the volunteer sees something that he decides about.</summary>
    private static bool Supported(Referral.Known now, Guid way, Viewer viewer) =>
        IsFor(now, viewer) || now.Supports.Find(s => s.Assigned.Way == way)!.Assigned.Fields.Any(viewer.Decides);

    private static bool Helped(Referral.Known now, Guid way) => now.Supports.Find(s => s.Assigned.Way == way)!.AcceptedAt is not null;

    /// <summary>Who is named comes; where nobody is named, it is with whom the help is for.</summary>
    private static bool Comes(HandoverPlanned planned, Guid member, bool his) =>
        planned.Meeting is { Members: { Count: > 0 } named } ? named.Contains(member) : his;

    private static string Spoken(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Dates.Read(at)} om {Amsterdam.LocalAt(at):HH:mm} uur");
}
