namespace WarmHandover.Bench;

/// <summary>The catalogue: every figure of this bench with its bound. The numbers are those of the design's list of goals.</summary>
public static class Figures
{
    private const string Command = "whole durable command";

    private const string F1Cause =
        "processor: 20 facts are read and folded (50-65 µs) and a commit writes about seven pages (80 µs with a payload) where the raw one "
        + "writes two and answers in 40 µs";

    private const string F2Cause =
        "processor: two busy cores; of the samples a third in the kernel (pages read and written, fsync), a quarter in SQLite, a sixth in "
        + "our code and JSON, and every commit empties the readers' caches";

    private const string F4Cause =
        "about 330 µs of processor in the client and 290 µs in the server for a command (read 20 facts, append, notify: three round trips) "
        + "beside 60 and 25 µs for the raw insert";

    private const string F5Cause =
        "both cores are busy: reading 20 facts costs client and server more than a raw insert, and the one committer runs without a pause";

    private const string F8Cause =
        "a stored event has nine columns and four copies (header, data, hash, beside) where the raw scan takes one";

    private const string IdleCause =
        "since the signed tree, the access log and the inboxes that stay folded joined the service; not profiled";

    private const string F16Cause =
        "not profiled on a quiet machine; on busy cores the folding of states met again competes with the broker";

    private const string Bus = "MassTransit publish → consume, p50";

    private const string HouseCause =
        "gateway, the question to consent and its answer, three durable appends in a row (access, sent, inbox), two hops";

    private const string ScreenCause =
        "two services, two durable appends in a row and the stream of changes";

    private const string KaartCause = "over HTTP, with ranking and whole entries, where the index answers numbers";

    /// <summary>All figures, in the order in which they run.</summary>
    public static readonly IReadOnlyList<Figure> All =
    [
        One(new("F1", $"{Command}, SQLite, 1 caller", "raw 1-row commit, 1 KiB", 0.70, false, "/s", F1Cause),
            (workshop, ct) => CommandRate.Sqlite(workshop, 1, ct)),
        One(new("F2", $"{Command}, SQLite, 32 callers", "raw 1-row commit, 1 KiB", 5, false, "/s", F2Cause),
            (workshop, ct) => CommandRate.Sqlite(workshop, 32, ct)),
        One(new("F4", $"{Command}, PostgreSQL, 1 caller", "raw 1-row insert, 1 connection", 0.80, false, "/s", F4Cause),
            (workshop, ct) => CommandRate.Postgres(workshop, 1, ct)),
        One(new("F5", $"{Command}, PostgreSQL, 32 callers, order without gaps", "raw 1-row insert, 32 connections", 1.5, false, "/s",
                F5Cause),
            (workshop, ct) => CommandRate.Postgres(workshop, 32, ct)),
        One(new("F5 replicas", $"{Command}, PostgreSQL, 32 callers on two replicas", "raw 1-row insert, 32 connections", 1.5, false, "/s",
                F5Cause),
            (workshop, ct) => CommandRate.Replicas(workshop, 32, ct)),
        One(new("F8", "catch-up read, typed, 1 core", "raw scan + generated deserialize, same bytes", 0.90, false, "events/s", F8Cause),
            Replay.Sqlite),
        new([
            new("F13", "one hop at 200/s, p50", Bus, 3.0, true, "ms", "-"),
            new("F14", "one hop at 200/s, p99", "bus p99 + 2 × accept p99", 1.5, true, "ms", "-"),
            new("F15", "one hop through MassTransit at 200/s, p50", Bus, 2.5, true, "ms", "-"),
        ],
        Hop.Run),
        One(new("screen one", "'send' at the gateway → item on the screen, whole house, one process, p50", Bus, null, true, "ms",
                HouseCause),
            WholeHouse.Embedded),
        One(new("screen five", "'send' at the gateway → item on the screen, whole house, five processes, p50", Bus, null, true, "ms",
                HouseCause),
            WholeHouse.Five),
        One(new("screen 200/s", "fact → item on the screen at 200/s to 100 teams, p50", Bus, null, true, "ms", ScreenCause),
            ToScreen.Few),
        One(new("screen 5,000", "the same at 200/s to 2 teams with 5,000 items each, p50", Bus, null, true, "ms", ScreenCause),
            ToScreen.Many),
        One(new("F16", "announcer over a backlog, confirms on", "MassTransit publish, window 128, same bodies", 0.60, false, "/s",
                F16Cause),
            Backlogged.Run),
        One(new("F17 wake", "append → publish call, announcer idle", "one durable commit, p50", 5, true, "ms", "-"), Waking.Run),
        new([
            new("F18 commit", "1-event commit, large log", "the same at 10,000 events", 0.80, false, "/s", "-"),
            new("F18 version", "last event of a stream, large log", "the same at 10,000 events", 0.35, false, "/s", "-"),
            new("F18 tail", "the last 100, large log", "the same at 10,000 events", 0.90, false, "/s", "-"),
        ],
        Flat.Sqlite),
        One(new("F17 idle", "idle service: processor time", "one core", 0.005, true, "s/s", IdleCause), Idle.Processor),
        new([
            new("F27 search", "sociale kaart, SQLite: one search over HTTP, p50", "the bound of 50 ms", 1.0, true, "ms", "-"),
            new("F27 index", "the same", "SQLite's own FTS5, the same words, in process", null, true, "ms", KaartCause),
            new("F27 memory", "importing the whole kaart: peak RSS", "importing a tenth of it", 2.0, true, "MiB", "-"),
        ],
        Kaart.Sqlite),
        new([
            new("F27 search pg", "sociale kaart, PostgreSQL: one search over HTTP, p50", "the bound of 50 ms", 1.0, true, "ms", "-"),
            new("F27 index pg", "the same", "Dutch tsvector and GIN, the same words", null, true, "ms", KaartCause),
            new("F27 memory pg", "importing the whole kaart: peak RSS", "importing a tenth of it", 2.0, true, "MiB", "-"),
        ],
        Kaart.Postgres),
        One(new("F21", "idle service: RSS", "bare Kestrel minimal API: RSS", 2.0, true, "MiB", IdleCause), Idle.Memory),
    ];

    private static Figure One(Goal goal, Func<Workshop, CancellationToken, Task<Outcome>> run) =>
        new([goal], async (workshop, ct) => [await run(workshop, ct)]);
}
