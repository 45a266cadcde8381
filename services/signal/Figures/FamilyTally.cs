namespace WarmHandover.Signals.Figures;

/// <summary>One thing that is counted: what, on which local date, by which codes. Nothing of a person is in it.</summary>
public sealed record Counted(string Measure, DateOnly On, string Domain, string Phase, string Outcome)
{
    /// <summary>The municipality it was recorded for, when that was another than the family's.</summary>
    public string? Elsewhere { get; init; }
}

/// <summary>
/// What counts of one family, from its facts. A thing counts on the day it happened and in the municipality where the family lived on that
/// day, also when the move was recorded later; what was corrected does not count.
/// </summary>
public sealed class FamilyTally(Func<string, (string Domain, string Phase)> meaning)
{
    private readonly List<(DateOnly From, string Area)> areas = [];
    private readonly Dictionary<Guid, Counted> things = [];
    private readonly List<FamilyTally> takenIn = [];
    private string current = "";
    private readonly Dictionary<Guid, (string Domain, string Phase)> signals = [];

    /// <summary>All that counts, each with the municipality in which it does.</summary>
    public IEnumerable<(string Area, Counted Thing)> Things => areas is [] ? [] :
    [
        .. things.Values.Select(thing => (thing.Elsewhere ?? AreaOn(thing.On), thing)), .. takenIn.SelectMany(file => file.Things),
    ];

    /// <summary>Another file turned out to be of this family: it is one family, and each of its things counts where it did.</summary>
    public void TakeIn(FamilyTally other) => takenIn.Add(other);

    /// <summary>Takes in one fact; those that are not counted change nothing.</summary>
    public void Add(FamilyFact fact)
    {
        switch (fact)
        {
            case FamilyOpened f:
                areas.Add((DateOnly.MinValue, current = f.Area));
                break;
            case FamilyMoved f:
                areas.Insert(areas.FindLastIndex(a => a.From <= f.HappenedOn) + 1, (f.HappenedOn, current = f.Area));
                break;
            case SignalRecorded f:
                var (domain, phase) = signals[f.Signal] = meaning(f.Kind);
                things[f.Signal] = new(Measures.Signals, f.ObservedOn, domain, phase, "");
                break;
            case ConversationHeld f:
                var about = f.Discussed.Select(d => signals.GetValueOrDefault(d.Signal, (Measures.Unknown, Measures.Unknown))).ToArray();
                things[f.Conversation] = new(
                    Measures.Talks, f.HeldOn, One(about.Select(a => a.Item1)), One(about.Select(a => a.Item2)), f.Outcome);
                break;
            case NeedRecorded f:
                things[f.Need] = new(Measures.Needs, Platform.Time.Amsterdam.DateAt(f.At), f.Domain, "", "")
                {
                    Elsewhere = f.Area == current ? null : f.Area,
                };
                break;
            case EntryCorrected f:
                things.Remove(f.Entry);
                takenIn.ForEach(file => file.Add(f));
                break;
        }
    }

    // A talk is one talk: about one domain, about several, or about no signal.
    private static string One(IEnumerable<string> codes) => codes.Distinct().ToArray() switch
    {
        [] => Measures.None,
        [var one] => one,
        _ => Measures.Several,
    };

    private string AreaOn(DateOnly day) => areas.FindLast(a => a.From <= day).Area;
}

/// <summary>What is counted, and the codes beside those of the closed lists.</summary>
public static class Measures
{
    /// <summary>Signals, by the day on which they were observed.</summary>
    public const string Signals = "signalen";

    /// <summary>Talks, by the day on which they were held.</summary>
    public const string Talks = "gesprekken";

    /// <summary>Needs, by the day on which they were recorded.</summary>
    public const string Needs = "hulpvragen";

    /// <summary>Families with any of these, where they first were in that year.</summary>
    public const string Families = "gezinnen";

    /// <summary>A talk about no signal.</summary>
    public const string None = "geen-signaal";

    /// <summary>A talk about signals of several domains or phases.</summary>
    public const string Several = "meer-dan-een";

    /// <summary>A code that is on no list of this version.</summary>
    public const string Unknown = "onbekend";
}
