namespace WarmHandover.Portal.Privacy;

/// <summary>A file of the own organisation and its term of keeping.</summary>
public sealed record KeptFile(
    Guid Family, string Stand, DateOnly LastDay, string Law, LawOfFile[] Laws, DateOnly ChangedOn, DateOnly ReceivedOn,
    KeptBecause[] Reasons, Guid? Erasure);

/// <summary>A law that holds for it, and until when.</summary>
public sealed record LawOfFile(string Code, string Label, string Law, int Years, string From, DateOnly LastDay)
{
    /// <summary>Whether it is counted to the day on which the youngest child is adult.</summary>
    public bool ByYoungest => From == LawHere.YoungestAdult;
}

/// <summary>Why it is kept longer.</summary>
public sealed record KeptBecause(string Code, string Label, string Law, DateOnly Since, DateOnly? Until, Guid? Keeping);

/// <summary>The terms and reasons that there are.</summary>
public sealed record KeepingLists(LawHere[] Laws, ReasonHere[] Reasons, int DaysNear);

/// <summary>A term of keeping as it holds here.</summary>
public sealed record LawHere(string Code, string Label, string Law, int Years, string From)
{
    /// <summary>Counted to the day on which the youngest child is adult.</summary>
    public const string YoungestAdult = "jongste-kind-meerderjarig";
}

/// <summary>A reason to keep longer; some a person may give.</summary>
public sealed record ReasonHere(string Code, string Label, string Law, bool ByHand);
