using System.Text.RegularExpressions;
using WarmHandover.Consents;

namespace WarmHandover.Tests.Consents;

/// <summary>The texts that explain a request can be read by the people whom they are for, and say all that the law wants said.</summary>
public sealed partial class ExplanationTextTests
{
    private static readonly ExplanationBook Book = Lists.Explanations;

    public static IEnumerable<object[]> Texts => Book.Texts.Select(t => new object[] { t.Version, t.Language, t.Kind });

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_part_is_one_short_sentence_without_hard_words(string version, string language, string kind)
    {
        var text = Book.Find(version, language, kind)!;
        Assert.All(text.Parts, part => Assert.Empty(Faults(text, part)));
    }

    /// <summary>Jeugdwet 7.3.2, GDPR 7(3) and 13: purpose, consequences, alternatives, recipients, term, and the right to stop.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_text_has_all_parts_in_one_order_each_with_a_pictogram_and_a_place_for_a_recording(
        string version, string language, string kind)
    {
        var text = Book.Find(version, language, kind)!;

        Assert.Equal(
            ["doel", "gevolgen", "alternatieven", "ontvangers", "termijn", "intrekken", "hulp-gaat-door"], text.Parts.Select(p => p.Code));
        Assert.Equal(Book.Parts, text.Parts.Select(p => p.Code));
        Assert.All(text.Parts, part => Assert.NotEmpty(part.Pictogram));
        Assert.All(text.Parts, part => Assert.EndsWith("?", part.Title, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Wij verstrekken dit aan het team.")]
    [InlineData("Dit is een zin die veel te lang is, want hij gaat maar door en door en houdt nooit meer op.")]
    [InlineData("Dit is er een. En dit is er nog een.")]
    [InlineData("Dit gaat over uw {adres}.")]
    [InlineData("Dit is geen hele zin")]
    public void A_bad_sentence_is_found(string sentence)
    {
        var text = Book.Find("b1-1", "nl", Lists.Waiver)!;
        Assert.NotEmpty(Faults(text, text.Parts[0] with { Sentence = sentence }));
    }

    [Fact]
    public void Both_kinds_exist_for_adults_and_children_in_dutch_and_english_and_say_different_things()
    {
        foreach (var language in new[] { "nl", "en" })
        {
            foreach (var level in new[] { ExplanationBook.Plain, ExplanationBook.ForChildren })
            {
                var texts = Lists.Kinds.Select(kind => Book.Newest(level, language, kind)).ToArray();
                Assert.All(texts, t => Assert.Equal((level, language), (t.Level, t.Language)));
                Assert.Equal(2, texts.Select(t => t.Hash).Distinct().Count());
            }
        }
    }

    [Fact]
    public void A_language_without_texts_falls_back_to_dutch() =>
        Assert.Equal("nl", Book.Newest(ExplanationBook.Plain, "tlh", Lists.Waiver).Language);

    /// <summary>C25: for a municipality a yes is a waiver of secrecy or the acceptance of help, never a ground of the GDPR.</summary>
    [Fact]
    public void No_text_and_no_list_presents_a_yes_as_a_ground_of_the_gdpr()
    {
        string[] words = ["avg", "gdpr", "grondslag", "legal basis", "rechtmatig"];
        var said = string.Join('\n', Book.Texts.SelectMany(t => t.Parts).SelectMany(p => new[] { p.Title, p.Sentence }));

        Assert.DoesNotContain(words, word => said.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(words, word => Lists.Kinds.Contains(word));
    }

    [Fact]
    public void What_is_named_in_a_sentence_is_named_in_every_language()
    {
        foreach (var translation in Book.Translations)
        {
            Assert.Equal(Lists.Purposes.Purposes.Select(p => p.Code).Order(), translation.Purposes.Keys.Order());
            Assert.All(translation.Purposes.Values, said => Assert.Empty(HardWordsIn(translation.Language, said)));
            if (translation.Language != ExplanationBook.Dutch)
                Assert.Equal(Lists.Categories.Categories.Select(c => c.Code).Order(), translation.Categories.Keys.Order());
        }

        Assert.Equal(14, Book.Recipients.Count);
        Assert.All(Book.Recipients, r => Assert.Equal(["en", "nl"], r.Words.Keys.Order()));
        Assert.All(Book.Recipients.SelectMany(r => r.Words), w => Assert.Empty(HardWordsIn(w.Key, $"{w.Value.One} {w.Value.Many}")));
    }

    /// <summary>A text that somebody was told stays as it was: another text is another version, and another line in the file.</summary>
    [Fact]
    public void A_text_that_was_used_never_changes()
    {
        var found = string.Concat(Book.Texts.Select(t => $"{t.Version} {t.Language} {t.Kind} {t.Hash}\n"));
        var file = Path.Combine(HouseTests.Root, "tests", "House.Tests", "Published", "explanations.txt");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1")
            File.WriteAllText(file, found);

        Assert.Equal(File.ReadAllText(file), found);
    }

    [Fact]
    public void A_bundle_names_only_what_its_purpose_may_cover_and_is_said_to_children_where_it_is_about_them()
    {
        foreach (var bundle in Lists.Bundles.Bundles)
        {
            Assert.Empty(bundle.Categories.Except(Lists.Purposes.Find(bundle.Purpose)!.Categories));
            Assert.True(Words(bundle.Text) <= 14, bundle.Code);
            if (bundle.Categories.All(c => Lists.Categories.Find(c)!.Subject != "adult"))
                Assert.NotNull(bundle.ChildText);
        }

        Assert.Equal(Lists.Bundles.Bundles.Count, Lists.Bundles.Bundles.Select(b => b.Code).Distinct().Count());
    }

    [Fact]
    public void No_purpose_has_a_default_that_it_does_not_allow()
    {
        foreach (var purpose in Lists.Purposes.Purposes)
        {
            var until = Lists.Validity.Default(purpose.Code, Cast.Today);
            Assert.InRange(until, Cast.Today.AddMonths(1), Lists.Validity.Latest(purpose.Code, Cast.Today));
            Assert.True(Lists.Validity.Latest(purpose.Code, Cast.Today) <= Cast.Today.AddYears(1));
        }
    }

    private static IEnumerable<string> Faults(ExplanationText text, ExplanationPart part)
    {
        var most = Book.Levels.Single(l => (l.Code, l.Language) == (text.Level, text.Language)).MostWords;
        if (Words(part.Sentence) > most)
            yield return $"{part.Code} has {Words(part.Sentence)} words";
        if (part.Sentence.TrimEnd('.').Contains(". ", StringComparison.Ordinal) || !part.Sentence.EndsWith('.'))
            yield return $"{part.Code} is not one sentence";
        foreach (var place in Place().Matches(part.Sentence).Select(m => m.Value).Except(["{doel}", "{ontvanger}", "{einddatum}"]))
            yield return $"{part.Code} has the unknown place {place}";
        foreach (var hard in HardWordsIn(text.Language, $"{part.Title} {part.Sentence}"))
            yield return $"{part.Code} says '{hard}'";
    }

    private static IEnumerable<string> HardWordsIn(string language, string said) => Book.HardWords.Single(h => h.Language == language)
        .Words.Where(word => Regex.IsMatch(said, $@"\b{Regex.Escape(word)}\b", RegexOptions.IgnoreCase));

    private static int Words(string sentence) => sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();
}
