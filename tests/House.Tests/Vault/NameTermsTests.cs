using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.Vault;

public sealed class NameTermsTests
{
    [Theory]
    [InlineData("Yara El Amrani", "yara el amrani")]
    [InlineData("JANSEN-de Vries", "jansen de vries")]
    [InlineData("José Müller", "jose muller")]
    [InlineData("Jose\u0301 Mu\u0308ller", "jose muller")]
    [InlineData("Şükrü Yıldız", "sukru yildiz")]
    [InlineData("İbrahim Çelik", "ibrahim celik")]
    [InlineData("Łukasz Błaszczykowski", "lukasz blaszczykowski")]
    [InlineData("Nguyễn Thị Ánh", "nguyen thi anh")]
    [InlineData("Ĳsbrand van 't Hof", "ijsbrand van t hof")]
    [InlineData("D’Hont M'hamed", "dhont mhamed")]
    [InlineData("  J.P. (Jan)  ", "j p jan")]
    [InlineData("Юлия Σοφία", "юлия σοφία")]
    [InlineData("", "")]
    public void A_name_falls_into_plain_parts(string name, string parts) => Assert.Equal(parts, string.Join(' ', NameTerms.Parts(name)));

    [Fact]
    public void A_person_is_stored_under_every_part_the_birth_date_and_the_postcode_once() =>
        Assert.Equal(
            ["yara", "van", "den", "berg", "2014-05-03", "1012ab"],
            NameTerms.Stored(["Yara", "van den Berg", "Berg"], new DateOnly(2014, 5, 3), "1012 AB"));

    [Theory]
    [InlineData("van den Berg", "berg")]
    [InlineData("v.d. Berg", "berg")]
    [InlineData("J. Jansen", "jansen")]
    [InlineData("Jansen 1012 AB", "1012ab jansen")]
    [InlineData("1012ab", "1012ab")]
    [InlineData("yara 3-5-2014", "2014-05-03 yara")]
    [InlineData("yara 03/05/2014", "2014-05-03 yara")]
    [InlineData("2014-05-03", "2014-05-03")]
    [InlineData("30-02-2014", "30-02-2014")]
    [InlineData("de 2014-05-03", "2014-05-03")]
    [InlineData("Le", "le")]
    [InlineData("...", "")]
    public void A_question_leaves_out_what_says_little(string question, string terms) =>
        Assert.Equal(terms, string.Join(' ', NameTerms.Asked(question)));

    [Theory]
    [InlineData("Samira", "van den Bërg-El Amrani", "amrani BERG")]
    [InlineData("Thi", "Le", "le")]
    [InlineData("Erik", "de Groot", "Groot, Erik de")]
    public void What_is_stored_is_found_however_it_is_written(string first, string last, string question) =>
        Assert.Empty(NameTerms.Asked(question).Except(NameTerms.Stored([first, last])));
}
