using System.Diagnostics;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals.Directory;

namespace WarmHandover.Referrals.Views;

/// <summary>Who looked last and found it right, and when.</summary>
public sealed record LastCheck(string By, Guid Organisation, DateTimeOffset At);

/// <summary>What somebody said that is not right.</summary>
public sealed record DoubtRow(Guid Doubt, string Reason, DateTimeOffset At);

/// <summary>A provision as it stands now, with what its keeper must know.</summary>
public sealed record ProvisionRow(
    Guid Id, ServiceEntry Entry, string? Organization, SealedPeople? People, DateTimeOffset Listed, DateTimeOffset Changed,
    LastCheck? Check,
    IReadOnlyList<DoubtRow> Doubts, Guid? Claim, Guid? Owner);

/// <summary>The provisions of the sociale kaart: found by terms, and by when they were last checked. Withdrawn ones are gone.</summary>
public sealed class ProvisionsView() : View<ProvisionEvent>("referral", "provision", Table, shape: 3)
{
    /// <summary>The table.</summary>
    public const string Table = "provisions";

    /// <summary>The one part.</summary>
    public const string All = "all";

    /// <summary>The part with what a member of staff watches.</summary>
    public static string WatchedBy(string watcher) => $"watcher/{watcher}";

    /// <inheritdoc/>
    protected override void Show(Noted<ProvisionEvent> noted, Rows rows)
    {
        var key = noted.Id.ToString("N");
        var row = rows.Get<ProvisionRow>(key);
        switch (noted.Fact)
        {
            case ProvisionListed listed:
                Put(New(noted.Id, Provision.Service(listed.Entry), listed.Entry.Organisation, null, listed.At));
                break;
            case ServiceListed listed:
                Put(New(noted.Id, listed.Entry, listed.Organization, listed.People, listed.At));
                break;
            case ProvisionRevised revised:
                Put(row! with
                {
                    Entry = Provision.Service(revised.Entry),
                    Organization = revised.Entry.Organisation,
                    People = null,
                    Changed = revised.At,
                });
                break;
            case ServiceRevised revised:
                Put(row! with
                {
                    Entry = revised.Entry,
                    Organization = revised.Organization,
                    People = revised.People,
                    Changed = revised.At,
                });
                break;
            case ProvisionWithdrawn:
                rows.Remove(key);
                break;
            case ProvisionChecked check:
                Put(row! with { Check = new(check.By, check.Organisation, check.At) });
                break;
            case ProvisionDoubted doubt:
                Put(row! with { Doubts = [.. row.Doubts, new(doubt.Doubt, doubt.Reason, doubt.At)] });
                break;
            case DoubtSettled settled:
                Put(row! with { Doubts = [.. row.Doubts.Where(d => d.Doubt != settled.Doubt)] });
                break;
            case ProvisionClaimed claim:
                Put(row! with { Claim = claim.Organisation });
                break;
            case ClaimAnswered answer:
                Put(row! with { Claim = null, Owner = answer.Granted ? answer.Organisation : row.Owner });
                break;
            case WatchBegan watch:
                rows.Put($"{watch.Watcher}/{key}", WatchedBy(watch.Watcher), new WatchRow(noted.Id, watch.At));
                break;
            case WatchEnded watch:
                rows.Remove($"{watch.Watcher}/{key}");
                break;
            default:
                throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown");
        }

        void Put(ProvisionRow now)
        {
            rows.Put(key, All, now, CheckedAt(now));
            rows.FindBy(key, SearchTerms.Of(now));
        }
    }

    private static ProvisionRow New(Guid id, ServiceEntry entry, string? organization, SealedPeople? people, DateTimeOffset at) =>
        new(id, entry, organization, people, at, at, Check: null, [], Claim: null, Owner: null);

    /// <summary>Since when nobody looked whether it is right: what a file says of it counts, when it is not from the future.</summary>
    public static DateTimeOffset CheckedAt(ProvisionRow row)
    {
        var assured = Dates.Day(row.Entry.AssuredDate) is { } day && Dates.At(day) <= row.Changed ? Dates.At(day) : (DateTimeOffset?)null;
        return (row.Check?.At, assured) switch
        {
            ({ } check, { } said) => check > said ? check : said,
            ({ } check, null) => check,
            (null, { } said) => said,
            (null, null) => row.Listed,
        };
    }
}

/// <summary>That somebody watches a provision, and since when.</summary>
public sealed record WatchRow(Guid Provision, DateTimeOffset Since);

/// <summary>What was said of a provision from one instant until another.</summary>
public sealed record ProvisionVersionRow(
    Guid Id, ServiceEntry Entry, string? Organization, DateTimeOffset From, DateTimeOffset? Until, LastCheck? Check);

/// <summary>Every version of every provision, so that it can be seen as it was; found by what it is for and where.</summary>
public sealed class ProvisionVersionsView() : View<ProvisionEvent>("referral", "provision", Table)
{
    /// <summary>The table.</summary>
    public const string Table = "provision_versions";

    /// <summary>The part with the versions of one provision.</summary>
    public static string Of(Guid provision) => provision.ToString("N");

    /// <inheritdoc/>
    protected override void Show(Noted<ProvisionEvent> noted, Rows rows)
    {
        var open = rows.Get<OpenVersion>(Key(noted.Id, "open"));
        var now = open is null ? null : rows.Get<ProvisionVersionRow>(open.Key);
        var (next, at) = noted.Fact switch
        {
            ProvisionListed f => (New(Provision.Service(f.Entry), f.Entry.Organisation, f.At), f.At),
            ServiceListed f => (New(f.Entry, f.Organization, f.At), f.At),
            ProvisionRevised f => (New(Provision.Service(f.Entry), f.Entry.Organisation, f.At), f.At),
            ServiceRevised f => (New(f.Entry, f.Organization, f.At), f.At),
            ProvisionChecked f => (now! with { Check = new(f.By, f.Organisation, f.At), From = f.At }, f.At),
            ProvisionWithdrawn f => (null, f.At),
            ProvisionDoubted or DoubtSettled or ProvisionClaimed or ClaimAnswered or WatchBegan or WatchEnded =>
            (now, (DateTimeOffset?)null),
            _ => throw new UnreachableException($"{noted.Fact.GetType().Name} is not shown"),
        };
        if (at is not { } moment)
            return;

        if (now is not null)
            rows.Put(open!.Key, Of(noted.Id), now with { Until = moment });
        rows.Remove(Key(noted.Id, "open"));
        if (next is null)
            return;

        var key = Key(noted.Id, noted.Stored.Version.ToString("x8", System.Globalization.CultureInfo.InvariantCulture));
        rows.Put(Key(noted.Id, "open"), "open", new OpenVersion(key));
        rows.Put(key, Of(noted.Id), next);
        rows.FindBy(key, new([], SearchTerms.Filters(next.Entry)));

        ProvisionVersionRow New(ServiceEntry entry, string? organization, DateTimeOffset from) =>
            new(noted.Id, entry, organization, from, Until: null, now?.Check);
    }

    private static string Key(Guid id, string version) => $"{id:N}/{version}";

    private sealed record OpenVersion(string Key);
}
