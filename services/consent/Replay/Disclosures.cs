using WarmHandover.Contracts;
using WarmHandover.Platform.Looking;

namespace WarmHandover.Consents.Replaying;

/// <summary>Every sending, opening and telling of a family's rows, each with what it rested on, and whether it could happen now.</summary>
public sealed record DisclosureReplay(Guid Family, DateTimeOffset Known, DateTimeOffset Now, IReadOnlyList<DisclosureSeen> Disclosures);

/// <summary>
/// One disclosure: which step of the chain, what happened and when, by whom (with team), to which team, what for. What was told outside the
/// software stands in it as it was recorded, and says so.
/// </summary>
public sealed record DisclosureSeen(
    long Step, string Hash, string What, bool ThroughThisSoftware, DateTimeOffset At, DateTimeOffset RecordedAt, ReplayActor By,
    Guid ByTeam, Guid Team, Guid Organisation, string Purpose, IReadOnlyList<DisclosedRow> Rows, IReadOnlyList<RowWithheld> Withheld);

/// <summary>
/// A row that was disclosed and what that rested on: a consent (request, how many words had been said, text, rule set) or a ground (id,
/// code, version); how it stands now, and whether it would still be allowed. Without either it rested on nothing.
/// </summary>
public sealed record DisclosedRow(Row Row, string RestsOn, Guid? Id, int Version, string StandsNow, bool AllowedNow)
{
    /// <summary>The text that was explained.</summary>
    public string? TextVersion { get; init; }

    /// <summary>The rule set it was asked under, or the ground, with its version.</summary>
    public string? Rule { get; init; }

    /// <summary>On a consent.</summary>
    public const string Consent = "toestemming";

    /// <summary>On a ground of law.</summary>
    public const string Ground = "grond";

    /// <summary>On nothing: told outside the software without a yes or a ground.</summary>
    public const string Nothing = "niets";
}

/// <summary>Joins what happened with what it rested on.</summary>
internal static class Disclosures
{
    /// <summary>
    /// The disclosures in a history as known then, judged at <paramref name="now"/>; refused attempts as well when
    /// <paramref name="refused"/>.
    /// </summary>
    public static IEnumerable<DisclosureSeen> Of(History history, Remit remit, DateTimeOffset now, bool refused) =>
        from step in history.Steps
        where remit.Covers(step.Header.RecordedAt) && step.Fact.Concerns(history.Now, remit.Organisations)
        from seen in Of(step, history.Now, remit.Organisations, now)
        where refused || seen.Rows is not []
        select seen;

    /// <summary>Every disclosure in a history, whoever it concerns: what a search for absence walks.</summary>
    public static IEnumerable<(Step Step, ListedRecipient To, DateTimeOffset At)> Everything(History history)
    {
        foreach (var step in history.Steps)
        {
            if (step.Fact is AccessGranted granted)
                yield return (step, new(granted.RecipientTeam, granted.RecipientOrganisation), granted.At);
            foreach (var to in step.Fact is DisclosureRecorded told ? told.To : [])
                yield return (step, new(to.Team, to.Organisation), ((DisclosureRecorded)step.Fact).HappenedAt);
        }
    }

    private static IEnumerable<DisclosureSeen> Of(Step step, Consent consent, IReadOnlySet<Guid> organisations, DateTimeOffset now)
    {
        var (hash, what) = (Convert.ToHexStringLower(step.Hash), ReplayWords.Of(step.Fact).What);
        switch (step.Fact)
        {
            case AccessAnswered a:
                var by = new ReplayActor(
                    organisations.Contains(a.By.Organisation) ? a.By.Person : null, a.By.Role, a.By.Organisation);
                var to = new ListedRecipient(a.RecipientTeam, a.RecipientOrganisation);
                yield return new(
                    step.Header.Version, hash, what, true, a.At, step.Header.RecordedAt, by, a.By.Team, to.Team, to.Organisation, a.Purpose,
                    [.. a.Granted.Select(g => Rested(g, consent, to, a.Purpose, now))], a.Withheld);
                break;
            case DisclosureRecorded told:
                foreach (var heard in ReplayWords.Told(told, organisations))
                {
                    var recipient = new ListedRecipient(heard.Team, heard.Organisation);
                    yield return new(
                        step.Header.Version, hash, $"{what} Vorm: {told.Form}.", false, told.HappenedAt, step.Header.RecordedAt,
                        ReplayActor.Of(step.Header.Actor, organisations), told.ByTeam, heard.Team, heard.Organisation, told.Purpose,
                        [
                            .. heard.Granted.Select(g => Rested(g, consent, recipient, told.Purpose, now, told.Form)),
                            .. heard.Unfounded.Select(row => Judged(
                                new(row, DisclosedRow.Nothing, null, 0, "", false), consent, recipient, told.Purpose, now, told.Form)),
                        ], []);
                }

                break;
        }
    }

    private static DisclosedRow Rested(
        RowGranted granted, Consent consent, ListedRecipient to, string purpose, DateTimeOffset now, string? form = null)
    {
        var asked = consent.Find(granted.Request)?.Asked;
        return Judged(
            new(
                granted.Row, granted.Ground is null ? DisclosedRow.Consent : DisclosedRow.Ground, granted.Request, granted.ConsentVersion,
                "", false)
            {
                TextVersion = asked?.Explained?.Version ?? asked?.TextVersion,
                Rule = granted.Ground is { } ground ? $"{ground}.v{granted.ConsentVersion}"
                    : asked is null ? null : $"{asked.RuleSet}.v{asked.RuleSetVersion}",
            },
            consent, to, purpose, now, form);
    }

    // A list of names is shown under any purpose that the recipient was named for.
    private static DisclosedRow Judged(
        DisclosedRow row, Consent consent, ListedRecipient to, string purpose, DateTimeOffset now, string? form)
    {
        var named = Lists.Purposes.Find(purpose) is null ? null : purpose;
        var stance = Standing.Of(consent, row.Row, to.Team, to.Organisation, named, now, form).Stance;
        return row with { StandsNow = DutchWords.Of(stance), AllowedNow = stance is Stance.Allowed };
    }
}
