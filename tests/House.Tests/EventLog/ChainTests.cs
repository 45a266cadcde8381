using System.Text;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Tests.EventLog;

/// <summary>Golden vectors: stored hashes depend on these bytes for good. What breaks one breaks every chain ever written.</summary>
public sealed class ChainTests
{
    private const string Stream = "consent.family-0198b7c2d4e07a6f8b1c2d3e4f506172";

    private static readonly string HeaderText = """
        {"actor":{"organisation":"0198b7c2-0000-7000-8000-000000000001","pseudonym":"p-7f3a","role":"jeugdverpleegkundige"},
        "cause":"0198b7c2-0000-7000-8000-000000000002","eventId":"5f8a1c9e-0d3b-8e21-9c44-3a6b7d9e0f12",
        "recordedAt":"2027-03-15T08:20:00.000001Z","schemaVersion":1,"service":"consent",
        "stream":"consent.family-0198b7c2d4e07a6f8b1c2d3e4f506172","type":"consent-given.v1","version":1}
        """.ReplaceLineEndings("");

    private static readonly EventHeader Header = new(
        "consent",
        Stream,
        1,
        new("5f8a1c9e-0d3b-8e21-9c44-3a6b7d9e0f12"),
        "consent-given.v1",
        1,
        new("0198b7c2-0000-7000-8000-000000000002"),
        new("p-7f3a", "jeugdverpleegkundige", new("0198b7c2-0000-7000-8000-000000000001")),
        new DateTimeOffset(2027, 3, 15, 8, 20, 0, TimeSpan.Zero).AddTicks(10));

    private static readonly byte[] Data = """{"rows":["r1","r2"]}"""u8.ToArray();

    [Fact]
    public void The_header_is_canonical_JSON_with_sorted_members_and_no_white_space() =>
        Assert.Equal(HeaderText, Encoding.UTF8.GetString(Header.ToBytes()));

    [Fact]
    public void A_header_reads_back_what_was_written() => Assert.Equal(Header, EventHeader.Read(Header.ToBytes()));

    [Fact]
    public void The_first_link_hangs_on_the_stream_s_name() =>
        Assert.Equal("d957cadb8bbbabbfd71a085b76b2ce023505431a3bbce986473aab12da9db4af", Convert.ToHexStringLower(Chain.Genesis(Stream)));

    [Fact]
    public void Each_link_hangs_on_the_one_before()
    {
        var first = Chain.Link(Header.ToBytes(), Data, Chain.Genesis(Stream));
        var second = Chain.Link((Header with { Version = 2 }).ToBytes(), Data, first);

        Assert.Equal("33a9c30767d24926ebd370b648ca121aa153c25e0cb34a1b0af8a0d5f360898e", Convert.ToHexStringLower(first));
        Assert.Equal("472443d636a47c4bd3ee3adc46dfba7e250f498fa448006e5f2650a952c7ce58", Convert.ToHexStringLower(second));
    }

    [Fact]
    public void One_changed_bit_anywhere_changes_the_hash()
    {
        var (header, genesis) = (Header.ToBytes(), Chain.Genesis(Stream));
        var hash = Chain.Link(header, Data, genesis);
        foreach (var (bytes, link) in new (byte[], Func<byte[], byte[]>)[]
        {
            (header, changed => Chain.Link(changed, Data, genesis)),
            (Data, changed => Chain.Link(header, changed, genesis)),
            (genesis, changed => Chain.Link(header, Data, changed)),
        })
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var changed = bytes.ToArray();
                changed[i] ^= 1;
                Assert.NotEqual(hash, link(changed));
            }
        }
    }

    [Fact]
    public void Bytes_cannot_wander_from_header_to_data()
    {
        var genesis = Chain.Genesis(Stream);
        Assert.NotEqual(Chain.Link("ab"u8, "c"u8, genesis), Chain.Link("a"u8, "bc"u8, genesis));
    }

    [Fact]
    public void A_pseudonym_that_needs_escaping_is_refused() =>
        Assert.Throws<ArgumentException>(() => (Header with { Actor = new("p \"7\"", "ouder", Guid.Empty) }).ToBytes());

    [Fact]
    public void Instants_are_cut_to_whole_microseconds() => Assert.Equal(
        "2027-03-15T08:20:00.000001Z", Instants.Text(Instants.Cut(new DateTimeOffset(2027, 3, 15, 8, 20, 0, TimeSpan.Zero).AddTicks(19))));
}
