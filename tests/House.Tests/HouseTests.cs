using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using WarmHandover.Contracts;

namespace WarmHandover.Tests;

/// <summary>The shape of the house, kept by a test because nothing else keeps it.</summary>
public sealed class HouseTests
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static readonly string[] ServiceAssemblies = ["Signal", "Consent", "Referral", "Notification", "Platform"];
    private static readonly string[] SourcePatterns = ["*.cs", "*.csproj"];

    public static TheoryData<string> Rules => [.. HouseRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_house_keeps_its_shape(string rule) =>
        Assert.Empty(SourceFiles().SelectMany(file => HouseRules.Violations(rule, file.Path, file.Text)));

    [Theory]
    [InlineData(
        "no-service-knows-another", "services/consent/Consent.csproj", """<ProjectReference Include="../signal/Signal.csproj" />""")]
    [InlineData("contracts-reference-nothing", "contracts/Contracts.csproj", """<PackageReference Include="MassTransit" />""")]
    [InlineData("announcements-hold-no-person", "contracts/Signal.cs", "public sealed record Member(Guid Id, string Name);")]
    [InlineData("rules-touch-nothing-but-words", "services/consent/ConsentDecider.cs", "var now = TimeProvider.System.GetLocalNow();")]
    [InlineData("rules-touch-nothing-but-words", "services/referral/Referral.cs", "using Microsoft.Extensions.Logging;")]
    [InlineData("a-fold-throws-on-the-unknown", "services/consent/Consent.cs", "fact switch { _ => state }")]
    [InlineData("no-clock-of-its-own", "platform/Web/Door.cs", "var now = DateTimeOffset.UtcNow;")]
    [InlineData("nothing-is-swallowed", "platform/Web/Door.cs", "try { Go(); } catch (Exception) { }")]
    [InlineData("nothing-is-left-for-later", "platform/Web/Door.cs", "// TODO: check the token")]
    [InlineData("no-layers-no-magic", "platform/Platform.csproj", """<PackageReference Include="MediatR" />""")]
    public void A_planted_violation_is_found(string rule, string path, string text) =>
        Assert.NotEmpty(HouseRules.Violations(rule, path, text));

    [Fact]
    public void A_file_of_two_stories_and_a_line_that_does_not_fit_are_found()
    {
        Assert.NotEmpty(HouseRules.Violations("a-file-is-one-story", "platform/Web/Door.cs", string.Concat(Enumerable.Repeat("x\n", 201))));
        Assert.NotEmpty(HouseRules.Violations("a-line-fits", "platform/Web/Door.cs", new string('x', 141)));
    }

    [Fact]
    public void MassTransit_stays_at_its_free_major() =>
        Assert.Contains(
            """Include="MassTransit" Version="8.""",
            File.ReadAllText(Path.Combine(Root, "Directory.Packages.props")), StringComparison.Ordinal);

    /// <summary>
    /// Stored for good: a name may be added, never changed or taken away. The new line is accepted in the commit that adds the fact.
    /// </summary>
    [Fact]
    public void Stored_names_are_the_approved_ones() => Approve("stored-names.txt", StoredNames());

    /// <summary>
    /// The published language: what the bus carries, by .NET name and members. A changed contract is a new record beside the old one.
    /// </summary>
    [Fact]
    public void The_published_language_is_the_approved_one() => Approve("published-language.txt", PublishedLanguage());

    private static IEnumerable<string> StoredNames() => Services()
        .SelectMany(service => service.GetTypes())
        .SelectMany(type => type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)
            .Select(name => $"{type.Assembly.GetName().Name!.ToLowerInvariant()} {name.TypeDiscriminator}"))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> PublishedLanguage() => typeof(IAnnouncement).Assembly.GetExportedTypes()
        .Where(type => !type.IsInterface)
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => (type, Members: type.GetConstructors()[0].GetParameters().Select(p => $"{Readable(p.ParameterType)} {p.Name}")))
        .Select(record => $"{record.type.FullName}({string.Join(", ", record.Members)})");

    private static string Readable(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}"
            + $"<{string.Join(", ", type.GetGenericArguments().Select(Readable))}>"
        : type.Name;

    private static void Approve(string file, IEnumerable<string> lines)
    {
        var found = string.Join('\n', lines) + "\n";
        var approved = Path.Combine(Root, "tests", "House.Tests", "Published", file);
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1")
            File.WriteAllText(approved, found);

        Assert.Equal(File.ReadAllText(approved), found);
    }

    private static IEnumerable<Assembly> Services() => ServiceAssemblies.Select(Assembly.Load);

    private static IEnumerable<(string Path, string Text)> SourceFiles() =>
        from pattern in SourcePatterns
        from file in Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.StartsWith("artifacts/", StringComparison.Ordinal) && !path.EndsWith("HouseTests.cs", StringComparison.Ordinal)
        select (path, File.ReadAllText(file));

    private static string Here([CallerFilePath] string path = "") => path;
}
