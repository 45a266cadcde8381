using System.Collections.Concurrent;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;
using WarmHandover.Referrals;

namespace WarmHandover.Tests.Referrals;

/// <summary>What a family allows, row by row, for any team it names; and silence, when consent is down.</summary>
public sealed class FamilyVoice : IAsk
{
    private readonly ConcurrentDictionary<Row, string> withheld = [];

    public bool Silent { get; set; }

    public HashSet<Guid> Covered { get; } = [Cast.SchuldhulpTeam];

    public ConcurrentQueue<MayBeSeen> Asked { get; } = [];

    /// <summary>What consent shows each member: the rows about himself, unless a test says otherwise.</summary>
    public Func<Guid, Viewer> Shown { get; set; } = member => ReferralTale.Sees(member);

    public void Withhold(Row row, string code) => withheld[row] = code;

    public void Give(Row row) => withheld.TryRemove(row, out _);

    public Task<TAnswer> Ask<TQuestion, TAnswer>(TQuestion question, CancellationToken ct) where TQuestion : class where TAnswer : class
    {
        if (Silent)
            throw new NoAnswerException("Consent is down.");

        if (question is WhatIsShown { Member: var member } own)
        {
            return Task.FromResult(
                (TAnswer)(object)new ShownToMember(own.Question, Shown(member).Shown, Shown(member).StillSince));
        }

        var asked = (MayBeSeen)(object)question;
        Asked.Enqueue(asked);
        var families = asked.Families.Select(f => new FamilyAnswer(
            f.Family,
            [.. f.Rows.Where(r => Open(f, r)).Select(r => new GrantedRow(r, Cast.Id(0x950), 1))],
            [.. f.Rows.Where(r => !Open(f, r)).Select(r => new WithheldRow(r, withheld.GetValueOrDefault(r, "geen-toestemming")))]));
        return Task.FromResult((TAnswer)(object)new SeenAnswer(asked.Question, [.. families]));
    }

    private bool Open(FamilyQuestion family, Row row) => Covered.Contains(family.RecipientTeam) && !withheld.ContainsKey(row);
}
