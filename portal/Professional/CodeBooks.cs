using System.Collections.Concurrent;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Professional;

/// <summary>A code and what people call it.</summary>
public sealed record Listed(string Code, string Label);

/// <summary>A kind of signal: in which group it stands, about whom, in which life domain.</summary>
public sealed record SignalKind(string Code, string Label, string Group, string Subject, string Domain);

/// <summary>A list of codes.</summary>
public sealed record CodeList<T>(T[] Items);

/// <summary>The lists of the signal service that the pages use.</summary>
public sealed record SignalCodes(
    CodeList<SignalKind> SignalKinds, CodeList<Listed> ProtectiveFactors, CodeList<Listed> LifeDomains, CodeList<Listed> SourceKinds,
    CodeList<Listed> Outcomes, CodeList<Listed> Urgencies, CodeList<Listed> AuthorityProofs, CodeList<Listed> ConversationPlaces,
    CodeList<Listed> ProvisionResults)
{
    /// <summary>Ways in which somebody was tried to be reached.</summary>
    public CodeList<Listed> AttemptKinds { get; init; } = new([]);

    /// <summary>Parts of a day.</summary>
    public CodeList<Listed> DayParts { get; init; } = new([]);

    /// <summary>Why a flag is raised or lifted.</summary>
    public CodeList<Listed> SafetyReasons { get; init; } = new([]);

    /// <summary>Why an entry was wrong.</summary>
    public CodeList<Listed> CorrectionReasons { get; init; } = new([]);

    /// <summary>Why authority rests.</summary>
    public CodeList<Listed> SuspensionGrounds { get; init; } = new([]);

    /// <summary>Who established it.</summary>
    public CodeList<Listed> EstablishedBy { get; init; } = new([]);

    /// <summary>Who can act for somebody.</summary>
    public CodeList<Listed> RepresentationKinds { get; init; } = new([]);

    /// <summary>What shows it.</summary>
    public CodeList<Listed> RepresentationProofs { get; init; } = new([]);

    /// <summary>What somebody cannot decide about.</summary>
    public CodeList<Listed> CompetenceMatters { get; init; } = new([]);

    /// <summary>How somebody can be reached.</summary>
    public CodeList<Listed> ContactChannels { get; init; } = new([]);

    /// <summary>How well somebody reads.</summary>
    public CodeList<Listed> ReadingLevels { get; init; } = new([]);

    /// <summary>Why a talk did not take place.</summary>
    public CodeList<Listed> MissedReasons { get; init; } = new([]);

    /// <summary>Why two files become one.</summary>
    public CodeList<Listed> JoinReasons { get; init; } = new([]);

    /// <summary>What people call a kind of signal.</summary>
    public string Kind(string code) => SignalKinds.Items.FirstOrDefault(k => k.Code == code)?.Label ?? code.Replace('-', ' ');

    /// <summary>What people call something that goes well.</summary>
    public string Factor(string code) => ProtectiveFactors.Items.FirstOrDefault(k => k.Code == code)?.Label ?? code.Replace('-', ' ');

    /// <summary>What people call a life domain.</summary>
    public string Domain(string code) => LifeDomains.Items.FirstOrDefault(k => k.Code == code)?.Label ?? code.Replace('-', ' ');

    /// <summary>What people call a reason why a talk did not take place.</summary>
    public string Missed(string code) => MissedReasons.Items.FirstOrDefault(k => k.Code == code)?.Label ?? code.Replace('-', ' ');

    /// <summary>What people call an outcome of a talk.</summary>
    public string Outcome(string code) => Outcomes.Items.FirstOrDefault(k => k.Code == code)?.Label ?? code.Replace('-', ' ');
}

/// <summary>What is asked in one click: a purpose and the kinds of data it needs.</summary>
public sealed record Bundle(string Code, string Name, string Purpose, string Text, string[] Categories);

/// <summary>The bundles of the consent service.</summary>
public sealed record BundleBook(BundleList Bundles);

/// <summary>Its list.</summary>
public sealed record BundleList(Bundle[] Bundles);

/// <summary>
/// The closed lists of the house, kept for some minutes: they hold codes and words, nothing of a person, and change with a release.
/// </summary>
public sealed class CodeBooks(ApiClient api, CodeShelf shelf)
{
    /// <summary>Kinds of signals, outcomes, life domains.</summary>
    public Task<SignalCodes> Signal() => shelf.Take("/v1/gezinnen/codes", api.Get<SignalCodes>);

    /// <summary>What can be asked in one click.</summary>
    public async Task<Bundle[]> Bundles() => (await shelf.Take("/v1/toestemmingen/bundels", api.Get<BundleBook>)).Bundles.Bundles;

    /// <summary>Teams to which can be referred; these change, so they are asked each time.</summary>
    public Task<ListedTeam[]> Teams() => api.Get<ListedTeam[]>("/v1/teams");

    /// <summary>What the directory says of a team; null when it does not know it.</summary>
    public async Task<TeamEntry?> Team(Guid team) => (await Teams()).FirstOrDefault(t => t.Entry.Team == team)?.Entry;
}

/// <summary>Where the lists lie between two requests.</summary>
public sealed class CodeShelf(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, (object Book, long At)> books = [];

    internal async Task<T> Take<T>(string path, Func<string, CancellationToken, Task<T>> fetch) where T : class
    {
        if (books.TryGetValue(path, out var kept) && clock.GetElapsedTime(kept.At) < Kept)
            return (T)kept.Book;

        var book = await fetch(path, CancellationToken.None);
        books[path] = (book, clock.GetTimestamp());
        return book;
    }
}
