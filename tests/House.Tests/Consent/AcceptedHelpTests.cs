using WarmHandover.Consents;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>Only a withdrawn acceptance of help is announced as such; a withdrawn waiver of secrecy ends no help.</summary>
public sealed class AcceptedHelpTests
{
    private static readonly DateTimeOffset Evening = At(2027, 3, 17, 21, 47, 3);

    private static readonly ConsentCommand[] Accepted =
    [
        new HearFamily(Bouazza(At(2027, 3, 12))), AskHelp(At(2027, 3, 12, 10), Gezondheid, Geldzorgen),
        Yes(Health, Cast.Samira, At(2027, 3, 12, 11)), Yes(Health, Cast.Erik, At(2027, 3, 12, 12)),
        Ask(Debts, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", At(2027, 3, 15, 14), Geldzorgen) with
        {
            Kind = Lists.AcceptanceOfHelp,
        },
        Yes(Debts, Cast.Samira, At(2027, 3, 15, 15)),
    ];

    [Fact]
    public void An_acceptance_that_was_taken_back_names_the_team_the_purpose_its_rows_and_nobody()
    {
        var stands = Said([.. Accepted, TakeBack(Cast.Samira, Evening, Debts)])!;
        var taken = Assert.Single(stands.TakenBack);

        Assert.Equal(
            (Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", Evening),
            (taken.RecipientTeam, taken.RecipientOrganisation, taken.Purpose, taken.At));
        Assert.Equal([Geldzorgen], taken.Rows);
        Assert.DoesNotContain("gezondheid", System.Text.Json.JsonSerializer.Serialize(stands), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_taken_back_say_nothing_about_help()
    {
        Assert.Null(Said([.. Accepted, TakeBack(Cast.Samira, Evening)]));
        Assert.Null(Said([.. Accepted, TakeBack(Cast.Erik, Evening, Health)]));
        Assert.Empty(Said(Accepted)!.TakenBack);
    }

    [Fact]
    public void Given_anew_also_in_another_request_it_is_taken_back_no_more()
    {
        ConsentCommand[] back = [.. Accepted, TakeBack(Cast.Samira, Evening, Debts)];
        var other = Cast.Id(0x7a1);
        var again = Ask(other, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", Evening.AddDays(1), Geldzorgen) with
        {
            Kind = Lists.AcceptanceOfHelp,
        };

        Assert.Empty(Said([.. back, Yes(Debts, Cast.Samira, Evening.AddDays(1))])!.TakenBack);
        Assert.Empty(Said([.. back, again, Yes(other, Cast.Samira, Evening.AddDays(1))])!.TakenBack);
        Assert.Single(Said([.. back, again with { RecipientTeam = Cast.SchuldhulpTeam }, Yes(other, Cast.Samira, Evening.AddDays(1))])!
            .TakenBack);
    }

    private static HelpStands? Said(ConsentCommand[] commands)
    {
        var facts = Facts(commands);
        return ConsentAnnouncements.Choose(new Told<Consent, ConsentFact>(
                ConsentHandler.Consents.Stream(Cast.Family), facts.Count, Fold(facts), facts[^1], facts[^1].At))
            .OfType<HelpStands>().SingleOrDefault();
    }
}
