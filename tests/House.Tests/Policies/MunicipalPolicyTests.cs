using WarmHandover.Platform.Policies;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Policies;

/// <summary>
/// A municipality calls more situations threatening and decides sooner: two people make it, from a day on, never beyond the law, and what
/// one municipality chooses does not wait for another.
/// </summary>
public sealed class MunicipalPolicyTests
{
    private const string Threat = "GM0150-beslag-op-inboedel.naam";
    private const string Decision = "GM0150.weken";
    private static readonly DateOnly From = Today.AddDays(7);
    private static readonly TermBook Empty = TermBook.Kind.Initial;

    private static readonly TermBook Old = new TermBookEvent[]
    {
        new ThreatAdded("GM0150", new("beslag-op-inboedel", "Beslag op de inboedel"), Monday), new DecisionTermChosen("GM0150", 6, Monday),
    }.Aggregate(Empty, TermBook.Evolve);

    public static TheoryData<string, string, string> Both => new()
    {
        { MunicipalPolicy.Threats, Threat, "Beslag op de inboedel" },
        { MunicipalPolicy.Decisions, Decision, "6" },
    };

    [Theory]
    [MemberData(nameof(Both))]
    public void Who_proposed_neither_agrees_nor_refuses_and_somebody_else_does(string kind, string setting, string value)
    {
        var (of, book) = (Kind(kind, Empty), PolicyBook.Streams("referral").Initial);
        book = After(book, Propose(of, 0x741, setting, value, From));
        Assert.Equal(PolicyRefusals.SamePerson, Decide(new ApprovePolicy(of, Id(0x741), "bea", Monday), book).Refusal);
        Assert.Equal(PolicyRefusals.SamePerson, Decide(new RefusePolicy(of, Id(0x741), "onjuist", "bea", Monday), book).Refusal);
        var agreed = After(book, new ApprovePolicy(of, Id(0x741), "boris", Monday));
        Assert.Equal([value], agreed.At(of, From)[setting]);
        Assert.NotEqual([value], agreed.At(of, From.AddDays(-1))[setting]);
        Assert.Equal(
            PolicyRefusals.TooEarly, Decide(Propose(of, 0x742, setting, value, Today), book).Refusal);
    }

    [Fact]
    public void A_threat_and_a_decision_term_hold_for_their_own_municipality_from_their_day_on()
    {
        var before = Rules(Empty, From.AddDays(-1));
        Assert.Equal((6, 8), (before.Threats("GM0150").Count, before.DecisionWeeks("GM0150")));
        var rules = Rules(Empty, From);
        Assert.Equal("Beslag op de inboedel", rules.Threats("GM0150").Single(t => t.Code == "beslag-op-inboedel").Name);
        Assert.Equal(6, rules.DecisionWeeks("GM0150"));
        Assert.Equal((6, 8), (rules.Threats("GM0301").Count, rules.DecisionWeeks("GM0301")));
        Assert.Contains("GM0150", rules.Municipal.Keys);
    }

    [Fact]
    public void What_one_person_chose_before_still_holds_and_is_where_a_change_begins()
    {
        var (threats, decisions) = (Kind(MunicipalPolicy.Threats, Old), Kind(MunicipalPolicy.Decisions, Old));
        var rules = Old.With(MunicipalPolicy.Chosen(Policy.OfRelease(threats), Policy.OfRelease(decisions)));
        Assert.Equal((7, 6), (rules.Threats("GM0150").Count, rules.DecisionWeeks("GM0150")));

        var nothing = Decide(Propose(decisions, 0x743, Decision, "6", From), PolicyBook.Initial);
        Assert.Equal(PolicyRefusals.NothingChanges, nothing.Refusal);
        var later = After(PolicyBook.Initial, Propose(decisions, 0x743, Decision, "4", From), Agree(decisions, 0x743));
        Assert.Equal(4, later.At(decisions, From).Number(Decision));
        Assert.Equal(6, later.At(decisions, From.AddDays(-1)).Number(Decision));
    }

    [Fact]
    public void The_law_draws_the_line_and_its_own_threats_are_no_choice()
    {
        var decisions = Kind(MunicipalPolicy.Decisions, Empty);
        var refusal = Decide(Propose(decisions, 0x744, Decision, "9", From), PolicyBook.Initial).Refusal!;
        Assert.Equal("onder-wettelijke-grens", refusal.Code);
        Assert.Contains("Wgs artikel 4a", refusal.Reason, StringComparison.Ordinal);
        Assert.NotNull(decisions.Find(Decision)!.Wrong(["0"]));

        var threats = Kind(MunicipalPolicy.Threats, Empty);
        foreach (var odd in new[] { "GM0150-uithuiszetting", "GM150-brand", "GM0150-Brand", "GM0150-", "GM0150", "GM0150-brand\n", "" })
            Assert.Empty(threats.Group(odd));
        foreach (var odd in new[] { "gm0150", "GM0150\n", "GM01500", "Deventer" })
            Assert.Empty(decisions.Group(odd));
        foreach (var odd in new[] { "", " ", "Brand ", "Brand\nBrand", "\u202EdnarB", new string('x', 201) })
            Assert.NotNull(threats.Find(Threat)!.Wrong([odd]));
    }

    [Fact]
    public void One_municipality_does_not_wait_for_another_and_each_has_its_own_proposal()
    {
        var of = Kind(MunicipalPolicy.Decisions, Empty);
        var far = After(PolicyBook.Initial, Propose(of, 0x745, Decision, "6", From.AddDays(90)), Agree(of, 0x745));
        var near = After(far, Propose(of, 0x746, "GM0301.weken", "5", From), Agree(of, 0x746));
        Assert.Equal((8, 5), (near.At(of, From).Number(Decision), near.At(of, From).Number("GM0301.weken")));
        Assert.Equal(2, near.Highest);
        Assert.Equal(
            "beleid-zelfde-dag", Decide(Propose(of, 0x747, Decision, "5", From), near).Refusal?.Code);
        Assert.IsType<PolicyWithdrawn>(Decide(new WithdrawPolicy(of, Id(0x745), "boris", Monday), near).Single());

        var two = Propose(of, 0x748, Decision, "5", From) with { Settings = [new(Decision, ["5"]), new("GM0301.weken", ["4"])] };
        Assert.Equal(PolicyRefusals.OneAtATime, Decide(two, PolicyBook.Initial).Refusal);
    }

    private static TermRules Rules(TermBook book, DateOnly day)
    {
        var (threats, decisions) = (Kind(MunicipalPolicy.Threats, book), Kind(MunicipalPolicy.Decisions, book));
        var said = After(PolicyBook.Initial, Propose(threats, 0x749, Threat, "Beslag op de inboedel", From), Agree(threats, 0x749));
        var chosen = After(PolicyBook.Initial, Propose(decisions, 0x74A, Decision, "6", From), Agree(decisions, 0x74A));
        return book.With(MunicipalPolicy.Chosen(said.At(threats, day), chosen.At(decisions, day)));
    }

    private static PolicyKind Kind(string kind, TermBook book) =>
        kind is MunicipalPolicy.Threats ? MunicipalPolicy.OfThreats(book) : MunicipalPolicy.OfDecisions(book);

    private static ProposePolicy Propose(PolicyKind kind, int change, string setting, string value, DateOnly from) =>
        new(kind, Id(change), [new(setting, [value])], from, "evaluatie", "bea", Monday);

    private static ApprovePolicy Agree(PolicyKind kind, int change) => new(kind, Id(change), "boris", Monday);

    private static WarmHandover.Platform.Deciding.Decision<PolicyFact> Decide(PolicyCommand command, PolicyBook book) =>
        PolicyDecider.Decide(command, book);

    private static PolicyBook After(PolicyBook book, params PolicyCommand[] commands)
    {
        foreach (var command in commands)
        {
            var decision = Decide(command, book);
            Assert.Null(decision.Refusal);
            book = decision.Aggregate(book, PolicyBook.Streams("referral").Evolve);
        }

        return book;
    }
}
