using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Time;

namespace WarmHandover.Notifications;

/// <summary>
/// Who is told what, and in which words: data, versioned, in <c>Data/rules.json</c>. A text has places for a number and a time only; any
/// other placeholder stops the start, because a message never says whom it is about.
/// </summary>
public sealed partial class NotificationRules
{
    private static readonly string[] Places = ["nummer", "tijd"];
    private static readonly string[] KnownChannels = ["e-mail"];
    private readonly Book book;

    /// <summary>How urgent an item can be, most urgent first.</summary>
    public static readonly IReadOnlyList<string> Urgencies = ["eerst", "dreigend", "spoed", "normaal"];

    private NotificationRules(Book book) => this.book = book;

    /// <summary>The rules in force.</summary>
    public static NotificationRules Table { get; } = Read();

    /// <summary>All rules.</summary>
    public IReadOnlyList<Rule> All => book.Rules;

    /// <summary>Which version of the table.</summary>
    public int Version => book.Version;

    /// <summary>A text as it stands in the table, with its places.</summary>
    public string Text(string reason) => book.Texts[reason];

    /// <summary>What one recipient is told of something heard.</summary>
    public IEnumerable<Rule> For(string heard, string? from, string to, string recipient) => book.Rules
        .Where(r => r.Heard == heard && r.To == to && r.Recipient == recipient && (r.From is null || r.From == from));

    /// <summary>Whether one recipient's open items lapse by something heard.</summary>
    public bool Lapses(string heard, string to, string recipient) =>
        book.Lapses.Any(r => r.Heard == heard && r.To == to && r.Recipient == recipient);

    /// <summary>Whether an item for one reason is among what lapses then: all of them, unless the table names the reason.</summary>
    public bool Lapses(string heard, string to, string recipient, string reason) => book.Lapses.Any(
        r => r.Heard == heard && r.To == to && r.Recipient == recipient && (r.Reason is null || r.Reason == reason));

    /// <summary>After how many working days a team is reminded of an open item; the first, the second, and so on.</summary>
    public IReadOnlyList<int> Reminders(string reason) => book.Reminders?.GetValueOrDefault(reason) ?? [];

    /// <summary>Whether an item asks somebody to approach the family: it lapses when somebody of the family is gone.</summary>
    public bool Approaches(string reason) => book.Approaching?.Contains(reason) ?? false;

    /// <summary>Over which channels an item goes, beside the inbox.</summary>
    public IReadOnlyList<string> Channels(string reason) => book.Channels?.GetValueOrDefault(reason) ?? [];

    /// <summary>All reasons, in the order of the table.</summary>
    public IEnumerable<string> Reasons => book.Texts.Keys;

    /// <summary>What a person reads of an item.</summary>
    public string Text(string reason, string number, DateTimeOffset at) => book.Texts[reason]
        .Replace(" ({nummer})", number.Length == 0 ? "" : $" ({number})", StringComparison.Ordinal)
        .Replace("{nummer}", number, StringComparison.Ordinal)
        .Replace("{tijd}", Amsterdam.LocalAt(at).ToString("d-M-yyyy HH:mm", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The place of an urgency in a list: withdrawals first of all.</summary>
    public static int Rank(string urgency) => Urgencies.TakeWhile(u => u != urgency).Count();

    /// <summary>Reads rules, and refuses those that could say too much or nothing at all.</summary>
    public static NotificationRules Parse(ReadOnlySpan<byte> json)
    {
        var book = JsonSerializer.Deserialize<Book>(json, Facts.Json)!;
        foreach (var (reason, text) in book.Texts)
        {
            var unknown = Placeholder().Matches(text).Select(m => m.Groups[1].Value).Except(Places).FirstOrDefault();
            if (unknown is not null)
                throw new StartRefusedException($"The text of '{reason}' has a place '{unknown}'; only nummer and tijd may stand there.");
        }

        foreach (var rule in book.Rules)
        {
            if (!book.Texts.ContainsKey(rule.Reason))
                throw new StartRefusedException($"The reason '{rule.Reason}' has no text.");
            if (rule.Urgency != Rule.AsHeard && !Urgencies.Contains(rule.Urgency))
                throw new StartRefusedException($"The reason '{rule.Reason}' has the unknown urgency '{rule.Urgency}'.");
        }

        Check(book);
        return new(book);
    }

    private static void Check(Book book)
    {
        string[] named = [.. book.Reminders?.Keys ?? Enumerable.Empty<string>(), .. book.Channels?.Keys ?? Enumerable.Empty<string>(),
            .. book.Approaching ?? [], .. book.Lapses.Where(l => l.Reason is not null).Select(l => l.Reason!)];
        if (named.FirstOrDefault(reason => !book.Texts.ContainsKey(reason)) is { } textless)
            throw new StartRefusedException($"The reason '{textless}' is named, but has no text.");

        foreach (var (reason, days) in book.Reminders ?? [])
        {
            if (days.Any(d => d < 1) || !days.SequenceEqual(days.Distinct().Order()))
                throw new StartRefusedException($"The reminders of '{reason}' are no rising numbers of working days.");
        }

        foreach (var channel in (book.Channels ?? []).SelectMany(c => c.Value).Except(KnownChannels))
            throw new StartRefusedException($"The channel '{channel}' does not exist.");
    }

    private static NotificationRules Read()
    {
        using var stream = typeof(NotificationRules).Assembly.GetManifestResourceStream("WarmHandover.Notifications.Data.rules.json")!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return Parse(json);
    }

    [GeneratedRegex(@"\{([^}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    private sealed record Book(
        int Version, Dictionary<string, string> Texts, IReadOnlyList<Rule> Rules, IReadOnlyList<Lapse> Lapses,
        Dictionary<string, IReadOnlyList<int>>? Reminders = null, Dictionary<string, IReadOnlyList<string>>? Channels = null,
        IReadOnlyList<string>? Approaching = null);

    private sealed record Lapse(string Heard, string To, string Recipient, string? Reason = null);
}

/// <summary>One rule: something heard makes an item for a recipient.</summary>
public sealed record Rule(string Heard, string? From, string To, string Recipient, string Reason, string Urgency)
{
    /// <summary>The item is as urgent as what was heard.</summary>
    public const string AsHeard = "as-heard";
}
