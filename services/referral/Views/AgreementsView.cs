using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>A chain agreement that holds.</summary>
public sealed record AgreementRow(Guid Agreement, int Version, AgreementEntry Entry)
{
    /// <summary>Whether it covers a way between two organisations on a day.</summary>
    public bool Covers(Guid from, Guid to, DateOnly day) =>
        day >= Entry.From && Entry.Organisations.Contains(from) && Entry.Organisations.Contains(to);

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

    /// <summary>What two organisations agreed on, as it holds on a day; null when they agreed on nothing.</summary>
    public static async Task<Limits?> Between(IViews views, Guid from, Guid to, DateOnly day, CancellationToken ct) =>
        (await views.List<AgreementRow>(Table, All, ct, limit: 2_000))
            .Where(a => a.Covers(from, to, day)).Select(a => a.Limits).FirstOrDefault();

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
