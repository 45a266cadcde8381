using WarmHandover.Platform.Reading;

namespace WarmHandover.Signals.Views;

/// <summary>What a team has to do about one family because something happened there: codes only, never a word.</summary>
public sealed record TeamTasksRow(Guid Family, Guid Team, IReadOnlyList<OpenTask> Tasks);

/// <summary>What lies on the list of each team: part <c>team/…</c>.</summary>
public sealed class TasksView() : View<FamilyFact>("signal", "family", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "team_tasks";

    /// <summary>The part that holds the list of one team.</summary>
    public static string Of(Guid team) => $"team/{team:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<FamilyFact> noted, Rows rows)
    {
        var key = $"{noted.Id:N}";
        var before = rows.Get<FamilyWork>(key) ?? FamilyWork.None;
        var after = before.After(noted.Fact);
        if (ReferenceEquals(before, after))
            return;

        rows.Put(key, "family", after);
        foreach (var team in before.Tasks.Concat(after.Tasks).Select(t => t.Team).Distinct())
        {
            OpenTask[] tasks = [.. after.Tasks.Where(t => t.Team == team)];
            if (tasks is [])
                rows.Remove($"{key}/{team:N}");
            else
                rows.Put($"{key}/{team:N}", Of(team), new TeamTasksRow(noted.Id, team, tasks));
        }
    }
}
