using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents.Replaying;

/// <summary>That an assignment exists. Who reads it asks the assignment itself how it stands.</summary>
public sealed record AssignmentRow(Guid Assignment);

/// <summary>Assignments by auditor and by organisation.</summary>
public sealed class AssignmentsView() : View<AssignmentFact>("consent", "assignment", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "assignments";

    /// <summary>The part with the assignments of one auditor.</summary>
    public static string OfAuditor(string auditor) => $"auditor/{auditor}";

    /// <summary>The part with the assignments that one organisation is in, or drafted.</summary>
    public static string OfOrganisation(Guid organisation) => $"organisation/{organisation:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<AssignmentFact> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case AssignmentDrafted drafted:
                var row = new AssignmentRow(drafted.Assignment);
                rows.Put($"a/{drafted.Assignment:N}", OfAuditor(drafted.Auditor), row);
                foreach (var organisation in drafted.Organisations.Append(drafted.ByOrganisation).Distinct())
                    rows.Put($"o/{drafted.Assignment:N}/{organisation:N}", OfOrganisation(organisation), row);
                break;
            case AssignmentAgreed or AssignmentEnded:
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }
}
