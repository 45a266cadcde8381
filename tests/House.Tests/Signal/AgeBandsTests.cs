using WarmHandover.Signals;

namespace WarmHandover.Tests.Signal;

public sealed class AgeBandsTests
{
    [Theory]
    [InlineData("2015-04-12", "2027-04-11", "under-12", "2027-04-12")]
    [InlineData("2015-04-12", "2027-04-12", "12-15", "2031-04-12")]
    [InlineData("2011-02-16", "2027-02-15", "12-15", "2027-02-16")]
    [InlineData("2011-02-16", "2027-02-16", "16-17", "2029-02-16")]
    [InlineData("2011-02-16", "2029-02-16", "adult", null)]
    [InlineData("2008-02-29", "2020-02-28", "under-12", "2020-02-29")]
    [InlineData("2008-02-29", "2024-02-29", "16-17", "2026-03-01")]
    [InlineData("2008-02-29", "2026-02-28", "16-17", "2026-03-01")]
    [InlineData("2008-02-29", "2026-03-01", "adult", null)]
    public void A_birth_date_gives_the_band_and_its_last_day(string birth, string on, string band, string? until) =>
        Assert.Equal((band, until is null ? null : DateOnly.Parse(until)), AgeBands.Of(DateOnly.Parse(birth), DateOnly.Parse(on)));

    [Fact]
    public void The_next_band_follows_from_the_end_of_this_one_for_everybody_born_in_eight_years()
    {
        for (var birth = new DateOnly(2008, 1, 1); birth < new DateOnly(2016, 1, 1); birth = birth.AddDays(1))
        {
            var (band, until) = AgeBands.Of(birth, birth);
            while (until is { } end)
            {
                (band, until) = AgeBands.After(band, end);
                Assert.Equal((band, until), AgeBands.Of(birth, end));
            }

            Assert.Equal(AgeBands.Adult, band);
        }
    }

    [Fact]
    public void A_band_that_nobody_wrote_down_yet_is_known_all_the_same()
    {
        Assert.Equal("under-12", AgeBands.On(new(2030, 5, 19), "under-12", new(2030, 5, 20)));
        Assert.Equal("16-17", AgeBands.On(new(2035, 1, 1), "under-12", new(2030, 5, 20)));
        Assert.Equal("adult", AgeBands.On(new(2050, 1, 1), "under-12", new(2030, 5, 20)));
        Assert.Equal("unborn", AgeBands.On(new(2050, 1, 1), "unborn", null));
    }

    [Fact]
    public void A_band_without_a_birthday_has_no_next_one() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AgeBands.After("adult", Cast.Today));
}
