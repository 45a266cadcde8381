namespace WarmHandover.Portal.Professional;

/// <summary>How the state of a referral looks beside its words: a colour is never alone.</summary>
internal static class ReferralWords
{
    public static string Kind(string status) => status switch
    {
        "accepted" or "in-progress" or "completed" or "handover-planned" or "handover-held" => "success",
        "declined" or "recalled" or "expired" or "stopped" => "danger",
        "concept" or "ready" => "warning",
        _ => "neutral",
    };
}

/// <summary>The four screens from a talk to sending.</summary>
internal static class Handover
{
    public static IReadOnlyList<string> Steps(Texts t) => [t["stap.gesprek"], t["stap.hulp"], t["stap.vragen"], t["stap.versturen"]];
}
