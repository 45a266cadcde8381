using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Tests.Reading;

/// <summary>
/// What the platform reads in every log passes over what a service wrote there, whatever that is called: a view that stopped at it would
/// hold every later erasure back.
/// </summary>
public sealed class OthersFactsTests
{
    private static readonly (string Service, string Fact)[] Others =
    [
        .. File.ReadLines(Path.Combine(HouseTests.Root, "tests", "House.Tests", "Published", "stored-names.txt"))
            .Select(line => line.Split(' ')).Where(words => words[0] != "platform").Select(words => (words[0], words[1])),
    ];

    [Fact]
    public void The_erasures_of_a_log_and_its_looks_are_told_from_the_facts_of_the_service()
    {
        Assert.Contains(("referral", "destruction-confirmed.v1"), Others);
        foreach (var (service, fact) in Others)
        {
            var stored = new StoredEvent(
                Position.Start, $"{service}.{service}-{Cast.Family:N}", 1, Cast.Family, fact, [], "{}"u8.ToArray(), [], []);
            new DestructionsView().Fold(stored, new Untouched());
            Assert.Null(LookNoted.In(stored));
        }
    }

    private sealed class Untouched : Rows
    {
        public override TRow? Get<TRow>(string key) where TRow : class => throw new InvalidOperationException(key);

        public override void Put<TRow>(string key, string part, TRow row, DateTimeOffset? due = null) =>
            throw new InvalidOperationException(key);

        public override void Remove(string key) => throw new InvalidOperationException(key);
    }
}
