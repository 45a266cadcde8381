using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Looking;

namespace WarmHandover.Consents.Replaying;

/// <summary>
/// One step of a family's history: what was stored, when, its link in the chain, and as far as this auditor may know it: what it was, who
/// did it, by which rule, with which text, about which rows. Of a step outside the assignment only the link is shown.
/// </summary>
public sealed record ReplayStep(Guid Family, long Version, DateTimeOffset RecordedAt, string Type, string Hash)
{
    /// <summary>What it was, in words.</summary>
    public string? What { get; init; }

    /// <summary>The kind of step, as <c>soort=</c> filters it.</summary>
    public string? Kind { get; init; }

    /// <summary>Who did it.</summary>
    public ReplayActor? By { get; init; }

    /// <summary>When it happened, at the door; of what was told outside the software, when that was.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The rule set, with its version, that a request was asked under; or the ground.</summary>
    public string? Rule { get; init; }

    /// <summary>The version of the text that was explained.</summary>
    public string? TextVersion { get; init; }

    /// <summary>The request or ground it is about.</summary>
    public Guid? Request { get; init; }

    /// <summary>Whose answer it is.</summary>
    public Guid? Signatory { get; init; }

    /// <summary>The team that receives, or was told.</summary>
    public Guid? Team { get; init; }

    /// <summary>Its organisation.</summary>
    public Guid? Organisation { get; init; }

    /// <summary>What for.</summary>
    public string? Purpose { get; init; }

    /// <summary>How it was asked, said or told.</summary>
    public string? Channel { get; init; }

    /// <summary>Why, in a code.</summary>
    public string? Reason { get; init; }

    /// <summary>The rows it is about; of an access those that were granted.</summary>
    public IReadOnlyList<Row> Rows { get; init; } = [];
}

/// <summary>
/// Who did something: always his role and organisation; his pseudonym only where the assignment covers that organisation, and of family.
/// </summary>
public sealed record ReplayActor(string? Person, string Role, Guid Organisation)
{
    /// <summary>An actor as an auditor may know him.</summary>
    public static ReplayActor Of(Actor actor, IReadOnlySet<Guid> organisations) => new(
        actor.Organisation == Guid.Empty || organisations.Contains(actor.Organisation) ? actor.Pseudonym : null, actor.Role,
        actor.Organisation);
}

/// <summary>The steps of one history as an auditor may see them.</summary>
internal static class ReplaySteps
{
    /// <summary>The kinds of step that can be filtered on.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "gezin", "vraag", "uitleg", "antwoord", "intrekking", "herstel", "heropening", "uitzondering", "grond", "noodtoegang", "meldcode",
        "verzoek",
        "inzage", "deling",
    ];

    /// <summary>Each step, oldest first. What is outside the organisations or the period is only a link.</summary>
    public static IEnumerable<ReplayStep> Of(Guid family, History history, Remit remit) =>
        history.Steps.Select(step => Of(family, step, history.Now, remit));

    private static ReplayStep Of(Guid family, Step step, Consent consent, Remit remit)
    {
        var link = new ReplayStep(
            family, step.Header.Version, step.Header.RecordedAt, step.Header.Type, Convert.ToHexStringLower(step.Hash));
        if (!remit.Covers(step.Header.RecordedAt) || !step.Fact.Concerns(consent, remit.Organisations))
            return link;

        var (kind, what) = ReplayWords.Of(step.Fact);
        var (about, to) = (step.Fact.About(), ReplayWords.To(step.Fact, consent, remit.Organisations));
        return link with
        {
            Kind = kind,
            What = what,
            By = ReplayActor.Of(step.Header.Actor, remit.Organisations),
            At = step.Fact is DisclosureRecorded told ? told.HappenedAt : step.Fact.At,
            Request = about,
            Rule = step.Fact is PageWithheld kept ? kept.Reason : about is { } id ? RuleOf(id, consent) : null,
            TextVersion = ReplayWords.TextOf(step.Fact) ?? (about is { } asked ? consent.Find(asked)?.Asked.TextVersion : null),
            Signatory = ReplayWords.Who(step.Fact),
            Team = to?.Team,
            Organisation = to?.Organisation,
            Purpose = ReplayWords.Purpose(step.Fact) ?? (about is { } one ? consent.Find(one)?.Asked.Purpose : null),
            Channel = ReplayWords.Channel(step.Fact),
            Reason = ReplayWords.Reason(step.Fact),
            Rows = ReplayWords.Rows(step.Fact, consent, remit.Organisations),
        };
    }

    private static string? RuleOf(Guid about, Consent consent) => (consent.Find(about), consent.FindGround(about)) switch
    {
        ({ Asked: var asked }, _) => $"{asked.RuleSet}.v{asked.RuleSetVersion}",
        (_, { Invoked: var ground }) => $"{ground.Code}.v{ground.Version}",
        _ => null,
    };
}
