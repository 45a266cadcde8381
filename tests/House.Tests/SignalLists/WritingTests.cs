using WarmHandover.Contracts.Signal;
using WarmHandover.Signals;
using WarmHandover.Signals.Features;
using WarmHandover.Tests.Signal;
using static WarmHandover.Tests.Signal.Circle;

namespace WarmHandover.Tests.SignalLists;

/// <summary>Wrong entries stay explainable, numbers that may be a BSN are found, and the picture shows both sides.</summary>
public sealed class WritingTests() : Deciding<FamilyFile, FamilyCommand, FamilyFact>(FamilyHandler.Streams)
{
    public static readonly EntryCorrected WrongDentist = new(Skipped, "signaal", "verkeerde-persoon", Sealed, Cast.Jgz, Cast.Monday);
    public static readonly NumberJudged CustomerNumber = new("geen-bsn", "0123456789abcdef0123456789abcdef", Cast.Jgz, Cast.Monday);

    [Theory]
    [InlineData("123456782", true)]
    [InlineData("111222333", true)]
    [InlineData("12345672", true)]
    [InlineData("123456789", false)]
    [InlineData("000000000", false)]
    [InlineData("1234567", false)]
    public void The_elfproef_knows_a_bsn(string digits, bool passes) => Assert.Equal(passes, SuspectNumbers.Passes(digits));

    [Theory]
    [InlineData("BSN 123456782 genoemd", "BSN ••••••••• genoemd")]
    [InlineData("nummer 1234.56.782.", "nummer ••••.••.•••.")]
    [InlineData("nummer 123 456 782", "nummer ••• ••• •••")]
    [InlineData("bel 0612345678", "bel 0612345678")]
    [InlineData("klant 123456789", "klant 123456789")]
    [InlineData("geboren 20-05-2018", "geboren 20-05-2018")]
    public void A_suspect_number_is_masked_and_a_telephone_number_is_not(string text, string masked) =>
        Assert.Equal(masked, SuspectNumbers.Masked(text));

    [Fact]
    public void A_number_is_found_in_every_text_that_is_about_to_be_sealed()
    {
        Assert.Equal(["123456782"], SuspectNumbers.InContent(new OwnWords("Ja.", null, "Mijn bsn is 123456782")));
        Assert.Equal(
            ["111222333"], SuspectNumbers.InContent(new Answers(new Dictionary<string, string> { ["wens"] = "111222333" })));
        Assert.Empty(SuspectNumbers.InContent(new Person("Samira", new(1988, 3, 14), "Brink 1", "7411 AB")));
    }

    [Fact]
    public void A_wrong_entry_is_struck_once_by_who_made_it_and_cannot_be_discussed_or_travel_any_more()
    {
        FamilyFact[] facts = [.. Three, NeighbourhoodTeam, SkippedDentist, EnergyCutOff, TalkWithMother];
        var correct = new CorrectEntry(Skipped, "verkeerde-persoon", Sealed, Cast.Jgz, Cast.Monday);
        Given(facts).When(correct).Then(WrongDentist);
        Given([.. facts, WrongDentist]).When(correct).ThenNothing();
        Given(facts).When(correct with { Organisation = Cast.Wijkteam }).ThenRefused(FamilyRefusals.EntryUnknown);
        Given(facts).When(correct with { Entry = Cast.Id(0x99) }).ThenRefused(FamilyRefusals.EntryUnknown);
        Assert.Equal([CutOff], File([.. facts, WrongDentist]).Discussed);

        var talk = new HoldConversation(
            Cast.Id(0x39), Cast.Today, [Cast.Samira], "geen", null, true, [Skipped], "herkend", null, null, Cast.Jgz, Cast.JgzTeam,
            Cast.Monday);
        Given([.. facts, WrongDentist]).When(talk).ThenRefused(FamilyRefusals.SignalUnknown);
    }

    [Fact]
    public void A_need_that_was_wrong_is_no_longer_said_aloud()
    {
        FamilyFact[] facts = [.. Three, HelpWithDebts, WrongDentist with { Entry = Debts, Kind = "hulpvraag" }];
        var said = FamilyAnnouncements.Choose(new("signal.family-x", facts.Length, File(facts), facts[^1], Cast.Monday));
        Assert.Empty(Assert.IsType<NeedsStated>(Assert.Single(said)).Needs);
    }

    [Fact]
    public void A_wrong_not_now_leaves_the_list_and_does_not_count_as_the_first()
    {
        var once = NotNow(1, Cast.Today, Cast.Autumn);
        var wrong = WrongDentist with { Entry = once.Conversation, Kind = "gesprek" };
        Assert.Empty(File([.. Three, once, wrong]).Work.Tasks);
        Assert.False(File([.. Three, once, wrong]).TalkedAndNotAsked(Cast.Jgz));

        var again = new HoldConversation(
            Cast.Id(0x39), Cast.Today, [Cast.Samira], "geen", null, true, [], "niet-nu", null, null, Cast.Jgz, Cast.JgzTeam, Cast.Monday);
        Assert.Equal(
            Cast.Today.AddDays(42), Given([.. Three, once, wrong]).When(again).ThenA<ConversationHeld>().ComeBackOn);
    }

    [Fact]
    public void A_number_is_judged_once()
    {
        var judge = new JudgeNumber("geen-bsn", CustomerNumber.KeyedHash, Cast.Jgz, Cast.Monday);
        Given(Three).When(judge).Then(CustomerNumber);
        Given([.. Three, CustomerNumber]).When(judge).ThenNothing();
    }

    [Fact]
    public void The_picture_shows_seen_next_to_not_recognised_and_strengths_beside_risks()
    {
        var talk = TalkWithMother with { Outcome = "niet-herkend" };
        var picture = FamilyPicture.Of(
            File([.. Three, EnergyCutOff, SkippedDentist, WarmBond, talk, HelpWithDebts, Talks.OpenThePost, WrongDentist]), Cast.Jgz,
            Cast.Today);

        var living = picture.Domains.Single(d => d.Domain == "wonen");
        Assert.Equal(("gezien", "niet-herkend"), (living.Risks[0].Source, living.Risks[0].SaidOfIt));
        Assert.Equal("band-ouder-kind", Assert.Single(picture.Domains.Single(d => d.Domain == "opgroeien").Strengths).Kind);
        Assert.DoesNotContain(picture.Domains, d => d.Domain == "gezondheid");
        Assert.Equal("verkeerde-persoon", picture.Timeline.Single(h => h.Entry == Skipped).StruckBecause);
        Assert.Equal(["hulpvraag", "doel"], picture.Doing.Select(d => d.What));
        Assert.True(picture.TalkedConsentNotAsked);
    }

    [Fact]
    public void The_picture_of_one_organisation_holds_nothing_of_another()
    {
        var picture = FamilyPicture.Of(
            File([.. Three, NeighbourhoodTeam, EnergyCutOff, WarmBond, TalkWithMother, HelpWithDebts]), Cast.Wijkteam, Cast.Today);
        Assert.Empty(picture.Timeline);
        Assert.Empty(picture.Domains);
        Assert.Empty(picture.Doing);
        Assert.Empty(picture.Waiting);
    }

    private static FamilyFile.Opened File(FamilyFact[] facts) =>
        (FamilyFile.Opened)facts.Aggregate(FamilyFile.Initial, FamilyFile.Evolve);
}
