using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Replay;

/// <summary>Something that may happen next in a random family: compositions, questions, answers, mistakes, looks, tellings.</summary>
internal static class RandomLife
{
    public static readonly Row[] Rows = [Gezondheid, Woorden, Geldzorgen, Schulden];

    private static readonly Guid[] People = [Cast.Samira, Cast.Erik, Cast.Yara];
    private static readonly Guid[] Requests = [Health, Debts, Cast.Id(0xa3)];
    private static readonly string[] Actions = [ConsentDecider.Open, ConsentDecider.Send, ConsentDecider.Worklist];

    public static ConsentCommand Next(Random random, DateTimeOffset now, int step)
    {
        var (who, request) = (People[random.Next(People.Length)], Requests[random.Next(Requests.Length)]);
        Row[] rows = random.Next(3) == 0 ? [Rows[random.Next(Rows.Length)]] : [];
        return (step == 0 ? 0 : random.Next(20)) switch
        {
            0 => Compose(random, now, step),
            1 or 2 => AskHelp(now, Gezondheid, Geldzorgen) with { Request = request, Until = Day(random, now, 10, 300) },
            3 or 4 => AskDebts(now, Geldzorgen, Schulden) with { Request = request, Until = Day(random, now, 10, 300) },
            5 => new RefuseConsent(request, who, rows, Lists.NoReason, "telefoon", Cast.Jgz, now),
            6 => new PostponeAnswer(request, who, rows, Day(random, now, 1, 20), "telefoon", Cast.Jgz, now),
            7 or 8 => TakeBack(who, now, random.Next(2) == 0 ? request : null, rows),
            9 => new InvalidateAnswer(Cast.Id(0xf000 + step), request, who, "verkeerde-persoon", Cast.Noor, Cast.Jgz, now),
            10 => new ReconsiderConsent(now),
            11 or 12 => Opens(Rows[random.Next(Rows.Length)], now, 0x9000 + step) with { Action = Actions[random.Next(Actions.Length)] },
            13 => new RecordDisclosure(
                Cast.Id(0xd000 + step), "telefoon", "gezinshulp", now.AddHours(-random.Next(99)), [new(Cast.WijkteamNoord, Cast.Wijkteam)],
                [Rows[random.Next(Rows.Length)]], null, Cast.Noor, Cast.Jgz, Cast.JgzTeam, now),
            _ => Yes(request, who, now, rows) with { Until = random.Next(4) == 0 ? Day(random, now, 0, 60) : null },
        };
    }

    private static HearFamily Compose(Random random, DateTimeOffset now, int step)
    {
        var heard = Bouazza(now, new DateOnly(2015, 4, 1).AddDays(random.Next(60)), version: 10 + step);
        return new(heard with
        {
            Members = [heard.Members[0], Adult(Cast.Erik, mayNotBeInformed: random.Next(6) == 0), heard.Members[2]],
            Authorities =
            [
                Gezag(Cast.Yara, Cast.Samira),
                .. random.Next(3) == 0
                    ? Array.Empty<Authority>()
                    : [Gezag(Cast.Yara, Cast.Erik, until: random.Next(2) == 0 ? Day(random, now, -20, 90) : null)],
            ],
        });
    }

    private static DateOnly Day(Random random, DateTimeOffset now, int least, int most) =>
        Amsterdam.DateAt(now).AddDays(random.Next(least, most));
}
