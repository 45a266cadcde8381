using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// Asks consent whether rows may be sent or opened now, and what a member of a family sees of them himself (decisions 16 and 17). No answer
/// is <see cref="NoAnswerException"/>: then nothing is sent or shown.
/// </summary>
public sealed class ConsentQuestion(IAsk ask, TimeProvider clock)
{
    /// <summary>Sending and sending on.</summary>
    public const string Send = "verzenden";

    /// <summary>Telling the sender how it goes.</summary>
    public const string TellBack = "terugkoppelen";

    /// <summary>Opening the letter.</summary>
    public const string Open = "openen";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The rows that are granted and withheld, out of those asked for and no others.</summary>
    public async Task<FamilyAnswer> Ask(
        Guid question, string action, Asker asker, Guid team, Referral.Known known, Recipient recipient, IReadOnlyList<Row> rows,
        CancellationToken ct, string? purpose = null)
    {
        var by = new AskedBy("referral", asker.Pseudonym, asker.As(Roles.Professional, Roles.TeamLead).Role, team, asker.Organisation);
        return await Ask(question, action, by, known, recipient, rows, purpose, ct);
    }

    /// <summary>The same for who comes in on behalf of the team it is addressed to, such as a volunteer of it.</summary>
    public Task<FamilyAnswer> AskFor(
        Guid question, string action, (string Pseudonym, string Role) who, Referral.Known known, IReadOnlyList<Row> rows,
        CancellationToken ct) => Ask(
            question, action, new("referral", who.Pseudonym, who.Role, known.To.Team, known.To.Organisation), known, known.To, rows,
            purpose: null, ct);

    /// <summary>What consent shows a member of a family on his own page: he sees no more of it here.</summary>
    public async Task<Viewer> Shown(Guid family, Guid member, CancellationToken ct)
    {
        var asked = new WhatIsShown(Guid.CreateVersion7(), clock.Now() + Patience, family, member);
        var answer = await ask.Ask<WhatIsShown, ShownToMember>(asked, ct);
        return answer.Question == asked.Question
            ? new(member, answer.Rows, answer.StillSince)
            : throw new NoAnswerException("The answer was not to this question.");
    }

    private async Task<FamilyAnswer> Ask(
        Guid question, string action, AskedBy by, Referral.Known known, Recipient recipient, IReadOnlyList<Row> rows, string? purpose,
        CancellationToken ct)
    {
        var family = new FamilyQuestion(known.Draft.Family, recipient.Team, recipient.Organisation, purpose ?? known.Draft.Purpose, rows);
        var asked = new MayBeSeen(question, clock.Now() + Patience, by, action, [family]);
        var answer = await ask.Ask<MayBeSeen, SeenAnswer>(asked, ct);
        var own = answer.Question == question ? answer.Families.SingleOrDefault(f => f.Family == family.Family) : null;
        return own is null
            ? throw new NoAnswerException("The answer is about something else.")
            : own with { Granted = [.. own.Granted.Where(g => rows.Contains(g.Row))] };
    }
}
