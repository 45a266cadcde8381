using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Platform.Policies;

// Facts. Their names and shapes are stored for good: a change here is a new version, never an edit.

/// <summary>Something that happened to one kind of policy of one service. Codes, numbers, days and pseudonyms only.</summary>
[JsonDerivedType(typeof(PolicyProposed), "policy-proposed.v1")]
[JsonDerivedType(typeof(PolicyApproved), "policy-approved.v1")]
[JsonDerivedType(typeof(PolicyRefused), "policy-refused.v1")]
[JsonDerivedType(typeof(PolicyWithdrawn), "policy-withdrawn.v1")]
public abstract record PolicyFact(DateTimeOffset At);

/// <summary>
/// Somebody wants these settings to be other from a local date on. <see cref="BasedOn"/> is the newest version that he knew of: a second
/// person agrees to this on that, and to nothing else.
/// </summary>
public sealed record PolicyProposed(
    Guid Change, string Kind, IReadOnlyList<SettingChange> Settings, DateOnly From, string Reason, int BasedOn, string By,
    DateTimeOffset At) : PolicyFact(At);

/// <summary>A second person agreed: from its day on it is the version of this number.</summary>
public sealed record PolicyApproved(Guid Change, int Version, string By, DateTimeOffset At) : PolicyFact(At);

/// <summary>A second person said no, with a coded reason.</summary>
public sealed record PolicyRefused(Guid Change, string Reason, string By, DateTimeOffset At) : PolicyFact(At);

/// <summary>It is not wanted any more; of what was agreed to: before its day came. Its number is not given again.</summary>
public sealed record PolicyWithdrawn(Guid Change, string By, DateTimeOffset At) : PolicyFact(At);

/// <summary>What one setting becomes. Numbers and codes as text, so that every kind of policy fits.</summary>
public sealed record SettingChange(string Setting, IReadOnlyList<string> Values);

/// <summary>One change as its facts tell it.</summary>
public sealed record PolicyChange(PolicyProposed Proposed, PolicyApproved? Approved, PolicyRefused? Refused, PolicyWithdrawn? Withdrawn)
{
    /// <summary>Nobody decided about it yet.</summary>
    public bool IsOpen => Approved is null && Refused is null && Withdrawn is null;

    /// <summary>Agreed to, and not taken back before its day.</summary>
    public bool Stands => Approved is not null && Withdrawn is null;
}

/// <summary>One kind of policy of one service: every change, in the order in which they were proposed.</summary>
public sealed record PolicyBook(ImmutableList<PolicyChange> Changes)
{
    /// <summary>Before anybody changed anything: what the release brings holds.</summary>
    public static readonly PolicyBook Initial = new([]);

    /// <summary>The streams of one service; the id is that of the kind of policy.</summary>
    public static StreamKind<PolicyBook, PolicyCommand, PolicyFact> Streams(string service) =>
        new(service, "policy", Initial, PolicyDecider.Decide, Evolve);

    /// <summary>The newest version that stands, also when its day has yet to come; 0 is what the release brings.</summary>
    public int Newest => Changes.Where(c => c.Stands).Select(c => c.Approved!.Version).DefaultIfEmpty().Max();

    /// <summary>The last day from which something that stands holds.</summary>
    public DateOnly? LastFrom => Changes.Where(c => c.Stands).Select(c => (DateOnly?)c.Proposed.From).Max();

    /// <summary>The highest number that was ever given.</summary>
    public int Highest => Changes.Select(c => c.Approved?.Version ?? 0).DefaultIfEmpty().Max();

    /// <summary>
    /// The changes beside which one of these settings is looked at: all of them, or those of its own group where each goes its own way.
    /// </summary>
    public PolicyBook Beside(PolicyKind kind, IReadOnlyList<SettingChange> settings) =>
        kind.Grown is null || settings is [] ? this : Of(PolicyKind.GroupOf(settings[0].Setting));

    /// <summary>The changes of one group.</summary>
    public PolicyBook Of(string group) => new(Changes.FindAll(c => PolicyKind.GroupOf(c.Proposed.Settings[0].Setting) == group));

    /// <summary>A change by its id.</summary>
    public PolicyChange? Find(Guid change) => Changes.Find(c => c.Proposed.Change == change);

    /// <summary>
    /// What holds on a local date. What a later release knows no more, or the law no longer allows, does not count: then what the release
    /// brings holds for that setting.
    /// </summary>
    public Policy At(PolicyKind kind, DateOnly day)
    {
        var holding = Changes.Where(c => c.Stands && c.Proposed.From <= day).OrderBy(c => c.Approved!.Version).ToArray();
        return holding is [] ? Policy.OfRelease(kind) : Fold(kind, holding, holding[^1].Approved!.Version, holding[^1].Proposed.From);
    }

    /// <summary>What a version says, also when another holds now; what was decided under it keeps it.</summary>
    public Policy Of(PolicyKind kind, int? version) =>
        Changes.Where(c => c.Stands && c.Approved!.Version <= version).OrderBy(c => c.Approved!.Version).ToArray() is [.., var last] all
            ? Fold(kind, all, last.Approved!.Version, last.Proposed.From)
            : Policy.OfRelease(kind);

    /// <summary>What would hold from the day of a change, were it agreed to.</summary>
    public Policy With(PolicyKind kind, IReadOnlyList<SettingChange> settings, DateOnly from)
    {
        var before = At(kind, from);
        return before with { Version = Highest + 1, Since = from, Values = before.Values.SetItems(Allowed(kind, settings)) };
    }

    private static Policy Fold(PolicyKind kind, IEnumerable<PolicyChange> changes, int version, DateOnly since) => new(
        kind, version, since,
        changes.Aggregate(ImmutableDictionary<string, IReadOnlyList<string>>.Empty, (all, c) =>
            all.SetItems(Allowed(kind, c.Proposed.Settings))));

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Allowed(PolicyKind kind, IEnumerable<SettingChange> settings) =>
        settings.Where(s => kind.Find(s.Setting) is { } setting && setting.Wrong(s.Values) is null && !setting.Under(s.Values).Any())
            .Select(s => KeyValuePair.Create(s.Setting, s.Values));

    private static PolicyBook Evolve(PolicyBook state, PolicyFact fact) => fact switch
    {
        PolicyProposed f => new(state.Changes.Add(new(f, null, null, null))),
        PolicyApproved f => state.Change(f.Change, c => c with { Approved = f }),
        PolicyRefused f => state.Change(f.Change, c => c with { Refused = f }),
        PolicyWithdrawn f => state.Change(f.Change, c => c with { Withdrawn = f }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a policy"),
    };

    private PolicyBook Change(Guid change, Func<PolicyChange, PolicyChange> to)
    {
        var at = Changes.FindIndex(c => c.Proposed.Change == change);
        return new(Changes.SetItem(at, to(Changes[at])));
    }
}

/// <summary>
/// What holds on a day: which version, since when, and the settings that are other than the release brings. Version 0 is the release.
/// </summary>
public sealed record Policy(PolicyKind Kind, int Version, DateOnly? Since, ImmutableDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>What the release brings.</summary>
    public static Policy OfRelease(PolicyKind kind) => new(kind, 0, null, []);

    /// <summary>The values of a setting.</summary>
    public IReadOnlyList<string> this[string setting] => Values.GetValueOrDefault(setting) ?? Kind.Find(setting)!.Standard;

    /// <summary>The one value of a setting.</summary>
    public string One(string setting) => this[setting][0];

    /// <summary>A setting that is one number.</summary>
    public int Number(string setting) => int.Parse(One(setting), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A setting that is several numbers.</summary>
    public IReadOnlyList<int> Numbers(string setting) =>
        [.. this[setting].Select(v => int.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>What a fact names: the version, and nothing while what the release brings holds.</summary>
    public int? Named => Version == 0 ? null : Version;
}
