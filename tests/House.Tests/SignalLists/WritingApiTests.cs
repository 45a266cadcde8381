using System.Net;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalLists;

/// <summary>Corrections, suspect numbers, names, the picture and the summary at the door.</summary>
public sealed class WritingApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    [Fact]
    public async Task A_text_with_a_suspect_number_is_kept_only_masked_or_after_somebody_said_it_is_no_bsn()
    {
        var (family, mother, _) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var need = new { member = mother, domain = "financien", words = "Klantnummer 123456782 bij de energie." };
        Assert.Equal((HttpStatusCode.Conflict, "mogelijk-bsn"), ((await house.Post($"{at}/hulpvragen", need)).Status,
            (await house.Post($"{at}/hulpvragen", need)).Code));

        var mark = Assert.Single((await house.Post($"{at}/tekst-nakijken", new { text = need.words })).Body
            .GetProperty("marks").EnumerateArray());
        Assert.Equal(("mogelijk-bsn", 12, 9), (mark.GetProperty("kind").GetString(), mark.GetProperty("start").GetInt32(),
            mark.GetProperty("length").GetInt32()));
        var masked = await house.Post($"{at}/nummers", new { text = need.words, verdict = "maskeren" });
        Assert.Equal("Klantnummer ••••••••• bij de energie.", masked.Body.GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await house.Post($"{at}/hulpvragen", need)).Status);

        Assert.Equal(HttpStatusCode.OK, (await house.Post($"{at}/nummers", new { text = need.words, verdict = "geen-bsn" })).Status);
        (await house.Post($"{at}/hulpvragen", need)).Id("need");
        var after = await house.Post($"{at}/tekst-nakijken", new { text = need.words });
        Assert.Equal(0, after.Body.GetProperty("marks").GetArrayLength());
        Assert.Equal(["text", "verdict"], (await house.Post($"{at}/nummers", new { text = "Geen nummer." })).Errors);
    }

    [Fact]
    public async Task A_name_of_who_did_not_agree_is_pointed_out()
    {
        var (family, mother, child) = await house.Open();
        var agreed = new[] { mother };
        var text = "Samira maakt zich zorgen om Yara's gebit.";
        var looked = await house.Post($"/v1/gezinnen/{family}/tekst-nakijken", new { text, agreed });
        var marks = looked.Body.GetProperty("marks").EnumerateArray().ToArray();

        var mark = Assert.Single(marks);
        Assert.Equal(("naam", child), (mark.GetProperty("kind").GetString(), mark.GetProperty("member").GetGuid()));
        Assert.Equal(28, mark.GetProperty("start").GetInt32());
    }

    [Fact]
    public async Task A_wrong_signal_stays_visible_and_struck_in_the_picture_and_leaves_the_summary()
    {
        var (family, mother, child) = await house.Open();
        var at = $"/v1/gezinnen/{family}";
        var wrong = (await house.Post(
            $"{at}/signalen", new { member = child, kind = "tandarts-gemist", source = "gezien", observedOn = SignalHouse.Today }))
            .Id("signal");
        (await house.Post(
            $"{at}/signalen", new { member = mother, kind = "klein-netwerk", source = "gezien", observedOn = SignalHouse.Today }))
            .Id("signal");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Post(
            $"{at}/verbeteringen", new { entry = wrong, reason = "verkeerde-persoon", note = "Ging over haar zusje." })).Status);
        Assert.Equal("vastlegging-onbekend", (await house.Post(
            $"{at}/verbeteringen", new { entry = Cast.Id(0x99), reason = "dubbel" })).Code);
        Assert.Equal(["entry", "reason"], (await house.Post($"{at}/verbeteringen", new { reason = "zomaar" })).Errors);

        var picture = (await house.Get($"{at}/beeld")).Body;
        Assert.Equal(
            ["verkeerde-persoon", null],
            picture.GetProperty("timeline").EnumerateArray().OrderBy(h => h.GetProperty("entry").GetGuid() == wrong ? 0 : 1)
                .Select(h => h.GetProperty("struckBecause").GetString()));
        var summary = await house.Text($"{at}/samenvatting");
        Assert.Contains("Samira Bouazza: Weinig mensen om op terug te vallen", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("tandarts", summary, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"{at}/beeld", SignalHouse.Wim)).Status);
    }
}
