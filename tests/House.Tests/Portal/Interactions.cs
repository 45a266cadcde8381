using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// What a person does on a page, counted by the page itself: following a link is one, sending a form is one, and each field that is to be
/// other than it stands there is one more. A field that is right already costs nothing; filling in a field counts as one, however long.
/// </summary>
internal static class Interactions
{
    /// <summary>How many it takes to send this form with these fields.</summary>
    public static int Of(Page page, string form, IEnumerable<(string Name, string Value)> fields)
    {
        var sent = Crawl.Parse(page).QuerySelectorAll<IHtmlFormElement>("form").First(f =>
            f.GetAttribute("action") == form || f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == form);
        return 1 + fields.GroupBy(f => f.Name, f => f.Value).Sum(field => OfAField(sent, field.Key, [.. field]));
    }

    private static int OfAField(IHtmlFormElement form, string name, string[] wanted)
    {
        var elements = form.Elements.Where(e => e.GetAttribute("name") == name).ToArray();
        Assert.True(elements.Length > 0, $"A person cannot fill in '{name}': the form has no such field.");
        if (elements[0] is IHtmlInputElement { Type: "hidden" })
            return 0;
        if (elements[0] is IHtmlInputElement { Type: "checkbox" or "radio" } first)
        {
            var boxes = elements.Cast<IHtmlInputElement>().ToArray();
            Assert.All(wanted, value => Assert.Contains(boxes, b => b.Value == value));
            return first.Type is "radio"
                ? boxes.Any(b => b.IsChecked && b.Value == wanted[0]) ? 0 : 1
                : boxes.Count(b => b.IsChecked != wanted.Contains(b.Value));
        }

        var stands = elements[0] switch
        {
            IHtmlSelectElement select => select.Options.FirstOrDefault(o => o.HasAttribute("selected"))?.Value ?? select.Options[0].Value,
            IHtmlTextAreaElement area => area.TextContent.TrimStart('\n'),
            var input => input.GetAttribute("value") ?? "",
        };
        return stands == wanted[0] ? 0 : 1;
    }
}
