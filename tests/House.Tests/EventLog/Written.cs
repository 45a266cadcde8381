using System.Text;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Tests.EventLog;

/// <summary>Appends as the road would write them, with ids one can tell apart.</summary>
public static class Written
{
    private static readonly DateTimeOffset Monday = new(2027, 3, 15, 8, 20, 0, TimeSpan.Zero);

    public static string Stream(int number) => $"signal.family-{new Guid(number, 0, 0, new byte[8]):N}";

    public static Append Facts(string stream, long after, int count = 1, string text = "{}", params SealedPayload[] payloads)
    {
        var cause = Guid.CreateVersion7();
        return new(stream, after, [.. Enumerable.Range(0, count).Select(i => Fact(stream, after + i + 1, cause, i, text))], payloads);
    }

    public static SealedPayload Payload(PayloadOwner owner, string content = "sealed") =>
        new(Guid.CreateVersion7(), owner, Guid.CreateVersion7(), 1, [1, 2, 3], Encoding.UTF8.GetBytes(content));

    private static NewEvent Fact(string stream, long version, Guid cause, int index, string text)
    {
        var id = DerivedIds.OfFact(cause, stream, index);
        var header = new EventHeader(
            "signal", stream, version, id, "signal-recorded.v1", 1, cause,
            new("p-1", "jeugdverpleegkundige", Guid.Empty), Monday).ToBytes();
        var data = Encoding.UTF8.GetBytes(text);
        return new(id, "signal-recorded.v1", header, data, Chain.Link(header, data, Chain.Genesis(stream)), []);
    }
}
