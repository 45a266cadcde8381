using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using WarmHandover.Embedded.Sample;
using Xunit.Abstractions;

namespace WarmHandover.Tests.Portal;

/// <summary>
/// Everything that somebody can type in any field of any form that anybody can reach by following links: stored exactly or refused clearly,
/// always shown escaped, never in an address.
/// </summary>
[Collection(WalkedTests.Name)]
public sealed partial class TextAttackTests(WalkedHouse story, ITestOutputHelper output)
{
    // Forms whose answer is the next page of a road, with no address of its own.
    private static readonly string[] Steps = ["kies"];

    // The page on which somebody looks once more before it is done: nothing is typed there, and without it nothing is kept.
    private const string LookedAt = "voorstel";

    private static readonly string[] Ways =
    [
        "<script>aanval{0}</script><b id=aanval{0}>", "\" onfocus=alert(1) autofocus x=\"aanval{0}", "=cmd|' /C calc'!aanval{0}",
        "om\u202Ekeer aanval{0}", "nul\u0007bel aanval{0}", "O'Brien en Ng aanval{0}",
    ];

    // What is certainly kept and read again; a crawl that lost its way would attack nothing and find nothing wrong.
    private static readonly string[] MustBeKept =
    [
        "gesprek note", "gesprek words", "vraag rij-", "voorziening name", "verzoek words", "pad title", "organisatie name", "team name",
        "team phone", "afspraak name",
    ];

    private readonly Dictionary<string, string> typed = [];
    private readonly Dictionary<string, string> fields = [];
    private readonly HashSet<string> done = [];
    private readonly SortedSet<string> kept = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> answers = new(StringComparer.Ordinal);
    private Guid family;
    private Guid member;

    [Fact]
    public async Task Whatever_is_typed_in_any_field_is_kept_exactly_or_refused_clearly_and_always_escaped()
    {
        var house = story.House;
        using var tale = await OwnTale.Begin(house);
        var referral = await tale.SendDebts();
        (family, member) = (tale.Family, tale.Samira);
        using (var nobody = new Browser(house.Portal))
            await Attack(nobody, "/aanmelden", "/binnen", "/ik-wil-hulp");
        using (var mother = await OwnPagesTests.In(tale, tale.Samira))
            await Attack(mother, "/mijn");
        foreach (var name in WalkedHouse.Colleagues)
        {
            using var browser = await Browser.SignedIn(house.Portal, name);
            await Attack(browser, [.. MoreOf(name, referral), "/"]);
        }

        foreach (var name in WalkedHouse.Colleagues)
        {
            using var browser = await Browser.SignedIn(house.Portal, name);
            foreach (var page in await Crawl.Of(browser, [.. MoreOf(name, referral), "/"]))
                Judge(page, page.Path, kept);
        }

        foreach (var (field, answer) in answers)
            output.WriteLine($"{field}: {answer}{(kept.Contains(field) ? ", kept" : "")}");
        foreach (var field in MustBeKept)
            Assert.Contains(kept, one => one.Contains(field, StringComparison.Ordinal));
    }

    private string[] MoreOf(string name, Guid referral) => name switch
    {
        "noor" => [$"/gezinnen/{family}", $"/verwijzingen/{referral}"],
        "ruud" => [$"/verwijzingen/{referral}/ontvangen", $"/verwijzingen/{referral}"],
        _ => [],
    };

    private async Task Attack(Browser browser, params string[] starts)
    {
        foreach (var page in await Crawl.Of(browser, starts))
        {
            Judge(page, page.Path);
            await Attack(browser, new Place(page.Path, null), page);
            foreach (var step in Steps)
            {
                if (FormsOf(page).FirstOrDefault(f => f.Name == step) is { } next && done.Add($"{Crawl.Kind(page.Path)} {step}"))
                {
                    var place = new Place(page.Path, next);
                    await Attack(browser, place, await Open(browser, place));
                }
            }
        }
    }

    private async Task Attack(Browser browser, Place place, Page page)
    {
        foreach (var form in FormsOf(page).Where(f => f.Fields.Length > 0 && done.Add($"{place.Kind} {f.Name}")))
        {
            foreach (var way in Ways)
                await Fill(browser, place, form, way);
        }
    }

    private async Task Fill(Browser browser, Place place, Form form, string way)
    {
        var at = await Type(browser, place, form, form.Fields, way);
        if (at is null || (int)at.Status < 400 || form.Fields.Length == 1)
            return;

        // Refused as a whole: then each field alone, so that one that is refused does not hide the others.
        foreach (var field in form.Fields)
            await Type(browser, place, form, [field], way);
    }

    private async Task<Page?> Type(Browser browser, Place place, Form form, string[] attacked, string way)
    {
        if (FormsOf(await Open(browser, place)).All(f => f.Name != form.Name))
            return null;

        var filled = form.Filled(field => attacked.Contains(field) ? New(way, $"{place.Kind} {form.Name} {field}") : Plain(field));
        var answer = await browser.Send(form.Name, filled);
        if (FormsOf(answer).Any(f => f.Name == LookedAt))
            answer = await browser.Send(LookedAt);
        var what = $"{place.Kind} {form.Name} [{string.Join(",", attacked)}] {way}";
        Judge(answer, what);
        Assert.False(Mark().IsMatch(WebUtility.UrlDecode(answer.Path)), $"{what}: it stands in the address {answer.Path}");
        if ((int)answer.Status >= 400)
            Assert.True(Crawl.Parse(answer).QuerySelector("#fouten, [role=alert], h1") is not null, $"{what}: nothing says what is wrong");
        foreach (var field in attacked)
        {
            var key = $"{place.Kind} {form.Name} {field}";
            var known = answers.GetValueOrDefault(key, "").Split(' ');
            answers[key] = string.Join(' ', known.Append($"{(int)answer.Status}").Distinct().Order());
        }

        return answer;
    }

    private static IEnumerable<Form> FormsOf(Page page) =>
        Crawl.Parse(page).QuerySelectorAll("form[method=post]").Select(form => new Form(form));

    private async Task<Page> Open(Browser browser, Place place)
    {
        var page = await browser.Get(place.Path);
        return place.Step is { } step ? await browser.Send(step.Name, step.Filled(Plain)) : page;
    }

    private string New(string way, string field)
    {
        var number = $"{typed.Count + 1:000000}";
        typed[number] = string.Format(null, way, number);
        fields[number] = field;
        return typed[number];
    }

    private string Plain(string field) => field switch
    {
        "email" => "vera@voorbeeld.example",
        "phone" or "reach" => "0570-000000",
        "area" or "areas" => People.Deventer,
        "postcode" or "parent.postcode" => "7411 AB",
        "url" or "target" => "https://voorbeeld.invalid/haak",
        "team" or "organisation" => $"{Guid.CreateVersion7()}",
        "gezin" or "family" => $"{family}",
        "lid" or "member" or "askedBy" => $"{member}",
        "code" => People.Deventer,
        _ when field.EndsWith("Days", StringComparison.Ordinal) || field.EndsWith("Weeks", StringComparison.Ordinal) => "3",
        _ => $"gewoon {typed.Count}",
    };

    private void Judge(Page page, string what, SortedSet<string>? seen = null)
    {
        Assert.True((int)page.Status < 500, $"{what}: {page.Status}");
        Assert.False(page.Html.Contains("<b id=aanval", StringComparison.Ordinal), $"{what}: not escaped");
        Assert.False(page.Html.Contains("<script>aanval", StringComparison.Ordinal), $"{what}: not escaped");
        var document = Crawl.Parse(page);
        Assert.True(document.QuerySelector("[onfocus], [onerror]") is null, $"{what}: an attribute came out of a text");
        foreach (var text in Texts(document))
        {
            foreach (Match mark in Mark().Matches(text))
            {
                var number = mark.Groups[1].Value;
                Assert.True(Same(text, typed[number]), $"{what}: '{typed[number]}' is shown as '{text}'");
                seen?.Add(fields[number]);
            }
        }
    }

    private static IEnumerable<string> Texts(IDocument document) =>
        document.Descendants<IText>().Select(t => t.Data)
            .Concat(document.All.SelectMany(e => e.Attributes.Select(a => a.Value)));

    private static bool Same(string text, string typed) => text.Contains(typed, StringComparison.Ordinal);

    private sealed record Place(string Path, Form? Step)
    {
        public string Kind { get; } = $"{Crawl.Kind(Path)}{(Step is null ? "" : $" na {Step.Name}")}";
    }

    [GeneratedRegex("aanval([0-9]{6})")]
    private static partial Regex Mark();
}
