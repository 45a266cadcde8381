using System.Globalization;
using WarmHandover.Platform.Time;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals;

/// <summary>
/// One referral as a member of the family sees it: where his own rows went, and what happened since. Not who works there, not what else
/// went along, not whose.
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
    /// <summary>In which part of life he asked for help; nothing where the help is for somebody else.</summary>
    public string? Domain { get; init; }
}

/// <summary>Something that happened, in a code and in plain words.</summary>
public sealed record OwnStep(DateTimeOffset At, string Step, string Text);

/// <summary>
/// The family's side of the one timeline. It begins where the first row about this person left, stops where a team goes on without his
/// rows, and tells about the help itself only to whom the help is for.
/// </summary>
public static class OwnTimeline
{
    /// <summary>
    /// What this person sees of a referral; null when none of his rows ever left, which looks like no referral at all. For who may not be
    /// informed it stands still at <paramref name="stillSince"/>.
    /// </summary>
    public static OwnReferral? Of(Guid referral, IEnumerable<ReferralEvent> facts, Guid member, DateTimeOffset? stillSince = null)
    {
        var (state, seen) = (Referral.Initial, (OwnReferral?)null);
        var along = false;
        foreach (var fact in facts.Where(f => stillSince is null || f.At < stillSince))
        {
            var before = state as Referral.Known;
            state = Referral.Evolve(state, fact);
            var now = (Referral.Known)state;
            string[] own = [.. now.Sent.Where(r => r.Subject == member).Select(r => r.Category)];
            if (along && own is [])
                seen = seen! with { Steps = [.. seen.Steps, Left(fact.At)] };

            along = own is not [];
            if (!along)
                continue;

            seen = (seen ?? new(referral, now.Draft.Number, default, default, [], [])
            {
                Domain = now.Draft.Need.Member == member ? now.Draft.Need.Domain : null,
            }) with
            { ToTeam = now.To.Team, ToOrganisation = now.To.Organisation, Categories = own };
            if (Step(fact, before, now, member) is { } step)
                seen = seen with { Steps = [.. seen.Steps, step] };
        }

        return seen;
    }

    private static OwnStep Left(DateTimeOffset at) =>
        new(at, "niet-meer-daar", "Een ander team gaat verder. Wat over u gaat, ging daar niet heen.");

    private static OwnStep? Step(ReferralEvent fact, Referral.Known? before, Referral.Known now, Guid member)
    {
        var his = now.Draft.Need.Member == member;
        (string Code, string Text)? said = fact switch
        {
            ReferralSent or RowsAdded when !Along(before, member) => ("verzonden", "Wat u goed vond, is naar het team gestuurd."),
            RowsAdded added when added.Rows.Any(r => r.Subject == member) => ("aangevuld", "Er is later nog iets over u bij gekomen."),
            ReferralReceived => ("ontvangen", "Het team heeft de verwijzing ontvangen."),
            ReferralReRouted or ReceiverReplaced => ("doorgestuurd", "Een ander team gaat verder, met wat u voor dat team goed vond."),
            ReferralAccepted => ("geaccepteerd", "Het team heeft ja gezegd. Het kan lezen wat u goed vond."),
            ReferralDeclined => ("afgewezen", "Het team doet dit niet. Het kan niets meer lezen. Uw verwijzer belt u."),
            ReferralRecalled => ("teruggehaald", "De verwijzing is teruggehaald. Het team kan niets meer lezen."),
            ReferralExpired => ("verlopen", "Het team antwoordde niet. Het kan niets meer lezen. Uw verwijzer zoekt met u verder."),
            ReferralStopped => ("gestopt", "De verwijzing is gestopt."),
            HelpCompleted => ("afgerond", "De hulp is afgerond. Het team kan wat u goed vond nog 30 dagen lezen."),
            ReferralReopened => ("heropend", "De verwijzing is weer opgenomen."),
            OpenedByColleague => ("gelezen-door-collega", "Een collega van hetzelfde team las mee, met een reden die is vastgelegd."),
            RowsHeard heard when Closed(heard, before, member) => ("gesloten", "Iets over u wordt niet meer gedeeld met dit team."),
            HandoverPlanned planned when Comes(planned, member, his) =>
                ("gesprek-gepland", $"Er is een gesprek met u afgesproken op {Spoken(planned.PlannedAt)}."),
            HandoverHeld held when held.Members.Contains(member) => ("gesprek-gehouden", "U had samen een gesprek."),
            FeedbackGiven told when told.Member == member => ("teruggekoppeld", "Uw verwijzer hoorde hoe het gaat, zoals u goed vond."),
            GoalSet goal when goal.Member == member => ("doel", "Uw doel is vastgelegd, in uw eigen woorden."),
            HandoverMissed when his => ("gesprek-niet-doorgegaan", "Het gesprek ging niet door. Er komt een nieuwe afspraak."),
            HelpStarted when his => ("gestart", "De hulp is begonnen."),
            HelpPaused when his => ("wacht", "De hulp staat even stil."),
            HelpResumed when his => ("verder", "De hulp gaat verder."),
            FirstConversationHeld when his => ("eerste-gesprek", "U had het eerste gesprek over hulp bij schulden."),
            DebtHelpDecided when his => ("besluit", "Er is een besluit over hulp bij schulden. U hebt zes weken om bezwaar te maken."),
            TermStarted { Legal: true, OwedBy: Side.Receiver } term when his =>
                ("termijn", $"{TermRules.Standard.Of(term.Kind).Name}: volgens de wet uiterlijk op {Dates.Read(term.EndsOn)}."),
            FamilyTakenOver =>
                ("overgenomen", "Dit team is nu uw vaste aanspreekpunt. Het vorige team kijkt niet meer mee."),
            VolunteerAccepted support when Supported(now, support.Way, member, his) =>
                ("vrijwilliger", "Er is een vrijwilliger voor u. Die ziet alleen wat daarvoor is afgesproken."),
            VolunteerReleased support when Helped(now, support.Way) && Supported(now, support.Way, member, his) =>
                ("vrijwilliger-gestopt", "De vrijwilliger helpt u niet meer, en ziet niets meer over u."),
            CheckBackPlanned planned when his => ("nazorg", $"Op {Dates.Read(planned.DueOn)} vraagt iemand u of het heeft geholpen."),
            _ => null,
        };
        return said is { } it ? new(fact.At, it.Code, it.Text) : null;
    }

    /// <summary>Whether a row of his that had left is closed by what was heard just now: by whom is nobody's business.</summary>
    private static bool Closed(RowsHeard heard, Referral.Known? before, Guid member) =>
        heard.Closed.Except(before?.Heard?.Closed ?? []).Any(r => r.Subject == member && before!.Sent.Contains(r));

    /// <summary>The support is his when the help is for him, or the volunteer sees something about him.</summary>
    private static bool Supported(Referral.Known now, Guid way, Guid member, bool his) =>
        his || now.Supports.Find(s => s.Assigned.Way == way)!.Assigned.Fields.Any(f => f.Subject == member);

    private static bool Helped(Referral.Known now, Guid way) => now.Supports.Find(s => s.Assigned.Way == way)!.AcceptedAt is not null;

    /// <summary>Who is named comes; where nobody is named, it is with whom the help is for.</summary>
    private static bool Comes(HandoverPlanned planned, Guid member, bool his) =>
        planned.Meeting is { Members: { Count: > 0 } named } ? named.Contains(member) : his;

    private static bool Along(Referral.Known? known, Guid member) => known?.Sent.Any(r => r.Subject == member) is true;

    private static string Spoken(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Dates.Read(at)} om {Amsterdam.LocalAt(at):HH:mm} uur");
}
