using System.Globalization;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;

namespace WarmHandover.Referrals.Views;

/// <summary>An open term in a list: of which referral, what is owed, until when. Never whose it is.</summary>
public sealed record TermRow(
    Guid Referral, string Number, string Term, string Kind, bool Legal, string OwedBy, DateOnly StartsOn, DateOnly EndsOn,
    DateOnly StrictEndsOn, DateOnly? LaterOn, bool Approached, bool Expired, DateTimeOffset WarnAt, Guid FromTeam, Guid ToTeam, string Area)
{
    /// <summary>The next instant at which the clock has something to say of it.</summary>
    public DateTimeOffset? NextAt()
    {
        var over = Amsterdam.StartOf((LaterOn > EndsOn ? LaterOn.Value : EndsOn).AddDays(1));
        return Expired ? null : Approached || WarnAt >= over ? over : WarnAt;
    }
}

/// <summary>
/// The terms that are still to be met: by the team that owes them, by the sender, and by area; and the instants at which the clock speaks.
/// </summary>
public sealed class TermsView() : View<ReferralEvent>("referral", "referral", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "terms";

    /// <summary>The part with every referral and its open terms.</summary>
    public const string Referrals = "referrals";

    private static readonly string[] Parts = ["receiver", "sender", "area"];

    /// <summary>The part with the terms of referrals that are addressed to a team.</summary>
    public static string AddressedTo(Guid team) => $"receiver/{team:N}";

    /// <summary>The part with the terms of referrals that a team sent.</summary>
    public static string SentBy(Guid team) => $"sender/{team:N}";

    /// <summary>The part with the terms of an area.</summary>
    public static string In(string area) => $"area/{area}";

    /// <inheritdoc/>
    protected override void Show(Noted<ReferralEvent> noted, Rows rows)
    {
        var key = $"referral/{noted.Id:N}";
        if (noted.Fact is ReferralDrafted drafted)
        {
            rows.Put(key, Referrals, new Held(drafted.Number, drafted.FromTeam, drafted.To.Team, drafted.Need.Area, []));
            return;
        }

        if (noted.Fact is not (TermEvent or ReferralReRouted or ReceiverReplaced or SenderReplaced))
            return;

        var before = rows.Get<Held>(key)!;
        var now = Fold(noted.Id, before, noted.Fact);
        foreach (var row in before.Open.Except(now.Open))
            Remove(rows, row);
        foreach (var row in now.Open.Except(before.Open))
            Put(rows, row);
        rows.Put(key, Referrals, now);
    }

    private static Held Fold(Guid id, Held held, ReferralEvent fact) => fact switch
    {
        ReferralReRouted on => Going(held, held.FromTeam, on.To.Team),
        ReceiverReplaced replaced => Going(held, held.FromTeam, replaced.To.Team),
        SenderReplaced replaced => Going(held, replaced.Team, held.ToTeam),
        TermStarted s => held with
        {
            Open =
            [
                .. held.Open,
                new(
                    id, held.Number, s.Term, s.Kind, s.Legal, Transitions.Code(s.OwedBy), s.StartsOn, s.EndsOn, s.StrictEndsOn, null,
                    Approached: false, Expired: false, s.WarnAt, held.FromTeam, held.ToTeam, held.Area),
            ],
        },
        TermShortened s => Change(held, s.Term, t => t with
        {
            Kind = s.Kind,
            EndsOn = s.EndsOn,
            StrictEndsOn = s.StrictEndsOn,
            WarnAt = s.WarnAt,
        }),
        TermPutOff later => Change(held, later.Term, t => t with { LaterOn = later.Until }),
        TermApproaching near => Change(held, near.Term, t => t with { Approached = true }),
        TermExpired over => Change(held, over.Term, t => t with { Approached = true, Expired = true }),
        TermMet met => held with { Open = [.. held.Open.Where(t => t.Term != met.Term)] },
        TermClosed closed => held with { Open = [.. held.Open.Where(t => t.Term != closed.Term)] },
        _ => held,
    };

    private static Held Going(Held held, Guid from, Guid to) => held with
    {
        FromTeam = from,
        ToTeam = to,
        Open = [.. held.Open.Select(t => t with { FromTeam = from, ToTeam = to })],
    };

    private static Held Change(Held held, string term, Func<TermRow, TermRow> change) =>
        held with { Open = [.. held.Open.Select(t => t.Term == term ? change(t) : t)] };

    private static void Put(Rows rows, TermRow row)
    {
        rows.Put(Key("receiver", row), AddressedTo(row.ToTeam), row, row.NextAt());
        rows.Put(Key("sender", row), SentBy(row.FromTeam), row);
        rows.Put(Key("area", row), In(row.Area), row);
    }

    private static void Remove(Rows rows, TermRow row)
    {
        foreach (var part in Parts)
            rows.Remove(Key(part, row));
    }

    private static string Key(string part, TermRow row) => string.Create(
        CultureInfo.InvariantCulture, $"{part}/{row.EndsOn:yyyy-MM-dd}/{row.Referral:N}/{row.Term}");

    private sealed record Held(string Number, Guid FromTeam, Guid ToTeam, string Area, IReadOnlyList<TermRow> Open);
}
