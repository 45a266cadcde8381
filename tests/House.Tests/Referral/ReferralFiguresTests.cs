using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.EventLog;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Figures;
using WarmHandover.Signals;
using WarmHandover.Tests.Signal;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>Figures of referrals: what is counted of one, and that a small count is hidden wherever it shows.</summary>
public sealed class ReferralFiguresTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    private static readonly DateTimeOffset Spring = new(2022, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Case 8: not now, not now, yes. The signal service says when it began, the referral when it left.</summary>
    [Fact]
    public void Case_8_from_the_talk_to_the_letter_it_took_84_days_and_nobody_is_counted_as_refused()
    {
        var (first, yes) = (new DateOnly(2026, 11, 3), new DateTimeOffset(2027, 1, 26, 9, 0, 0, TimeSpan.Zero));
        FamilyFact[] facts =
        [
            .. Circle.Three, Circle.NotNow(1, first, new(2026, 12, 15)), Circle.NotNow(2, new(2026, 12, 15), new(2027, 1, 26)),
            Circle.HelpWithDebts with { At = yes },
        ];
        var file = (FamilyFile)facts.Aggregate(FamilyHandler.Streams.Initial, FamilyHandler.Streams.Evolve);
        var said = Assert.IsType<NeedsStated>(Assert.Single(FamilyAnnouncements.Choose(new("signal.family-x", 9, file, facts[^1], yes))));
        var need = (Case.Initial with { Needs = said.Needs }).Find(Circle.Debts, Jgz)!;
        Assert.Equal(first, need.SignalledOn);

        var left = ReferralTally.Of([Drafted with { Need = need, At = yes }, ReferralTale.Heard, Sent with { At = yes }])!;
        Assert.Equal((84, ReferralTally.Unanswered, "GM0150"), (left.DaysToSending!.Value, left.Answer, left.Area));
    }

    [Fact]
    public void A_need_goes_back_to_the_oldest_signal_of_its_domain_in_the_year_before_that_was_not_struck()
    {
        var debts = Circle.EnergyCutOff with { Kind = "betalingsachterstand", ObservedOn = new(2027, 1, 10) };
        Assert.Equal(FamilyCodes.SignalKinds.Find(debts.Kind)!.Domain, Circle.HelpWithDebts.Domain);
        DateOnly? First(params FamilyFact[] facts) => FirstSignal.Of(
            Circle.HelpWithDebts, (FamilyFile.Opened)((FamilyFact[])[.. Circle.Three, .. facts])
                .Aggregate(FamilyHandler.Streams.Initial, FamilyHandler.Streams.Evolve));
        var older = debts with { Signal = Id(0x77), ObservedOn = new(2025, 6, 1) };
        Assert.Null(First());
        Assert.Null(First(Circle.SkippedDentist));
        Assert.Equal(debts.ObservedOn, First(debts, older, Circle.SkippedDentist));
        Assert.Null(First(debts with { Organisation = Wijkteam }));
        Assert.Null(First(debts, new EntryCorrected(debts.Signal, "signaal", "verkeerd-gezin", null, Jgz, Monday)));
    }

    [Fact]
    public void One_referral_counts_its_first_answer_its_first_contact_and_what_came_of_it()
    {
        var tally = ReferralTally.Of(
            [DraftedToNoord, ReferralTale.Heard, Sent, ReceivedByNoord, ReRouted, Accepted, Phoned, Planned, Held, CheckPlanned,
             CheckAnswered, Completed])!;
        Assert.Equal(
            ("doorgestuurd", true, true, "doel-bereikt", "geholpen", Phoned.On),
            (tally.Answer, tally.Accepted, tally.Warm, tally.Outcome, tally.Helped, tally.ContactOn!.Value));
        Assert.Null(ReferralTally.Of([Drafted, ReferralTale.Heard, Recalled]));
        Assert.Equal("andere-deskundigheid", ReferralTally.Of([Drafted, ReferralTale.Heard, Sent, Received, Declined])!.Answer);
    }

    [Fact]
    public void A_small_count_is_hidden_in_every_table_and_a_median_stands_where_four_times_the_bound_was_counted()
    {
        Tallied One(string area, int n, string answer = ReferralTally.Yes) => new(area, new(2022, 3, 1), "financien")
        {
            Answer = answer,
            Accepted = answer == ReferralTally.Yes,
            Warm = n % 2 == 0,
            SignalledOn = new DateOnly(2022, 3, 1).AddDays(-n),
        };
        Tallied[] all =
        [
            .. Enumerable.Range(1, 60).Select(n => One("GM0150", n)), .. Enumerable.Range(1, 3).Select(n => One("GM0150", n, "dubbel")),
            .. Enumerable.Range(1, 30).Select(n => One("GM0141", n)), .. Enumerable.Range(1, 4).Select(n => One("GM0148", n)),
            One("GM0150", 1) with { SentOn = new(2021, 12, 31) },
        ];
        var year = ReferralFigures.Of(all, 2022, 10);
        var answers = year.Tables.Single(t => t.Name == "antwoord");
        Assert.Equal(97, answers.Total);
        var (row, column) = (answers.Rows.ToList().IndexOf("GM0150"), answers.Columns.ToList().IndexOf("dubbel"));
        Assert.Null(answers.Cells[row][column]);
        Assert.All(year.Tables, t => Assert.Null(t.RowTotals[t.Rows.ToList().IndexOf("GM0148")]));
        Assert.All(year.Tables, t => Assert.All(t.Cells.SelectMany(c => c), c => Assert.True(c is null or 0 or >= 10)));
        Assert.Equal([new Quartiles("GM0150", 13, 29, 45)], year.DaysToSending);
        Assert.Empty(year.DaysToContact);
    }

    [Fact]
    public async Task A_closed_year_is_replayed_for_the_focus_officer_and_stays_the_same()
    {
        for (var n = 0; n < 12; n++)
            await Tell(Guid.CreateVersion7(), Spring.AddHours(n));
        var first = await house.Get("/v1/verwijscijfers/2022", ReferralHouse.Petra);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        var warm = first.Body.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("by").GetString() == "warmte");
        Assert.Equal(12, warm.GetProperty("total").GetInt32());
        Assert.DoesNotContain("family", first.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(JgzTeam.ToString(), first.Text, StringComparison.Ordinal);

        await Tell(Guid.CreateVersion7(), Spring.AddHours(99));
        Assert.Equal(first.Text, (await house.Get("/v1/verwijscijfers/2022", ReferralHouse.Petra)).Text);
        Assert.Equal("jaar-loopt-nog", (await house.Get("/v1/verwijscijfers/2100", ReferralHouse.Petra)).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Get("/v1/verwijscijfers/1200", ReferralHouse.Petra)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Get("/v1/verwijscijfers/2022")).Status);
    }

    private async Task Tell(Guid referral, DateTimeOffset at)
    {
        var handler = new ReferralHandler(house.Services.GetRequiredService<IEventLog>(), new FakeClock(at));
        ReferralCommand[] said =
        [
            new DraftReferral(
                ReferralNumber.Of(referral), Family, NeedOfSamira, JgzTeam, Jgz, ToSchuldhulp, "schuldhulp", "normaal", Asked, null,
                NoorOfJgz, at),
            new WriteLetter([new(Debts, Ref(1))], NoorOfJgz, at), new SendReferral([Debts], Question, NoorOfJgz, at),
            new AcceptReferral(RuudOfSchuldhulp, at),
        ];
        foreach (var command in said)
        {
            var answer = await handler.Handle(
                referral, command, new(Guid.CreateVersion7(), new(Noor, "professional", Jgz)), CancellationToken.None);
            Assert.Null(answer.Refusal);
        }
    }
}
