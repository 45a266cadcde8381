using FsCheck;
using FsCheck.Fluent;
using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// Random lives of one family, against a naive model that knows the birth date and reads the bare facts: the standing is the same at every
/// moment, and as known then. A failure prints FsCheck's seed and the number of the story.
/// </summary>
public sealed class StandingModelTests
{
    private static readonly Guid Again = Cast.Id(0xa3);
    private static readonly Guid[] People = [Cast.Samira, Cast.Erik, Cast.Yara, Tessa];
    private static readonly Row[] Rows = [Gezondheid, Woorden, Geldzorgen];
    private static int allowed;

    [Fact]
    public void In_any_order_of_events_a_row_stands_as_the_naive_model_says()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), Tell).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

        Assert.True(allowed > 100, $"The stories must open rows now and then; they did so {allowed} times.");
    }

    private static void Tell(int story)
    {
        var random = new Random(story);
        var birth = new DateOnly(random.Next(2) == 0 ? 2015 : 2011, 1, 1).AddDays(random.Next(240));
        var now = At(2027, 1, 1);
        var facts = new List<ConsentFact>();
        var version = 1L;
        for (var step = 0; step < 40; step++)
        {
            now = now.AddMinutes(random.Next(1, 60 * 24 * 12));
            var command = step < 1 ? Compose(random, birth, now, version++) : Next(random, birth, now, ref version);
            var decision = ConsentDecider.Decide(command, Fold(facts));
            if (decision.Refusal is null)
                facts.AddRange(decision);
            Same(facts, birth, now, story);
            Same(facts, birth, now.AddMinutes(random.Next(60 * 24 * 40)), story);
        }

        var then = At(2027, 1, 1).AddMinutes(random.Next(60 * 24 * 300));
        Same([.. facts.Where(f => f.At <= then)], birth, then, story);
    }

    private static ConsentCommand Next(Random random, DateOnly birth, DateTimeOffset now, ref long version)
    {
        var who = People[random.Next(People.Length)];
        var request = new[] { Health, Again }[random.Next(2)];
        Row[] rows = random.Next(3) == 0 ? [Rows[random.Next(Rows.Length)]] : [];
        DateOnly? until = random.Next(4) == 0 ? Amsterdam.DateAt(now).AddDays(random.Next(60)) : null;
        return random.Next(17) switch
        {
            8 => GroundScene.Invoke(
                random.Next(2) == 0 ? "acute-nood" : "conflict-van-plichten", GroundScene.Wijkteam, now, Rows[random.Next(2)]) with
            {
                Ground = Cast.Id(0x600 + random.Next(4)),
                Second = Lists.Grounds.Second[random.Next(3)],
            },
            9 => new ConfirmGround(Cast.Id(0x600 + random.Next(4)), Cast.Wim, Cast.Jgz, now),
            10 => new EndGround(Cast.Id(0x600 + random.Next(4)), "doel-bereikt", Cast.Noor, Cast.Jgz, now),
            6 => new InvokeException(
                Guid.NewGuid(), request, Cast.Yara, [Gezondheid], random.Next(2) == 0 ? "ernstig-nadeel" : "weloverwogen-wens",
                ["kind-houdt-vol"], Sealed, "collega", Cast.Noor, Cast.Jgz, now),
            7 => new RecordAttempt(Guid.NewGuid(), request, who, "telefoon", Cast.Jgz, now),
            0 => Compose(random, birth, now, version++),
            1 or 2 => AskHelp(now, Rows) with { Request = request },
            3 => new RefuseConsent(request, who, rows, Lists.NoReason, "telefoon", Cast.Jgz, now),
            4 => new PostponeAnswer(request, who, rows, Amsterdam.DateAt(now).AddDays(9), "telefoon", Cast.Jgz, now),
            5 => TakeBack(who, now, random.Next(2) == 0 ? request : null, rows),
            _ => Yes(request, who, now, rows) with { Until = until },
        };
    }

    private static HearFamily Compose(Random random, DateOnly birth, DateTimeOffset now, long version)
    {
        var heard = Bouazza(now, birth, version);
        var flagged = random.Next(6) == 0;
        var holders = random.Next(3) switch { 0 => new[] { Cast.Samira }, 1 => [Cast.Samira, Tessa], _ => [Cast.Samira, Cast.Erik] };
        return new(heard with
        {
            Members = [Adult(Cast.Samira), Adult(Cast.Erik, flagged), heard.Members[2], Adult(Tessa)],
            Authorities = [.. holders.Select(h => Gezag(Cast.Yara, h))],
        });
    }

    private static void Same(List<ConsentFact> facts, DateOnly birth, DateTimeOffset at, int story)
    {
        var consent = Fold(facts);
        foreach (var row in Rows)
        {
            var expected = Allowed(facts, birth, row, at);
            var stance = Standing.Of(consent, row, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", at).Stance;
            Assert.True(expected == (stance == Stance.Allowed), $"Story {story}, {row} at {at:O}: {stance}, the model says {expected}.");
            allowed += expected ? 1 : 0;
        }
    }

    private static bool Allowed(List<ConsentFact> facts, DateOnly birth, Row row, DateTimeOffset at)
    {
        if (facts.OfType<FamilyHeard>().LastOrDefault() is not { } family)
            return false;

        var on = Amsterdam.DateAt(at);
        if (facts.OfType<GroundInvoked>().Any(OnGround))
            return true;

        var age = on.Year - birth.Year - (on < birth.AddYears(on.Year - birth.Year) ? 1 : 0);
        var holders = family.Authorities.Select(a => a.Holder);
        var required = row.Subject == Cast.Samira ? [Cast.Samira] : age < 12 ? holders : age < 16 ? holders.Append(Cast.Yara) : [Cast.Yara];
        var since = Amsterdam.StartOf(birth.AddYears(age < 16 ? 12 : 16).AddDays(-30));
        return facts.OfType<ConsentRequested>().Any(r => r.At <= at && r.From <= on && on <= r.Until && r.Rows.Contains(row)
            && (Excepted(r) ? [Cast.Yara] : required).All(who => !Flagged(who) && SaysYes(who, r)));

        bool OnGround(GroundInvoked ground)
        {
            var carried = facts.OfType<GroundConfirmed>().Any(c => c.Ground == ground.Ground && c.At <= at);
            return ground.Rows.Contains(row) && ground.At <= at && on <= ground.Until
                && !facts.OfType<GroundEnded>().Any(e => e.Ground == ground.Ground && e.At <= at)
                && (ground.Second is null or "collega-elders" || carried
                    || (ground.Second == "achteraf" && on <= LegalCalendar.Known.AfterWorkingDays(Amsterdam.DateAt(ground.At), 5)));
        }

        bool Flagged(Guid who) => family.Members.Single(m => m.Id == who).MayNotBeInformed;

        bool Excepted(ConsentRequested request) => age is >= 12 and < 16
            && facts.OfType<ExceptionInvoked>().Any(e => e.Request == request.Request && e.Rows.Contains(row) && e.At <= at);

        bool SaysYes(Guid who, ConsentRequested request)
        {
            var said = facts.Index().Select(f => (Place: f.Index, Word: Word(f.Item), Fact: f.Item))
                .Where(f => f.Word is { } word && word.Who == who && word.Rows.Contains(row) && f.Fact.At <= at)
                .Where(f => who != Cast.Yara || f.Fact.At >= since).ToArray();
            var here = said.LastOrDefault(f => f.Word!.Value.Request == request.Request);
            if (here.Fact is not AnswerGiven yes || on > yes.Until)
                return false;

            var other = said.LastOrDefault(f => f.Word!.Value.Request != request.Request && f.Fact is not AnswerLater);
            return other.Fact is null or AnswerGiven || other.Place < here.Place;
        }
    }

    private static (Guid Request, Guid Who, IReadOnlyList<Row> Rows)? Word(ConsentFact fact) => fact switch
    {
        AnswerGiven a => (a.Request, a.Signatory, a.Rows),
        AnswerRefused a => (a.Request, a.Signatory, a.Rows),
        AnswerLater a => (a.Request, a.Signatory, a.Rows),
        ConsentWithdrawn w => (w.Request, w.Signatory, w.Rows),
        _ => null,
    };
}
