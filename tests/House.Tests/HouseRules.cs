using System.Text.RegularExpressions;

namespace WarmHandover.Tests;

/// <summary>
/// The shape of the house as functions of a file's path and text, so that each can be shown to fail on a planted violation.
/// </summary>
public static partial class HouseRules
{
    private static readonly string[] NotInPureFiles =
    [
        "async ", "await ", "TimeProvider", "UtcNow", "DateTime.Now", "CreateVersion7", "NewGuid", "ILogger", "Random",
        "using MassTransit", "using Microsoft", "HttpContext", "IEventLog", "IVault",
    ];

    private static readonly string[] PersonalWords =
        ["Name", "BirthDate", "Address", "Postcode", "Phone", "Email", "Bsn", "Text", "Note", "Words", "Remark"];

    public static readonly Dictionary<string, Func<string, string, IEnumerable<string>>> All = new()
    {
        ["no-service-knows-another"] = NoServiceKnowsAnother,
        ["contracts-reference-nothing"] = (path, text) =>
            path == "contracts/Contracts.csproj" && text.Contains("Reference", StringComparison.Ordinal) ? ["references something"] : [],
        ["announcements-hold-no-person"] = AnnouncementsHoldNoPerson,
        ["rules-touch-nothing-but-words"] = (path, text) =>
            IsPure(path)
                ? NotInPureFiles.Where(word => text.Contains(word, StringComparison.Ordinal)).Select(word => $"says '{word.Trim()}'")
                : [],
        ["a-fold-throws-on-the-unknown"] = (path, text) =>
            IsPure(path) && SwallowsFacts().IsMatch(text) ? ["a fold ends in '_ => state'"] : [],
        ["a-file-is-one-story"] = (path, text) =>
            IsCode(path) && text.AsSpan().Count('\n') > (MayBeLonger(path) ? 300 : 200) ? [$"has {text.AsSpan().Count('\n')} lines"] : [],
        ["a-line-fits"] = (path, text) =>
            IsCode(path)
                ? text.Split('\n').Index().Where(line => line.Item.Length > 140).Select(line => $"line {line.Index + 1} is over 140")
                : [],
        ["no-clock-of-its-own"] = (path, text) =>
            IsProduct(path) && MachineClock().IsMatch(text) ? ["reads the machine's clock"] : [],
        ["nothing-is-swallowed"] = (path, text) => IsCode(path) && EmptyCatch().IsMatch(text) ? ["swallows an error"] : [],
        ["nothing-is-left-for-later"] = (path, text) =>
            IsCode(path) && !path.EndsWith("HouseRules.cs", StringComparison.Ordinal) && Later().IsMatch(text)
                ? ["leaves something for later"]
                : [],
        ["no-layers-no-magic"] = (path, text) =>
            path.EndsWith(".csproj", StringComparison.Ordinal) && Magic().IsMatch(text) ? ["references what the house does without"] : [],
    };

    public static IEnumerable<string> Violations(string rule, string path, string text) =>
        All[rule](path, text).Select(what => $"{path}: {what}");

    private static bool IsCode(string path) => path.EndsWith(".cs", StringComparison.Ordinal);

    private static bool IsProduct(string path) =>
        IsCode(path) && !path.StartsWith("tests/", StringComparison.Ordinal) && !path.StartsWith("bench/", StringComparison.Ordinal);

    /// <summary>
    /// Facts, states, deciders, announcements and pure helpers of the services: everything beside them is in a folder or named for its job.
    /// </summary>
    private static bool IsPure(string path) =>
        path.StartsWith("services/", StringComparison.Ordinal) && (PureName().IsMatch(path) || FactFile().IsMatch(path));

    private static bool MayBeLonger(string path) => IsPure(path) || path.StartsWith("tests/", StringComparison.Ordinal);

    private static IEnumerable<string> NoServiceKnowsAnother(string path, string text) =>
        path.StartsWith("services/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal)
            ? ProjectReference().Matches(text).Select(m => m.Groups[1].Value)
                .Where(r => !r.EndsWith("platform/Platform.csproj", StringComparison.Ordinal))
            : [];

    private static IEnumerable<string> AnnouncementsHoldNoPerson(string path, string text) =>
        path.StartsWith("contracts/", StringComparison.Ordinal) && IsCode(path)
            ? Parameter().Matches(text).Select(m => m.Groups[1].Value)
                .Where(name => PersonalWords.Contains(name)).Select(name => $"carries '{name}'")
            : [];

    [GeneratedRegex("""ProjectReference Include="([^"]+)""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"\b(?:string|string\?|DateOnly|DateOnly\?) (\w+)[,)]")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(Decider(\.\w+)?|Announcements|Standing|Signatories|Transitions)\.cs$")]
    private static partial Regex PureName();

    [GeneratedRegex(@"^services/(signal/(FamilyFile(\.\w+)?|AreaList|DebtHousehold|Population|SelfStart)|consent/Consent|"
        + @"referral/(Referral(\.\w+)?|TermBook|TermRules|Team|Organisation|Case|"
        + @"Provision|Provider|Place|WhiteSpots|CarePath|Assignment)|"
        + @"notification/(Notification|WayIn|Message|Contact|Subscription)(\.\w+)?)\.cs$")]
    private static partial Regex FactFile();

    [GeneratedRegex(@"DateTime\.Now|DateTime\.UtcNow|DateTimeOffset\.UtcNow|DateTimeOffset\.Now")]
    private static partial Regex MachineClock();

    [GeneratedRegex(@"_ => state\b")]
    private static partial Regex SwallowsFacts();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\bTODO\b|FIXME|NotImplementedException|Skip\s*=\s*""")]
    private static partial Regex Later();

    [GeneratedRegex(@"MediatR|AutoMapper|FluentValidation|EntityFramework")]
    private static partial Regex Magic();
}
