using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals.Views;

/// <summary>The birthdays that change something, due 30 days before the day, at 00:00 in Amsterdam.</summary>
public sealed class ComingBirthdaysView() : View<FamilyFact>("signal", "family", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "coming_birthdays";

    /// <inheritdoc/>
    protected override void Show(Noted<FamilyFact> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case MemberAdded f: Due(f.Member, f.Band, f.BandUntil); break;
            case AgeBandReached f: Due(f.Member, f.Band, f.BandUntil); break;
            case ChildBorn f: Due(f.Member, f.Band, f.BandUntil); break;
            case BirthdayNears f: Due(f.Member, "", null); break;
            case PregnancyEnded f: Due(f.Member, "", null); break;
            case MemberDied f: Due(f.Member, "", null); break;
            case FamilyJoined f: f.Members.ToList().ForEach(member => Due(member, "", null)); break;
            case FamilyTakenIn f: f.Carried.ToList().ForEach(fact => Show(noted with { Fact = fact }, rows)); break;
            case FileErased { Stopped: { } stopped }:
                foreach (var member in stopped)
                    Due(member, "", null);
                break;
            default: break;
        }

        void Due(Guid member, string band, DateOnly? until)
        {
            var key = $"{noted.Id:N}/{member:N}";
            if (until is { } day)
            {
                var due = Amsterdam.StartOf(day.AddDays(-FamilyFileDecider.DaysBeforeBirthday));
                rows.Put(key, "members", new AgeBandRow(noted.Id, member, band, day), due);
            }
            else
            {
                rows.Remove(key);
            }
        }
    }
}
