using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using static WarmHandover.Referrals.Referral;

namespace WarmHandover.Referrals;

/// <summary>The family says itself whether it helped, through the way in that it was given for this check-back.</summary>
public sealed record AnswerOwnCheckBack(Guid CheckBack, int Score, string Code, PayloadRef? Words, DateTimeOffset At) : ReferralCommand(At);

/// <summary>The chapter of check-backs that the family answers itself.</summary>
public static partial class ReferralDecider
{
    /// <summary>The family has a code and answers when it suits.</summary>
    public const string OwnWay = "eigen-ingang";

    private const int DaysToAnswer = 60;
    private static readonly string[] YoungBands = ["12-15", "16-17"];
    private const string AdultBand = "adult";

    /// <summary>What the family itself may answer: that nobody could be reached is no answer of it.</summary>
    public static readonly IReadOnlyList<string> OwnHelpedCodes = ["geholpen", "deels-geholpen", "niet-geholpen"];

    /// <summary>The way in of a check-back; always the same.</summary>
    public static Guid WayOf(Guid checkBack) => DerivedIds.Of(checkBack, "way-in");

    /// <summary>Until when the family may come in for a check-back.</summary>
    public static DateTimeOffset OwnWayUntil(CheckBackPlanned planned) => DueAt(planned.DueOn).AddDays(DaysToAnswer);

    /// <summary>Whether whom the need is about can have a way in: an adult, or somebody of 12 or older.</summary>
    public static bool CanComeIn(string band) => band == AdultBand || YoungBands.Contains(band);

    /// <summary>Whether that person comes in as a young person.</summary>
    public static bool ComesInYoung(string band) => YoungBands.Contains(band);

    private static CheckBackCancelled Cancelled(CheckBack checkBack, DateTimeOffset at) => new(checkBack.Planned.CheckBack, at)
    {
        Desk = checkBack.Planned.How == OwnWay ? checkBack.Planned.Organisation : null,
    };

    private static Decision<ReferralEvent> Answer(Known known, AnswerOwnCheckBack answer) =>
        !known.CheckBacks.TryGetValue(answer.CheckBack, out var there) || there.Planned.How != OwnWay ? Refusals.Missing
        : answer.Score is < 1 or > 5 || !OwnHelpedCodes.Contains(answer.Code) ? ReferralRefusals.AnswerUnknown
        : there.Answer is { } said
            ? (said.Score, said.Code, said.ByFamily) == (answer.Score, answer.Code, true) ? [] : ReferralRefusals.CheckBackAnswered
        : answer.At >= OwnWayUntil(there.Planned) ? ReferralRefusals.TooLateToAnswer
        : [new CheckBackAnswered(answer.CheckBack, answer.Score, answer.Code, answer.Words, answer.At) { ByFamily = true }];
}
