using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

internal static class CategoriesEndpoint
{
    public static void MapCategories(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/regels", async (ConsentLaws laws, CancellationToken ct) => TypedResults.Ok(Rules(await laws.Now(ct))))
            .ShowsNobody()
            .RequiresRole(Roles.Administrator, Roles.FocusOfficer, Roles.Auditor, Roles.PrivacyOfficer)
            .WithSummary("De regelsets: wie moet tekenen, welke regelset geldt, en hoe lang een ja hoogstens telt");
        consents.MapGet("/categorieen", async (ConsentLaws laws, CancellationToken ct) => TypedResults.Ok(Of(await laws.Now(ct))))
            .ShowsNobody()
            .RequiresRole(
                Roles.Professional, Roles.TeamLead, Roles.FocusOfficer, Roles.Auditor, Roles.Administrator, Roles.Parent, Roles.Young)
            .WithSummary("De gesloten lijsten: soorten gegevens, doelen, en wat u kunt kiezen");
    }

    private static RulesInForce Rules(ConsentLaw law) => new(law.Rules, law.Validity, law.Versions);

    private static Choices Of(ConsentLaw law) => new(
        law.Categories, Lists.Purposes, Lists.Kinds, Lists.Channels, Lists.ToldBack, Lists.Reasons, Lists.Rules.Exceptions,
        Lists.Consulted, law.Grounds, Lists.Meldcode, Lists.Forms, Lists.Consults);

    /// <summary>The rule sets with the version of the book, how long a yes holds, and the versions of policy on top.</summary>
    internal sealed record RulesInForce(RuleBook Rules, ValidityList Validity, PolicyVersions? Policy);

    /// <summary>Everything that can be chosen, with the version of each list.</summary>
    internal sealed record Choices(
        CategoryList Categories, PurposeList Purposes, IReadOnlyList<string> Kinds, IReadOnlyList<string> Channels,
        IReadOnlyList<string> ToldBack, IReadOnlyList<string> Reasons, IReadOnlyList<StatutoryException> Exceptions,
        IReadOnlyList<string> Consulted, GroundMatrix Grounds, Meldcode Meldcode, IReadOnlyList<string> Forms,
        ConsultList Consults);
}
