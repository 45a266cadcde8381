using WarmHandover.Consents;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Messaging;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>A withdrawal travels: who received the rows says one of four words in time, or the focus officer hears of it.</summary>
public sealed class WithdrawalTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    /// <summary>Case 6: Wednesday evening.</summary>
    private static readonly DateTimeOffset Taken = At(2027, 3, 17, 21, 47, 3);

    private static readonly AccessAsker Noor = new("referral", Cast.Noor, "professional", Cast.JgzTeam, Cast.Jgz);

    private static readonly ConsentCommand[] Opened =
    [
        new HearFamily(Bouazza(At(2027, 3, 12))), AskHelp(At(2027, 3, 12, 10), Gezondheid, Geldzorgen, Woorden),
        Yes(Health, Cast.Samira, At(2027, 3, 12, 11)), Yes(Health, Cast.Erik, At(2027, 3, 12, 12)),
        Opens(Gezondheid, At(2027, 3, 12, 13)) with { By = Noor, Action = "verzenden", Rows = [Gezondheid, Geldzorgen] },
        Opens(Gezondheid, At(2027, 3, 15, 10), 0x901),
    ];

    private static readonly List<ConsentFact> TakenBack = Facts([.. Opened, TakeBack(Cast.Erik, Taken)]);

    private static readonly Withdrawal Withdrawn = Fold(TakenBack).Withdrawals[0];

    private static SayWord Word(string word, DateTimeOffset at) =>
        new(Withdrawn.Id, null, null, Cast.WijkteamNoord, Cast.Wijkteam, word, null, null, Cast.Wim, at);

    [Fact]
    public void A_withdrawal_closes_the_withdrawers_rows_only_and_names_every_team_that_had_received_them()
    {
        Assert.Equal([Gezondheid, Woorden], Withdrawn.Rows);
        var received = Assert.Single(Withdrawn.Recipients);
        Assert.Equal(new(Cast.WijkteamNoord, Cast.Wijkteam), received.Recipient);
        Assert.Equal([Gezondheid], received.Rows);
        Assert.True(received.Opened);
        Assert.Equal(Stance.Allowed, TakenBack.Help(Geldzorgen, Taken));
        Assert.Equal(Stance.Conflict, TakenBack.Help(Gezondheid, Taken));
    }

    /// <summary>Case 6: due on Friday, on the list from Saturday 00:00, the focus officer sees it on Monday.</summary>
    [Fact]
    public void A_word_is_due_on_the_second_working_day_and_escalated_on_the_working_day_after_it()
    {
        Assert.Equal(new(2027, 3, 19), Withdrawn.DueOn);
        Assert.False(Withdrawn.IsLate(At(2027, 3, 20, 0).AddTicks(-10)));
        Assert.True(Withdrawn.IsLate(At(2027, 3, 20, 0)));
        var monday = At(2027, 3, 22, 0);
        Given(TakenBack).When(new EscalateWithdrawal(Withdrawn.Id, monday.AddTicks(-10))).ThenNothing();
        Given(TakenBack).When(new EscalateWithdrawal(Withdrawn.Id, monday)).Then(
            new WithdrawalEscalated(Withdrawn.Id, Health, [new(Cast.WijkteamNoord, Cast.Wijkteam)], monday));
        Given([.. TakenBack, Said("gesloten")]).When(new EscalateWithdrawal(Withdrawn.Id, monday)).ThenNothing();
        Given(TakenBack).When(new EscalateWithdrawal(Cast.Id(0xbad), monday)).ThenNothing();
    }

    [Fact]
    public void A_team_says_one_of_four_words_once_and_the_ledger_is_not_contradicted()
    {
        var friday = At(2027, 3, 19);
        Given(TakenBack).When(Word("gesloten", friday)).Then(Said("gesloten"));
        Given(TakenBack).When(Word("niet-geopend", friday)).ThenRefused(ConsentRefusals.WasOpened);
        Given(TakenBack).When(Word("in-eigen-dossier", friday)).ThenRefused(ConsentRefusals.LawOfOwnFile);
        Given(TakenBack).When(Word("gesloten", friday) with { Law = "wgbo" }).ThenRefused(ConsentRefusals.LawOfOwnFile);
        Given(TakenBack).When(Word("in-eigen-dossier", friday) with { Law = "jeugdwet", Until = new(2047, 3, 15) })
            .ThenA<WithdrawalConfirmed>();
        Given([.. TakenBack, Said("gesloten")]).When(Word("vernietigd", friday)).ThenRefused(ConsentRefusals.WordSaid);
        Given(TakenBack).When(Word("gesloten", friday) with { Team = Cast.SchuldhulpTeam }).ThenRefused(Refusals.Missing);
        Given(Facts([.. Opened[..^1], TakeBack(Cast.Erik, Taken)])).When(Word("niet-geopend", friday)).ThenA<WithdrawalConfirmed>();
    }

    [Fact]
    public void A_word_from_the_inbox_holds_for_what_the_item_told_of_and_not_for_a_later_withdrawal()
    {
        var again = Facts(
        [
            .. Opened, TakeBack(Cast.Erik, Taken), Yes(Health, Cast.Erik, Taken.AddDays(1)),
            Opens(Gezondheid, Taken.AddDays(1), 0x902), TakeBack(Cast.Erik, Taken.AddDays(2)),
        ]);
        var word = new SayWord(
            null, Health, Taken.AddSeconds(1), Cast.WijkteamNoord, null, "gesloten", null, null, Cast.Wim, Taken.AddDays(3));

        Assert.Equal(Withdrawn.Id, Given(again).When(word).ThenA<WithdrawalConfirmed>().Withdrawal);
        var both = ConsentDecider.Decide(word with { HeardAt = Taken.AddDays(3) }, Fold(again)).OfType<WithdrawalConfirmed>();
        Assert.Equal(2, both.Select(w => w.Withdrawal).Distinct().Count());
    }

    /// <summary>At the door the team hears the refusal itself; of its inbox it must be told.</summary>
    [Fact]
    public void Not_opened_said_in_the_inbox_by_a_team_that_did_open_stays_open_and_is_told_once_for_each_item()
    {
        var (raised, friday) = (Taken.AddSeconds(1), At(2027, 3, 19));
        SayWord Inbox(string word, DateTimeOffset item, DateTimeOffset at) =>
            new(null, Health, item, Cast.WijkteamNoord, null, word, null, null, Cast.Wim, at);

        var wrong = new WordContradicted(
            Withdrawn.Id, Health, Cast.WijkteamNoord, Cast.Wijkteam, "niet-geopend", Cast.Wim, friday);
        Given(TakenBack).When(Inbox("niet-geopend", raised, friday)).Then(wrong);

        List<ConsentFact> after = [.. TakenBack, wrong];
        Given(after).When(Inbox("niet-geopend", raised, friday.AddHours(1))).ThenNothing();
        Given(after).When(Inbox("niet-geopend", friday.AddSeconds(1), friday.AddHours(1))).ThenA<WordContradicted>();
        var told = Assert.Single(Announced(after).OfType<WithdrawalsStand>()).Withdrawals[0].Recipients[0];
        Assert.Equal((null, friday), (told.Word, told.ContradictedAt));
        Assert.Single(Fold(after).Withdrawals[0].Silent);

        var said = Given(after).When(Inbox("gesloten", friday.AddSeconds(1), friday.AddHours(1))).ThenA<WithdrawalConfirmed>();
        var right = Assert.Single(Announced([.. after, said]).OfType<WithdrawalsStand>()).Withdrawals[0].Recipients[0];
        Assert.Equal(("gesloten", null), (right.Word, right.ContradictedAt));
    }

    [Fact]
    public void Who_received_rows_by_a_yes_that_was_recorded_wrongly_owes_a_word_until_somebody_finds_it_was_right()
    {
        var mistake = new InvalidateAnswer(Cast.Id(0x1a), Health, Cast.Erik, "verkeerde-persoon", Cast.Noor, Cast.Jgz, Taken);
        var facts = Facts([.. Opened, mistake]);
        var owed = Assert.Single(Fold(facts).Withdrawals);

        Assert.Equal([Gezondheid, Woorden], owed.Rows.OrderBy(r => r.Category, StringComparer.Ordinal));
        Assert.Equal([Gezondheid], Assert.Single(owed.Silent).Rows);
        Assert.Equal(owed.Id, Assert.Single(Assert.Single(Announced(facts).OfType<WithdrawalsStand>()).Withdrawals).Withdrawal);
        Given(facts).When(Word("gesloten", Taken.AddDays(1)) with { Withdrawal = owed.Id }).ThenA<WithdrawalConfirmed>();
        Assert.Empty(OwnWithdrawals.Of(facts, Cast.Erik, Taken));

        ReviewInvalidation Review(bool upheld) => new(Health, Cast.Id(0x1a), upheld, Cast.Wim, Cast.Jgz, Taken.AddDays(1));
        Assert.Single(Fold(Facts([.. Opened, mistake, Review(true)])).Withdrawals[0].Silent);
        Assert.Empty(Fold(Facts([.. Opened, mistake, Review(false)])).Withdrawals[0].Silent);

        var told = Assert.Single(Announced(Facts([.. Opened, mistake, Review(false)])).OfType<WithdrawalsStand>());
        Assert.Empty(told.Withdrawals);
        Assert.Equal((owed.Id, true), (Assert.Single(told.Moot!).Withdrawal, told.Moot![0].Mistake));
    }

    /// <summary>The house hears apart what was taken back, what was a mistake, and what is moot: each has its own words.</summary>
    [Fact]
    public void A_withdrawal_that_was_itself_a_mistake_is_told_as_moot_and_never_as_a_mistaken_yes()
    {
        var wrong = new InvalidateAnswer(Cast.Id(0x1b), Health, Cast.Erik, "verkeerde-persoon", Cast.Noor, Cast.Jgz, Taken.AddHours(1));
        var facts = Facts([
            .. Opened, TakeBack(Cast.Erik, Taken) with { By = Cast.Jgz }, wrong,
            new ReviewInvalidation(Health, Cast.Id(0x1b), true, Cast.Wim, Cast.Jgz, Taken.AddHours(2))]);

        var before = Assert.Single(Announced(facts[..^1]).OfType<WithdrawalsStand>());
        Assert.Equal((false, null), (Assert.Single(before.Withdrawals).Mistake, before.Moot));
        var after = Assert.Single(Announced(facts).OfType<WithdrawalsStand>());
        Assert.Empty(after.Withdrawals);
        Assert.False(Assert.Single(after.Moot!).Mistake);
    }

    [Fact]
    public void Who_received_nothing_is_asked_nothing()
    {
        var facts = Facts([.. Opened[..4], TakeBack(Cast.Erik, Taken)]);

        Assert.Empty(Assert.Single(Fold(facts).Withdrawals).Recipients);
        Assert.Empty(Announced(facts).OfType<WithdrawalsStand>());
    }

    [Fact]
    public void A_no_after_a_yes_is_a_withdrawal_and_travels_like_one()
    {
        var facts = Facts(Opened);
        var withdrawn = Given(facts).When(No(Health, Cast.Erik, Taken)).ThenA<ConsentWithdrawn>();

        Assert.Equal([Gezondheid, Woorden], withdrawn.Rows);
        Assert.Single(Fold([.. facts, withdrawn]).Withdrawals[0].Recipients);
    }

    [Fact]
    public void The_house_hears_which_team_owes_a_word_and_never_who_took_it_back()
    {
        var told = Assert.Single(Announced(TakenBack).OfType<WithdrawalsStand>());
        var stands = Assert.Single(told.Withdrawals);

        Assert.Equal((Withdrawn.Id, Health, new DateOnly(2027, 3, 19)), (stands.Withdrawal, stands.Request, stands.DueOn));
        Assert.Equal([new(Cast.WijkteamNoord, Cast.Wijkteam, null, false)], stands.Recipients);
        Assert.DoesNotContain(
            Cast.Erik.ToString(), System.Text.Json.JsonSerializer.Serialize(told), StringComparison.OrdinalIgnoreCase);
        var after = Assert.Single(Announced([.. TakenBack, Said("vernietigd")]).OfType<WithdrawalsStand>());
        Assert.Equal("vernietigd", after.Withdrawals[0].Recipients[0].Word);
    }

    [Fact]
    public void The_certificate_repeats_each_teams_own_word()
    {
        var before = Assert.Single(OwnWithdrawals.Of(TakenBack, Cast.Erik, Taken)).Teams[0];
        var after = Assert.Single(OwnWithdrawals.Of([.. TakenBack, Said("gesloten")], Cast.Erik, At(2027, 3, 20))).Teams[0];
        var kept = Said("in-eigen-dossier") with { Law = "jeugdwet", Until = new(2047, 3, 15) };
        var own = Assert.Single(OwnWithdrawals.Of([.. TakenBack, kept], Cast.Erik, At(2027, 3, 20))).Teams[0];

        Assert.Equal("Dit team heeft nog niet gezegd wat het ermee deed.", before.Sentence);
        Assert.Equal("Dit team kan het niet meer lezen.", after.Sentence);
        Assert.Equal("Dit team moet het bewaren van de wet (jeugdwet), tot en met 15 maart 2047.", own.Sentence);
        Assert.Equal(Cast.Wijkteam, after.Organisation);
        Assert.Empty(OwnWithdrawals.Of(TakenBack, Cast.Samira, Taken));
    }

    [Fact]
    public void Help_that_was_accepted_goes_on_when_rows_are_taken_back()
    {
        var facts = Facts(
        [
            .. Opened,
            Ask(Debts, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", At(2027, 3, 15, 14), Geldzorgen) with { Kind = "aanvaarden-hulp" },
            Yes(Debts, Cast.Samira, At(2027, 3, 15, 15)), TakeBack(Cast.Samira, Taken),
        ]);
        var help = Fold(facts).Find(Debts)!;

        Assert.Equal(Says.Yes, Standing.Say(Fold(facts), help, Geldzorgen, Cast.Samira, Taken));
        Assert.Equal(Says.TookBack, Standing.Say(Fold(facts), Fold(facts).Find(Health)!, Geldzorgen, Cast.Samira, Taken));
    }

    private static WithdrawalConfirmed Said(string word) => new(
        Withdrawn.Id, Health, Cast.WijkteamNoord, Cast.Wijkteam, word, null, null, Cast.Wim, At(2027, 3, 19));

    private static IEnumerable<object> Announced(List<ConsentFact> facts) => ConsentAnnouncements.Choose(
        new Told<Consent, ConsentFact>(ConsentHandler.Consents.Stream(Cast.Family), facts.Count, Fold(facts), facts[^1], facts[^1].At));
}
