using WarmHandover.Consents;
using WarmHandover.Contracts;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>Who acts for somebody: a line per row of the tables of representation, matters and the rules that hold in every set.</summary>
public sealed class RepresentationTests
{
    private static readonly Guid Office = Cast.Id(0x701);
    private static readonly DateOnly Start = new(2027, 1, 1);

    /// <summary>What is told about Samira, a category, who signs, by which rule, and why nobody does.</summary>
    public static TheoryData<string, string, string, string, string?> Rules => new()
    {
        { "", "schulden", "Samira", "volwassene-alleen", null },
        { "curator", "schulden", "Office", "curator", null },
        { "curator", "gezondheid-ouder", "Office", "curator", null },
        { "mentor", "gezondheid-ouder", "Office", "mentor", null },
        { "mentor", "hulpvraag", "Office", "mentor", null },
        { "mentor", "bereikbaarheid", "Office", "mentor", null },
        { "mentor", "schulden", "Samira", "volwassene-alleen", null },
        { "gemachtigde", "schulden", "Samira", "volwassene-alleen", null },
        { "gemachtigde alles", "schulden", "Office", "gemachtigde", null },
        { "gemachtigde gezondheid", "gezondheid-ouder", "Office", "gemachtigde", null },
        { "gemachtigde gezondheid", "schulden", "Samira", "volwassene-alleen", null },
        { "partner", "gezondheid-ouder", "Samira", "volwassene-alleen", null },
        { "partner gezondheid", "gezondheid-ouder", "Office", "partner", null },
        { "partner alles", "hulpvraag", "Office", "partner", null },
        { "partner alles", "schulden", "", "wilsonbekwaam-alleen", "wilsonbekwaam-alleen" },
        { "familie", "hulpvraag", "Samira", "volwassene-alleen", null },
        { "familie hulp", "hulpvraag", "Office", "familie", null },
        { "familie alles", "geldzorgen", "", "wilsonbekwaam-alleen", "wilsonbekwaam-alleen" },
        { "bewindvoerder", "schulden", "Samira Office", "bewindvoerder-erbij", null },
        { "bewindvoerder", "wonen-en-energie", "Samira Office", "bewindvoerder-erbij", null },
        { "bewindvoerder", "gezondheid-ouder", "Samira", "volwassene-alleen", null },
        { "bewindvoerder geld", "schulden", "Office", "bewindvoerder-erbij", null },
        { " alles", "schulden", "", "wilsonbekwaam-alleen", "wilsonbekwaam-alleen" },
        { " gegevens-delen", "hulpvraag", "", "wilsonbekwaam-alleen", "wilsonbekwaam-alleen" },
        { " hulp", "hulpvraag", "", "wilsonbekwaam-alleen", "wilsonbekwaam-alleen" },
        { " hulp", "schulden", "Samira", "volwassene-alleen", null },
        { " persoonlijk", "bereikbaarheid", "", "wilsonbekwaam-alleen", "wilsonbekwaam-alleen" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Who_acts_for_an_adult_follows_from_the_table(string told, string category, string who, string rule, string? closed)
    {
        var signing = Signatories.Of(new(Cast.Samira, category), Told(told), Cast.Today, Lists.Default);

        Assert.Equal((who, rule, closed), (Names(signing), signing.Rule, signing.Closed));
        Assert.NotEmpty(signing.Sources);
        Assert.All(signing.Required, r => Assert.NotEmpty(r.Sources));
        Assert.All(signing.Required, r => Assert.Contains(Lists.Rules.Words(r.As), r.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_row_of_the_tables_has_a_line_here()
    {
        var told = Rules.Select(r => (string)r[0]!).ToArray();

        Assert.All(Lists.Rules.Representation, r => Assert.Contains(told, t => t.Split(' ')[0] == r.Kind));
        Assert.All(Lists.Rules.Matters, m => Assert.Contains(told, t => t.EndsWith($" {m.Code}", StringComparison.Ordinal)));
        Assert.All(Lists.Rules.Representation.SelectMany(r => r.Matters), m => Assert.Contains(Lists.Rules.Matters, x => x.Code == m));
        string[] always = ["niet-meer-vragen", "wilsonbekwaam-alleen", "wilsonbekwaam-gezag"];
        Assert.Equal(always, Lists.Rules.Always.Select(r => r.Rule).Order());
        var known = Lists.Categories.Categories.Select(c => c.Code).ToHashSet();
        Assert.All(Lists.Rules.Matters.SelectMany(m => m.Categories).Where(c => c != "*"), c => Assert.Contains(c, known));
        Assert.Empty(known.Except(Lists.Rules.Matters.SelectMany(m => m.Categories)));
    }

    /// <summary>BW 7:465(3): the first of the list who is there; only where the law on care holds (UAVG 5(2) knows no partner).</summary>
    [Fact]
    public void Of_those_who_may_act_the_first_of_the_law_does_and_a_partner_only_where_the_law_on_care_holds()
    {
        var all = Lists.Rules.Representation.Where(r => r.Instead).Select(r => r.Kind).ToArray();
        Assert.Equal(["curator", "mentor", "gemachtigde", "partner", "familie"], all);
        var health = new Row(Cast.Samira, "gezondheid-ouder");
        for (var first = 0; first < all.Length; first++)
        {
            var family = Told(" alles") with
            {
                Representations =
                [
                    .. all[first..].Reverse().Select((kind, n) => Acts(kind, Start) with { Holder = Cast.Id(0x710 + n) }),
                ],
            };
            var signing = Signatories.Of(health, family, Cast.Today, Lists.Default);
            Assert.Equal((all[first], 1), (signing.Rule, signing.Required.Count));
        }

        foreach (var kind in new[] { "partner", "familie" })
        {
            foreach (var set in Lists.Rules.RuleSets)
            {
                var closed = Signatories.Of(health, Told($"{kind} alles"), Cast.Today, set).Closed;
                Assert.Equal(set.Code is "unie" or "wgbo" ? null : "wilsonbekwaam-alleen", closed);
            }
        }
    }

    [Theory]
    [InlineData(2016, "Samira Erik", "gezag")]
    [InlineData(2014, "Samira Erik", "wilsonbekwaam-gezag")]
    [InlineData(2010, "Samira Erik", "wilsonbekwaam-gezag")]
    public void For_a_child_of_twelve_or_older_who_cannot_value_his_interests_the_holders_sign(int born, string who, string rule)
    {
        var family = Bouazza(Cast.Monday, new(born, 1, 1)) with { Incompetences = [new(Cast.Yara, "alles", "arts", Start, null)] };
        foreach (var set in Lists.Rules.RuleSets.Where(s => s.Code != "unie-een-ouder"))
        {
            var signing = Signatories.Of(Gezondheid, family, Cast.Today, set);
            Assert.Equal(who, Names(signing));
            Assert.Equal(set.For(Ages.At(family.Member(Cast.Yara)!, Cast.Today)).Self ? rule : "gezag", signing.Rule);
            Assert.All(
                Lists.Rules.Exceptions, e => Assert.False(Signatories.MayStandAlone(Gezondheid, family, Cast.Today, set, e), e.Code));
        }
    }

    [Fact]
    public void A_judgement_holds_from_and_until_its_days_and_never_below_twelve()
    {
        var family = Bouazza(Cast.Monday, new(2010, 1, 1)) with
        {
            Incompetences = [new(Cast.Yara, "alles", "arts", new(2027, 2, 1), new(2027, 4, 1))],
        };

        Assert.Equal("Yara", Names(Signatories.Of(Gezondheid, family, new(2027, 1, 31), Lists.Default)));
        Assert.Equal("Samira Erik", Names(Signatories.Of(Gezondheid, family, new(2027, 3, 31), Lists.Default)));
        Assert.Equal("Yara", Names(Signatories.Of(Gezondheid, family, new(2027, 4, 1), Lists.Default)));
    }

    /// <summary>BW 1:253q: the other holder alone; the screen says who established it.</summary>
    [Fact]
    public void A_holder_who_cannot_exercise_his_authority_is_named_with_ground_and_who_established_it()
    {
        var family = Bouazza(Cast.Monday) with
        {
            Suspensions = [new(Cast.Erik, null, "253q-onbevoegd", "rechter", new(2027, 2, 1), new(2027, 6, 1))],
        };
        var signing = Signatories.Of(Gezondheid, family, Cast.Today, Lists.Default);

        Assert.Equal("Samira", Names(signing));
        Assert.Equal([new Excused(Cast.Erik, "253q-onbevoegd", "rechter")], signing.Excused);
        Assert.Equal("Samira Erik", Names(Signatories.Of(Gezondheid, family, new(2027, 1, 31), Lists.Default)));
        Assert.Equal("Samira Erik", Names(Signatories.Of(Gezondheid, family, new(2027, 6, 1), Lists.Default)));

        var both = family with
        {
            Suspensions = [.. family.Suspensions!, new(Cast.Samira, Cast.Yara, "253r-gezag", "rechter", Start, null)],
        };
        Assert.Equal("gezag-onbekend", Signatories.Of(Gezondheid, both, Cast.Today, Lists.Default).Closed);
    }

    /// <summary>BW 1:246 and 1:253ha.</summary>
    [Fact]
    public void A_minor_mother_signs_about_herself_and_has_authority_only_once_the_judge_declared_her_adult()
    {
        var baby = Cast.Id(0x15);
        var mother = new Member(Cast.Yara, "parent", Ages.From16, new(2028, 6, 1), false);
        var family = Bouazza(Cast.Monday) with
        {
            Members = [mother, Child(baby, new(2027, 2, 1), Cast.Today), Adult(Cast.Samira)],
            Authorities = [Gezag(baby, Cast.Yara)],
        };
        var declared = family with { Members = [mother with { AdultFrom = new(2027, 4, 1) }, .. family.Members.Skip(1)] };
        var row = new Row(baby, "gezondheid-kind");

        Assert.Equal("gezag-onbekend", Signatories.Of(row, family, Cast.Today, Lists.Default).Closed);
        Assert.Equal("gezag-onbekend", Signatories.Of(row, declared, new(2027, 3, 31), Lists.Default).Closed);
        Assert.Equal("Yara", Names(Signatories.Of(row, declared, new(2027, 4, 1), Lists.Default)));
        Assert.Equal("Yara", Names(Signatories.Of(row, family, new(2028, 6, 1), Lists.Default)));
        Assert.Equal("Yara", Names(Signatories.Of(new(Cast.Yara, "hulpvraag"), family, Cast.Today, Lists.Default)));
    }

    [Theory]
    [InlineData("pregnancy-ended")]
    [InlineData("deceased")]
    public void About_who_is_gone_nothing_is_asked_and_nobody_is_reminded(string gone)
    {
        var family = Bouazza(Cast.Monday);
        var facts = Facts(
            new HearFamily(family), AskHelp(Cast.Monday, Gezondheid, Geldzorgen), Yes(Health, Cast.Samira, Cast.Monday),
            Yes(Health, Cast.Erik, Cast.Monday));
        var without = family with
        {
            SignalVersion = 6,
            At = Cast.Monday.AddHours(1),
            Members = [.. family.Members.Select(m => m.Id == Cast.Yara ? m with { Gone = gone } : m)],
        };
        var heard = ConsentDecider.Decide(new HearFamily(without), Fold(facts)).ToArray();
        facts.AddRange(heard);

        Assert.IsType<FamilyHeard>(Assert.Single(heard));
        Assert.Equal("niet-meer-vragen", Signatories.Of(Gezondheid, without, Cast.Today, Lists.Default).Closed);
        Assert.Equal(Stance.Incomplete, facts.Help(Gezondheid, Cast.Monday.AddHours(2)));
        Assert.Equal(Stance.Allowed, facts.Help(Geldzorgen, Cast.Monday.AddHours(2)));
        Assert.Equal(
            "niet-meer-vragen",
            ConsentDecider.Decide(AskHelp(Cast.Monday.AddHours(2), Gezondheid) with { Request = Debts }, Fold(facts)).Refusal?.Code);
        Assert.All(
            Enumerable.Range(0, 400), day => Assert.DoesNotContain(
                Reopenings.On(Fold(facts), Cast.Today.AddDays(day)), c => c.Subject == Cast.Yara));
    }

    [Fact]
    public void An_organisation_signs_for_others_and_no_row_is_about_it()
    {
        var organisation = new Member(Office, "organisation", Ages.Adult, null, false);
        var family = Bouazza(Cast.Monday) with { Members = [.. Bouazza(Cast.Monday).Members, organisation] };

        Assert.DoesNotContain(Lists.Categories.Categories, c => c.Fits(organisation, Ages.Adult));
        Assert.Equal(
            "rij-past-niet",
            ConsentDecider.Decide(AskHelp(Cast.Monday, new Row(Office, "hulpvraag")), Fold([family])).Refusal?.Code);
    }

    /// <summary>Two clocks: the mentor holds since January and is told in March.</summary>
    [Fact]
    public void A_representative_who_is_told_late_closes_what_the_adult_agreed_to_alone_and_reopens_it()
    {
        var facts = Facts(
            new HearFamily(Bouazza(At(2027, 1, 4))), AskHelp(At(2027, 1, 4), new Row(Cast.Samira, "hulpvraag"), Geldzorgen),
            Yes(Health, Cast.Samira, At(2027, 1, 4)));
        var known = At(2027, 3, 1);
        facts.AddRange(ConsentDecider.Decide(
            new HearFamily(Told("mentor") with { SignalVersion = 9, At = known, Representations = [Acts("mentor", new(2027, 2, 1))] }),
            Fold(facts)));
        var reopened = Assert.IsType<ConsentReopened>(facts[^1]);

        Assert.Equal((new DateOnly(2027, 2, 1), "vertegenwoordiging"), (reopened.On, reopened.Changes.Single().Reason));
        Assert.Equal(Stance.Incomplete, facts.Help(new(Cast.Samira, "hulpvraag"), known));
        Assert.Equal(Stance.Allowed, facts.Help(Geldzorgen, known));

        facts.AddRange(ConsentDecider.Decide(Yes(Health, Office, known.AddHours(1)), Fold(facts)));
        Assert.Equal(Stance.Allowed, facts.Help(new(Cast.Samira, "hulpvraag"), known.AddHours(1)));
    }

    /// <summary>BW 1:253i, C24b: a policy that is off, and narrow when somebody turns it on.</summary>
    [Fact]
    public void One_parent_suffices_only_where_the_policy_is_on_nobody_objects_and_the_data_are_not_special()
    {
        var school = new Row(Cast.Yara, "meedoen-en-school");
        var facts = Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, school, Gezondheid), Yes(Health, Cast.Samira, Cast.Monday));
        List<ConsentFact> on = [.. facts.Select(f => f is ConsentRequested r ? r with { RuleSet = "unie-een-ouder" } : f)];

        Assert.DoesNotContain(Lists.Rules.Choices, c => Lists.Rules.Newest(c.RuleSet).OneHolderUnlessObjection);
        Assert.Equal(Stance.Incomplete, facts.Help(school, Cast.Monday));
        Assert.Equal(Stance.Allowed, on.Help(school, Cast.Monday));
        Assert.Equal(Stance.Incomplete, on.Help(Gezondheid, Cast.Monday));

        List<ConsentFact> objected = [.. on, .. ConsentDecider.Decide(No(Health, Cast.Erik, Cast.Monday.AddHours(1)), Fold(on))];
        Assert.Equal(Stance.Conflict, objected.Help(school, Cast.Monday.AddHours(1)));
        var flagged = Bouazza(Cast.Monday.AddHours(1), version: 6);
        List<ConsentFact> hidden =
        [
            .. on,
            flagged with { Members = [Adult(Cast.Samira), Adult(Cast.Erik, mayNotBeInformed: true), flagged.Members[2]] },
        ];
        Assert.Equal(Stance.Incomplete, hidden.Help(school, Cast.Monday.AddHours(1)));
    }

    private static Representation Acts(string kind, DateOnly from) => new(
        Cast.Id(0x702), Cast.Samira, Office, kind, from, null, "beschikking");

    private static FamilyHeard Told(string told) => told.Split(' ') is var words ? Bouazza(Cast.Monday) with
    {
        Representations = words[0].Length == 0 ? null : [Acts(words[0], Start)],
        Incompetences = words is [_, var matter] ? [new(Cast.Samira, matter, "arts", Start, null)] : null,
    } : throw new ArgumentException("Nothing is told.", nameof(told));

    private static string Names(Signing signing) => string.Join(' ', signing.Who.Select(id =>
        id == Cast.Samira ? "Samira" : id == Cast.Erik ? "Erik" : id == Cast.Yara ? "Yara" : id == Office ? "Office" : "?"));
}
