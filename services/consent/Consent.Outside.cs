using System.Collections.Immutable;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Consents;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>
/// A step of the reporting code was taken, on a day: about whom, what was weighed or decided, whether was talked, why (sealed). Acute: the
/// steps in between were passed over because there was no time.
/// </summary>
public sealed record MeldcodeStepTaken(
    Guid Track, string Step, int Version, IReadOnlyList<Guid> About, DateOnly TakenOn, bool Acute, string? Consulted, string? NotTalked,
    IReadOnlyList<string> Weighed, string? Decision, PayloadRef Motivation, string By, Guid ByOrganisation, DateTimeOffset At)
    : ConsentFact(At);

/// <summary>
/// Rows were told outside the software (by phone, on paper, in a consult or a meeting), recorded afterwards: to whom, when it happened, and
/// per recipient what each row rested on then, or that it rested on nothing.
/// </summary>
public sealed record DisclosureRecorded(
    Guid Disclosure, string Form, string Purpose, DateTimeOffset HappenedAt, IReadOnlyList<ToldTo> To, PayloadRef? Remark, string By,
    Guid ByOrganisation, Guid ByTeam, DateTimeOffset At) : ConsentFact(At);

/// <summary>
/// Who was told: rows with the consent or ground they rested on, and rows for which this recipient was not named before the yes, or had
/// none.
/// </summary>
public sealed record ToldTo(Guid Team, Guid Organisation, IReadOnlyList<RowGranted> Granted, IReadOnlyList<Contracts.Row> Unfounded);

// State.

/// <summary>The steps of the reporting code that one organisation took.</summary>
public sealed record MeldcodeTrack(Guid Track, Guid Organisation, ImmutableList<MeldcodeStepTaken> Steps)
{
    /// <summary>Whether it ended in a report.</summary>
    public bool Reported => Meldcode.Reports(Steps[^1].Decision);
}

/// <summary>What happened outside the software, or before anything was shared.</summary>
public sealed partial record Consent
{
    /// <summary>The reporting codes of this family, oldest first.</summary>
    public ImmutableList<MeldcodeTrack> Tracks { get; init; } = [];

    /// <summary>What was told outside the software, oldest first.</summary>
    public ImmutableList<DisclosureRecorded> Outside { get; init; } = [];

    private Consent Step(MeldcodeStepTaken taken)
    {
        var place = Tracks.FindIndex(t => t.Track == taken.Track);
        return this with
        {
            Tracks = place < 0
                ? Tracks.Add(new(taken.Track, taken.ByOrganisation, [taken]))
                : Tracks.SetItem(place, Tracks[place] with { Steps = Tracks[place].Steps.Add(taken) }),
        };
    }

    // Who was told has it: a withdrawal reaches him as well.
    private Consent Tell(DisclosureRecorded told) => told.To.Aggregate(this with { Outside = Outside.Add(told) }, (consent, to) =>
        (consent with { Disclosed = consent.Disclosed.Union(to.Granted.Select(g => (to.Team, g.Row))) })
            .Hold(new(to.Team, to.Organisation), opened: true, to.Granted));
}
