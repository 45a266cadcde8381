using WarmHandover.Platform.Deciding;

namespace WarmHandover.Consents;

/// <summary>Signal told that another family id is about the same child.</summary>
public sealed record JoinFiles(Guid With, bool Survives, IReadOnlyList<SamePerson> Same, DateTimeOffset At) : ConsentCommand(At);

/// <summary>Let nothing stand wider here than it does under another id of the family.</summary>
public sealed record NarrowConsent(Guid By, IReadOnlyList<Limit> Limits, DateTimeOffset At) : ConsentCommand(At);

/// <summary>
/// Files that became one. The old id only lives on for what was asked under it; new questions are asked under the id that survives, unless
/// a yes of before is to be asked anew for the same recipient.
/// </summary>
public static partial class ConsentDecider
{
    private static Decision<ConsentFact> Join(JoinFiles join, Consent consent)
    {
        if (consent.Twins.Exists(t => t.With == join.With))
            return [];

        var at = consent.NotBefore(join.At);
        Guid[] open = join.Survives ? [] :
        [
            .. consent.Requests
                .Where(r => r.Asked.Kind == Lists.Waiver && !r.IsOver(at))
                .Select(r => (r.Asked.Request, Stances: r.Asked.Rows.Select(row => Standing.In(consent, r, row, at).Stance).ToArray()))
                .Where(r => r.Stances.Contains(Stance.Incomplete) && !r.Stances.Contains(Stance.Allowed))
                .Select(r => r.Request),
        ];
        return [new FilesJoined(join.With, join.Survives, join.Same, open, at)];
    }

    private static Decision<ConsentFact> Narrow(NarrowConsent narrow, Consent consent)
    {
        var at = consent.NotBefore(narrow.At);
        return Twins.Narrows(consent, narrow.Limits, at) is { Count: > 0 } rows ? [new ConsentNarrowed(narrow.By, rows, at)] : [];
    }

    // What is asked anew for whom it was asked before goes on under the old id: the referral that it is for does too.
    private static bool IsAskedBefore(AskConsent ask, Consent consent) => consent.Requests.Exists(r =>
        (r.Asked.RecipientTeam, r.Asked.RecipientOrganisation, r.Asked.Purpose)
            == (ask.RecipientTeam, ask.RecipientOrganisation, ask.Purpose)
        && RecipientScope.IsSame(r.Asked.Scope, ask.Scope));
}
