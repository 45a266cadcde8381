namespace WarmHandover.Portal.Professional;

/// <summary>A question of the receiving team, and its answer where there is one.</summary>
public sealed record AskedBack(Guid Question, string Code, string? Answer, DateTimeOffset At);

/// <summary>What the receiving team let know; its words only while consent allows them.</summary>
public sealed record Heard(Guid Feedback, Guid Member, string Category, string Code, string? Words, DateTimeOffset At);

/// <summary>The neutral words to invite a family with.</summary>
public sealed record Invitation(string Title, string Text);

/// <summary>
/// A step of the sender that ends or reopens a referral: from which states, with which words as its reason, and whether it needs a tick.
/// </summary>
public sealed record SenderStep(string Code, string[] From, string[] Reasons, string Field)
{
    /// <summary>So grave that it is ticked as well.</summary>
    public bool Ticked { get; init; }

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<SenderStep> All =
    [
        new(
            "terughalen", ["concept", "ready", "sent", "received", "re-routed"], ["vergissing", "andere-route", "situatie-veranderd"],
            "reason"),
        new(
            "stoppen",
            [
                "concept", "ready", "sent", "received", "re-routed", "accepted", "handover-planned", "handover-held", "in-progress",
                "on-hold", "reopened",
            ],
            ["gezin-wil-geen-hulp", "gezin-wil-later", "gezin-vond-andere-hulp"], "reason"),
        new("verlopen", ["sent", "received", "re-routed"], ["geen-antwoord", "niet-meer-nodig"], "reason"),
        new("heropenen", ["completed"], ["hulpvraag-terug", "nieuwe-hulpvraag", "gezin-wil-weer-hulp"], "reason"),
        new("heropenen", ["stopped"], ["gezin-wil-weer-hulp"], "reason"),
        new(
            "verkeerd-verzonden",
            ["sent", "received", "re-routed", "accepted", "handover-planned", "handover-held", "in-progress", "on-hold", "reopened"],
            ["verkeerd-team", "verkeerd-gezin", "te-veel-gegevens", "zonder-grondslag", "anders"], "cause") { Ticked = true },
    ];

    /// <summary>The steps that can be taken from here.</summary>
    public static IEnumerable<SenderStep> Open(ReferralSeen seen) =>
        seen.Side is "sender" ? All.Where(s => s.From.Contains(seen.Status)) : [];
}
