namespace WarmHandover.Referrals.Directory;

/// <summary>Something in a file that was not taken over, or only in part: in which file, on which line, and why.</summary>
public sealed record ImportNote(string? File, long Line, string? Id, string Sentence, bool Refused);

/// <summary>What became of a file so far: the last line of an import's answer has <see cref="Done"/>.</summary>
public sealed record ImportReport(
    bool Done, int Read, int Listed, int Revised, int Unchanged, int Refused, int Organizations, int Locations,
    IReadOnlyList<ImportNote> Notes, int MoreNotes, string? Stopped = null);

/// <summary>Counts while a file is read. Of what is wrong it keeps a thousand lines and the number of the rest.</summary>
internal sealed class ImportCount
{
    private const int MostNotes = 1000;
    private readonly Lock door = new();
    private readonly List<ImportNote> notes = [];
    private int read;
    private int listed;
    private int revised;
    private int unchanged;
    private int refused;
    private int organizations;
    private int locations;
    private int moreNotes;

    public int Read => read;

    public void Note(string? file, long line, string? id, string sentence, bool refuses)
    {
        lock (door)
        {
            refused += refuses ? 1 : 0;
            if (notes.Count < MostNotes)
                notes.Add(new(file, line, id, sentence, refuses));
            else
                moreNotes++;
        }
    }

    public void Saw() => Interlocked.Increment(ref read);

    public void Organization() => Interlocked.Increment(ref organizations);

    public void Location() => Interlocked.Increment(ref locations);

    public void Service(ProvisionEvent? fact)
    {
        if (fact is ServiceListed)
            Interlocked.Increment(ref listed);
        else if (fact is ServiceRevised)
            Interlocked.Increment(ref revised);
        else
            Interlocked.Increment(ref unchanged);
    }

    public ImportReport Report(bool done, string? stopped = null)
    {
        lock (door)
        {
            return new(
                done, read, listed, revised, unchanged, refused, organizations, locations,
                done ? [.. notes.OrderBy(n => n.File, StringComparer.Ordinal).ThenBy(n => n.Line)] : [], moreNotes, stopped);
        }
    }
}
