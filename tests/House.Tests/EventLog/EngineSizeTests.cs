using System.Text.RegularExpressions;

namespace WarmHandover.Tests.EventLog;

/// <summary>
/// What speaks EventStoreDB's protocol stays small. Counted are the lines that hold code: not blank lines, comments, <c>using</c> and
/// <c>namespace</c>, brackets alone, and what protoc makes of <c>eventstore.proto</c>. What is of any log that stands apart from its
/// payloads (<c>platform/EventLog/Apart</c>) is of no engine.
/// </summary>
public sealed partial class EngineSizeTests
{
    [Fact]
    public void The_engine_for_EventStoreDB_stays_under_600_lines_of_code()
    {
        var folder = Path.Combine(HouseTests.Root, "platform", "EventLog", "EventStore");
        var files = Directory.GetFiles(folder, "*.cs");

        Assert.True(files.Length > 5, "The engine is not where it is looked for.");
        Assert.InRange(files.Sum(file => File.ReadLines(file).Count(Holds)), 300, 599);
    }

    [Fact]
    public void Only_the_engine_and_who_chooses_it_know_its_protocol()
    {
        var apart = Path.Combine("EventLog", "EventStore");
        var knowing = Directory.GetFiles(Path.Combine(HouseTests.Root, "platform"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetDirectoryName(file)!.EndsWith(apart, StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("EventStore.Wire", StringComparison.Ordinal));

        Assert.Empty(knowing);
    }

    private static bool Holds(string line) => !NoCode().IsMatch(line);

    [GeneratedRegex(@"^\s*(//.*|[\][{}();,]*)$|^(using|namespace) ")]
    private static partial Regex NoCode();
}
