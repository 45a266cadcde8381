using System.Text.Json;
using WarmHandover.Consents;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>What a person sees of consent, and what the house hears of it.</summary>
public sealed class OwnPageTests
{
    private static readonly List<ConsentFact> CaseOne = Facts(
        new HearFamily(Bouazza(At(2027, 2, 2, 9))),
        AskDebts(At(2027, 2, 2, 10, 4), Schulden, Geldzorgen), Yes(Debts, Cast.Samira, At(2027, 2, 2, 10, 5)),
        AskHelp(At(2027, 2, 2, 10, 6), Gezondheid), Yes(Health, Cast.Samira, At(2027, 2, 2, 10, 7)),
        Opens(Schulden, At(2027, 2, 3), 0x905) with
        {
            By = new("referral", Cast.Ruud, "professional", Cast.SchuldhulpTeam, Cast.Schuldhulp),
            RecipientTeam = Cast.SchuldhulpTeam,
            RecipientOrganisation = Cast.Schuldhulp,
            Purpose = "schuldhulp",
        });

    /// <summary>Case 1: a search over the father's page finds nothing of the mother's.</summary>
    [Fact]
    public void The_fathers_page_holds_his_one_row_and_not_a_trace_of_another()
    {
        var page = Page(CaseOne, Cast.Erik, At(2027, 2, 9));

        Assert.Equal([Gezondheid], OwnPage.Of(CaseOne, Cast.Erik, false, At(2027, 2, 9)).Rows.Select(r => r.Row));
        string[] canaries =
            ["schuld", "geld", Debts.ToString(), Cast.Samira.ToString(), Cast.Schuldhulp.ToString(), "ruud", "\"ja\""];
        foreach (var canary in canaries)
            Assert.DoesNotContain(canary, page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("nog-niet", page, StringComparison.Ordinal);
        Assert.Contains("wordt niet gedeeld", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mother_sees_that_it_is_not_shared_without_who_and_who_looked_without_a_name()
    {
        var page = OwnPage.Of([.. CaseOne, .. ConsentDecider.Decide(No(Health, Cast.Erik, At(2027, 2, 8)), Fold(CaseOne))],
            Cast.Samira, false, At(2027, 2, 9));
        var text = JsonSerializer.Serialize(page);

        Assert.Equal("wordt niet gedeeld", page.Rows.Single(r => r.Row == Gezondheid).Shared);
        Assert.Equal("wordt gedeeld", page.Rows.Single(r => r.Row == Schulden).Shared);
        Assert.Equal(
            [new OwnLook(Cast.Schuldhulp, "professional", "openen", At(2027, 2, 3)) { Why = "Hulp bij geld en schulden" }],
            page.Rows.Single(r => r.Row == Schulden).Looked);
        Assert.DoesNotContain(Cast.Erik.ToString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Cast.Ruud, text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"nee\"", text, StringComparison.Ordinal);
    }

    /// <summary>Case 3: from 16 a parent's page holds nothing about the child.</summary>
    [Fact]
    public void From_sixteen_the_parents_page_is_silent_about_the_child_and_hers_about_them()
    {
        var night = DateTimeOffset.Parse("2027-02-15T23:00:00Z", null);
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 1, 11), new(2011, 2, 16))), AskHelp(At(2027, 1, 11, 10), Gezondheid, Geldzorgen),
            Yes(Health, Cast.Samira, At(2027, 1, 11, 11)), Yes(Health, Cast.Erik, At(2027, 1, 11, 12)),
            Yes(Health, Cast.Yara, At(2027, 1, 11, 13)), Opens(Gezondheid, At(2027, 1, 13)));

        Assert.Contains(Cast.Yara.ToString(), Page(facts, Cast.Erik, night.AddSeconds(-1)), StringComparison.Ordinal);
        Assert.Empty(OwnPage.Of(facts, Cast.Erik, false, night).Rows);
        Assert.DoesNotContain(Cast.Yara.ToString(), Page(facts, Cast.Samira, night), StringComparison.Ordinal);
        Assert.Equal([Gezondheid], OwnPage.Of(facts, Cast.Yara, true, night).Rows.Select(r => r.Row));
    }

    /// <summary>Case 10: a signatory who may not know.</summary>
    [Fact]
    public void The_page_of_who_may_not_be_informed_stands_still_but_for_his_own_words()
    {
        var heard = Bouazza(At(2027, 2, 2));
        var flagged = heard with { SignalVersion = 6, Members = [Adult(Cast.Samira), Adult(Cast.Erik, true), heard.Members[2]] };
        var before = Facts(
            new HearFamily(heard), AskHelp(At(2027, 2, 2, 10), Gezondheid),
            Yes(Health, Cast.Samira, At(2027, 2, 2, 11)), Yes(Health, Cast.Erik, At(2027, 2, 2, 12)));
        List<ConsentFact> after = [.. before, flagged with { At = At(2027, 2, 15) }];
        after.AddRange(ConsentDecider.Decide(
            Ask(Cast.Id(0xa9), Cast.SchuldhulpTeam, Cast.Schuldhulp, "gezinshulp", At(2027, 2, 16), Woorden), Fold(after)));
        after.AddRange(ConsentDecider.Decide(Yes(Cast.Id(0xa9), Cast.Samira, At(2027, 2, 16)), Fold(after)));
        after.AddRange(ConsentDecider.Decide(TakeBack(Cast.Samira, At(2027, 2, 17), Health), Fold(after)));

        Assert.Equal(Page(before, Cast.Erik, At(2027, 2, 14)), Page(after, Cast.Erik, At(2027, 2, 20)));

        after.AddRange(ConsentDecider.Decide(TakeBack(Cast.Erik, At(2027, 2, 21)), Fold(after)));
        Assert.Contains("ingetrokken", Page(after, Cast.Erik, At(2027, 2, 22)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_house_hears_how_requests_stand_and_never_that_somebody_looked()
    {
        var told = Told(CaseOne[..^1]);
        Assert.Equal([Schulden, Geldzorgen], told.Requests[0].Allowed);
        Assert.Empty(told.Requests[1].Allowed);
        Assert.Equal(5, told.Version);

        var taken = Told([.. CaseOne, .. ConsentDecider.Decide(TakeBack(Cast.Samira, At(2027, 2, 9)), Fold(CaseOne))]);
        Assert.Empty(taken.Requests[0].Allowed);
        Assert.Equal([Schulden, Geldzorgen], taken.Requests[0].Withdrawn);

        Assert.Empty(ConsentAnnouncements.Choose(Last(CaseOne)));
        Assert.Empty(ConsentAnnouncements.Choose(Last(CaseOne[..1])).OfType<ConsentStands>());
    }

    private static string Page(IReadOnlyList<ConsentFact> facts, Guid who, DateTimeOffset at) =>
        JsonSerializer.Serialize(OwnPage.Of(facts, who, child: false, at));

    private static ConsentStands Told(List<ConsentFact> facts) =>
        Assert.Single(ConsentAnnouncements.Choose(Last(facts)).OfType<ConsentStands>());

    private static Told<WarmHandover.Consents.Consent, ConsentFact> Last(List<ConsentFact> facts) =>
        new(ConsentHandler.Consents.Stream(Cast.Family), facts.Count, Fold(facts), facts[^1], facts[^1].At);
}
