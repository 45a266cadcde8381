using WarmHandover.Consents;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>Who signs: one line per rule, at the day before and the day itself.</summary>
public sealed class SignatoriesTests
{
    private static readonly DateOnly Born = new(2015, 4, 12);

    public static TheoryData<string, DateOnly, string, string> Rules => new()
    {
        { "the day before birth nobody", Born.AddDays(-1), "", "ongeboren" },
        { "a new-born: both holders", Born, "Samira Erik", "gezag" },
        { "11 years and 364 days: both holders", new(2027, 4, 11), "Samira Erik", "gezag" },
        { "12 years: the child and both holders", new(2027, 4, 12), "Yara Samira Erik", "kind-en-gezag" },
        { "15 years and 364 days: the child and both holders", new(2031, 4, 11), "Yara Samira Erik", "kind-en-gezag" },
        { "16 years: the young person alone", new(2031, 4, 12), "Yara", "jongere-alleen" },
        { "17 years and 364 days: the young person alone", new(2033, 4, 11), "Yara", "jongere-alleen" },
        { "18 years: an adult", new(2033, 4, 12), "Yara", "volwassene-alleen" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Who_signs_follows_from_the_age_on_the_day(string rule, DateOnly on, string who, string code)
    {
        DateOnly[] told = [new(2020, 1, 1), new(2028, 1, 1), new(2032, 1, 1)];
        foreach (var day in told)
        {
            var family = Bouazza(At(day.Year, day.Month, day.Day), Born);
            var signing = Signatories.Of(Gezondheid, family, on, Lists.Default);
            Assert.True(who == Names(signing.Who), $"{rule}, told on {day:O}: {Names(signing.Who)}");
            Assert.Equal(code, signing.Rule);
            Assert.NotEmpty(signing.Sources);
        }
    }

    [Fact]
    public void An_adult_signs_alone_about_himself()
    {
        var signing = Signatories.Of(Schulden, Bouazza(Cast.Monday), Cast.Today, Lists.Default);

        Assert.Equal("Samira", Names(signing.Who));
        Assert.Equal("volwassene-alleen", signing.Rule);
        Assert.Contains("C10", signing.Sources);
        Assert.Null(signing.Closed);
    }

    [Fact]
    public void Whose_authority_ended_signs_no_longer_and_whose_begins_signs_from_that_day()
    {
        var family = Bouazza(Cast.Monday) with
        {
            Authorities =
            [
                Gezag(Cast.Yara, Cast.Samira, until: new(2027, 6, 1)), Gezag(Cast.Yara, Cast.Erik),
                Gezag(Cast.Yara, Tessa, new(2027, 6, 1)),
            ],
        };

        Assert.Equal("Samira Erik", Names(Signatories.Of(Gezondheid, family, new(2027, 5, 31), Lists.Default).Who));
        Assert.Equal("Erik Tessa", Names(Signatories.Of(Gezondheid, family, new(2027, 6, 1), Lists.Default).Who));
    }

    [Fact]
    public void Without_known_authority_nobody_signs_for_a_child_not_even_the_child_of_twelve_alone()
    {
        var family = Bouazza(At(2031, 1, 1)) with { Authorities = [] };

        Assert.Equal("gezag-onbekend", Signatories.Of(Gezondheid, family, new(2027, 3, 1), Lists.Default).Closed);
        Assert.Equal("gezag-onbekend", Signatories.Of(Gezondheid, family, new(2031, 1, 1), Lists.Default).Closed);
    }

    [Fact]
    public void An_unborn_child_and_a_stranger_have_no_signatories()
    {
        var family = Bouazza(Cast.Monday) with { Members = [new(Cast.Yara, "unborn-child", Ages.Unborn, null, false)] };

        Assert.Equal("ongeboren", Signatories.Of(Gezondheid, family, Cast.Today, Lists.Default).Closed);
        Assert.Equal("onbekend-lid", Signatories.Of(Schulden, family, Cast.Today, Lists.Default).Closed);
    }

    [Fact]
    public void Born_on_29_February_is_adult_on_the_first_of_March()
    {
        var child = Child(Cast.Yara, new(2008, 2, 29), new(2019, 1, 1));

        Assert.Equal(Ages.From12, Ages.At(child, new(2020, 2, 29)));
        Assert.Equal(Ages.From16, Ages.At(child, new(2026, 2, 28)));
        Assert.Equal(Ages.Adult, Ages.At(child, new(2026, 3, 1)));
    }

    [Fact]
    public void A_child_may_speak_from_thirty_days_before_the_twelfth_birthday()
    {
        var family = Bouazza(Cast.Monday, Born);

        Assert.False(Signatories.MaySpeak(Cast.Yara, Gezondheid, family, new(2027, 3, 12), Lists.Default));
        Assert.True(Signatories.MaySpeak(Cast.Yara, Gezondheid, family, new(2027, 3, 13), Lists.Default));
    }

    private static string Names(IEnumerable<Guid> who) => string.Join(' ', who.Select(id =>
        id == Cast.Samira ? "Samira" : id == Cast.Erik ? "Erik" : id == Cast.Yara ? "Yara" : id == Tessa ? "Tessa" : "?"));
}
