using FsCheck;
using FsCheck.Fluent;
using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// Decision 26 in consent: of what stands under two ids of one family the stricter counts. Shown over random stories in two files.
/// </summary>
public sealed class JoinedFilesTests
{
    private static readonly Guid Other = Cast.Id(0x2);
    private static readonly SamePerson[] Here =
        [new(Cast.Samira, Cast.Id(0x1011)), new(Cast.Erik, Cast.Id(0x1012)), new(Cast.Yara, Cast.Id(0x1013))];
    private static readonly Row[] Rows = [Gezondheid, Woorden, Geldzorgen];
    private static int closed;
    private static int open;

    [Fact]
    public void A_joined_standing_is_never_more_open_than_either()
    {
        (closed, open) = (0, 0);
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), Tell).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
        Assert.True(closed > 50 && open > 50, $"The stories must close and leave open: {closed} closed, {open} open.");
    }

    private static void Tell(int story)
    {
        var random = new Random(story);
        var (one, other) = (Story(random), Story(random));
        var at = At(2027, 6, 1);
        var (before, beforeOther) = (Fold(one), Fold(other));
        var (joined, joinedOther) = Join(one, other, at);
        foreach (var row in Rows)
        {
            for (var then = at.AddMinutes(1); then < at.AddYears(1); then = then.AddDays(40))
            {
                // What stood then is held against what stood when they were joined: what ended before does not stand.
                var (was, wasOther) = (Stands(before, row, then), Stands(beforeOther, row, then));
                var (now, nowOther) = (Stands(Fold(joined), row, then), Stands(Fold(joinedOther), row, then));
                var both = Asked(before, row, at) && Asked(beforeOther, row, at);
                var most = both ? was && wasOther : was;
                Assert.True(!now || most, $"story {story}: {row.Category} on {then:yyyy-MM-dd} is open under the first id");
                Assert.True(!nowOther || (both ? was && wasOther : wasOther), $"story {story}: {row.Category} is open under the other id");
                Assert.True(!both || now == nowOther, $"story {story}: {row.Category} on {then:yyyy-MM-dd} differs between the ids");
                if (both && was != wasOther)
                    closed++;
                open += now ? 1 : 0;
            }
        }
    }

    [Fact]
    public void A_no_in_one_file_closes_the_yes_of_the_other_and_who_received_it_owes_a_word()
    {
        var yes = Yes(At(2027, 3, 2), Cast.Samira, Cast.Erik);
        var no = Yes(At(2027, 3, 1), Cast.Samira);
        no.AddRange(ConsentDecider.Decide(No(Health, Cast.Erik, At(2027, 3, 2)), Fold(no)));
        yes.AddRange(ConsentDecider.Decide(Opens(Gezondheid, At(2027, 3, 3)), Fold(yes)));

        var (_, other) = Join(no, yes, At(2027, 6, 1));
        Assert.False(Stands(Fold(other), Gezondheid, At(2027, 6, 2)));
        var owed = Assert.Single(Fold(other).Withdrawals);
        Assert.Equal(Cast.WijkteamNoord, Assert.Single(owed.Silent).Recipient.Team);
        Assert.Equal(Guid.Empty, owed.Signatory);
    }

    [Fact]
    public void A_shorter_end_wins()
    {
        var one = Yes(At(2027, 3, 1), Cast.Samira, Cast.Erik);
        var other = Yes(At(2027, 3, 1), Cast.Samira, Cast.Erik, until: new(2027, 7, 1));
        var (first, _) = Join(one, other, At(2027, 6, 1));
        Assert.True(Stands(Fold(one), Gezondheid, At(2027, 7, 2)));
        Assert.True(Stands(Fold(first), Gezondheid, At(2027, 7, 1)));
        Assert.False(Stands(Fold(first), Gezondheid, At(2027, 7, 2)));
        Assert.Equal(Amsterdam.StartOf(new(2027, 7, 2)), Reopenings.Due(Fold(first) with { Openings = [] })!.Value.AddDays(30));
    }

    [Fact]
    public void What_was_asked_under_one_id_only_stands_as_it_stood()
    {
        var alone = Yes(At(2027, 3, 1), Cast.Samira, Cast.Erik);
        var (_, other) = Join([new FamilyFacts(At(2027, 3, 1)).Heard], alone, At(2027, 6, 1));
        Assert.True(Stands(Fold(other), Gezondheid, At(2027, 6, 2)));
    }

    [Fact]
    public void Open_questions_of_the_old_id_lapse_and_new_ones_are_asked_under_the_one_that_survives()
    {
        var asked = Yes(At(2027, 3, 1), Cast.Samira);
        var (_, old) = Join([new FamilyFacts(At(2027, 3, 1)).Heard], asked, At(2027, 6, 1));
        var consent = Fold(old);
        Assert.Equal(Cast.Family, consent.JoinedInto);
        Assert.Equal("verzoek-verlopen", ConsentDecider.Decide(Scene.Yes(Health, Cast.Erik, At(2027, 6, 2)), consent).Refusal!.Code);
        var elsewhere = AskHelp(At(2027, 6, 2), Gezondheid) with
        {
            Request = Cast.Id(0xb1),
            RecipientTeam = Cast.SchuldhulpTeam,
            RecipientOrganisation = Cast.Schuldhulp,
        };
        Assert.Equal("gezin-samengevoegd", ConsentDecider.Decide(elsewhere, consent).Refusal!.Code);
        Assert.Null(ConsentDecider.Decide(AskHelp(At(2027, 6, 2), Gezondheid) with { Request = Cast.Id(0xb2) }, consent).Refusal);
    }

    private static bool Stands(Consent consent, Row row, DateTimeOffset at) =>
        Standing.Of(consent, row, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", at).Stance is Stance.Allowed;

    private static bool Asked(Consent consent, Row row, DateTimeOffset at) => consent.Requests.Exists(r =>
        !r.IsOver(at) && r.Asked.Rows.Contains(row) && r.Asked.Purpose == "gezinshulp" && r.Asked.RecipientTeam == Cast.WijkteamNoord);

    /// <summary>The reaction's four steps, on two lists of facts; both families use the same ids here.</summary>
    private static (List<ConsentFact> One, List<ConsentFact> Other) Join(
        IReadOnlyList<ConsentFact> one, IReadOnlyList<ConsentFact> other, DateTimeOffset at)
    {
        List<ConsentFact> first = [.. one], second = [.. other];
        first.AddRange(ConsentDecider.Decide(new JoinFiles(Other, Survives: true, [], at), Fold(first)));
        second.AddRange(ConsentDecider.Decide(new JoinFiles(Cast.Family, Survives: false, [], at), Fold(second)));
        var before = at.AddMicroseconds(-1);
        var (limits, others) = (Twins.Standing(Fold(first), before), Twins.Standing(Fold(second), before));
        second.AddRange(ConsentDecider.Decide(new NarrowConsent(Cast.Family, limits, at), Fold(second)));
        first.AddRange(ConsentDecider.Decide(new NarrowConsent(Other, others, at), Fold(first)));
        Assert.Empty(ConsentDecider.Decide(new NarrowConsent(Other, others, at), Fold(first)));
        Assert.Empty(ConsentDecider.Decide(new JoinFiles(Other, true, [], at), Fold(first)));
        return (first, second);
    }

    private static List<ConsentFact> Yes(DateTimeOffset at, Guid who, Guid? also = null, DateOnly? until = null)
    {
        var facts = Facts(new HearFamily(Bouazza(at)), AskHelp(at, Gezondheid) with { Until = until ?? new(2027, 8, 31) });
        foreach (var signatory in new[] { who, also }.OfType<Guid>())
            facts.AddRange(ConsentDecider.Decide(Scene.Yes(Health, signatory, at), Fold(facts)));
        return facts;
    }

    private static List<ConsentFact> Story(Random random)
    {
        var now = At(2027, 3, 1);
        var facts = Facts(new HearFamily(Bouazza(now)));
        for (var step = 0; step < 14; step++)
        {
            now = now.AddHours(random.Next(1, 72));
            var (who, request) = (Here[random.Next(2)].Here, new[] { Health, Debts }[random.Next(2)]);
            ConsentCommand command = random.Next(7) switch
            {
                0 => AskHelp(now, [.. Rows.Where(_ => random.Next(2) == 0)]) with
                {
                    Request = request,
                    Until = Amsterdam.DateAt(now).AddDays(random.Next(60, 170)),
                },
                1 => No(request, who, now),
                2 => TakeBack(who, now, request),
                3 => new PostponeAnswer(request, who, null, Amsterdam.DateAt(now).AddDays(20), "portaal", null, now),
                _ => Scene.Yes(request, who, now),
            };
            if (ConsentDecider.Decide(command, Fold(facts)) is { Refusal: null } decision)
                facts.AddRange(decision);
        }

        return facts;
    }

    private sealed record FamilyFacts(DateTimeOffset At)
    {
        public ConsentFact Heard => Bouazza(At);
    }
}
