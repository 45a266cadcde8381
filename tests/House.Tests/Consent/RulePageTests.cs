using WarmHandover.Consents;

namespace WarmHandover.Tests.Consents;

public sealed class RulePageTests
{
    [Fact]
    public void The_page_that_people_read_is_the_data_that_the_code_applies()
    {
        var file = Path.Combine(HouseTests.Root, "docs", "consent-rules.md");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1")
            File.WriteAllText(file, RulePage.ToMarkdown());

        Assert.Equal(File.ReadAllText(file), RulePage.ToMarkdown());
    }
}
