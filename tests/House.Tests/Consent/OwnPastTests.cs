using System.Text.Json;
using WarmHandover.Consents;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>Somebody whose authority ended keeps his own past and nothing after; and who may come in at all.</summary>
public sealed class OwnPastTests
{
    private static readonly DateOnly Ends = new(2027, 3, 10);

    private static readonly ConsentCommand[] Before =
    [
        new HearFamily(Bouazza(At(2027, 3, 1))), AskHelp(At(2027, 3, 1, 10), Gezondheid),
        Yes(Health, Cast.Samira, At(2027, 3, 1, 11)), Yes(Health, Cast.Erik, At(2027, 3, 1, 12)), Opens(Gezondheid, At(2027, 3, 2)),
    ];

    /// <summary>His authority ended on 10 March; signal heard it on the 20th.</summary>
    private static readonly FamilyHeard Ended = Bouazza(At(2027, 3, 20), version: 6) with
    {
        Authorities = [Gezag(Cast.Yara, Cast.Samira), Gezag(Cast.Yara, Cast.Erik, until: Ends)],
    };

    [Fact]
    public void He_keeps_what_he_saw_until_that_day_and_nothing_after_it_also_when_it_was_recorded_late()
    {
        var facts = Facts(
        [
            .. Before, Opens(Gezondheid, At(2027, 3, 15), 0x902),
            Ask(Cast.Id(0xa7), Cast.SchuldhulpTeam, Cast.Schuldhulp, "gezinshulp", At(2027, 3, 16), Woorden),
            new HearFamily(Ended), TakeBack(Cast.Samira, At(2027, 3, 21)), Opens(Gezondheid, At(2027, 3, 22), 0x903),
        ]);
        var row = Assert.Single(OwnPage.Of(facts, Cast.Erik, false, At(2027, 3, 25)).Rows);

        Assert.Equal((Health, Gezondheid, "ja", "wordt gedeeld"), (row.Request, row.Row, row.Answer, row.Shared));
        Assert.Equal(Ends.AddDays(-1), row.DecidedUntil);
        Assert.Equal([At(2027, 3, 2)], row.Looked.Select(l => l.At));
        Assert.Equal(
            JsonSerializer.Serialize(OwnPage.Of(facts, Cast.Erik, false, At(2027, 3, 25))),
            JsonSerializer.Serialize(OwnPage.Of(facts, Cast.Erik, false, At(2027, 8, 1))));
        Assert.Equal(2, OwnPage.Of(facts, Cast.Samira, false, At(2027, 3, 25)).Rows.Count);
    }

    [Fact]
    public void Until_it_was_recorded_he_sees_what_was_known()
    {
        var facts = Facts([.. Before, Opens(Gezondheid, At(2027, 3, 15), 0x902)]);

        Assert.Equal(2, Assert.Single(OwnPage.Of(facts, Cast.Erik, false, At(2027, 3, 16)).Rows).Looked.Count);
    }

    [Fact]
    public void His_certificate_stops_at_that_day_as_well()
    {
        var taken = Facts([.. Before, TakeBack(Cast.Erik, At(2027, 3, 5))]);
        var withdrawal = Fold(taken).Withdrawals[0].Id;
        var word = new WithdrawalConfirmed(
            withdrawal, Health, Cast.WijkteamNoord, Cast.Wijkteam, "gesloten", null, null, Cast.Wim, At(2027, 3, 12));
        var facts = Facts([.. Before, TakeBack(Cast.Erik, At(2027, 3, 5)), new HearFamily(Ended)]);

        Assert.Null(Assert.Single(OwnWithdrawals.Of([.. taken, word, Ended], Cast.Erik, At(2027, 3, 25))).Teams[0].Word);
        Assert.Equal(
            "gesloten",
            Assert.Single(OwnWithdrawals.Of([.. taken, word with { At = At(2027, 3, 8) }, Ended], Cast.Erik, At(2027, 3, 25)))
                .Teams[0].Word);
        Assert.Single(OwnWithdrawals.Of(facts, Cast.Erik, At(2027, 3, 25)));
    }

    /// <summary>C12, C22: from 16 a parent's view holds nothing about that child, not his past and not his withdrawals.</summary>
    [Fact]
    public void From_sixteen_nothing_of_the_past_is_left_either()
    {
        var birth = new DateOnly(2011, 4, 1);
        var heard = Bouazza(At(2027, 3, 1), birth);
        var ended = Bouazza(At(2027, 3, 20), birth, 6) with { Authorities = Ended.Authorities };
        var facts = Facts(
            new HearFamily(heard), AskHelp(At(2027, 3, 1, 10), Gezondheid), Yes(Health, Cast.Erik, At(2027, 3, 1, 12)),
            Opens(Gezondheid, At(2027, 3, 2)), TakeBack(Cast.Erik, At(2027, 3, 3)), new HearFamily(ended));

        Assert.Single(OwnPage.Of(facts, Cast.Erik, false, At(2027, 3, 31)).Rows);
        Assert.Empty(OwnPage.Of(facts, Cast.Erik, false, At(2027, 4, 1, 0)).Rows);
        Assert.Empty(OwnWithdrawals.Of(facts, Cast.Erik, At(2027, 4, 1, 0)));
        Assert.DoesNotContain(WhoMayComeIn.Of(Fold(facts), At(2027, 4, 1, 0)), w => w.Member == Cast.Erik);
    }

    [Fact]
    public void Who_decides_or_decided_may_come_in_until_a_year_after_and_a_child_from_twelve()
    {
        var facts = Facts(Before);
        Assert.Equal(
            [new WayIn(Cast.Samira, "ouder", new(2028, 9, 1), false), new WayIn(Cast.Erik, "ouder", new(2028, 9, 1), false)],
            WhoMayComeIn.Of(Fold(facts), At(2027, 3, 2)));
        Assert.Equal(2, WhoMayComeIn.Of(Fold([.. facts, Ended]), At(2027, 3, 25)).Count);

        var older = Facts(new HearFamily(Bouazza(At(2027, 3, 1), new(2014, 1, 1))), AskHelp(At(2027, 3, 1, 10), Gezondheid));
        Assert.Contains(WhoMayComeIn.Of(Fold(older), At(2027, 3, 2)), w => w is { Role: "jongere" } && w.Member == Cast.Yara);
        var told = Assert.Single(Announced(older).OfType<WaysInStand>());
        Assert.Equal([Cast.Jgz], told.Desks);
        Assert.Equal(3, told.People.Count);
    }

    /// <summary>Case 10: he had a way in, so it goes on as if nothing had happened; who had none gets none.</summary>
    [Fact]
    public void Of_who_may_not_be_informed_a_way_in_goes_on_in_silence_and_none_is_made()
    {
        var flagged = Bouazza(At(2027, 3, 5), version: 6);
        flagged = flagged with { Members = [Adult(Cast.Samira), Adult(Cast.Erik, true), flagged.Members[2]] };
        var known = Facts([.. Before, new HearFamily(flagged)]);
        var unknown = Facts(
            new HearFamily(Bouazza(At(2027, 3, 1))), new HearFamily(flagged), AskHelp(At(2027, 3, 6), Gezondheid));

        Assert.True(WhoMayComeIn.Of(Fold(known), At(2027, 3, 7)).Single(w => w.Member == Cast.Erik).Silent);
        Assert.DoesNotContain(WhoMayComeIn.Of(Fold(unknown), At(2027, 3, 7)), w => w.Member == Cast.Erik);
    }

    private static IEnumerable<object> Announced(List<ConsentFact> facts) => ConsentAnnouncements.Choose(
        new Told<Consent, ConsentFact>(ConsentHandler.Consents.Stream(Cast.Family), facts.Count, Fold(facts), facts[^1], facts[^1].At));
}
