using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using static WarmHandover.Referrals.CarePath;

namespace WarmHandover.Referrals;

/// <summary>What somebody wants of a care path.</summary>
public abstract record CarePathCommand;

/// <summary>Publish it, the first time or as its next version.</summary>
public sealed record PublishCarePath(CarePathContent Content, DateOnly ReviewOn, bool First, DateTimeOffset At) : CarePathCommand;

/// <summary>It was looked at and still holds.</summary>
public sealed record ReviewCarePath(DateOnly ReviewOn, DateTimeOffset At) : CarePathCommand;

/// <summary>Follow it no longer.</summary>
public sealed record WithdrawCarePath(DateTimeOffset At) : CarePathCommand;

/// <summary>How care paths are kept: every change is a version, and none holds for ever without somebody looking.</summary>
public static class CarePathDecider
{
    /// <summary>After so many months at most somebody looks again.</summary>
    public const int MonthsAtMost = 24;

    /// <summary>Decides one command.</summary>
    public static Decision<CarePathEvent> Decide(CarePathCommand command, CarePath state) => (state, command) switch
    {
        (Published there, PublishCarePath publish) when Same(there, publish) => [],
        (Published or Withdrawn, PublishCarePath { First: true }) => ReferralRefusals.CarePathKnown,
        (NotPublished, PublishCarePath { First: false }) => Refusals.Missing,
        (Published there, ReviewCarePath review) when there.ReviewOn == review.ReviewOn => [],
        (_, PublishCarePath publish) when !InTime(publish.ReviewOn, publish.At) => ReferralRefusals.ReviewDate,
        (Published, ReviewCarePath review) when !InTime(review.ReviewOn, review.At) => ReferralRefusals.ReviewDate,
        (NotPublished, PublishCarePath publish) => [new CarePathPublished(1, publish.Content, publish.ReviewOn, publish.At)],
        (Published there, PublishCarePath publish) =>
            [new CarePathPublished(there.Version + 1, publish.Content, publish.ReviewOn, publish.At)],
        (Withdrawn gone, PublishCarePath publish) =>
            [new CarePathPublished(gone.Version + 1, publish.Content, publish.ReviewOn, publish.At)],
        (Published, ReviewCarePath review) => [new CarePathReviewed(review.ReviewOn, review.At)],
        (Published, WithdrawCarePath withdraw) => [new CarePathWithdrawn(withdraw.At)],
        (Withdrawn, WithdrawCarePath) => [],
        _ => Refusals.Missing,
    };

    private static bool InTime(DateOnly reviewOn, DateTimeOffset at) =>
        reviewOn > Amsterdam.DateAt(at) && reviewOn <= Amsterdam.DateAt(at).AddMonths(MonthsAtMost);

    private static bool Same(Published there, PublishCarePath publish) => there.ReviewOn == publish.ReviewOn
        && Facts.Same(there.Content, publish.Content);
}
