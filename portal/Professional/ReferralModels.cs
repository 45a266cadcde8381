namespace WarmHandover.Portal.Professional;

/// <summary>A referral as its sender, or its receiver after acceptance, may see it; before acceptance a few fields only.</summary>
public sealed record ReferralSeen(
    Guid Referral, string Number, string? Side, string Status, Guid Family, ReferredNeed? Need, string? Purpose, string? Urgency,
    Guid FromTeam, Guid ToTeam, string? ClaimedBy, PlannedTalk? Planned, HeldTalk? Held, bool Warm, SeenCheckBack[]? CheckBacks,
    DateTimeOffset? Since)
{
    /// <summary>Before acceptance: in which part of life help is asked, where, for which age, and whether with an interpreter.</summary>
    public string? Domain { get; init; }

    /// <summary>The coarse area; before acceptance.</summary>
    public string? Area { get; init; }

    /// <summary>The age band; before acceptance.</summary>
    public string? Band { get; init; }

    /// <summary>Whether an interpreter is needed.</summary>
    public bool Interpreter { get; init; }
}

/// <summary>The need that travels.</summary>
public sealed record ReferredNeed(string Domain, string Area);

/// <summary>A planned joint conversation.</summary>
public sealed record PlannedTalk(Guid Conversation, DateTimeOffset PlannedAt);

/// <summary>A joint conversation that was held.</summary>
public sealed record HeldTalk(Guid Conversation, DateTimeOffset HeldAt, Guid[] Members, string[] Professionals);

/// <summary>Asking later whether it helped.</summary>
public sealed record SeenCheckBack(Guid CheckBack, DateOnly DueOn, Guid Team, bool Due, int? Score, string? Code);

/// <summary>A step in the story of a referral.</summary>
public sealed record TimelineStep(DateTimeOffset At, string Step, string Text, string? To, string? Reason, string By);
