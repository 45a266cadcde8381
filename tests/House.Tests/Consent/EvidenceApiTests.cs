using System.Net;
using System.Text;
using WarmHandover.Auditing;
using WarmHandover.Consents;

using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Web;
using WarmHandover.Tests.Proof;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>What an auditor, a partner and a parent get over HTTP to see that nothing was changed.</summary>
public sealed class EvidenceApiTests : ConsentApi
{
    private const string Proofs = "/v1/bewijs/toestemmingen";
    private static readonly Persona Stranger = new("auditor-elders", [Roles.Auditor], Cast.Schuldhulp, []);

    private async Task<Guid> Story()
    {
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid));
        await Says(request, Cast.Samira, "ja");
        await Says(request, Cast.Erik, "nee");
        return request;
    }

    private async Task<byte[]> Download(string path, Persona? who = null)
    {
        var answer = await Send(who ?? Sjoerd, HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<string> Text(string path, Persona? who = null, Guid? member = null) =>
        await (await Send(who ?? Sjoerd, HttpMethod.Get, path, member: member)).Content.ReadAsStringAsync();

    [Fact]
    public async Task A_family_s_bundle_is_valid_against_the_checkpoint_that_a_partner_kept()
    {
        await Story();
        var bundle = await Download($"{Family}/bewijs.zip");
        var anchor = await Text($"{Proofs}/controlepunt");
        var verdict = Check.Run(new MemoryStream(bundle), [anchor]);
        Assert.StartsWith("VALID up to checkpoint ", verdict.Line, StringComparison.Ordinal);

        var parts = Zipped.Open(bundle);
        Assert.Equal((await Stored()).Count, parts.Lines.Length);
        Assert.All(parts.Lines, line => Assert.Contains("\"data\"", line, StringComparison.Ordinal));
        var lines = parts.Lines;
        var cut = parts.WithLines(lines[..^1]);
        Assert.Equal("INVALID: einde-ontbreekt", Check.Run(new MemoryStream(cut.Bytes()), [anchor]).Line);
    }

    [Fact]
    public async Task A_period_s_bundle_holds_every_entry_and_opens_those_of_the_own_organisation_only()
    {
        await Story();
        await Hear(Bouazza(Now, Today.AddYears(-8)) with { Family = Cast.Id(0xFA), Parties = [Cast.Schuldhulp] });
        await Hear(new TeamHeard(Cast.WijkteamNoord, 1, Cast.Wijkteam, "wijkteam", ["0150"], true, true, Now));
        var bundle = await Download($"/v1/toestemmingen/bewijs.zip?van={Today.AddDays(-1):yyyy-MM-dd}");
        Assert.StartsWith(
            "VALID", Check.Run(new MemoryStream(bundle), [await Text($"{Proofs}/controlepunt")]).Line, StringComparison.Ordinal);
        var parts = Zipped.Open(bundle);
        Assert.DoesNotContain($"{Cast.Id(0xFA):N}", parts.Text("entries.jsonl"), StringComparison.Ordinal);
        Assert.Equal((await Stored()).Count, parts.Lines.Count(line => line.Contains("\"data\"", StringComparison.Ordinal)));
        Assert.True(parts.Lines.Length >= (await Stored()).Count + 2);
    }

    [Fact]
    public async Task Who_is_no_auditor_of_a_party_gets_nothing_and_odd_periods_are_told_at_once()
    {
        await Story();
        Assert.Equal(HttpStatusCode.NotFound, (await Send(Stranger, HttpMethod.Get, $"{Family}/bewijs.zip")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(Noor, HttpMethod.Get, $"{Family}/bewijs.zip")).StatusCode);
        foreach (var query in new[] { "", "?van=gisteren", "?van=2027-03-02&tot=2027-03-01" })
        {
            var answer = await Send(Sjoerd, HttpMethod.Get, $"/v1/toestemmingen/bewijs.zip{query}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Proofs_over_HTTP_hold_against_the_checkpoints_that_anybody_may_read()
    {
        await Story();
        await Download($"{Family}/bewijs.zip");
        var first = Note.Read(await Text($"{Proofs}/controlepunt"))!;
        await Hear(Bouazza(Now, Today.AddYears(-8)) with { Family = Cast.Id(0xFB), Parties = [Cast.Schuldhulp] });
        await Download($"{Family}/bewijs.zip");
        var second = Note.Read(await Text($"{Proofs}/controlepunt"))!;
        Assert.True(second.Size > first.Size);
        Assert.Null(second.Wrong(Key.ReadList(await Text($"{Proofs}/sleutels"))));
        Assert.Equal(first.Body, Note.Read(await Text($"{Proofs}/controlepunten/{first.Size}"))!.Body);

        var joined = await Read(Sjoerd, $"{Proofs}/samenhang?van={first.Size}&tot={second.Size}");
        Assert.True(Tree.Continues(
            first.Root, first.Size, second.Root, second.Size,
            [.. joined.GetProperty("proof").EnumerateArray().Select(h => Strict.Hash(h.GetString()!))]));

        var step = (await Read(Sjoerd, $"{Family}/geschiedenis")).GetProperty("steps")[0];
        var hash = step.GetProperty("hash").GetString()!;
        var stream = $"consent.family-{Cast.Family:N}";
        var inside = await Read(Sjoerd, $"{Proofs}/inbegrip?stroom={stream}&versie=1&hash={hash}");
        Assert.True(Tree.Includes(
            second.Root, second.Size, inside.GetProperty("index").GetInt64(), Tree.Leaf(Strict.Hash(hash)),
            [.. inside.GetProperty("proof").EnumerateArray().Select(h => Strict.Hash(h.GetString()!))]));
        Assert.Equal(HttpStatusCode.NotFound, (await Send(
            Sjoerd, HttpMethod.Get, $"{Proofs}/inbegrip?stroom={stream}&versie=2&hash={hash}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(
            Noor, HttpMethod.Get, $"{Proofs}/inbegrip?stroom={stream}&versie=1&hash={hash}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(Sjoerd, HttpMethod.Get, $"{Proofs}/samenhang?van=9&tot=3")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(Sjoerd, HttpMethod.Get, $"{Proofs}/controlepunten/99999")).StatusCode);
    }

    [Fact]
    public async Task A_receipt_makes_the_parent_a_witness_of_his_own_words_and_tells_of_no_other()
    {
        var request = await Story();
        await Download($"{Family}/bewijs.zip");
        var paper = await Text("/v1/mijn-toestemming/ontvangstbewijs", Parent, Cast.Samira);
        var printed = await Text($"{Family}/verzoeken/{request}/ontvangstbewijs?ondertekenaar={Cast.Samira}", Noor);
        foreach (var receipt in new[] { paper, printed })
        {
            Assert.Contains("  ja\n", receipt, StringComparison.Ordinal);
            Assert.DoesNotContain("  nee\n", receipt, StringComparison.Ordinal);
            Assert.NotNull(Note.FindIn(receipt));
        }

        var hash = paper.Split('\n').Single(line => line.StartsWith("    regel ", StringComparison.Ordinal))[10..];
        // A later line of who looked is not covered by what was printed before it: the facts alone are.
        var bundle = await Download($"{Family}/bewijs.zip");
        Assert.StartsWith("INCOMPLETE: no anchor after", Check.Run(
            new MemoryStream(await Download($"{Family}/bewijs.zip?logboek=ja")), [paper], null, [hash]).Line, StringComparison.Ordinal);
        Assert.StartsWith("VALID", Check.Run(new MemoryStream(bundle), [paper], null, [hash]).Line, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(
            Wim, HttpMethod.Get, $"{Family}/verzoeken/{request}/ontvangstbewijs?ondertekenaar={Cast.Samira}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(
            Noor, HttpMethod.Get, $"{Family}/verzoeken/{request}/ontvangstbewijs")).StatusCode);
    }

    /// <summary>A fact of a version that is not deployed yet: nothing is decided, shown or guessed, and the answer says why.</summary>
    [Fact]
    public async Task A_fact_from_the_future_stops_consent_and_says_why()
    {
        var request = await Story();
        await Future(ConsentHandler.Consents.Stream(Cast.Family), "consent-dreamed.v9");
        var before = (await Events()).Count;
        foreach (var answer in new[]
        {
            await Send(Noor, HttpMethod.Get, Family),
            await Send(Sjoerd, HttpMethod.Get, $"{Family}/geschiedenis"),
            await Send(Noor, HttpMethod.Post, $"{Family}/verzoeken/{request}/antwoorden",
                new { signatory = Cast.Samira, answer = "nee", channel = "gesprek" }),
            await Send(Parent, HttpMethod.Get, "/v1/mijn-toestemming", member: Cast.Samira),
        })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            var problem = await answer.Content.ReadAsStringAsync();
            Assert.Contains("onbekend-feit", problem, StringComparison.Ordinal);
            Assert.Contains("nog niet kent", problem, StringComparison.Ordinal);
        }

        Assert.Equal(before, (await Events()).Count);
    }

    private async Task<List<StoredEvent>> Events() => await Log.ReadAll(Position.Start, 1000, default).ToListAsync();

    private async Task Future(string stream, string type)
    {
        var last = await Log.Read(stream, 0, default).LastAsync();
        var id = Guid.CreateVersion7();
        var header = new EventHeader(
            "consent", stream, last.Version + 1, id, type, 9, Guid.CreateVersion7(), new("p-1", "professional", Cast.Jgz),
            EventHeader.Read(last.Header).RecordedAt).ToBytes();
        var data = Encoding.UTF8.GetBytes("{}");
        await Log.Append(new(stream, last.Version, [new(id, type, header, data, Chain.Link(header, data, last.Hash), [])], []), default);
    }
}
