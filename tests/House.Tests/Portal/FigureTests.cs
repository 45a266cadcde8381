using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WarmHandover.Portal;
using WarmHandover.Portal.Focus;

namespace WarmHandover.Tests.Portal;

/// <summary>A chart says what its table says, and what is hidden is said to be hidden in both.</summary>
public sealed class FigureTests
{
    [Fact]
    public async Task A_chart_has_a_bar_for_each_count_and_says_hidden_where_a_count_is_hidden()
    {
        var html = await Draw(new(
            "domein", [new("financien", "Geld & <schulden>"), new("wonen", "Wonen"), new("werk", "Werk")],
            [new("GM0150", [40, null, 0], 51), new("GM0160", [20, 12, 0], 32)], [60, null, 0], 83));

        Assert.Contains("<text x=\"348\" y=\"32\">60</text>", html, StringComparison.Ordinal);
        Assert.Contains("class=\"wo-bars__hidden\"", html, StringComparison.Ordinal);
        Assert.Contains("<text x=\"68\" y=\"76\">afgeschermd</text>", html, StringComparison.Ordinal);
        Assert.Contains("<td>afgeschermd</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>0</td>", html, StringComparison.Ordinal);
        Assert.Contains("een aantal onder de 10", html, StringComparison.Ordinal);
        Assert.Contains("Geld &amp; &lt;schulden&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<schulden>", html, StringComparison.Ordinal);
        Assert.Contains("role=\"img\" aria-label=\"Staafdiagram: Naar leefgebied.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_counted_is_said_and_draws_no_chart()
    {
        var html = await Draw(new("domein", [new("werk", "Werk")], [], [0], 0));

        Assert.Contains("niets geteld", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
    }

    private static async Task<string> Draw(SignalTable table)
    {
        await using var services = new ServiceCollection().AddSingleton(new Texts("nl")).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var shown = await renderer.RenderComponentAsync<Figure>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                ["Table"] = table,
                ["Title"] = "Naar leefgebied",
                ["Id"] = "naar-leefgebied",
                ["HiddenBelow"] = 10,
            }));
            return shown.ToHtmlString();
        });
    }
}
