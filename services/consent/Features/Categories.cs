using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

internal static class CategoriesEndpoint
{
    public static void MapCategories(this IEndpointRouteBuilder consents)
    {
        consents.MapGet("/regels", () => TypedResults.Ok(new RulesInForce(Lists.Rules, Lists.Validity)))
            .ShowsNobody()
            .RequiresRole(Roles.Administrator, Roles.FocusOfficer, Roles.Auditor, Roles.PrivacyOfficer)
            .WithSummary("De regelsets: wie moet tekenen, welke regelset geldt, en hoe lang een ja hoogstens telt");
        consents.MapGet("/categorieen", () => TypedResults.Ok(new Choices(
                Lists.Categories, Lists.Purposes, Lists.Kinds, Lists.Channels, Lists.ToldBack, Lists.Reasons, Lists.Rules.Exceptions,
                Lists.Consulted, Lists.Grounds, Lists.Meldcode, Lists.Forms, Lists.Consults)))
            .ShowsNobody()
            .RequiresRole(
                Roles.Professional, Roles.TeamLead, Roles.FocusOfficer, Roles.Auditor, Roles.Administrator, Roles.Parent, Roles.Young)
            .WithSummary("De gesloten lijsten: soorten gegevens, doelen, en wat u kunt kiezen");
    }

    /// <summary>The rule sets with the version of the book, and how long a yes holds.</summary>
    internal sealed record RulesInForce(RuleBook Rules, ValidityList Validity);

    /// <summary>Everything that can be chosen, with the version of each list.</summary>
    internal sealed record Choices(
        CategoryList Categories, PurposeList Purposes, IReadOnlyList<string> Kinds, IReadOnlyList<string> Channels,
        IReadOnlyList<string> ToldBack, IReadOnlyList<string> Reasons, IReadOnlyList<StatutoryException> Exceptions,
        IReadOnlyList<string> Consulted, GroundMatrix Grounds, Meldcode Meldcode, IReadOnlyList<string> Forms,
        ConsultList Consults);
}
