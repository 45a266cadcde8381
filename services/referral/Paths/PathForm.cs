using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;
using WarmHandover.Referrals.Directory;
using WarmHandover.Referrals.Features;
using WarmHandover.Referrals.Views;

namespace WarmHandover.Referrals.Paths;

/// <summary>One step as its keeper writes it.</summary>
public sealed record PathStepRequest(
    string? Title, string? Text, string? OrganisationKind = null, Guid? Team = null, IReadOnlyList<Guid>? Provisions = null,
    string? Contact = null);

/// <summary>A path as its keeper writes it, with the day on which somebody looks again.</summary>
public sealed record CarePathRequest(
    string? Title, string? Domain, IReadOnlyList<string>? Areas, IReadOnlyList<string>? Bands, IReadOnlyList<string>? Urgencies,
    string? Situation, IReadOnlyList<PathStepRequest>? Steps, DateOnly? ReviewOn);

/// <summary>What is asked of a path: words, codes that exist, and steps that lead somewhere that is there.</summary>
internal static class PathForm
{
    private const int MostSteps = 20;
    internal static readonly string[] Bands = ["unborn", "under-12", "12-15", "16-17", "adult"];

    public static CarePathRequest Example { get; } = new(
        "Geldzorgen in een gezin met jonge kinderen", "financien", ["GM0150"], ["adult"], [], "Een ouder vertelt dat er schulden zijn.",
        [
            new("Bespreek de geldzorgen", "Vraag wat de ouder zelf wil, en of hulp bij brieven al genoeg is."),
            new("Draag over aan schuldhulp", "Bel eerst, en ga mee naar het eerste gesprek.", OrganisationKind: "schuldhulp",
                Contact: "0570-000103"),
        ],
        Invented.Day.AddYears(1));

    public static CarePathContent Content(CarePathRequest form) => new(
        form.Title!.Trim(), form.Domain!, [.. (form.Areas ?? []).Distinct()], [.. (form.Bands ?? []).Distinct()],
        [.. (form.Urgencies ?? []).Distinct()], form.Situation!.Trim(),
        [.. form.Steps!.Select(s => new PathStep(
            s.Title!.Trim(), s.Text!.Trim(), s.OrganisationKind, s.Team, [.. (s.Provisions ?? []).Distinct()], s.Contact?.Trim()))]);

    public static async Task<InputErrors> Errors(CarePathRequest form, IViews views, CancellationToken ct)
    {
        // What was listed a moment ago may be named.
        await views.FreshToHead(TeamsView.Table, ct);
        await views.FreshToHead(ProvisionsView.Table, ct);
        var errors = new InputErrors()
            .Text(form.Title, "title", 200)
            .OneOf(form.Domain, "domain", HsdsTerms.DomainNames.Keys)
            .Text(form.Situation, "situation", 1000)
            .Must(form.ReviewOn is not null, "reviewOn", "Zeg op welke dag iemand er weer naar kijkt.")
            .Must(form.Steps is { Count: > 0 and <= MostSteps }, "steps", $"Schrijf 1 tot en met {MostSteps} stappen.");
        foreach (var (n, area) in (form.Areas ?? []).Take(400).Index())
            errors.Must(SearchTerms.IsArea(area), $"areas[{n}]", "Gebruik een gemeente-, wijk- of buurtcode van het CBS, zoals GM0150.");
        foreach (var (n, band) in (form.Bands ?? []).Take(20).Index())
            errors.OneOf(band, $"bands[{n}]", Bands);
        foreach (var (n, urgency) in (form.Urgencies ?? []).Take(20).Index())
            errors.OneOf(urgency, $"urgencies[{n}]", Codes.Urgencies);
        foreach (var (n, step) in (form.Steps ?? []).Take(MostSteps).Index())
            await Step(errors, step, $"steps[{n}]", views, ct);

        return errors;
    }

    private static async Task Step(InputErrors errors, PathStepRequest? step, string field, IViews views, CancellationToken ct)
    {
        if (step is null)
        {
            errors.Add(field, "Vul dit in.");
            return;
        }

        errors.Text(step.Title, $"{field}.title", 200).Text(step.Text, $"{field}.text", 2000)
            .Must(step.OrganisationKind is null || OrganisationDecider.Kinds.Contains(step.OrganisationKind), $"{field}.organisationKind",
                $"Kies een van: {string.Join(", ", OrganisationDecider.Kinds)}.")
            .Must(step.Provisions is not { Count: > 20 }, $"{field}.provisions", "Noem hoogstens 20 voorzieningen.");
        if (step.Contact is { Length: > 0 })
            errors.Text(step.Contact, $"{field}.contact", 200);
        if (step.Team is { } team)
        {
            var row = await views.Get<TeamRow>(TeamsView.Table, team.ToString("N"), ct);
            errors.Must(row is { Open: true }, $"{field}.team", "Dit team staat niet in de lijst van teams, of is gesloten.");
        }

        foreach (var (n, provision) in (step.Provisions ?? []).Take(20).Index())
        {
            var row = await views.Get<ProvisionRow>(ProvisionsView.Table, provision.ToString("N"), ct);
            errors.Must(row is not null, $"{field}.provisions[{n}]", "Deze voorziening staat niet in de sociale kaart.");
        }
    }
}
