using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;

namespace WarmHandover.Referrals;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

[JsonDerivedType(typeof(ReferralHandedOn), "referral-handed-on.v1")]
[JsonDerivedType(typeof(ClaimReleased), "claim-released.v1")]
[JsonDerivedType(typeof(QuestionAsked), "question-asked.v1")]
[JsonDerivedType(typeof(QuestionAnswered), "question-answered.v1")]
[JsonDerivedType(typeof(OpenedByColleague), "opened-by-colleague.v1")]
[JsonDerivedType(typeof(ReceiverReplaced), "receiver-replaced.v1")]
[JsonDerivedType(typeof(SenderReplaced), "sender-replaced.v1")]
public abstract partial record ReferralEvent;

/// <summary>Something that the receiving team does among itself, or asks back.</summary>
public abstract record ReceivingEvent(DateTimeOffset At) : ReferralEvent(At);

/// <summary>A colleague of the same team carries it on.</summary>
public sealed record ReferralHandedOn(string? From, string To, string Reason, DateTimeOffset At) : ReceivingEvent(At);

/// <summary>Nobody has taken it on any more: it is the team's again.</summary>
public sealed record ClaimReleased(string From, string Reason, DateTimeOffset At) : ReceivingEvent(At);

/// <summary>
/// The receiver asks the sender something, in one of the agreed words: before acceptance nothing of the family may travel.
/// </summary>
public sealed record QuestionAsked(Guid Question, string Code, DateTimeOffset At) : ReceivingEvent(At);

/// <summary>The sender answered, in one of the agreed words.</summary>
public sealed record QuestionAnswered(Guid Question, string Answer, DateTimeOffset At) : ReceivingEvent(At);

/// <summary>Somebody of the team who had not taken it on opened the letter, for this reason.</summary>
public sealed record OpenedByColleague(string By, string Reason, DateTimeOffset At) : ReceivingEvent(At);

/// <summary>Another team goes on with it, with the rows that consent granted for that team.</summary>
public sealed record ReceiverReplaced(Recipient To, IReadOnlyList<Row> Rows, Guid Question, string Reason, DateTimeOffset At)
    : ReceivingEvent(At);

/// <summary>Another team of the same organisation is its sender from now on.</summary>
public sealed record SenderReplaced(Guid Team, string Reason, DateTimeOffset At) : ReceivingEvent(At);

/// <summary>The chapter of receiving in a referral's fold.</summary>
public abstract partial record Referral
{
    public sealed partial record Known
    {
        /// <summary>What the receiver asked, and what the sender answered.</summary>
        public ImmutableList<(QuestionAsked Asked, string? Answer)> Questions { get; init; } = [];
    }

    private static Known EvolveReceiving(Known known, ReceivingEvent fact) => fact switch
    {
        ReferralHandedOn on => known with { Claim = new(on.To, on.Reason, on.At) },
        ClaimReleased => known with { Claim = null },
        QuestionAsked asked => known with { Questions = known.Questions.Add((asked, null)) },
        QuestionAnswered answered => known with
        {
            Questions = [.. known.Questions.Select(q => q.Asked.Question == answered.Question ? (q.Asked, answered.Answer) : q)],
        },
        OpenedByColleague => known,
        ReceiverReplaced replaced => known with
        {
            To = replaced.To,
            Passed = known.Passed.Add(known.To.Team),
            Sent = replaced.Rows,
            Claim = null,
        },
        SenderReplaced replaced => known with
        {
            Draft = known.Draft with { FromTeam = replaced.Team },
            Passed = known.Passed.Add(replaced.Team),
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of receiving"),
    };
}
