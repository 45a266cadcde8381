using WarmHandover.Platform.Reading;

namespace WarmHandover.Referrals.Views;

/// <summary>A referral between two organisations: from whom, to whom, and whether it left. Nothing of whom it is about.</summary>
public sealed record UnderWayRow(Guid From, Guid To, bool Sent);

/// <summary>
/// The referrals that go on, by the organisation that sends them. What has ended stands apart, because it may be taken up again.
/// </summary>
public sealed class UnderWayView() : View<ReferralEvent>("referral", "referral", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "under-way";

    private const string Ended = "ended";

    /// <summary>The part with what an organisation sends, or is about to.</summary>
    public static string SentBy(Guid organisation) => $"sender/{organisation:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ReferralEvent> noted, Rows rows)
    {
        var key = noted.Id.ToString("N");
        var row = (rows.Get<UnderWayRow>(key), noted.Fact) switch
        {
            (null, ReferralDrafted drafted) => new(drafted.FromOrganisation, drafted.To.Organisation, Sent: false),
            ({ } there, ReferralSent) => there with { Sent = true },
            ({ } there, ReferralReRouted on) => there with { To = on.To.Organisation },
            ({ } there, ReceiverReplaced replaced) => there with { To = replaced.To.Organisation },
            ({ } there, ReferralReopened or ReferralDeclined or ReferralRecalled or ReferralStopped or ReferralExpired or HelpCompleted)
                => there,
            _ => null,
        };
        if (row is null)
            return;

        var ended = noted.Fact is ReferralDeclined or ReferralRecalled or ReferralStopped or ReferralExpired or HelpCompleted;
        rows.Put(key, ended ? Ended : SentBy(row.From), row);
    }
}
