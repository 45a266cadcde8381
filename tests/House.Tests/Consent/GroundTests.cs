using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using static WarmHandover.Tests.Consents.GroundScene;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>Sharing without consent: worked case 5 to the day, and each border of the matrix.</summary>
public sealed class GroundTests() : Deciding<Consent, ConsentCommand, ConsentFact>(ConsentHandler.Consents)
{
    private static readonly FamilyHeard Willems = Bouazza(At(2027, 2, 1), new(2019, 3, 3));
    private static readonly Row Ontwikkeling = new(Cast.Yara, "ontwikkeling-kind");
    private static readonly DateTimeOffset Noon = At(2027, 2, 9, 12);

    private static readonly InvokeGround Ots = Invoke("ots", DeBrug, Noon, Gezondheid, Ontwikkeling) with
    {
        Order = new(Cast.Yara, DeBrug.Organisation, new(2027, 1, 15), new(2028, 1, 15)),
    };

    /// <summary>Case 5: OTS, a ground with borders.</summary>
    [Fact]
    public void The_institution_in_the_order_opens_the_childs_rows_until_the_orders_last_day()
    {
        var invoked = Given(Willems).When(Ots).ThenA<GroundInvoked>();
        List<ConsentFact> facts = [Willems, invoked];
        var granted = Given(facts).When(Opens(DeBrug, Gezondheid, At(2028, 1, 15, 23, 59, 59))).ThenA<AccessGranted>();

        Assert.Equal(("ots", 2, new DateOnly(2028, 1, 15)), (invoked.Code, invoked.Version, invoked.Until));
        Assert.Equal([new RowGranted(Gezondheid, invoked.Ground, 2) { Ground = "ots" }], granted.Granted);
        var refused = Given([.. facts, granted]).When(Opens(DeBrug, Gezondheid, At(2028, 1, 16, 0)) with { Question = Cast.Id(0x902) })
            .ThenA<AccessRefused>();
        Assert.Equal("verlopen", refused.Withheld[0].Code);
        Assert.Equal(
            "geen-toestemming",
            Given(facts).When(Opens(DeBrug, Woorden, Noon)).ThenA<AccessRefused>().Withheld[0].Code);
    }

    [Fact]
    public void The_same_ground_reaches_nobody_else_and_carries_the_mothers_debts_only_with_a_motivation_of_their_own()
    {
        Given(Willems).When(Ots with { RecipientTeam = Wijkteam.Team, RecipientOrganisation = Wijkteam.Organisation, Recipient = Wijkteam })
            .ThenRefused(ConsentRefusals.GroundRecipient);
        Given(Willems).When(Ots with { Order = Ots.Order! with { Organisation = Cast.Id(0x777) } })
            .ThenRefused(ConsentRefusals.GroundRecipient);
        Given(Willems).When(Ots with { Recipient = null }).ThenRefused(ConsentRefusals.GroundRecipient);
        Given(Willems).When(Ots with { Rows = [Schulden] }).ThenRefused(ConsentRefusals.GroundCategory);
        Given(Willems).When(Ots with { Rows = [Schulden], NecessityMotivated = true }).ThenA<GroundInvoked>();
        Given(Willems).When(Ots with { Order = Ots.Order! with { Child = Cast.Samira } }).ThenRefused(ConsentRefusals.GroundCategory);
    }

    [Fact]
    public void An_order_that_is_not_in_force_today_or_has_no_end_carries_nothing()
    {
        Given(Willems).When(Ots with { Order = Ots.Order! with { Until = new(2027, 2, 8) } }).ThenRefused(ConsentRefusals.GroundEvidence);
        Given(Willems).When(Ots with { Order = Ots.Order! with { From = new(2027, 2, 10) } }).ThenRefused(ConsentRefusals.GroundEvidence);
        Given(Willems).When(Ots with { Order = Ots.Order! with { Until = new(2127, 1, 1) } }).ThenRefused(ConsentRefusals.GroundEvidence);
        Given(Willems).When(Ots with { Order = null }).ThenRefused(ConsentRefusals.GroundRecipient);
        Given(Willems).When(Ots with { Until = new(2028, 1, 16) }).ThenRefused(ConsentRefusals.GroundTerm);
        Assert.Equal(new(2027, 6, 1), Given(Willems).When(Ots with { Until = new(2027, 6, 1) }).ThenA<GroundInvoked>().Until);
    }

    [Fact]
    public void The_parents_page_tells_it_in_plain_words_unless_telling_is_dangerous()
    {
        var told = Facts(new HearFamily(Willems), Ots);
        var page = OwnPage.Of(told, Cast.Erik, false, Noon);
        var dangerous = Facts(new HearFamily(Willems), Ots with { Told = false, NotTold = GroundMatrix.Dangerous });
        var hasty = Facts(new HearFamily(Willems), Ots with { Told = false, NotTold = "spoed" });

        Assert.Equal([Gezondheid, Ontwikkeling], page.Grounds.Select(g => g.Row));
        Assert.All(page.Grounds, g => Assert.StartsWith("De rechter heeft uw kind", g.Why, StringComparison.Ordinal));
        Assert.Equal(["wordt gedeeld"], page.Grounds.Select(g => g.Shared).Distinct());
        Assert.Equal("wordt niet meer gedeeld", OwnPage.Of(told, Cast.Samira, false, At(2028, 1, 16)).Grounds[0].Shared);
        Assert.Empty(OwnPage.Of(dangerous, Cast.Erik, false, Noon).Grounds);
        Assert.NotEmpty(OwnPage.Of(hasty, Cast.Erik, false, Noon).Grounds);
        Assert.Empty(OwnPage.Of(told, Tessa, false, Noon).Grounds);
    }

    [Fact]
    public void A_refusal_of_the_parents_does_not_close_a_ground_and_consent_is_named_first()
    {
        var agreed = Facts(
            new HearFamily(Willems), Ots, AskFor(DeBrug, Noon, Gezondheid), Yes(Health, Cast.Samira, Noon), Yes(Health, Cast.Erik, Noon));
        var taken = Facts(
            new HearFamily(Willems), Ots, AskFor(DeBrug, Noon, Gezondheid), Yes(Health, Cast.Samira, Noon), No(Health, Cast.Erik, Noon));

        Assert.Equal(Health, Standing.Of(Fold(agreed), Gezondheid, DeBrug.Team, DeBrug.Organisation, "gezinshulp", Noon).Granted!.Request);
        Assert.Equal("ots", Standing.Of(Fold(taken), Gezondheid, DeBrug.Team, DeBrug.Organisation, "gezinshulp", Noon).Granted!.Ground);
        Assert.Null(Standing.Of(Fold(taken), Gezondheid, DeBrug.Team, DeBrug.Organisation, "schuldhulp", Noon).Granted);
    }

    [Fact]
    public void A_conflict_of_duties_is_in_force_when_another_person_carries_it_too()
    {
        var conflict = Invoke("conflict-van-plichten", VeiligThuis, Noon, Gezondheid) with { Second = GroundMatrix.Confirmed };
        var invoked = Given(Willems).When(conflict).ThenA<GroundInvoked>();
        var confirm = new ConfirmGround(invoked.Ground, "fatima", Cast.Jgz, Noon.AddMinutes(5));
        var confirmed = Given(Willems, invoked).When(confirm).ThenA<GroundConfirmed>();

        Given(Willems).When(conflict with { Second = null }).ThenRefused(ConsentRefusals.GroundEvidence);
        Given(Willems, invoked).When(confirm with { By = Cast.Noor }).ThenRefused(ConsentRefusals.SamePerson);
        Given(Willems, invoked).When(confirm with { ByOrganisation = Cast.Wijkteam }).ThenRefused(Refusals.Missing);
        Given(Willems, invoked).When(Opens(VeiligThuis, Gezondheid, Noon.AddMinutes(6))).ThenA<AccessRefused>();
        Given(Willems, invoked, confirmed).When(Opens(VeiligThuis, Gezondheid, Noon.AddMinutes(6))).ThenA<AccessGranted>();
        Assert.Empty(OwnPage.Of([Willems, invoked], Cast.Erik, false, Noon.AddMinutes(6)).Grounds);
    }

    [Fact]
    public void A_solo_practice_names_a_colleague_elsewhere_or_is_reviewed_within_five_working_days()
    {
        var conflict = Invoke("conflict-van-plichten", VeiligThuis, At(2027, 3, 24, 12), Gezondheid);
        var elsewhere = Given(Willems).When(conflict with { Second = GroundMatrix.Elsewhere }).ThenA<GroundInvoked>();
        var afterwards = Given(Willems).When(conflict with { Second = GroundMatrix.Afterwards }).ThenA<GroundInvoked>();
        List<ConsentFact> reviewed = [Willems, afterwards, new GroundConfirmed(afterwards.Ground, "fatima", At(2027, 4, 1))];

        Assert.Null(elsewhere.ReviewBy);
        Assert.Equal(new(2027, 4, 2), afterwards.ReviewBy);
        Given(Willems, elsewhere).When(Opens(VeiligThuis, Gezondheid, At(2027, 4, 15))).ThenA<AccessGranted>();
        Given(Willems, afterwards).When(Opens(VeiligThuis, Gezondheid, At(2027, 4, 2, 23, 59))).ThenA<AccessGranted>();
        Given(Willems, afterwards).When(Opens(VeiligThuis, Gezondheid, At(2027, 4, 3, 0))).ThenA<AccessRefused>();
        Given(reviewed).When(Opens(VeiligThuis, Gezondheid, At(2027, 4, 15))).ThenA<AccessGranted>();
    }

    [Fact]
    public void A_ground_that_ended_is_closed_in_the_same_second_and_who_looked_hears_that_it_was_taken_back()
    {
        var facts = Facts(new HearFamily(Willems), Ots, Opens(DeBrug, Gezondheid, Noon));
        var end = new EndGround(Ots.Ground, "ten-onrechte", Cast.Noor, Cast.Jgz, Noon.AddHours(1));
        var ended = Given(facts).When(end).ThenA<GroundEnded>();
        var after = Opens(DeBrug, Gezondheid, Noon.AddHours(1)) with { Question = Cast.Id(0x902) };

        Assert.Equal("ingetrokken", Given([.. facts, ended]).When(after).ThenA<AccessRefused>().Withheld[0].Code);
        Given(facts).When(end with { ByOrganisation = Cast.Wijkteam }).ThenRefused(Refusals.Missing);
        Given([.. facts, ended]).When(end).ThenNothing();
    }

    [Fact]
    public void Only_a_party_invokes_and_the_house_hears_rows_but_not_which_ground()
    {
        Given(Willems).When(Ots with { ByOrganisation = Cast.Wijkteam }).ThenRefused(Refusals.Missing);
        Given(Willems).When(Ots with { Rows = [new(Cast.Id(0xbad), "gezondheid-kind")] }).ThenRefused(ConsentRefusals.RowDoesNotFit);
        var facts = Facts(new HearFamily(Willems), Ots);
        var told = Assert.Single(ConsentAnnouncements
            .Choose(new(ConsentHandler.Consents.Stream(Cast.Family), 2, Fold(facts), facts[^1], facts[^1].At))
            .OfType<WarmHandover.Contracts.Consent.ConsentStands>());

        var stands = Assert.Single(told.Requests);
        Assert.Equal([Gezondheid, Ontwikkeling], stands.Allowed);
        Assert.DoesNotContain("ots", System.Text.Json.JsonSerializer.Serialize(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Working_days_skip_weekends_holidays_and_decreed_days()
    {
        Assert.Equal(new(2027, 4, 2), LegalCalendar.Known.AfterWorkingDays(new(2027, 3, 24), 5));
        Assert.Equal(new(2027, 5, 13), LegalCalendar.Known.AfterWorkingDays(new(2027, 5, 4), 4));
        Assert.Equal(new(2026, 12, 28), LegalCalendar.Known.AfterWorkingDays(new(2026, 12, 24), 1));
        DateOnly[] closed =
        [
            new(2027, 3, 26), new(2027, 3, 29), new(2027, 4, 27), new(2027, 5, 5), new(2027, 5, 6), new(2027, 5, 7), new(2027, 5, 17),
            new(2028, 4, 14), new(2028, 4, 17), new(2028, 5, 25), new(2028, 6, 5), new(2030, 4, 19), new(2030, 5, 30),
        ];
        Assert.All(closed, day => Assert.False(LegalCalendar.Known.IsWorkingDay(day), day.ToString("O")));
        Assert.True(LegalCalendar.Known.IsWorkingDay(new(2027, 4, 28)));
    }
}
