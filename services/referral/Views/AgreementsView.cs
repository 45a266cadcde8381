using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>A chain agreement as it holds on a day.</summary>
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

/// <summary>A chain agreement with all that was agreed to and proposed.</summary>
public sealed record AgreementTold(Guid Agreement, Agreement Told)
{
    /// <summary>What holds on a local date; null when nothing does.</summary>
    public AgreementRow? On(DateOnly day) => Told.At(day) is { Entry: { } entry } there ? new(Agreement, there.Version, entry) : null;
}

/// <summary>The chain agreements: those that hold, will, did, and were only proposed.</summary>
public sealed class AgreementsView() : View<AgreementEvent>("referral", "agreement", Table, shape: 2)
{
    /// <summary>The table.</summary>
    public const string Table = "agreements";

    /// <summary>The one part.</summary>
    public const string All = "all";

    /// <inheritdoc/>
    protected override void Show(Noted<AgreementEvent> noted, Rows rows)
    {
        var key = noted.Id.ToString("N");
        var told = rows.Get<AgreementTold>(key)?.Told ?? Agreement.Initial;
        rows.Put(key, All, new AgreementTold(noted.Id, Agreement.Evolve(told, noted.Fact)));
    }
}
