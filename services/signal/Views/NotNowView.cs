using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Signals.Views;

/// <summary>A family that said 'not now': when its team may come back; no date when the family named none.</summary>
public sealed record NotNowRow(Guid Family, Guid Team, Guid Conversation, DateOnly HeldOn, DateOnly? ComeBackOn);

/// <summary>
/// 'Talked, consent not asked', per team: part <c>team/…</c>. It is the team's list, so that illness of one person changes nothing.
/// </summary>
public sealed class NotNowView() : View<FamilyFact>("signal", "family", Table)
{
    /// <summary>The table's name.</summary>
    public const string Table = "not_now";

    /// <summary>The part that holds the list of one team.</summary>
    public static string Of(Guid team) => $"team/{team:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<FamilyFact> noted, Rows rows)
    {
        switch (noted.Fact)
        {
            case ConversationHeld { Outcome: Outcomes.NotNow } f:
                rows.Put(
                    Key(noted.Id, f.Organisation), Of(f.Team), new NotNowRow(noted.Id, f.Team, f.Conversation, f.HeldOn, f.ComeBackOn));
                break;
            case ConversationHeld f:
                rows.Remove(Key(noted.Id, f.Organisation));
                break;
            case FamilyJoined f:
                foreach (var party in f.Parties)
                    rows.Remove(Key(noted.Id, party));
                break;
            case FamilyTakenIn f:
                TakeIn(f, noted.Id, rows);
                break;
            case FileErased f:
                rows.Remove(Key(noted.Id, f.Organisation));
                break;
            case ErasedFact or FamilyOpened or MemberAdded or AuthorityRecorded or AuthorityEnded or SafetyFlagRaised or SafetyFlagLifted:
            case SignalRecorded or ProtectiveFactorRecorded or NeedRecorded or PartyJoined or AgeBandReached or CircleFact:
            case CareFact or TalkFact or WritingFact:
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }
    }

    // The newest talk of either file says how it stands.
    private static void TakeIn(FamilyTakenIn taken, Guid family, Rows rows)
    {
        foreach (var last in taken.Carried.OfType<ConversationHeld>().GroupBy(c => c.Organisation).Select(c => c.Last()))
        {
            if (last.Outcome is Outcomes.NotNow
                && (rows.Get<NotNowRow>(Key(family, last.Organisation)) is not { } row || row.HeldOn < last.HeldOn))
            {
                rows.Put(
                    Key(family, last.Organisation), Of(last.Team),
                    new NotNowRow(family, last.Team, last.Conversation, last.HeldOn, last.ComeBackOn));
            }
        }
    }

    private static string Key(Guid family, Guid organisation) => $"{family:N}/{organisation:N}";
}
