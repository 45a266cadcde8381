using System.Globalization;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals;
using WarmHandover.Referrals.Features;
using Xunit.Abstractions;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>Random people, teams and clocks drive referrals for ten thousand steps, and what must always hold, holds after each.</summary>
public sealed class ReferralModelTests(ITestOutputHelper output)
{
    private const int Steps = 10_000;
    private const int StepsEach = 40;
    private static readonly Row[] AllRows = [Debts, Wanted, Health];
    private static readonly Recipient[] Teams = [ToSchuldhulp, ToNoord, new(Id(0x601), Id(0x600), false), new(Id(0x602), Id(0x600), true)];

    private static readonly Person[] People =
        [NoorOfJgz, RuudOfSchuldhulp, WimOfNoord, new("zoe", new HashSet<Guid> { Id(0x601) }), new("yan", new HashSet<Guid> { Id(0x602) }),
         NoorOfJgz with { Teams = new HashSet<Guid> { JgzTeam, Id(0x103) } }];

    [Fact]
    public void Ten_thousand_steps()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("WO_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"WO_TEST_SEED={seed}");
        var (random, accepted, seen) = (new Random(seed), 0, new HashSet<string>());
        for (var step = 0; step < Steps;)
        {
            var (now, version) = (Monday, 0L);
            var state = Draft(random);
            for (var i = 0; i < StepsEach; i++, step++)
            {
                now = now.AddHours(random.Next(1, 60));
                var command = Any(random, (Referral.Known)state, now, ++version);
                var decision = ReferralDecider.Decide(command, state);
                for (var again = 0; again < 4 && decision is { Refusal: not null } or { ChangesNothing: true }; again++)
                {
                    command = Any(random, (Referral.Known)state, now, ++version);
                    decision = ReferralDecider.Decide(command, state);
                }

                if (decision.Refusal is not null)
                    continue;

                var before = (Referral.Known)state;
                foreach (var fact in decision)
                {
                    var bytes = Facts.Write(fact);
                    Assert.Equal(bytes, Facts.Write(Facts.Read<ReferralEvent>(Facts.NameOf(fact), bytes)));
                    state = Referral.Evolve(state, fact);
                    seen.Add(Facts.NameOf(fact));
                }

                accepted += decision.ChangesNothing ? 0 : 1;
                var what = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, step {step}, {command.GetType().Name}");
                Holds(before, (Referral.Known)state, decision, what);
                if (command is not OpenAsColleague)
                {
                    var twice = ReferralDecider.Decide(command, state);
                    Assert.True(twice is { Refusal: not null } or { ChangesNothing: true }, what + " twice");
                }
            }
        }

        output.WriteLine($"{accepted} of {Steps} steps changed something; {seen.Count} kinds of facts: {string.Join(' ', seen.Order())}");
        Assert.True(accepted > Steps / 6, $"only {accepted} steps did something");
        Assert.True(seen.Count >= 40, $"only {seen.Count} kinds of facts were met");
    }

    private static void Holds(Referral.Known before, Referral.Known now, Decision<ReferralEvent> facts, string what)
    {
        // Nothing but asked rows ever leaves, and nothing is readable before somebody accepted.
        Assert.True(now.Sent.All(now.Draft.Rows.Contains), what);
        Assert.True(LetterAccess.Refused(now, Monday.AddYears(9)) is not null || now.AcceptedAt is not null, what);

        // There is always an owner, and it is a team that takes part; who was passed by sees nothing.
        Assert.True(now.Owner == now.Draft.FromTeam || now.Owner == now.To.Team, what);
        foreach (var person in People.Where(p => !p.Teams.Contains(now.Draft.FromTeam) && !p.Teams.Contains(now.To.Team)))
            Assert.Empty(ReferralDecider.Sides(now, person));

        // No term without an end, none that ends before it starts, none of the law that ends later than before, each moment once.
        foreach (var term in now.Terms)
        {
            Assert.True(!term.Open || term.Expired || term.NextAt is not null, what);
            Assert.True(term.EndsOn >= term.Started.StartsOn && term.StrictEndsOn <= term.EndsOn, what);
            var was = before.Terms.Find(t => t.Started.Term == term.Started.Term);
            Assert.True(was is null || term.EndsOn <= was.EndsOn, what);
            Assert.True(was is not { Approached: true } || !facts.Any(f => f is TermApproaching a && a.Term == term.Started.Term), what);
            Assert.True(was is not { Expired: true } || !facts.Any(f => f is TermExpired e && e.Term == term.Started.Term), what);
        }

        Assert.Equal(now.Terms.Count, now.Terms.Select(t => t.Started.Term).Distinct().Count());
        Assert.Equal(now.Tasks.Count, now.Tasks.Select(t => t.Set.Task).Distinct().Count());

        // Every move is a line of the table, and every status has a way on or is an end that somebody chose.
        var end = now.Status is ReferralStatus.Recalled or ReferralStatus.Expired;
        Assert.True(end || Transitions.Table.All.Any(t => t.From == now.Status), what);
        Assert.True(!end || now.Tasks.All(t => t.Outcome is not null), what);

        // One volunteer at most, only while the help runs, who sees nothing that did not leave; a transferred family has one lead.
        Assert.True(now.Supports.Count(s => s.Ended is null) <= 1, what);
        Assert.True(now.Volunteer is null || (now.AcceptedAt is not null && !end && now.Status is not
            (ReferralStatus.Completed or ReferralStatus.Stopped or ReferralStatus.Declined)), what);
        Assert.True(now.Volunteer is not { } v || v.Assigned.Fields.All(f => now.Sent.Contains(f)) && v.Assigned.Team == now.To.Team, what);
        Assert.Equal(now.TakenOver is null ? now.Draft.FromTeam : now.To.Team, now.Lead);
        Assert.True(now.TakenOver is null || now.Tasks.All(t => t.Outcome is not null || t.Set.Team == now.To.Team), what);

        // Warm only by a conversation that was held with the family there.
        Assert.True(!now.Warm || now.Held is { Members.Count: > 0, Professionals.Count: > 0 }, what);
    }

    private static Referral Draft(Random random)
    {
        var to = Teams[random.Next(Teams.Length)];
        var urgency = random.Next(5) == 0 ? "dreigend" : "normaal";
        var (transfer, support) = (random.Next(3) == 0 ? true : (bool?)null, random.Next(3) == 0);
        return Referral.Evolve(Referral.Initial, Drafted with
        {
            To = to,
            Rows = AllRows,
            Urgency = urgency,
            Transfer = transfer,
            Purpose = support ? "informele-steun" : "schuldhulp",
        });
    }

    private static ReferralCommand Any(Random random, Referral.Known known, DateTimeOffset at, long version)
    {
        var by = random.Next(4) == 0 ? People[random.Next(People.Length)]
            : random.Next(3) == 0 ? NoorOfJgz : People.FirstOrDefault(p => p.Teams.Contains(known.To.Team), RuudOfSchuldhulp);
        Row[] some = [.. AllRows.Where(_ => random.Next(2) == 0)];
        string Reason(ReferralStatus to) => Transitions.Table.Reasons(to).ElementAt(random.Next(Transitions.Table.Reasons(to).Count()));
        string One(IReadOnlyList<string> of) => of[random.Next(of.Count)];
        Guid Some(params Guid[] ids) => ids.Length == 0 ? Other : ids[random.Next(ids.Length)];
        var (id, day) = (Id(0x2000 + (int)version), Platform.Time.Amsterdam.DateAt(at));
        var conversation = known.Planned?.Conversation ?? Other;
        var task = known.Tasks.FirstOrDefault(t => t.Outcome is null)?.Set.Task ?? "geen";
        var (way, what) = (known.Volunteer?.Assigned.Way ?? Other, random.Next(40));
        if (what is 6 or 8 or 9 or 10 or 18 && random.Next(5) > 0)
            what = random.Next(11, 18);
        return what switch
        {
            0 when known.SentAt is null => new WriteLetter(
                [.. AllRows.Where(_ => random.Next(3) > 0).Select(r => new Section(r, Ref(random.Next(6))))], by, at),
            0 => new AddSection(new(AllRows[random.Next(3)], Ref(random.Next(6))), by, at),
            1 or 2 => new SendReferral(some, id, by, at),
            3 => new MarkReceived(known.To.Team, at),
            4 or 5 => new AcceptReferral(by, at),
            6 => new DeclineReferral(Reason(ReferralStatus.Declined), by, at),
            7 => new ReRouteReferral(Teams[random.Next(Teams.Length)], some, id, Reason(ReferralStatus.ReRouted), by, at),
            8 => new RecallReferral(Reason(ReferralStatus.Recalled), by, at),
            9 => new StopReferral(Reason(ReferralStatus.Stopped), by, at),
            10 => new ExpireReferral(Reason(ReferralStatus.Expired), by, at),
            11 or 12 => new PlanHandover(id, at.AddDays(3), by, at),
            13 => new HoldHandover(conversation, at.AddMinutes(-5), [Samira], [Noor, Ruud], by, at),
            14 => random.Next(2) == 0
                ? new NoteProgress(id, Samira, Ref(2), by, at)
                : new MissHandover(conversation, "gezin-afwezig", by, at),
            15 => new StartHelp(by, at),
            16 => new PauseHelp(Reason(ReferralStatus.OnHold), by, at),
            17 => new ResumeHelp(by, at),
            18 => new CompleteHelp(Reason(ReferralStatus.Completed), by, at),
            19 => new ReopenReferral(Reason(ReferralStatus.Reopened), by, at),
            20 => new HearRows(version, [Request(known.To.Team, some, [.. AllRows.Except(some)])], at),
            21 => new StrikeTerm(known.Terms.Count == 0 ? "geen" : known.Terms[random.Next(known.Terms.Count)].Started.Term, at),
            22 => new RecordThreat("afsluiting-gas", by, at),
            23 => new PutOffTerm("eerste-gesprek-1", day.AddDays(20), by, at),
            24 => new FinishTask(task, One(ReferralDecider.TaskOutcomes), by, at),
            25 => new AddRows(some, id, by, at),
            26 => random.Next(2) == 0 ? new ReleaseClaim(null, "afwezig", by, at) : new HandOn("rian", "herverdeling", by, at),
            27 => new AskSender(id, One(ReferralDecider.QuestionCodes), by, at),
            28 => new AnswerReceiver(Some([.. known.Questions.Select(q => q.Asked.Question)]), "ja", by, at),
            29 when random.Next(2) == 0 => new ReplaceSender(known.Draft.FromTeam, new(Id(0x103), Jgz, false), "samengevoegd", at),
            29 => new ReplaceReceiver(known.To.Team, Teams[random.Next(Teams.Length)], some, id, "samengevoegd", at),
            30 => new HoldFirstConversation(day, random.Next(2) == 0, null, by, at),
            31 => new DecideDebtHelp(day, "toelating", by, at),
            32 => random.Next(2) == 0
                ? new SetGoal(id, Samira, "financien", Ref(1), by, at)
                : new JudgeGoal(Some([.. known.Goals.Select(g => g.Set.Goal)]), "bereikt", by, at),
            33 => new MakeContact(day, "telefoon", "avond", random.Next(2) == 0, by, at),
            34 => new RecordReading(Samira, "voorgelezen", by, at),
            35 or 36 => new AssignVolunteer(
                id, Vera, Ref(6), [Wanted], null, random.Next(3) == 0 ? null : known.Volunteer?.Assigned.Way, by, at),
            37 => random.Next(3) == 0 ? new DeclineSupport(way, "geen-tijd", at) : new AcceptSupport(way, at),
            38 => random.Next(2) == 0
                ? new ReportSupport(way, One(ReferralDecider.SupportReports), at)
                : new StopSupport(way, "te-zwaar", random.Next(2) == 0, at),
            39 when random.Next(4) == 0 => new ReleaseVolunteer(way, "past-niet", by, at),
            _ => new PlanCheckBack(id, day.AddDays(14), by.Teams.First(), Jgz, by, at),
        };
    }
}
