using System.Collections.Frozen;
using System.Text.Json;

namespace WarmHandover.Signals;

/// <summary>The closed lists of the signal service: data, versioned, changed by changing the file and its version.</summary>
public static class FamilyCodes
{
    /// <summary>What can be seen or told, per row of the consent law.</summary>
    public static readonly CodeList<SignalKind> SignalKinds = Read<SignalKind>("signal-kinds");

    /// <summary>What can go well.</summary>
    public static readonly CodeList<DomainCode> ProtectiveFactors = Read<DomainCode>("protective-factors");

    /// <summary>The areas of life in which people need help.</summary>
    public static readonly CodeList<ListedCode> LifeDomains = Read<ListedCode>("life-domains");

    /// <summary>How something came to be known.</summary>
    public static readonly CodeList<ListedCode> SourceKinds = Read<ListedCode>("source-kinds");

    /// <summary>What came of a talk.</summary>
    public static readonly CodeList<ListedCode> Outcomes = Read<ListedCode>("conversation-outcomes");

    /// <summary>How soon.</summary>
    public static readonly CodeList<ListedCode> Urgencies = Read<ListedCode>("urgencies");

    /// <summary>How authority is known.</summary>
    public static readonly CodeList<ListedCode> AuthorityProofs = Read<ListedCode>("authority-proofs");

    /// <summary>Why a safety flag is raised or lifted.</summary>
    public static readonly CodeList<ListedCode> SafetyReasons = Read<ListedCode>("safety-reasons");

    /// <summary>Who may act for whom, and by which proof.</summary>
    public static readonly CodeList<RepresentationKind> RepresentationKinds = Read<RepresentationKind>("representation-kinds");

    /// <summary>How a representation is known.</summary>
    public static readonly CodeList<ListedCode> RepresentationProofs = Read<ListedCode>("representation-proofs");

    /// <summary>Why a holder does not exercise his authority, with the article of law.</summary>
    public static readonly CodeList<LegalCode> SuspensionGrounds = Read<LegalCode>("suspension-grounds");

    /// <summary>Who established that somebody cannot decide.</summary>
    public static readonly CodeList<ListedCode> EstablishedBy = Read<ListedCode>("established-by");

    /// <summary>In which matters somebody of 12 or older can be unable to decide.</summary>
    public static readonly CodeList<ListedCode> CompetenceMatters = Read<ListedCode>("competence-matters");

    /// <summary>The ways in which people can be reached.</summary>
    public static readonly CodeList<ListedCode> ContactChannels = Read<ListedCode>("contact-channels");

    /// <summary>How easily somebody reads.</summary>
    public static readonly CodeList<ListedCode> ReadingLevels = Read<ListedCode>("reading-levels");

    /// <summary>Where a talk is held.</summary>
    public static readonly CodeList<ListedCode> ConversationPlaces = Read<ListedCode>("conversation-places");

    /// <summary>What was explained in a talk.</summary>
    public static readonly CodeList<ListedCode> ExplainedThings = Read<ListedCode>("explained-things");

    /// <summary>Why a planned talk did not take place.</summary>
    public static readonly CodeList<ListedCode> MissedReasons = Read<ListedCode>("missed-reasons");

    /// <summary>How somebody tried to reach a family, with the words of the municipal model.</summary>
    public static readonly CodeList<GgmCode> AttemptKinds = Read<GgmCode>("contact-attempt-kinds");

    /// <summary>Parts of a day, with the words of the municipal model.</summary>
    public static readonly CodeList<GgmCode> DayParts = Read<GgmCode>("day-parts");

    /// <summary>How a goal can end.</summary>
    public static readonly CodeList<ListedCode> GoalResults = Read<ListedCode>("goal-results");

    /// <summary>What came of a provision that was pointed out.</summary>
    public static readonly CodeList<ListedCode> ProvisionResults = Read<ListedCode>("provision-results");

    /// <summary>Where an application got stuck.</summary>
    public static readonly CodeList<ListedCode> StuckPoints = Read<ListedCode>("stuck-points");

    /// <summary>Why an entry was wrong.</summary>
    public static readonly CodeList<ListedCode> CorrectionReasons = Read<ListedCode>("correction-reasons");

    /// <summary>Why two files of one child are joined.</summary>
    public static readonly CodeList<ListedCode> JoinReasons = Read<ListedCode>("join-reasons");

    /// <summary>Who may report arrears, with the words of the exchange model.</summary>
    public static readonly CodeList<GgmCode> DebtPartners = Read<GgmCode>("debt-partners");

    /// <summary>How early-debt signals can end, with the words of the exchange model.</summary>
    public static readonly CodeList<DebtResult> DebtResults = Read<DebtResult>("debt-results");

    /// <summary>What came of somebody who asked for help himself.</summary>
    public static readonly CodeList<ListedCode> SelfStartResults = Read<ListedCode>("self-start-results");

    /// <summary>Why a request to destroy is refused, with the articles of law.</summary>
    public static readonly CodeList<LegalCode> ErasureReasons = Read<LegalCode>("erasure-reasons");

    /// <summary>Why the day by which it is decided moves.</summary>
    public static readonly CodeList<LegalCode> ErasureDelays = Read<LegalCode>("erasure-delays");

    /// <summary>How it was known who asked it.</summary>
    public static readonly CodeList<ListedCode> ErasureIdentifications = Read<ListedCode>("erasure-identifications");

    /// <summary>Why a file is kept longer than its term, with the articles of law.</summary>
    public static readonly CodeList<Keepings.KeepingReason> KeepingReasons = Read<Keepings.KeepingReason>("keeping-reasons");

    /// <summary>Why a request about own data is refused, with the articles of law.</summary>
    public static readonly CodeList<RightRefusalCode> RightRefusals = Read<RightRefusalCode>("right-refusals");

    /// <summary>On which ground data are kept and not used (AVG 18).</summary>
    public static readonly CodeList<LegalCode> RestrictionGrounds = Read<LegalCode>("right-restriction-grounds");

    /// <summary>What an overview leaves out, with the articles of law.</summary>
    public static readonly CodeList<LegalCode> LeftOutCodes = Read<LegalCode>("right-withheld");

    private static CodeList<T> Read<T>(string name) where T : ListedCode
    {
        using var file = typeof(FamilyCodes).Assembly.GetManifestResourceStream($"WarmHandover.Signals.Data.{name}.json")
            ?? throw new InvalidOperationException($"The list {name} is not part of this build.");
        return JsonSerializer.Deserialize<CodeList<T>>(file, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A closed list and its version.</summary>
public sealed record CodeList<T>(int Version, IReadOnlyList<T> Items) where T : ListedCode
{
    private readonly FrozenDictionary<string, T> byCode = Items.ToFrozenDictionary(i => i.Code, StringComparer.Ordinal);

    /// <summary>All codes, in the order of the list.</summary>
    public IEnumerable<string> Codes => Items.Select(i => i.Code);

    /// <summary>The entry of a code; null when the list does not have it.</summary>
    public T? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);
}

/// <summary>A code and what people call it.</summary>
public record ListedCode(string Code, string Label);

/// <summary>
/// A kind of signal: of whom it can be said, in which life domain and phase of the SOS approach, and to which row category it
/// belongs.
/// </summary>
public sealed record SignalKind(string Code, string Label, string Group, string Subject, string Domain, string Phase, string Category)
    : ListedCode(Code, Label);

/// <summary>A result, and whether the signal partner hears that it was picked up. Why is never told.</summary>
public sealed record DebtResult(string Code, string Label, string Ggm, bool PickedUp) : ListedCode(Code, Label);

/// <summary>A code that belongs to a life domain.</summary>
public sealed record DomainCode(string Code, string Label, string Domain) : ListedCode(Code, Label);

/// <summary>A code with the word of the municipal model (GGM) for it.</summary>
public sealed record GgmCode(string Code, string Label, string Ggm) : ListedCode(Code, Label);

/// <summary>A code that rests on an article of law.</summary>
public record LegalCode(string Code, string Label, string Law) : ListedCode(Code, Label);

/// <summary>A reason to refuse a request about own data, and of which kinds.</summary>
public sealed record RightRefusalCode(string Code, string Label, string Law, IReadOnlyList<string> Kinds) : LegalCode(Code, Label, Law);

/// <summary>A kind of representative, and the proofs that show it.</summary>
public sealed record RepresentationKind(string Code, string Label, string Law, IReadOnlyList<string> Proofs) : LegalCode(Code, Label, Law);

/// <summary>Of whom a kind of signal can be said.</summary>
public static class SignalSubjects
{
    /// <summary>Of an adult (or a young parent).</summary>
    public const string Adult = "adult";

    /// <summary>Of a child, born or expected.</summary>
    public const string Child = "child";

    /// <summary>Of anybody.</summary>
    public const string Anybody = "both";
}
