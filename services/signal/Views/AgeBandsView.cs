using System.Diagnostics;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Signals.Views;

/// <summary>A member whose age band ends on a local date.</summary>
public sealed record AgeBandRow(Guid Family, Guid Member, string Band, DateOnly Until);

/// <summary>The birthdays that change something: due at 00:00 in Amsterdam of the day on which a band has ended.</summary>
public sealed class AgeBandsView() : View<FamilyFact>("signal", "family", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "age_bands";

    /// <inheritdoc/>
    protected override void Show(Noted<FamilyFact> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case MemberAdded f: Due(f.Member, f.Band, f.BandUntil); break;
            case AgeBandReached f: Due(f.Member, f.Band, f.BandUntil); break;
            case ChildBorn f: Due(f.Member, f.Band, f.BandUntil); break;
            case PregnancyEnded f: Due(f.Member, "", null); break;
            case MemberDied f: Due(f.Member, "", null); break;
            case FamilyJoined f: f.Members.ToList().ForEach(member => Due(member, "", null)); break;
            case FamilyTakenIn f: f.Carried.ToList().ForEach(fact => Show(noted with { Fact = fact }, rows)); break;
            case FileErased { Stopped: { } stopped }:
                foreach (var member in stopped)
                    Due(member, "", null);
                break;
            case ErasedFact or FamilyOpened or AuthorityRecorded or AuthorityEnded or SafetyFlagRaised or SafetyFlagLifted:
            case SignalRecorded or ProtectiveFactorRecorded or ConversationHeld or NeedRecorded or PartyJoined or CircleFact:
            case CareFact or TalkFact or WritingFact:
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }

        void Due(Guid member, string band, DateOnly? until)
        {
            var key = $"{noted.Id:N}/{member:N}";
            if (until is { } day)
                rows.Put(key, "members", new AgeBandRow(noted.Id, member, band, day), Amsterdam.StartOf(day));
            else
                rows.Remove(key);
        }
    }
}
