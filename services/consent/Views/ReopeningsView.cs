using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Consents.Views;

/// <summary>The facts of one family that its clock depends on: who decides, what was asked and said, what was written down.</summary>
public sealed record WatchedFamily(Guid Family, IReadOnlyList<WatchedFact> Facts);

/// <summary>One fact as it is stored.</summary>
public sealed record WatchedFact(string Name, JsonElement Data);

/// <summary>A family in which a team has something to ask anew.</summary>
public sealed record FamilyToAsk(Guid Family, Guid Team);

/// <summary>
/// When each family's clock must look again (part <c>families</c>), and for each team the families in which something is to be asked anew
/// (part <c>team/…</c>).
/// </summary>
public sealed class ReopeningsView() : View<ConsentFact>("consent", "family", Table, shape: 2)
{
    /// <summary>The table's name.</summary>
    public const string Table = "reopenings";

    /// <summary>The part that holds the list of one team.</summary>
    public static string Of(Guid team) => $"team/{team:N}";

    /// <inheritdoc/>
    protected override void Show(Noted<ConsentFact> noted, Rows rows)
    {
        if (noted.Fact is AccessAnswered or ContactAttempted or GroundInvoked or GroundConfirmed or GroundEnded or EmergencyReviewed
            or WithdrawalConfirmed or WithdrawalEscalated or WordContradicted or PageWithheld or MeldcodeStepTaken or DisclosureRecorded
            or RulingHeard or RulingSeen)
        {
            return;
        }

        var key = $"family/{noted.Id:N}";
        var kept = rows.Get<WatchedFamily>(key)?.Facts ?? [];
        var same = noted.Fact is FamilyHeard ? kept.Where(f => f.Name != noted.Stored.Type) : kept;
        using var data = JsonDocument.Parse(noted.Stored.Data);
        WatchedFact[] facts = [.. same, new(noted.Stored.Type, data.RootElement.Clone())];
        var consent = Folded(facts);
        rows.Put(key, "families", new WatchedFamily(noted.Id, facts), Earliest(Reopenings.Due(consent), Laters.Due(consent)));

        var open = Reopenings.Open(consent, consent.LastAt).SelectMany(o => TeamsOf(o, consent)).ToHashSet();
        foreach (var team in consent.Requests.Select(r => r.Asked.AskedByTeam).Distinct())
        {
            if (open.Contains(team))
                rows.Put($"team/{team:N}/{noted.Id:N}", Of(team), new FamilyToAsk(noted.Id, team));
            else
                rows.Remove($"team/{team:N}/{noted.Id:N}");
        }
    }

    /// <summary>The teams that must ask: who asked before; after a birth everybody who asked anything of this family.</summary>
    public static IEnumerable<Guid> TeamsOf(Opening opening, Consent consent) => opening.What.Request is { } request
        ? [consent.Find(request)!.Asked.AskedByTeam]
        : consent.Requests.Select(r => r.Asked.AskedByTeam).Distinct();

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static Consent Folded(WatchedFact[] facts) =>
        History.Fold(facts.Select(f => Facts.Read<ConsentFact>(f.Name, JsonSerializer.SerializeToUtf8Bytes(f.Data))));
}
