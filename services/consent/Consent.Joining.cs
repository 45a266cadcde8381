using System.Collections.Immutable;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// Another family id turned out to be about the same child. Each of the two streams has this fact. Who stands in both is named by the id
/// here and the id there. The one that does not survive is asked nothing new: its requests that were still open (closed) lapse.
/// </summary>
public sealed record FilesJoined(
    Guid With, bool Survives, IReadOnlyList<SamePerson> Same, IReadOnlyList<Guid> Closed, DateTimeOffset At) : ConsentFact(At)
{
    /// <summary>The id that somebody has in the other file.</summary>
    internal Guid There(Guid here) => Same.FirstOrDefault(s => s.Here == here)?.There ?? here;
}

/// <summary>A person who stands in both files.</summary>
public sealed record SamePerson(Guid Here, Guid There);

/// <summary>
/// Rows are not open wider than they are under the other family id: from now on closed, or no longer than until a last day.
/// </summary>
public sealed record ConsentNarrowed(Guid By, IReadOnlyList<NarrowedRow> Rows, DateTimeOffset At) : ConsentFact(At)
{
    /// <summary>What somebody objected to there, per request: who received it here owes a word, as after a withdrawal.</summary>
    internal IEnumerable<(Guid Request, Guid Withdrawal, Row[] Rows)> Objections => Rows
        .Where(r => r.Objected)
        .GroupBy(r => r.Request, (request, rows) => (
            request, DerivedIds.Of(request, $"narrowed|{By:N}|{At:O}"), rows.Select(r => r.Row).ToArray()));
}

/// <summary>A row of one request; without a last day it is closed. Objected: somebody said no to it there, or took it back.</summary>
public sealed record NarrowedRow(Guid Request, Row Row, DateOnly? Until, bool Objected)
{
    /// <summary>Whether it is closed on a local date.</summary>
    internal bool Closes(DateOnly on) => Until is not { } last || on > last;
}

public sealed partial record Consent
{
    /// <summary>The other ids of this family, since files were joined.</summary>
    public ImmutableList<FilesJoined> Twins { get; init; } = [];

    /// <summary>The id that survived, when this one did not.</summary>
    public Guid? JoinedInto => Twins.FindLast(t => !t.Survives)?.With;

    private Consent Join(FilesJoined joined) => this with
    {
        Twins = Twins.Add(joined),
        Requests = [.. Requests.Select(r => joined.Closed.Contains(r.Asked.Request) ? r with { ClosedAt = joined.At } : r)],
    };

    private Consent Narrow(ConsentNarrowed narrowed)
    {
        var after = narrowed.Rows.Aggregate(this, (consent, row) =>
            consent.Change(row.Request, r => r with { Narrowings = r.Narrowings.Add((narrowed.At, row)) }));
        return after with
        {
            Withdrawals =
            [
                .. after.Withdrawals,
                .. narrowed.Objections.Select(o => new Withdrawal(
                    o.Withdrawal, o.Request, Guid.Empty, [.. o.Rows], narrowed.At, Receivers(o.Request, o.Rows))),
            ],
        };
    }
}
