using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Looking.Export;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Consents;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Logbook;

/// <summary>
/// The processing log: one line for each person, without a user, in the same write as what was done; and both logs brought to a collector
/// in order, without loss.
/// </summary>
public sealed class LogbookTests : ConsentApi
{
    private static readonly Persona Hedda = new("hedda", [Roles.PrivacyOfficer], Cast.Jgz, []);
    private DeadLog? dead;

    protected override void Change(WebApplicationBuilder builder)
    {
        var log = builder.Services.Last(s => s.ServiceType == typeof(IEventLog));
        builder.Services.Remove(log);
        builder.Services.AddSingleton<IEventLog>(provider => dead = new((IEventLog)log.ImplementationFactory!(provider)));
    }

    [Fact]
    public async Task A_write_and_a_read_are_a_line_for_each_person_with_the_activity_and_the_trace_and_without_a_user()
    {
        await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Read(Sjoerd, $"/v1/terugkijken/gezinnen/{Cast.Family}");
        var kept = new Kept();
        await Round(new Places(), kept).Go(_ => { }, default);

        var processing = kept.Spans.Where(s => s.Scope == OtlpLines.ProcessingScope).Select(s => s.All).ToArray();
        var asked = processing.Where(s => s.GetProperty("name").GetString() == "consent-requested.v1").ToArray();
        Assert.Contains(asked, s => LogbookJudge.Attribute(s, "dpl.core.data_subject_id") == $"{Cast.Yara:D}");
        Assert.All(asked, s =>
        {
            Assert.Equal("urn:warme-overdracht:verwerking:toestemming.v1", LogbookJudge.Attribute(s, "dpl.core.processing_activity_id"));
            Assert.Equal("urn:warme-overdracht:persoon", LogbookJudge.Attribute(s, "dpl.core.data_subject_id_type"));
            Assert.Equal(1, s.GetProperty("status").GetProperty("code").GetInt32());
        });
        var looked = processing.Where(s => s.GetProperty("name").GetString() == "GET /v1/terugkijken/gezinnen/{family:guid}").ToArray();
        Assert.True(looked.Length > 1, "the auditor read of several people");
        Assert.Equal(
            looked.Length, looked.Select(s => LogbookJudge.Attribute(s, "dpl.core.data_subject_id")).Distinct().Count());
        Assert.Contains(processing, s => s.GetProperty("name").GetString() == "family-heard.v1");
        Assert.DoesNotContain(processing, s => s.GetRawText().Contains("sjoerd", StringComparison.Ordinal));
        Assert.DoesNotContain(processing, s => s.GetRawText().Contains("noor", StringComparison.Ordinal));

        var access = kept.Spans.Where(s => s.Scope == OtlpLines.AccessScope).Select(s => s.All)
            .Single(s => LogbookJudge.Attribute(s, "nen7513.user_id") == "sjoerd");
        Assert.Equal("auditor", LogbookJudge.Attribute(access, "nen7513.role_id_code"));
        Assert.Equal("klacht", LogbookJudge.Attribute(access, "nen7513.purpose_of_use"));
        Assert.All(looked, s => Assert.Equal(access.GetProperty("traceId").GetString(), s.GetProperty("traceId").GetString()));
        Assert.DoesNotContain(kept.Spans, s => LogbookJudge.Attribute(s.All, "nen7513.role_id_code") == "huis");
        Assert.Null(await LogbookJudge.Verdict("consent", Log, kept));
    }

    [Fact]
    public async Task Whatever_breaks_in_between_no_line_is_lost_their_order_stays_and_a_second_copy_has_the_same_id()
    {
        await ManyLines(700);
        var (kept, places) = (new Kept(n => (n % 4) switch { 1 => "before", 3 => "after", _ => "" }), new Places(n => n % 3 == 1));
        var broke = 0;
        for (var tries = 0; tries < 50; tries++)
        {
            try
            {
                await Round(places, kept).Go(_ => { }, default);
                break;
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                broke++;
            }
        }

        Assert.True(broke > 2, $"it broke {broke} times only");
        Assert.True(kept.Spans.Count > kept.Spans.Select(s => s.Span).Distinct().Count(), "nothing was brought twice");
        Assert.Null(await LogbookJudge.Verdict("consent", Log, kept));
    }

    [Fact]
    public async Task The_judge_finds_a_log_line_that_was_lost_one_that_overtook_another_and_a_place_that_was_saved_too_early()
    {
        await ManyLines(300);
        var lost = new Kept(n => n == 0 ? "lost" : "");
        await Round(new Places(), lost).Go(_ => { }, default);
        Assert.NotNull(await LogbookJudge.Verdict("consent", Log, lost));

        var one = new Kept();
        await Round(new Places(), one).Go(_ => { }, default);
        var taken = one.Spans[^1];
        one.Spans.RemoveAt(one.Spans.Count - 1);
        Assert.NotNull(await LogbookJudge.Verdict("consent", Log, one));
        one.Spans.Insert(0, taken);
        Assert.NotNull(await LogbookJudge.Verdict("consent", Log, one));

        var early = new Kept();
        var second = (await Log.ReadAll(Position.Start, 20, default).ToListAsync())[^1];
        await Round(new Places { At = new(second.Position, second.Id) }, early).Go(_ => { }, default);
        Assert.NotNull(await LogbookJudge.Verdict("consent", Log, early));
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_done()
    {
        dead!.IsDead = true;
        var (status, _) = await Post(Noor, $"{Family}/verzoeken", Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        Assert.Equal(HttpStatusCode.InternalServerError, status);

        dead.IsDead = false;
        Assert.DoesNotContain(await Stored(), f => f is WarmHandover.Consents.ConsentRequested);
        Assert.Empty((await Read(Noor, Family)).GetProperty("requests").EnumerateArray());
    }

    [Fact]
    public async Task A_privacy_officer_reads_the_lines_of_the_own_organisation_page_by_page_and_nobody_else_does()
    {
        await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Send(Wim, HttpMethod.Get, Family);
        const string Log = "/v1/logboek/consent/dataverwerkingen";
        var page = await Read(Hedda, Log);
        var lines = page.GetProperty("lines").EnumerateArray().ToArray();

        Assert.Contains(lines, l => Text(l, "name") == "consent-requested.v1" && Text(l, "subject") == $"{Cast.Yara:D}");
        Assert.DoesNotContain(lines, l => Text(l, "status") == "Error");
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(Noor, HttpMethod.Get, Log)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(Hedda, HttpMethod.Get, $"{Log}?na=morgen")).StatusCode);
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private LogbookRound Round(Places places, Kept kept) => new("consent", Log, places, kept);

    private async Task ManyLines(int count)
    {
        var looks = new Looks(Log, TimeProvider.System, "consent");
        await Task.WhenAll(Enumerable.Range(0, count).Select(n => looks.Note(
            new(
                "lezen", "GET /v1/probeer", "toestemming.v1", "family", Cast.Family, n % 3 == 0 ? [Cast.Yara, Cast.Samira] : [],
                "hulpverlening", 200, null, [], $"{n:x32}", $"{n + 1:x16}", null, Now, Now),
            new Actor("noor", Roles.Professional, Cast.Jgz), default)));
    }

    /// <summary>A log on which, when told, nothing can be written.</summary>
    private sealed class DeadLog(IEventLog log) : IEventLog
    {
        public bool IsDead { get; set; }

        public Task<Appended> Append(Append append, CancellationToken ct) =>
            IsDead ? throw new IOException("The disk is gone.") : log.Append(append, ct);

        public IAsyncEnumerable<StoredEvent> Read(string stream, long after, CancellationToken ct) => log.Read(stream, after, ct);

        public IAsyncEnumerable<StoredEvent> ReadAll(Position after, int limit, CancellationToken ct) => log.ReadAll(after, limit, ct);

        public Task<Position> Head(CancellationToken ct) => log.Head(ct);

        public Task WaitForMore(Position after, TimeSpan atMost, CancellationToken ct) => log.WaitForMore(after, atMost, ct);
    }
}
