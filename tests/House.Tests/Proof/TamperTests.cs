using System.Text;
using WarmHandover.Auditing;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Tests.Proof;

/// <summary>What somebody changes in a bundle is found, with the right reason; what nobody changed is valid (T27).</summary>
public sealed class TamperTests : IDisposable
{
    private readonly ProofRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Every_forgery_is_found_with_its_reason_and_what_is_untouched_is_valid()
    {
        using var other = new ProofRig(seed: 9);
        var all = await Forgeries.All(rig, other);
        Assert.True(all.Count > 50, $"{all.Count} tries");
        var wrong = all.Select(f => (f, Line: Check.Run(new MemoryStream(f.Bundle), f.Anchors).Line))
            .Where(r => !Forgeries.Fits(r.f.Expected, r.Line)).Select(r => $"{r.f.Name}: {r.Line}, not {r.f.Expected}");
        Assert.Empty(wrong);
    }

    /// <summary>Each flip is judged on its entry alone: all 200,000 in the long form, every third in the short one.</summary>
    [Fact]
    public async Task Every_single_bit_of_twenty_entries_counts()
    {
        await rig.Fill(100);
        var bundle = Bundle.Read(new MemoryStream(await rig.Bundle(since: Cast.Monday, until: Cast.Monday.AddDays(1))));
        var notes = bundle.Checkpoints.Select(text => Note.Read(text)!).ToList();
        var bare = bundle with { Manifest = bundle.Manifest with { Since = null, Until = null, Streams = [], Entries = 1 } };
        var stride = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1" ? 1 : 3;
        var (flips, missed) = (0, new List<string>());
        for (var n = 0; n < 100; n += 5)
        {
            var bytes = Encoding.UTF8.GetBytes(bundle.Lines[n]);
            Assert.Single(Entries.Judge(bare with { Lines = [bundle.Lines[n]] }, notes, []));
            for (var bit = n / 5 % stride; bit < bytes.Length * 8; bit += stride, flips++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                if (IsMissed(bare, bytes, notes))
                    missed.Add($"entry {n + 1}, bit {bit}");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.Empty(missed);
        Assert.True(flips > 150_000 / stride, $"{flips} flips");
    }

    // A line that is no UTF-8 any more, or two lines, is refused when the bundle is read.
    private static bool IsMissed(Bundle bare, byte[] bytes, List<Note> notes)
    {
        try
        {
            Entries.Judge(bare with { Lines = [new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes)] }, notes, []);
            return true;
        }
        catch (Exception found) when (found is InvalidException or DecoderFallbackException)
        {
            return false;
        }
    }

    [Fact]
    public async Task Erased_content_leaves_the_proof_whole()
    {
        await rig.Fill(60);
        var stream = rig.Stream(3);
        var before = Zipped.Open(await rig.Bundle(stream));
        Assert.Contains(before.Files.Keys, name => name.StartsWith("payloads/", StringComparison.Ordinal));

        for (var i = 0; i < 7; i++)
            await rig.Log.DestroyOwner(Platform.Vault.PayloadOwner.Family(ProofRig.Family(i), Cast.Jgz), default);
        var after = Zipped.Open(await rig.Bundle(stream));
        Assert.DoesNotContain(after.Files.Keys, name => name.StartsWith("payloads/", StringComparison.Ordinal));
        Assert.Equal(before.Text("entries.jsonl"), after.Text("entries.jsonl"));
        var verdict = Check.Run(new MemoryStream(after.Bytes()), [await rig.Anchor()]);
        Assert.Equal("VALID up to checkpoint 60", verdict.Line);
        Assert.Contains("versleutelde stukken ontbreekt", verdict.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_of_others_go_along_as_a_hash_only_and_the_chain_still_holds()
    {
        await rig.Fill(60);
        var stream = rig.Stream(3);
        Func<StoredEvent, bool> opens = e => e.Stream == stream && e.Version % 3 == 1;
        foreach (var bundle in new[]
        {
            Zipped.Open(await rig.Bundle(stream, opens: opens)),
            Zipped.Open(await rig.Bundle(since: Cast.Monday, until: Cast.Monday.AddDays(1), opens: opens)),
        })
        {
            Assert.Equal("VALID up to checkpoint 60", Check.Run(new MemoryStream(bundle.Bytes()), [await rig.Anchor()]).Line);
            foreach (var other in Enumerable.Range(0, 7).Where(n => n != 3))
                Assert.DoesNotContain($"{ProofRig.Family(other):N}", bundle.Text("entries.jsonl"), StringComparison.Ordinal);
            Assert.Equal(3, bundle.Lines.Count(line => line.Contains("\"data\"", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_period_ends_at_the_checkpoints_around_it_and_a_narrower_one_cannot_pass_for_it()
    {
        await rig.Fill(450);
        var (since, until) = (Cast.Monday.AddSeconds(150), Cast.Monday.AddSeconds(250));
        var bundle = Zipped.Open(await rig.Bundle(since: since, until: until));
        Assert.Equal(200, bundle.Lines.Length);
        Assert.Equal("VALID up to checkpoint 450", Check.Run(new MemoryStream(bundle.Bytes()), [await rig.Anchor()]).Line);

        var narrow = bundle.WithLines(bundle.Lines[..100]);
        narrow = narrow.With("manifest.json", narrow.Text("manifest.json").Replace("\"to\":300", "\"to\":200", StringComparison.Ordinal));
        Assert.Equal("INVALID: periode-klopt-niet", Check.Run(new MemoryStream(narrow.Bytes()), [await rig.Anchor()]).Line);
    }

    [Fact]
    public async Task The_hash_on_a_receipt_must_be_in_the_bundle_and_keys_from_elsewhere_go_before_those_in_it()
    {
        await rig.Fill(20);
        var entry = await rig.Log.Read(rig.Stream(3), 0, default).FirstAsync();
        var bundle = Zipped.Open(await rig.Bundle(rig.Stream(3)));
        var (anchor, hash) = (await rig.Anchor(), Convert.ToHexStringLower(entry.Hash));
        Assert.Equal("VALID up to checkpoint 20", Check.Run(new MemoryStream(bundle.Bytes()), [anchor], null, [hash]).Line);
        Assert.Equal(
            "INVALID: regel-van-bewijs-ontbreekt",
            Check.Run(new MemoryStream(bundle.Bytes()), [anchor], null, [new string('a', 64)]).Line);

        using var other = new ProofRig(seed: 9);
        await other.Fill(5);
        var keys = Zipped.Open(await other.Bundle(other.Stream(3))).Text("keys.json");
        Assert.Equal(
            "INVALID at key 1: sleutellijst-wijkt-af", Check.Run(new MemoryStream(bundle.Bytes()), [anchor], keys).Line);
    }
}
