using WarmHandover.Platform.Looking;

namespace WarmHandover.Signals.Features;

/// <summary>All closed lists of this service, each with its version.</summary>
public sealed record CodesAnswer(
    CodeList<SignalKind> SignalKinds, CodeList<DomainCode> ProtectiveFactors, CodeList<ListedCode> LifeDomains,
    CodeList<ListedCode> SourceKinds, CodeList<ListedCode> Outcomes, CodeList<ListedCode> Urgencies, CodeList<ListedCode> AuthorityProofs,
    CodeList<ListedCode> SafetyReasons, CodeList<RepresentationKind> RepresentationKinds, CodeList<ListedCode> RepresentationProofs,
    CodeList<LegalCode> SuspensionGrounds, CodeList<ListedCode> EstablishedBy, CodeList<ListedCode> CompetenceMatters,
    CodeList<ListedCode> ContactChannels, CodeList<ListedCode> ReadingLevels,
    CodeList<ListedCode> ConversationPlaces, CodeList<ListedCode> ExplainedThings, CodeList<ListedCode> MissedReasons,
    CodeList<GgmCode> AttemptKinds, CodeList<GgmCode> DayParts, CodeList<ListedCode> GoalResults, CodeList<ListedCode> ProvisionResults,
    CodeList<ListedCode> StuckPoints, CodeList<ListedCode> CorrectionReasons, CodeList<ListedCode> JoinReasons, MappingTable Mappings);

internal static class ReadCodesFeature
{
    public static void MapReadCodes(this RouteGroupBuilder routes) => routes
        .MapGet("/codes", () => TypedResults.Ok(new CodesAnswer(
            FamilyCodes.SignalKinds, FamilyCodes.ProtectiveFactors, FamilyCodes.LifeDomains, FamilyCodes.SourceKinds, FamilyCodes.Outcomes,
            FamilyCodes.Urgencies, FamilyCodes.AuthorityProofs, FamilyCodes.SafetyReasons,
            FamilyCodes.RepresentationKinds, FamilyCodes.RepresentationProofs, FamilyCodes.SuspensionGrounds, FamilyCodes.EstablishedBy,
            FamilyCodes.CompetenceMatters, FamilyCodes.ContactChannels, FamilyCodes.ReadingLevels,
            FamilyCodes.ConversationPlaces, FamilyCodes.ExplainedThings, FamilyCodes.MissedReasons, FamilyCodes.AttemptKinds,
            FamilyCodes.DayParts, FamilyCodes.GoalResults, FamilyCodes.ProvisionResults, FamilyCodes.StuckPoints,
            FamilyCodes.CorrectionReasons, FamilyCodes.JoinReasons, CodeMappings.Table)))
        .ShowsNobody()
        .WithSummary("De vaste lijsten: soorten signalen, factoren, levensdomeinen, bronnen, uitkomsten");
}
