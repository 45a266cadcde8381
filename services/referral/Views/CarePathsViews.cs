using System.Diagnostics;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals.Views;

/// <summary>One version of a care path; the newest one is the path, unless it was withdrawn.</summary>
public sealed record CarePathRow(Guid Path, int Version, CarePathContent Content, DateOnly ReviewOn, DateTimeOffset Since);

/// <summary>The care paths as they hold, by the day on which to look again; and every version.</summary>
public sealed class CarePathsView() : View<CarePathEvent>("referral", "carepath", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "care_paths";

    /// <summary>The part with the paths that hold.</summary>
    public const string All = "all";

    /// <summary>The part with every version of one path.</summary>
    public static string Versions(Guid path) => $"versions/{path:N}";

    /// <summary>The key of one version.</summary>
    public static string Key(Guid path, int version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path:N}/{version:000000}");

    /// <inheritdoc/>
    protected override void Show(Noted<CarePathEvent> noted, Rows rows)
    {
        var key = noted.Id.ToString("N");
        switch (noted.Fact)
        {
            case CarePathPublished published:
                var row = new CarePathRow(noted.Id, published.Version, published.Content, published.ReviewOn, published.At);
                rows.Put(key, All, row, Dates.At(published.ReviewOn));
                rows.Put(Key(noted.Id, published.Version), Versions(noted.Id), row);
                break;
            case CarePathReviewed reviewed:
                var now = rows.Get<CarePathRow>(key)! with { ReviewOn = reviewed.ReviewOn };
                rows.Put(key, All, now, Dates.At(reviewed.ReviewOn));
                rows.Put(Key(noted.Id, now.Version), Versions(noted.Id), now);
                break;
            case CarePathWithdrawn:
                rows.Remove(key);
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }
}

/// <summary>
/// A handover as it once began: the need, and the team it was first sent to; whether that team took it. Ids and codes, never whose.
/// </summary>
public sealed record PastReferralRow(
    Guid Referral, string Domain, string Area, string Band, string Urgency, Guid ToTeam, DateTimeOffset DraftedAt, bool Sent, bool Declined,
    bool ReRouted, DateTimeOffset? AcceptedAt);

/// <summary>All handovers by month, on which a care path can be tried.</summary>
public sealed class PastReferralsView() : View<ReferralEvent>("referral", "referral", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "past_referrals";

    /// <summary>The part with the handovers that were begun in a month.</summary>
    public static string Month(DateTimeOffset at) =>
        $"month/{at.UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    protected override void Show(Noted<ReferralEvent> noted, Rows rows)
    {
        var key = noted.Id.ToString("N");
        var row = rows.Get<PastReferralRow>(key);
        var now = noted.Fact switch
        {
            ReferralDrafted d => new PastReferralRow(
                noted.Id, d.Need.Domain, d.Need.Area, d.Need.Band, d.Urgency, d.To.Team, d.At, Sent: false, Declined: false,
                ReRouted: false,
                AcceptedAt: null),
            ReferralSent => row! with { Sent = true },
            ReferralDeclined => row! with { Declined = true },
            ReferralReRouted => row! with { ReRouted = true },
            ReferralAccepted accepted => row! with { AcceptedAt = row.AcceptedAt ?? accepted.At },
            // The others say nothing of which way it went.
            _ => null,
        };
        if (now is not null)
            rows.Put(key, Month(now.DraftedAt), now);
    }
}
