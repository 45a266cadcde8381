using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Overviews;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Referrals.Features;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Reactions;

/// <summary>Referral's part of an overview: the referrals in which something about somebody stands.</summary>
internal sealed record ReferralsHeld(IReadOnlyList<ReferralHeld> Referrals);

/// <summary>
/// One referral, as this organisation has it (side zender or ontvanger): what of him stood in the letter (the words where this organisation
/// wrote them), what left, and what it wrote itself.
/// </summary>
internal sealed record ReferralHeld(
    Guid Referral, string Number, string Side, string Status, string Purpose, Guid FromTeam, Guid ToTeam, DateTimeOffset? SentAt,
    IReadOnlyList<SectionHeld> Sections, IReadOnlyList<WordsHeld> Goals, IReadOnlyList<WordsHeld> Notes);

/// <summary>A section about him: whether it left; its words where this organisation wrote them.</summary>
internal sealed record SectionHeld(string Category, bool Sent, string? Words);

/// <summary>Words of the organisation itself, and when they were written.</summary>
internal sealed record WordsHeld(Guid Entry, string? Words, DateTimeOffset At);

/// <summary>What referral holds about somebody, for the overview he asked at one organisation.</summary>
internal sealed class WhenHeldAsked(ReferralHandler referrals, IViews views, IVault vault, OverviewLooks looks, TimeProvider clock)
    : AnswersWhatIsHeld<WhatReferralHolds>("referral", looks, clock)
{
    protected override async Task<object> Holds(WhatReferralHolds question, Dictionary<string, int> left, CancellationToken ct)
    {
        var held = new List<ReferralHeld>();
        foreach (var (family, member) in question.People.Where(p => p.Member is not null).Select(p => (p.Family, p.Member!.Value)))
        {
            foreach (var row in await views.List<ReferralRow>(ReferralsView.Table, ReferralsView.OfFamily(family), ct))
            {
                if ((await referrals.Load(row.Referral, ct)).State is not Referral.Known known)
                    continue;
                if (question.StillSince is { } still && known.Draft.At >= still)
                    Leave(left, OverviewCodes.Safety, known.Letter.Any(s => s.Row.Subject == member) ? 1 : 0);
                else if (await Of(row, known, member, question, left, ct) is { } one)
                    held.Add(one);
            }
        }

        return new ReferralsHeld([.. held.OrderBy(r => r.SentAt).ThenBy(r => r.Referral)]);
    }

    private async Task<ReferralHeld?> Of(
        ReferralRow row, Referral.Known known, Guid member, WhatReferralHolds question, Dictionary<string, int> left, CancellationToken ct)
    {
        var sender = known.Draft.FromOrganisation == question.Organisation && !known.Erased.ContainsKey(Side.Sender);
        var receiver = known.SentAt is not null && known.To.Organisation == question.Organisation
            && !known.Erased.ContainsKey(Side.Receiver);
        if (!sender && !receiver)
            return null;

        var sections = new List<SectionHeld>();
        foreach (var section in known.Letter.Where(s => s.Row.Subject == member))
        {
            var sent = known.Sent.Contains(section.Row);
            if (sender || sent)
                sections.Add(new(section.Row.Category, sent, sender ? (await vault.Open<SealedWords>(section.Content, ct))?.Text : null));
        }

        var (goals, notes) = (new List<WordsHeld>(), new List<WordsHeld>());
        foreach (var goal in receiver ? known.Goals.Where(g => g.Set.Member == member) : [])
            await Add(goals, goal.Set.Goal, goal.Set.Words, goal.Set.At);
        foreach (var note in receiver ? known.Notes.Where(n => n.Member == member) : [])
            await Add(notes, note.Note, note.Words, note.At);
        return sections is [] && goals is [] && notes is [] ? null : new(
            row.Referral, row.Number, sender ? "zender" : "ontvanger", row.Status, known.Draft.Purpose, known.Draft.FromTeam, known.To.Team,
            known.SentAt, sections, goals, notes);

        async Task Add(List<WordsHeld> to, Guid entry, PayloadRef words, DateTimeOffset at)
        {
            if (question.StillSince is { } still && at >= still)
                Leave(left, OverviewCodes.Safety, 1);
            else
                to.Add(new(entry, (await vault.Open<SealedWords>(words, ct))?.Text, at));
        }
    }
}
