using System.Net;
using System.Text.Json;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Directory;
using static WarmHandover.Tests.Referrals.ReferralHouse;

namespace WarmHandover.Tests.Referrals;

/// <summary>A house with the sample sociale kaart in it.</summary>
public sealed class KaartHouse : IAsyncLifetime
{
    public ReferralHouse House { get; } = new();

    public async Task InitializeAsync()
    {
        await House.InitializeAsync();
        foreach (var entry in SampleProvisions.All)
            Assert.Equal(HttpStatusCode.Created, (await House.Post("/v1/voorzieningen", entry, Petra)).Status);
        await House.UpToDate();
    }

    public Task DisposeAsync() => House.DisposeAsync();
}

/// <summary>What everybody finds in the sociale kaart, without signing in.</summary>
public sealed class SearchTests(KaartHouse kaart) : IClassFixture<KaartHouse>
{
    [Theory]
    [InlineData("zoek=schulden", "Schuldhulpverlening")]
    [InlineData("zoek=fietsen", "Stichting Leergeld")]
    [InlineData("zoek=verjaardagen", "Jarige Job verjaardagsbox")]
    [InlineData("zoek=beter+lezen", "Taalhuis Deventer")]
    [InlineData("zoek=formulier", "Formulierenbrigade")]
    [InlineData("zoek=FORMULIEREN", "Formulierenbrigade")]
    [InlineData("zoek=humanitas", "Thuisadministratie")]
    [InlineData("zoek=zwanger", "Centering Zwangerschap")]
    [InlineData("zoek=schuldhulpmaatjes", "Schuldhulpmaatje")]
    [InlineData("taal=Tigrinya", "Sleutelpersonen")]
    [InlineData("taal=nl&zoek=sporten", "Jeugdfonds Sport & Cultuur")]
    [InlineData("taal=NEDERLANDS", "Voedselbank Deventer")]
    [InlineData("taal=arabisch&domein=financien", "Formulierenbrigade")]
    [InlineData("domein=wonen&gebied=GM0150", "Energiebank")]
    [InlineData("gebied=BU01500101&zoek=speelt", "Buurtgezinnen")]
    public async Task It_is_found_by_words_need_area_and_language(string question, string name) =>
        Assert.Contains(name, Names(await kaart.House.Get($"/v1/sociale-kaart?{question}", Nobody)));

    [Theory]
    [InlineData("gebied=GM0150", "Financieel spreekuur")]
    [InlineData("domein=wonen", "Home-Start")]
    [InlineData("zoek=schulden+zwanger", "Schuldhulpverlening")]
    public async Task What_does_not_answer_is_not_found(string question, string name) =>
        Assert.DoesNotContain(name, Names(await kaart.House.Get($"/v1/sociale-kaart?{question}", Nobody)));

    [Fact]
    public async Task A_hit_in_the_name_comes_first() =>
        Assert.Equal("Home-Start", Names(await kaart.House.Get("/v1/sociale-kaart?zoek=home-start", Nobody))[0]);

    [Fact]
    public async Task A_long_answer_comes_in_pages()
    {
        var first = await kaart.House.Get("/v1/sociale-kaart?aantal=10", Nobody);
        var second = await kaart.House.Get("/v1/sociale-kaart?aantal=10&vanaf=10", Nobody);
        Assert.Equal((10, 10), (first.Items.Length, second.Items.Length));
        Assert.Empty(Names(first).Intersect(Names(second)));
        var all = await kaart.House.Get("/v1/sociale-kaart", Nobody);
        Assert.Equal(SampleProvisions.All.Count, all.Items.Length);
    }

    [Theory]
    [InlineData("domein=geld")]
    [InlineData("gebied=Deventer")]
    [InlineData("aantal=0")]
    [InlineData("aantal=101")]
    [InlineData("vanaf=-1")]
    [InlineData("op=2099-01-01T00:00:00Z")]
    public async Task A_wrong_question_is_told(string question) => Assert.Equal(
        "ongeldige-invoer", (await kaart.House.Get($"/v1/sociale-kaart?{question}", Nobody)).Code);

    [Theory]
    [InlineData("\"")]
    [InlineData("%22%20OR%20%22")]
    [InlineData("')%3A*")]
    [InlineData("de+het+een")]
    [InlineData("%F0%9F%98%80")]
    public async Task Odd_words_are_only_words(string words) =>
        Assert.Equal(HttpStatusCode.OK, (await kaart.House.Get($"/v1/sociale-kaart?zoek={words}", Nobody)).Status);

    [Fact]
    public async Task A_leaflet_says_it_in_plain_words_and_never_as_code()
    {
        var leaflet = (await kaart.House.Get($"/v1/sociale-kaart/{SampleProvisions.All[0].Id}/folder", Nobody)).Text;
        Assert.Contains("<h2>Voor wie is het?</h2>", leaflet, StringComparison.Ordinal);
        Assert.Contains("U of uw kind is 4 tot en met 17 jaar.", leaflet, StringComparison.Ordinal);
        Assert.Contains("Uw inkomen is niet hoger dan 130% van de bijstand.", leaflet, StringComparison.Ordinal);
        Assert.Contains("<li>Bewijs van uw inkomen</li>", leaflet, StringComparison.Ordinal);

        var odd = SampleProvisions.All[0] with { Id = Cast.Id(0x8E0), Name = "<script>alert(1)</script>" };
        await kaart.House.Post("/v1/voorzieningen", odd, Petra);
        await kaart.House.UpToDate();
        var safe = (await kaart.House.Get($"/v1/sociale-kaart/{odd.Id}/folder", Nobody)).Text;
        Assert.DoesNotContain("<script", safe, StringComparison.OrdinalIgnoreCase);
        await kaart.House.Post($"/v1/voorzieningen/{odd.Id}/vervallen", new { }, Petra);
        await kaart.House.UpToDate();
        Assert.Equal(HttpStatusCode.NotFound, (await kaart.House.Get($"/v1/sociale-kaart/{odd.Id}/folder", Nobody)).Status);
    }

    [Fact]
    public async Task White_spots_tell_what_was_asked_and_never_the_words()
    {
        await kaart.House.Get("/v1/sociale-kaart?domein=wonen&gebied=GM1999&zoek=familie+jansen", Nobody);
        await kaart.House.Get("/v1/sociale-kaart?taal=Klingon", Nobody);
        await kaart.House.FamilyWithNeed();
        var spots = (await kaart.House.Get("/v1/voorzieningen/witte-vlekken", Petra)).Text;
        var searches = JsonDocument.Parse(spots).RootElement.GetProperty("searches").EnumerateArray().Select(s => s.GetProperty("search"))
            .ToArray();
        Assert.Contains(
            searches,
            s => s.TryGetProperty("area", out var area) && area.GetString() == "GM1999" && s.GetProperty("words").GetBoolean());
        Assert.Contains(searches, s => s.TryGetProperty("language", out var language) && language.GetString() == "anders");
        Assert.DoesNotContain("jansen", spots, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Forbidden, (await kaart.House.Get("/v1/voorzieningen/witte-vlekken", Noor)).Status);
    }

    /// <summary>What PostgreSQL's <c>dutch_stem</c> makes of them; the tests with a server compare many more.</summary>
    [Theory]
    [InlineData("lichamelijk", "licham")]
    [InlineData("lichamelijkheden", "licham")]
    [InlineData("kinderen", "kinder")]
    [InlineData("schulden", "schuld")]
    [InlineData("toeslagen", "toeslag")]
    [InlineData("maan", "man")]
    [InlineData("opvoeden", "opvoed")]
    [InlineData("gemeente", "gemeent")]
    [InlineData("fietsen", "fiets")]
    public void A_word_is_stemmed_by_the_published_rules(string word, string stem) => Assert.Equal(stem, DutchStem.Of(word));

    private static string[] Names(Reply reply) => [.. reply.Items.Select(item => item.GetProperty("name").GetString()!)];
}
