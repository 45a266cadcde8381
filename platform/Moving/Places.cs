using System.Buffers.Binary;

namespace WarmHandover.Platform.Moving;

/// <summary>
/// Where each event stood and where it stands now. Two engines that both count 1, 2, 3, … need no translation, and then it keeps nothing.
/// </summary>
internal sealed class Places
{
    private readonly List<ulong> from = [];
    private readonly List<ulong> to = [];
    private ulong last;
    private bool same = true;

    /// <summary>The old place of the newest event that was noted.</summary>
    public ulong Last => last;

    /// <summary>Notes the next event.</summary>
    public void Note(ulong old, ulong now)
    {
        if (same && old != now)
        {
            // What came before stood where it stands.
            for (var place = 1UL; place <= last; place++)
            {
                from.Add(place);
                to.Add(place);
            }

            same = false;
        }

        last = old;
        if (same)
            return;

        from.Add(old);
        to.Add(now);
    }

    /// <summary>The new place of what stood at an old one; before the first event is where it was.</summary>
    public ulong Of(ulong old)
    {
        if (same || old == 0)
            return old;

        var at = from.BinarySearch(old);
        return (at >= 0, ~at) switch
        {
            (true, _) => to[at],
            (_, 0) => 0,
            var (_, next) => to[next - 1],
        };
    }

    /// <summary>The same for a tile's list of places, 8 bytes each.</summary>
    public byte[] Of(byte[] places)
    {
        if (same)
            return places;

        var moved = new byte[places.Length];
        for (var i = 0; i < places.Length; i += 8)
            BinaryPrimitives.WriteUInt64BigEndian(moved.AsSpan(i), Of(BinaryPrimitives.ReadUInt64BigEndian(places.AsSpan(i))));
        return moved;
    }
}
