using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents.Replaying;

/// <summary>That a family's history has something about a team or an organisation. Who reads it asks the history itself what.</summary>
public sealed record ReplayFamily(Guid Family);

/// <summary>In which families' histories something is about a team or an organisation: what a replay of a recipient walks.</summary>
public sealed class FamiliesView() : View<ConsentFact>("consent", "family", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "replay_families";

    /// <summary>The part of one team.</summary>
    public static string OfTeam(Guid team) => $"team/{team:N}";

    /// <summary>The part of one organisation.</summary>
    public static string OfOrganisation(Guid organisation) => $"organisation/{organisation:N}";

    /// <summary>The key of a family in the part of an organisation, to go on after.</summary>
    public static string Key(string part, Guid family) => $"{part}/{family:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ConsentFact> noted, Rows rows)
    {
        var family = noted.Id;
        switch (noted.Fact)
        {
            case FamilyHeard heard:
                Put(rows, family, [], heard.Parties);
                break;
            case ConsentRequested asked:
                var listed = asked.Scope?.Listed ?? [new(asked.RecipientTeam, asked.RecipientOrganisation)];
                Put(rows, family, listed.Select(l => l.Team).Append(asked.AskedByTeam),
                    listed.Select(l => l.Organisation).Append(asked.AskedByOrganisation).Append(asked.RecipientOrganisation));
                break;
            case NewcomersTold told:
                Put(rows, family, told.Teams.Select(t => t.Team), told.Teams.Select(t => t.Organisation));
                break;
            case GroundInvoked ground:
                Put(rows, family, [ground.ByTeam, ground.RecipientTeam], [ground.ByOrganisation, ground.RecipientOrganisation]);
                break;
            case AccessAnswered access:
                Put(rows, family, [access.By.Team, access.RecipientTeam], [access.By.Organisation, access.RecipientOrganisation]);
                break;
            case DisclosureRecorded told:
                Put(rows, family, told.To.Select(t => t.Team).Append(told.ByTeam),
                    told.To.Select(t => t.Organisation).Append(told.ByOrganisation));
                break;
            case AnswerGiven or AnswerRefused or AnswerLater or ConsentWithdrawn or ContactAttempted or ExceptionInvoked
                or GroundConfirmed or GroundEnded or EmergencyReviewed
                or MeldcodeStepTaken or ConsentReopened or ReopeningForeseen or ExplanationGiven
                or AnswerInvalidated or InvalidationReviewed or WithdrawalConfirmed or WithdrawalEscalated or WordContradicted
                or PageWithheld or LaterCame or LaterLapsed or FilesJoined or ConsentNarrowed
                or RulingHeard or RulingSeen:
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }

    private static void Put(Rows rows, Guid family, IEnumerable<Guid> teams, IEnumerable<Guid> organisations)
    {
        foreach (var part in teams.Select(OfTeam).Concat(organisations.Select(OfOrganisation)).Distinct())
            rows.Put(Key(part, family), part, new ReplayFamily(family));
    }
}
