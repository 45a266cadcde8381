using System.Diagnostics;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Signals.Views;

/// <summary>
/// A family in the list of one organisation: only what that organisation recorded counts, except how many members there are.
/// </summary>
public sealed record FamilyRow(Guid Family, Guid Team, int Members, IReadOnlyList<Guid> OpenSignals, DateTimeOffset LastActivity);

/// <summary>A family in the list of an organisation by when something was last done there, the latest first.</summary>
public sealed record RecentRow(Guid Family);

/// <summary>To which family a member belongs: the search index finds members.</summary>
public sealed record MemberRow(Guid Family);

/// <summary>The other organisations with which an organisation works with any family; it is shown to nobody.</summary>
public sealed record PartnersRow(IReadOnlyList<Guid> Organisations);

/// <summary>The families of each organisation: part <c>org/…</c>. A signal is open until it was discussed with whom it is about.</summary>
public sealed class FamiliesView() : View<FamilyFact>("signal", "family", Table, shape: 3)
{
    /// <summary>The table's name.</summary>
    public const string Table = "families";

    /// <summary>The part that holds the families of one organisation.</summary>
    public static string Of(Guid organisation) => $"org/{organisation:N}";

    /// <summary>The part that holds the same families, the one where something was done last first.</summary>
    public static string RecentOf(Guid organisation) => $"recent/{organisation:N}";

    /// <summary>The key of a family in the list of an organisation.</summary>
    public static string Key(Guid organisation, Guid family) => $"{organisation:N}/{family:N}";

    /// <summary>The key under which stands with which organisations an organisation shares families.</summary>
    public static string OfPartners(Guid organisation) => $"partners/{organisation:N}";

    /// <summary>The key under which a member's family is found.</summary>
    public static string OfMember(Guid member) => $"member/{member:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<FamilyFact> noted, Rows rows)
    {
        var family = noted.Id;
        switch (noted.Fact)
        {
            case FamilyOpened f: Join(f.Organisation, f.Team, f.At); break;
            case PartyJoined f: Join(f.Organisation, f.Team, f.At); break;
            case MemberAdded f: Count(f.Member, f.Organisation, f.At); break;
            case AuthorityRecorded f: Active(f.Organisation, f.At); break;
            case AuthorityEnded f: Active(f.Organisation, f.At); break;
            case SafetyFlagRaised f: Active(f.Organisation, f.At); break;
            case SafetyFlagLifted f: Active(f.Organisation, f.At); break;
            case SignalRecorded f: Active(f.Organisation, f.At, row => row with { OpenSignals = [.. row.OpenSignals, f.Signal] }); break;
            case ProtectiveFactorRecorded f: Active(f.Organisation, f.At); break;
            case ConversationHeld f: Active(f.Organisation, f.At, row => row with { OpenSignals = StillOpen(row, f) }); break;
            case NeedRecorded f: Active(f.Organisation, f.At); break;
            case ChildBorn f: Active(f.Organisation, f.At); break;
            case FamilyMoved f: Active(f.Organisation, f.At); break;
            case ConsentAsked: break;
            case EntryCorrected f:
                Active(f.Organisation, f.At, row => row with { OpenSignals = [.. row.OpenSignals.Except([f.Entry])] });
                break;
            case RowsRestricted f: Active(f.Organisation, f.At); break;
            case NumberJudged or RowsFreed: break;
            case TalkFact f: Active(f.Organisation, f.At); break;
            case FileErased f: Forget(f.Organisation); break;
            case AgeBandReached or CircleFact or CareFact or ErasedFact: break;
            case FamilyJoined f: Leave(f); break;
            case FamilyTakenIn f: TakeIn(f); break;
            default: throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }

        void Join(Guid organisation, Guid team, DateTimeOffset at)
        {
            var circle = rows.Get<Circle>($"{family:N}") ?? new([], 0);
            if (circle.Parties.Contains(organisation))
                return;

            rows.Put($"{family:N}", "circle", circle with { Parties = [.. circle.Parties, organisation] });
            foreach (var other in circle.Parties)
            {
                Meet(organisation, other);
                Meet(other, organisation);
            }

            rows.Put(Key(organisation, family), Of(organisation), new FamilyRow(family, team, circle.Members, [], at));
            rows.Put(Recent(organisation, at, family), RecentOf(organisation), new RecentRow(family));
        }

        void Forget(Guid organisation)
        {
            Drop(organisation);
            var circle = rows.Get<Circle>($"{family:N}")!;
            rows.Put($"{family:N}", "circle", circle with { Parties = [.. circle.Parties.Where(party => party != organisation)] });
        }

        void Meet(Guid organisation, Guid other)
        {
            var known = rows.Get<PartnersRow>(OfPartners(organisation))?.Organisations ?? [];
            if (!known.Contains(other))
                rows.Put(OfPartners(organisation), "partners", new PartnersRow([.. known, other]));
        }

        void Count(Guid member, Guid by, DateTimeOffset at)
        {
            rows.Put(OfMember(member), "member", new MemberRow(family));
            var circle = rows.Get<Circle>($"{family:N}")!;
            rows.Put($"{family:N}", "circle", circle with { Members = circle.Members + 1 });
            foreach (var party in circle.Parties)
                rows.Put(Key(party, family), Of(party), rows.Get<FamilyRow>(Key(party, family))! with { Members = circle.Members + 1 });
            Active(by, at);
        }

        // What one organisation does never moves the row of another: that would tell that it is there.
        void Active(Guid organisation, DateTimeOffset at, Func<FamilyRow, FamilyRow>? change = null)
        {
            if (rows.Get<FamilyRow>(Key(organisation, family)) is not { } row)
                return;

            var last = at > row.LastActivity ? at : row.LastActivity;
            rows.Put(Key(organisation, family), Of(organisation), (change?.Invoke(row) ?? row) with { LastActivity = last });
            if (last == row.LastActivity)
                return;

            rows.Remove(Recent(organisation, row.LastActivity, family));
            rows.Put(Recent(organisation, last, family), RecentOf(organisation), new RecentRow(family));
        }

        void Drop(Guid organisation)
        {
            if (rows.Get<FamilyRow>(Key(organisation, family)) is { } row)
                rows.Remove(Recent(organisation, row.LastActivity, family));
            rows.Remove(Key(organisation, family));
        }

        void Leave(FamilyJoined joined)
        {
            foreach (var party in rows.Get<Circle>($"{family:N}")!.Parties)
                Drop(party);
            foreach (var member in joined.Members)
                rows.Put(OfMember(member), "member", new MemberRow(joined.Into));
        }

        void TakeIn(FamilyTakenIn taken)
        {
            var known = taken.Known;
            foreach (var fact in taken.Carried.Where(f => f is not MemberAdded added || !known.Contains(added.Member)))
                Show(noted with { Fact = fact }, rows);
            foreach (var member in taken.Members)
                rows.Put(OfMember(member), "member", new MemberRow(family));
        }
    }

    // Keys are listed in their order, so the latest moment has the smallest number.
    private static string Recent(Guid organisation, DateTimeOffset at, Guid family) =>
        $"recent/{organisation:N}/{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}/{family:N}";

    private static Guid[] StillOpen(FamilyRow row, ConversationHeld talk) =>
        [.. row.OpenSignals.Except(talk.Discussed.Where(d => d.WithWhomItIsAbout).Select(d => d.Signal))];

    private sealed record Circle(IReadOnlyList<Guid> Parties, int Members);
}
