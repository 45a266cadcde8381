using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;

namespace WarmHandover.Consents.Replaying;

/// <summary>
/// The audit of absence: whether anybody outside one organisation received or opened anything of a family in a period, through this
/// software and as far as recorded in it; with what was searched, so that another can search it again.
/// </summary>
public sealed record AbsenceReplay(
    Guid Family, Guid Outside, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset Known, bool Absent, string Statement, int Found,
    IReadOnlyList<long> FoundInSteps, IReadOnlyList<DisclosureSeen> FoundHere, AbsenceProof Proof)
{
    /// <summary>The other numbers of this family, since files were joined: nothing is said about these.</summary>
    public IReadOnlyList<Guid> AlsoUnder { get; init; } = [];
}

/// <summary>
/// What was searched: the whole stream of the family (its name, how many steps, the first and the last hash of its chain), which of its
/// steps were recorded in the period, and how far the log had got, with its newest entry that was searched.
/// </summary>
public sealed record AbsenceProof(
    string Stream, int Steps, string FirstHash, string LastHash, DateTimeOffset LastRecordedAt, int StepsInPeriod, string LogPosition,
    string HowToCheck)
{
    /// <summary>
    /// The signed checkpoint (C2SP note) over the log as it was when this was searched, made for this answer: whoever keeps it can show
    /// later that nothing was put before it since. Null where nothing is signed.
    /// </summary>
    public string? Checkpoint { get; init; }
}

/// <summary>Searches a history for what is said not to be there.</summary>
internal static class Absence
{
    /// <summary>Through this software, and as far as recorded in it: no more can be said.</summary>
    private const string AsFarAs = "door dit systeem en voor zover daarin is vastgelegd";

    private const string Elsewhere =
        " Een ander dossier over hetzelfde kind is hiermee samengevoegd en staat onder een eigen nummer: stel de vraag ook daarover.";

    /// <summary>
    /// Every step of the stream is searched, also those outside the assignment: of these only the number is told. What was told outside the
    /// software counts on the moment at which it happened, whenever it was recorded.
    /// </summary>
    public static AbsenceReplay Of(
        Guid family, History history, Remit remit, Guid outside, DateTimeOffset from, DateTimeOffset until, DateTimeOffset known,
        Position searched)
    {
        var found = Disclosures.Everything(history)
            .Where(d => d.To.Organisation != outside && from <= d.At && d.At <= until)
            .Select(d => d.Step.Header.Version).Distinct().ToArray();
        DisclosureSeen[] here =
        [
            .. Disclosures.Of(history, remit, history.Now.NotBefore(known), refused: false)
                .Where(d => found.Contains(d.Step) && d.Organisation != outside && from <= d.At && d.At <= until),
        ];
        var statement = found is []
            ? $"In deze periode heeft niemand buiten de organisatie iets van dit gezin ontvangen of geopend, {AsFarAs}."
            : $"In deze periode is {found.Length} keer iets van dit gezin buiten de organisatie ontvangen of geopend, {AsFarAs}.";
        return new(
            family, outside, from, until, known, found is [], statement + (history.AlsoUnder is [] ? "" : Elsewhere), found.Length, found,
            here, Proof(family, history, from, until, searched))
        {
            AlsoUnder = history.AlsoUnder,
        };
    }

    private static AbsenceProof Proof(Guid family, History history, DateTimeOffset from, DateTimeOffset until, Position searched)
    {
        static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
        var stream = ConsentHandler.Consents.Stream(family);
        return new(
            stream, history.Steps.Count, history.Steps is [] ? Hex(Chain.Genesis(stream)) : Hex(history.Steps[0].Hash),
            history.Steps is [] ? Hex(Chain.Genesis(stream)) : Hex(history.Steps[^1].Hash),
            history.Steps is [] ? DateTimeOffset.MinValue : history.Steps[^1].Header.RecordedAt,
            history.Steps.Count(s => from <= s.Header.RecordedAt && s.Header.RecordedAt <= until), searched.ToString(),
            "Elke verzending, inzage en vastgelegde mededeling over dit gezin is een stap in deze ene keten. Vraag de stappen op, reken de "
            + "keten na tot de laatste schakel, en zoek er zelf in naar 'access-granted' en 'disclosure-recorded'.");
    }
}
