using WarmHandover.Portal.Admin;

namespace WarmHandover.Portal.Professional;

/// <summary>What the own organisation shared about a family without consent.</summary>
public sealed record GroundList(GroundUsed[] Grounds);

/// <summary>One of them: with whom, which rows, until when, why, and what became of it.</summary>
public sealed record GroundUsed(
    Guid Ground, string Name, Guid RecipientTeam, RowOf[] Rows, DateOnly From, DateOnly Until, bool InForce, string Consulted, bool Told,
    string? NotTold, string Seriousness, string By, string? Second, DateOnly? ReviewBy, string? ConfirmedBy, string? EndReason,
    DateTimeOffset At, ExceptionWords? Motivation)
{
    /// <summary>Whether somebody else of the organisation still has to look at it.</summary>
    public bool Waits(DateOnly on) =>
        EndReason is null && ConfirmedBy is null && Second is "bevestiging" or "achteraf" && Until >= on && !(ReviewBy < on);
}

/// <summary>The codes of a ground as the pages ask them: consent has the same lists, and a test compares them.</summary>
public static class GroundCodes
{
    /// <summary>Why the family was not told.</summary>
    public static readonly string[] NotTold = ["gevaarlijk", "onbereikbaar", "spoed"];

    /// <summary>How grave it is.</summary>
    public static readonly string[] Seriousness = ["licht", "ernstig", "acuut"];

    /// <summary>Who looks at it beside the one who decides.</summary>
    public static readonly string[] Second = ["bevestiging", "collega-elders", "achteraf"];

    /// <summary>Why it is over.</summary>
    public static readonly string[] Ended = ["doel-bereikt", "beschikking-beeindigd", "ten-onrechte"];

    /// <summary>Whether a court order must be named.</summary>
    public static bool NeedsOrder(this GroundSeen ground) => ground.Evidence.Contains("beschikking");

    /// <summary>Whether two people must carry it.</summary>
    public static bool NeedsSecond(this GroundSeen ground) => ground.Evidence.Contains("tweede-persoon");

    /// <summary>Whether the reporting code must have come to a report.</summary>
    public static bool NeedsMeldcode(this GroundSeen ground) => ground.Evidence.Contains("meldcode");
}
