using WarmHandover.Consents;
using WarmHandover.Contracts;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// The worked cases as far as consent decides them and no other test here plays them: 7, 8 and 9; and of 10 what the clocks may not do.
/// Terms, transitions and messages of these cases are tried where they are decided.
/// </summary>
public sealed class CaseTests
{
    private static readonly Guid Oost = Cast.Id(0x211);
    private static readonly Guid OostTeam = Cast.Id(0x212);
    private static readonly Guid Onward = Cast.Id(0xa6);

    /// <summary>Case 7: re-route, circle and a forbidden decline.</summary>
    [Fact]
    public void A_team_that_is_not_covered_gets_nothing_until_the_mother_said_yes_to_it()
    {
        var asked = Ask(Health, OostTeam, Oost, "schuldhulp", At(2027, 4, 23, 9), Geldzorgen, Schulden);
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 4, 23, 8))), asked, Yes(Health, Cast.Samira, At(2027, 4, 23, 9, 30)),
            Sends(Cast.JgzTeam, Cast.Jgz, OostTeam, Oost, At(2027, 4, 23, 10), 0x970));
        Assert.IsType<AccessGranted>(facts[^1]);

        var early = Decide(facts, Sends(OostTeam, Oost, Cast.SchuldhulpTeam, Cast.Schuldhulp, At(2027, 4, 23, 10, 15), 0x971));
        Assert.Empty(Assert.IsType<AccessRefused>(early).Granted);

        facts = Facts([.. Commands(asked), Ask(Onward, Cast.SchuldhulpTeam, Cast.Schuldhulp, "schuldhulp", At(2027, 4, 28, 8, 55),
            Geldzorgen, Schulden)]);
        var phone = Yes(Onward, Cast.Samira, At(2027, 4, 28, 9)) with { Channel = "telefoon" };
        var before = Decide(facts, Sends(OostTeam, Oost, Cast.SchuldhulpTeam, Cast.Schuldhulp, At(2027, 4, 28, 8, 59, 59), 0x972));
        Assert.IsType<AccessRefused>(before);

        facts.AddRange(ConsentDecider.Decide(phone, Fold(facts)));
        var after = Decide(facts, Sends(OostTeam, Oost, Cast.SchuldhulpTeam, Cast.Schuldhulp, At(2027, 4, 28, 9, 5), 0x973));
        Assert.Equal([Geldzorgen, Schulden], Assert.IsType<AccessGranted>(after).Granted.Select(g => g.Row));
        Assert.All(Assert.IsType<AccessGranted>(after).Granted, g => Assert.Equal(Onward, g.Request));
    }

    /// <summary>Case 8: not now, not now, yes. Outside JGZ nobody could see or saw anything until Agnes said yes.</summary>
    [Fact]
    public void Until_the_yes_there_is_nothing_to_see_for_anybody_and_the_ledger_of_that_time_is_empty()
    {
        var yes = At(2027, 1, 26, 10);
        var facts = Facts(
            new HearFamily(Bouazza(At(2026, 11, 3))), AskHelp(At(2027, 1, 26, 9, 50), Geldzorgen), Yes(Health, Cast.Samira, yes),
            Opens(Geldzorgen, yes.AddMinutes(30)));

        foreach (var at in new[] { At(2026, 11, 3), At(2026, 12, 15), At(2027, 1, 26, 9, 59, 59) })
        {
            var known = Fold(facts.TakeWhile(f => f.At <= at));
            Assert.Equal(Stance.None, Standing.Of(known, Geldzorgen, Cast.SchuldhulpTeam, Cast.Schuldhulp, null, at).Stance);
            Assert.NotEqual(
                Stance.Allowed, Standing.Of(known, Geldzorgen, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", at).Stance);
        }

        Assert.DoesNotContain(facts.TakeWhile(f => f.At < yes), f => f is AccessAnswered);
        Assert.Equal(Stance.Allowed, facts.Help(Geldzorgen, yes));
        Assert.IsType<AccessGranted>(facts[^1]);
    }

    /// <summary>Case 9: a yes for the old town is not stretched to the new one.</summary>
    [Fact]
    public void After_a_move_the_new_towns_team_finds_nothing_until_each_adult_said_yes_to_his_own_rows()
    {
        var (almere, haven) = (Cast.Id(0x221), Cast.Id(0x222));
        var joost = new Row(Cast.Erik, "geldzorgen");
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 3, 1))), AskHelp(At(2027, 3, 1), Geldzorgen, joost), Yes(Health, Cast.Samira, At(2027, 3, 1)),
            Yes(Health, Cast.Erik, At(2027, 3, 1)),
            Ask(Onward, haven, almere, "gezinshulp", At(2027, 4, 13, 9), Geldzorgen, joost),
            Yes(Onward, Cast.Samira, At(2027, 4, 13, 10)));

        Stance In(Row row, DateTimeOffset at) => Standing.Of(
            Fold(facts.Where(f => f.At <= at)), row, haven, almere, "gezinshulp", at).Stance;
        Assert.Equal(Stance.None, In(Geldzorgen, At(2027, 4, 12, 23, 59, 59)));
        Assert.Equal(Stance.Allowed, In(Geldzorgen, At(2027, 4, 13, 10)));
        Assert.Equal(Stance.Incomplete, In(joost, At(2027, 4, 13, 10)));
        Assert.Equal(Stance.Allowed, facts.Help(joost, At(2027, 4, 14)));
        Assert.Equal("gesloten", Assert.IsType<AccessRefused>(Decide(facts, Opens(joost, At(2027, 4, 14), 0x974) with
        {
            By = new("referral", "iemand", "professional", haven, almere),
        })).Withheld.Single().Code);
    }

    /// <summary>Case 10: no clock and no list asks or reminds the man who may not know; the child's rows stay closed.</summary>
    [Fact]
    public void Nothing_that_happens_by_time_opens_the_childs_rows_or_waits_for_who_may_not_know()
    {
        var flagged = Bouazza(At(2027, 2, 15), new(2019, 6, 6), version: 7);
        flagged = flagged with { Members = [Adult(Cast.Samira), Adult(Cast.Erik, mayNotBeInformed: true), flagged.Members[2]] };
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 1, 4), new(2019, 6, 6))), AskHelp(At(2027, 1, 4), Gezondheid),
            Yes(Health, Cast.Samira, At(2027, 1, 4)), Yes(Health, Cast.Erik, At(2027, 1, 4)), new HearFamily(flagged));
        for (var at = At(2027, 2, 15); at < At(2027, 9, 1); at = at.AddDays(7))
        {
            Assert.NotEqual(Stance.Allowed, facts.Help(Gezondheid, at));
            facts.AddRange(ConsentDecider.Decide(new ReconsiderConsent(at), Fold(facts)));
        }

        Assert.Equal(
            ["veiligheid"], facts.OfType<ConsentReopened>().SelectMany(r => r.Changes).Select(c => c.Reason).Distinct());
    }

    private static ConsentCommand[] Commands(AskConsent asked) =>
    [
        new HearFamily(Bouazza(At(2027, 4, 23, 8))), asked, Yes(Health, Cast.Samira, At(2027, 4, 23, 9, 30)),
        Sends(Cast.JgzTeam, Cast.Jgz, OostTeam, Oost, At(2027, 4, 23, 10), 0x970),
    ];

    private static DecideAccess Sends(Guid team, Guid organisation, Guid to, Guid toOrganisation, DateTimeOffset at, int question) => new(
        Cast.Id(question), new("referral", Cast.Noor, "professional", team, organisation), "verzenden", to, toOrganisation, "schuldhulp",
        [Geldzorgen, Schulden], at);

    private static ConsentFact Decide(List<ConsentFact> facts, ConsentCommand command) =>
        ConsentDecider.Decide(command, Fold(facts)).Single();
}
