using WarmHandover.Contracts;

namespace WarmHandover.Consents.Views;

/// <summary>A request as the lists need it: who asked it, until when it holds, and which teams received rows under it.</summary>
public sealed record ListedRequest(
    Guid Family, Guid Request, Guid Team, Guid Organisation, string Purpose, DateOnly Until, IReadOnlyList<Holder> Holders);

/// <summary>A team that received rows under a request, and which.</summary>
public sealed record Holder(ListedRecipient Team, IReadOnlyList<Row> Rows);

/// <summary>How many words were said in a family: the next one's number follows.</summary>
public sealed record WordCount(int Words);

/// <summary>The rows of one yes: what closes when it was recorded wrongly.</summary>
public sealed record SaidYes(IReadOnlyList<Row> Rows);

/// <summary>A withdrawal that teams still owe a word about; due when it becomes the focus officer's matter.</summary>
public sealed record OpenWithdrawal(
    Guid Withdrawal, Guid Family, Guid Request, Guid Team, Guid Organisation, DateTimeOffset At, DateOnly DueOn,
    IReadOnlyList<ListedRecipient> Silent, bool Escalated, bool Mistake = false);

/// <summary>A signatory who wants to be asked again on a date.</summary>
public sealed record AskLater(Guid Family, Guid Request, Guid Signatory, DateOnly On);

/// <summary>Something that a second person has to look at; of a mistake also in which request, and which word.</summary>
public sealed record ToReview(Guid Family, Guid About, string Kind, Guid? Request = null, int Word = 0);

/// <summary>Break-glass in a list: which team, why, for how long, when a second person agreed, and what the reviewer found.</summary>
public sealed record ListedEmergency(
    Guid Family, Guid Ground, Guid Organisation, Guid Team, string By, string Urgency, int Minutes, DateTimeOffset AskedAt,
    DateTimeOffset? Agreed, string? Outcome);
