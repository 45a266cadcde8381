using System.Diagnostics;
using WarmHandover.Contracts;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>How a row stands.</summary>
public enum Stance
{
    /// <summary>Not asked, or no longer (or not yet) in its term.</summary>
    None,

    /// <summary>Somebody has not answered, or nobody can sign.</summary>
    Incomplete,

    /// <summary>Everybody who answered said no.</summary>
    Denied,

    /// <summary>One says yes, another no.</summary>
    Conflict,

    /// <summary>Everybody who must has said yes.</summary>
    Allowed,
}

/// <summary>What a required signatory says about a row at an instant.</summary>
public enum Says
{
    /// <summary>Nothing that counts now.</summary>
    Nothing,
    /// <summary>Yes, and it holds.</summary>
    Yes,

    /// <summary>Yes, but its last day has passed.</summary>
    Lapsed,

    /// <summary>Ask again later.</summary>
    Later,

    /// <summary>No.</summary>
    No,

    /// <summary>First yes, then no longer.</summary>
    TookBack,

    /// <summary>Tried often enough, without an answer: a state, never a yes.</summary>
    Unreachable,

    /// <summary>May not be informed, so cannot be asked: never a yes.</summary>
    MayNotKnow,
}

/// <summary>One required signatory and what he says.</summary>
public sealed record Stands(Guid Signatory, Says Says);

/// <summary>
/// How a row stands for a recipient and a purpose at an instant, with the request and the number of words it rests on. Every required
/// signatory must have said yes to that row in one request, within its term (the last day counts until midnight in Amsterdam). Who must
/// sign is judged at that instant, so a birthday, other authority or a flag closes at once. Later beats earlier per signatory, and an
/// objection in another request for the same row, recipient and purpose closes this one too.
/// </summary>
public sealed record Standing(
    Row Row, Stance Stance, ConsentRequested? Request, int ConsentVersion, Signing? Signing, IReadOnlyList<Stands> Stands)
{
    /// <summary>The statutory exception that stands in place of the holders' yes.</summary>
    public ExceptionInvoked? Exception { get; init; }

    /// <summary>The ground that opens the row without consent.</summary>
    public Ground? Ground { get; init; }

    /// <summary>It would be open, but is not under another id of the same family.</summary>
    public NarrowedRow? Narrowed { get; init; }

    /// <summary>It would be open, but who asked it may not use it now (AVG 18).</summary>
    public bool Restricted { get; init; }

    /// <summary>What an open row rests on: the consent, or a ground by its id, code and version; null for a closed row.</summary>
    public RowGranted? Granted => (Stance, Ground, Request) switch
    {
        (Stance.Allowed, { Invoked: var ground }, _) => new(Row, ground.Ground, ground.Version) { Ground = ground.Code },
        (Stance.Allowed, _, { } request) => new(Row, request.Request, ConsentVersion),
        _ => null,
    };

    /// <summary>
    /// The standing of a row for a recipient and a purpose; without a purpose, under any the recipient was named for. Consent first; where
    /// it does not open the row, a ground in force does. A yes to a meeting counts only for what is told in that form.
    /// </summary>
    public static Standing Of(
        Consent consent, Row row, Guid team, Guid organisation, string? purpose, DateTimeOffset at, string? form = null)
    {
        var agreed = ByConsent(consent, row, new(team, organisation), purpose, at, form);
        return agreed.Stance is not Stance.Allowed
            && consent.Grounds.LastOrDefault(g => g.IsFor(row, team, organisation, purpose) && g.InForce(at)) is { } ground
                ? agreed with { Stance = Stance.Allowed, Ground = ground }
                : agreed;
    }

    private static Standing ByConsent(
        Consent consent, Row row, ListedRecipient recipient, string? purpose, DateTimeOffset at, string? form)
    {
        var asked = consent.Requests.Where(r => r.Asked.Kind == Lists.Waiver && r.Asked.At <= at && r.Reaches(recipient, at)
            && (purpose is null || r.Asked.Purpose == purpose) && r.Asked.Rows.Contains(row) && r.IsForForm(form));
        var stands = asked.Reverse().OrderByDescending(r => r.Narrowness).Select(r => In(consent, r, row, at, recipient)).ToArray();
        return stands.FirstOrDefault(s => s.Stance is Stance.Allowed)
            ?? stands.FirstOrDefault(s => s.Stance is not Stance.None)
            ?? stands.FirstOrDefault()
            ?? new(row, Stance.None, null, 0, null, []);
    }

    /// <summary>
    /// The standing of a row in one request, for one of the teams that it reaches; without a team, for the recipient as it was named.
    /// </summary>
    public static Standing In(Consent consent, Request request, Row row, DateTimeOffset at, ListedRecipient? recipient = null)
    {
        var (family, on) = (consent.Family!, Amsterdam.DateAt(at));
        var exception = ExceptionFor(request, row, family, at);
        var signing = exception is null
            ? Signatories.Of(row, family, on, Lists.RuleSetOf(request.Asked))
            : Signatories.Alone(row, Lists.Rules.Exception(exception.Code)!);
        Stands[] stands = [.. signing.Who.Select(who => new Stands(who, Say(consent, request, row, who, at, recipient)))];
        var objected = stands.Any(s => s.Says is Says.No or Says.TookBack);
        var agreed = stands.Any(s => s.Says is Says.Yes);
        var (narrowed, restricted) = (request.NarrowedAt(row, at), consent.IsRestricted(request.Asked.AskedByOrganisation, row, at));
        var stance = !request.Holds(on) || request.ClosedAt <= at ? Stance.None
            : objected ? agreed ? Stance.Conflict : Stance.Denied
            : signing.Closed is not null || !IsEnough(signing, stands) || restricted ? Stance.Incomplete
            : narrowed is null ? Stance.Allowed
            : narrowed.Objected ? Stance.Conflict
            : Stance.Incomplete;
        var shown = new Standing(row, stance, request.Asked, request.VersionAt(at), signing, stands) { Exception = exception };
        return shown with { Narrowed = narrowed, Restricted = restricted };
    }

    // BW 1:253i, only where the policy is on: one holder says yes, nobody objects, and every holder may know of it.
    private static bool IsEnough(Signing signing, Stands[] stands)
    {
        var left = stands.Where(s => s.Says is not Says.Yes).ToArray();
        if (!signing.OneHolder)
            return left is [];

        var holders = signing.Required.Where(r => r.As is SigningRole.Holder or SigningRole.Guardian).Select(r => r.Who).ToHashSet();
        return stands.Any(s => s.Says is Says.Yes && holders.Contains(s.Signatory))
            && left.All(s => s.Says is Says.Nothing or Says.Unreachable && holders.Contains(s.Signatory));
    }

    /// <summary>The statutory exception that stands for a row at an instant: only while the child is 12-15; null when none does.</summary>
    public static ExceptionInvoked? ExceptionFor(Request request, Row row, FamilyHeard family, DateTimeOffset at) =>
        request.Exceptions.LastOrDefault(e => e.At <= at && e.Rows.Contains(row)
            && Signatories.MayStandAlone(
                row, family, Amsterdam.DateAt(at), Lists.RuleSetOf(request.Asked), Lists.Rules.Exception(e.Code)!));

    /// <summary>
    /// What one person's last word about a row is in a request, as it counts at an instant. For the same recipient later beats earlier. An
    /// objection to a recipient that is named more narrowly, or as narrowly but otherwise, closes it whenever it was said: specific beats
    /// general, and at equal specificity objection wins.
    /// </summary>
    public static Says Say(Consent consent, Request request, Row row, Guid who, DateTimeOffset at, ListedRecipient? recipient = null)
    {
        var (family, on) = (consent.Family!, Amsterdam.DateAt(at));
        if (family.Member(who) is { MayNotBeInformed: true })
            return Says.MayNotKnow;

        var since = Signatories.OwnWordsCountFrom(who, row, family, on, Lists.RuleSetOf(request.Asked));
        var from = since is { } day ? Amsterdam.StartOf(day) : DateTimeOffset.MinValue;
        Word[] Of(Request r) => [.. r.Words.Where(w => w.Signatory == who && w.Rows.Contains(row) && from <= w.At && w.CountsAt(at))];

        var words = Of(request);
        if (words is not [.., var last])
            return IsUnreachable(request, who, from, at) ? Says.Unreachable : Says.Nothing;

        var objection = consent.Requests
            .Where(r => r != request && Alike(r, request, recipient, at))
            .Select(r => (Last: Of(r).LastOrDefault(w => w.Saying is not Saying.Later), Same: SameRecipient(r.Asked, request.Asked)))
            .Any(o => o.Last is { Saying: Saying.Refused or Saying.Withdrawn } && (!o.Same || o.Last.Number > last.Number));

        return objection ? words.Any(w => w.Saying is Saying.Given) ? Says.TookBack : Says.No : last.Saying switch
        {
            Saying.Given => on <= last.Until ? Says.Yes : Says.Lapsed,
            Saying.Later => Says.Later,
            Saying.Withdrawn => Says.TookBack,
            Saying.Refused => words.Any(w => w.Saying is Saying.Given) ? Says.TookBack : Says.No,
            _ => throw new UnreachableException(),
        };
    }

    private static bool IsUnreachable(Request request, Guid who, DateTimeOffset from, DateTimeOffset at) =>
        !request.Words.Any(w => w.Signatory == who && from <= w.At && w.At <= at)
        && request.Attempts.Where(a => a.Signatory == who && from <= a.At && a.At <= at)
            .Select(a => Amsterdam.DateAt(a.At)).Distinct().Count() >= Lists.Rules.Unreachable.Attempts;

    private static bool Alike(Request other, Request one, ListedRecipient? recipient, DateTimeOffset at) =>
        other.Asked.Kind == one.Asked.Kind && other.Asked.Purpose == one.Asked.Purpose && other.Narrowness >= one.Narrowness
        && other.IsForForm(one.Asked.Scope?.Form)
        && (recipient is null ? SameRecipient(other.Asked, one.Asked) : other.Reaches(recipient, at));

    private static bool SameRecipient(ConsentRequested one, ConsentRequested other) =>
        (one.RecipientTeam, one.RecipientOrganisation) == (other.RecipientTeam, other.RecipientOrganisation)
        && RecipientScope.IsSame(one.Scope, other.Scope);
}
