using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Time;

namespace WarmHandover.Notifications;

/// <summary>
/// After how many working days a team is reminded of an open item: what the release brings, and what two administrators agreed to since.
/// An item is reminded by the version under which it came.
/// </summary>
public sealed record ReminderTimes(PolicyBook Book)
{
    private const string Erasing = "AVG artikel 7 lid 3 en 17";
    private const string Restricting = "AVG artikel 18 en 19";

    // Of these the law asks an answer without delay: they are reminded, and the first time soon.
    private static readonly Dictionary<string, (int Latest, string Article, string Sentence)> Soon = new()
    {
        [NotificationDecider.Withdrawal] = (1, Erasing, "Aan een intrekking wordt na een werkdag herinnerd."),
        [NotificationDecider.Mistake] = (1, Erasing, "Aan een ja dat verkeerd was vastgelegd wordt na een werkdag herinnerd."),
        [NotificationDecider.OtherWord] = (1, Erasing, "Aan een woord dat niet klopt wordt na een werkdag herinnerd."),
        ["gebruik-beperkt"] = (1, Restricting, "Aan een beperking van het gebruik wordt na een werkdag herinnerd."),
        ["gegevens-verbeterd"] = (5, "AVG artikel 16 en 19", "Aan een verbetering wordt binnen vijf werkdagen herinnerd."),
        ["verkeerd-verzonden"] = (1, "AVG artikel 33", "Een datalek wordt binnen 72 uur gemeld: herinner na een werkdag."),
        ["termijn-verstreken"] = (1, "Wgs artikel 4", "Aan een termijn die verstreek wordt na een werkdag herinnerd."),
    };

    /// <summary>The kind of policy: a setting for each message.</summary>
    public static readonly PolicyKind Kind = new("herinneringen", [.. NotificationRules.Table.Reasons.Select(Setting)]);

    /// <summary>What the release brings.</summary>
    public static readonly ReminderTimes OfRelease = new(PolicyBook.Initial);

    /// <summary>What holds at an instant.</summary>
    public Policy At(DateTimeOffset at) => Book.At(Kind, Amsterdam.DateAt(at));

    /// <summary>The working days for a reason, as they hold at an instant.</summary>
    public IReadOnlyList<int> On(DateTimeOffset at, string reason) => At(at).Numbers(SettingOf(reason));

    /// <summary>The working days for a reason, as a version has them.</summary>
    public IReadOnlyList<int> Of(int? version, string reason) => Book.Of(Kind, version).Numbers(SettingOf(reason));

    /// <summary>The setting of a reason.</summary>
    public static string SettingOf(string reason) => $"{reason}.werkdagen";

    private static Setting Setting(string reason)
    {
        var setting = new Setting(
            reason, Readable(NotificationRules.Table.Text(reason)), "werkdagen", SettingShape.Numbers,
            Platform.Policies.Setting.Of(NotificationRules.Table.Reminders(reason)))
        { Most = 60 };
        return Soon.TryGetValue(reason, out var law)
            ? setting with
            {
                Floors =
                [
                    new(law.Article, law.Sentence, days => days is [var first, ..]
                        && int.Parse(first, System.Globalization.CultureInfo.InvariantCulture) <= law.Latest),
                ],
            }
            : setting;
    }

    private static string Readable(string text) => text.Replace(" ({nummer})", "", StringComparison.Ordinal)
        .Replace("{nummer}", "…", StringComparison.Ordinal).Replace("{tijd}", "…", StringComparison.Ordinal);
}
