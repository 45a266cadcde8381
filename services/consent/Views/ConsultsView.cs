using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents.Views;

/// <summary>A consultation as both teams see it: nothing of it says about whom.</summary>
public sealed record ConsultSeen(
    Guid Consult, Guid ByTeam, Guid ByOrganisation, Guid ToTeam, Guid ToOrganisation, string Band, IReadOnlyList<string> Topics,
    string Seriousness, string Question, DateTimeOffset AskedAt, IReadOnlyList<string>? Answers, DateTimeOffset? AnsweredAt);

/// <summary>Consultations by the team that asked and by the team that was asked: parts <c>by/…</c> and <c>to/…</c>.</summary>
public sealed class ConsultsView() : View<ConsultFact>("consent", "consult", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "consults";

    /// <summary>The part of the team that asked.</summary>
    public static string By(Guid team) => $"by/{team:N}";

    /// <summary>The part of the team that was asked.</summary>
    public static string To(Guid team) => $"to/{team:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ConsultFact> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case ConsultAsked a:
                Put(rows, new(
                    a.Consult, a.ByTeam, a.ByOrganisation, a.ToTeam, a.ToOrganisation, a.Band, a.Topics, a.Seriousness, a.Question, a.At,
                    null, null));
                break;
            case ConsultAnswered a:
                Put(rows, rows.Get<ConsultSeen>($"by/{noted.Id:N}")! with { Answers = a.Answers, AnsweredAt = a.At });
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }

    private static void Put(Rows rows, ConsultSeen seen)
    {
        rows.Put($"by/{seen.Consult:N}", By(seen.ByTeam), seen);
        rows.Put($"to/{seen.Consult:N}", To(seen.ToTeam), seen);
    }
}
