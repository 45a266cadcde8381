using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>A chain agreement that holds.</summary>
public sealed record AgreementRow(Guid Agreement, int Version, AgreementEntry Entry)
{
    /// <summary>Whether it covers a way between two organisations on a day.</summary>
    public bool Covers(Guid from, Guid to, DateOnly day) =>
        day >= Entry.From && Entry.Organisations.Contains(from) && Entry.Organisations.Contains(to);

    /// <summary>What holds between two organisations for a purpose, of all agreements; null when they agreed on nothing.</summary>
    public static Limits? Between(IEnumerable<AgreementRow> agreements, Guid from, Guid to, string purpose, DateOnly day) => agreements
        .Where(a => a.Covers(from, to, day))
        .OrderByDescending(a => a.Entry.Purposes.Contains(purpose)).ThenByDescending(a => a.Entry.From).ThenBy(a => a.Agreement)
        .FirstOrDefault()?.Limits;

    /// <summary>What it allows, as a referral is drafted under it.</summary>
    public Limits Limits => new(
        new(Agreement, Version, Entry.AnswerWorkingDays, Entry.ContactWorkingDays, Entry.FeedbackWeeks), Entry.Purposes, Entry.Categories);
}

/// <summary>The chain agreements that hold.</summary>
public sealed class AgreementsView() : View<AgreementEvent>("referral", "agreement", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "agreements";

    /// <summary>The one part.</summary>
    public const string All = "all";

    /// <inheritdoc/>
    protected override void Show(Noted<AgreementEvent> noted, Rows rows)
    {
        var key = noted.Id.ToString("N");
        switch (noted.Fact)
        {
            case AgreementMade made:
                rows.Put(key, All, new AgreementRow(noted.Id, 1, made.Entry));
                break;
            case AgreementRevised revised:
                rows.Put(key, All, new AgreementRow(noted.Id, revised.Version, revised.Entry));
                break;
            case AgreementEnded:
                rows.Remove(key);
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }
}
