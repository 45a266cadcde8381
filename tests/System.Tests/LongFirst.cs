using Xunit.Abstractions;

[assembly: TestCollectionOrderer("WarmHandover.Tests.LongFirst", "System.Tests")]

namespace WarmHandover.Tests;

/// <summary>The two collections that take longest begin first, so that the run does not wait for one of them at its end.</summary>
public sealed class LongFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderByDescending(collection => collection.DisplayName.StartsWith("Five processes", StringComparison.Ordinal))
        .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
