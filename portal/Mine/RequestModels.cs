namespace WarmHandover.Portal.Mine;

/// <summary>The own requests, and about whom and of which organisations something can be asked.</summary>
public sealed record OwnRequestsSeen(
    OwnRequestSeen[] Requests, OwnSubjectSeen[] Subjects, string[] Kinds, string[] Categories, GroundsSeen Grounds);

/// <summary>About whom, and of which organisations.</summary>
public sealed record OwnSubjectSeen(Guid Member, bool Self, Guid[] Organisations);

/// <summary>One own request and its answer.</summary>
public sealed record OwnRequestSeen(
    Guid Request, string Kind, Guid Organisation, Guid Member, DateOnly ReceivedOn, DateOnly AnswerBy, string Stand, string Text,
    string? Reason, string? Law, string? Explanation, DateOnly? AnsweredOn, DateOnly? ObjectBy, bool HasLetter, bool HasOverview,
    bool MayTakeBack, ProofSeen? Certificate);

/// <summary>That it is destroyed, in words.</summary>
public sealed record ProofSeen(string Text);

/// <summary>Why data may not be used for a while.</summary>
public sealed record GroundsSeen(GroundSeen[] Items);

/// <summary>One ground.</summary>
public sealed record GroundSeen(string Code, string Label);

/// <summary>The overview, as far as it is set out on the page; all of it stands below.</summary>
public sealed record OverviewSeen(string Text, PersonSeen? Person, EntrySeen[] Entries, LookSeen[] Looks, LeftSeen[] LeftOut);

/// <summary>Who he is.</summary>
public sealed record PersonSeen(string? Name, DateOnly? BirthDate, string? Address, string? Postcode);

/// <summary>Something that was recorded.</summary>
public sealed record EntrySeen(string Kind, string? Code, string? Label, DateOnly On, string? Words, bool Struck, bool Restricted);

/// <summary>Somebody looked: when, and in which role.</summary>
public sealed record LookSeen(DateTimeOffset At, string Role);

/// <summary>What was left out, and by which law.</summary>
public sealed record LeftSeen(string Label, string Law, int Count);
