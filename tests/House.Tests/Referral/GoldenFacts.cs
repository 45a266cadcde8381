using System.Text;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Tests.Referrals;

/// <summary>Stored facts are readable for ever: one file per stored name, read and written again to the same bytes.</summary>
internal static class GoldenFacts
{
    public static void Keep<TFact>(string area, params IEnumerable<TFact> facts) where TFact : class
    {
        var folder = Path.Combine(HouseTests.Root, "tests", "House.Tests", area, "golden");
        var known = facts.DistinctBy(Facts.NameOf).ToDictionary(Facts.NameOf);
        Assert.Equal(Facts.Names<TFact>().Order(StringComparer.Ordinal), known.Keys.Order(StringComparer.Ordinal));

        foreach (var (name, fact) in known)
        {
            var file = Path.Combine(folder, $"{name}.json");
            if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1" && !File.Exists(file))
                File.WriteAllBytes(file, Facts.Write(fact));

            var stored = File.ReadAllBytes(file);
            Assert.Equal(Encoding.UTF8.GetString(stored), Encoding.UTF8.GetString(Facts.Write(Facts.Read<TFact>(name, stored))));
            Assert.Equal(Encoding.UTF8.GetString(stored), Encoding.UTF8.GetString(Facts.Write(fact)));
        }
    }
}
