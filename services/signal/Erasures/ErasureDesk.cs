using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Signals.Erasures;

/// <summary>The road of commands to requests to destroy.</summary>
public sealed class ErasureHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Erasure, ErasureCommand, ErasureFact>(log, clock, Streams)
{
    /// <summary>One stream per request.</summary>
    public static readonly StreamKind<Erasure, ErasureCommand, ErasureFact> Streams =
        new("signal", "erasure", Erasure.Initial, ErasureDecider.Decide, Erasure.Evolve);
}

/// <summary>
/// Numbers by which who asked sees how it stands, without signing in. A number names its request by a keyed hash: nobody keeps a list of
/// them, and none can be guessed (80 bits).
/// </summary>
public sealed class ErasureNumbers(IVault vault)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 16;

    /// <summary>The number that a command gives out; the same when it is said again.</summary>
    public string Of(Guid command)
    {
        var hash = Convert.FromHexString(vault.SearchTerm($"erasure-number|{command:N}"));
        return string.Concat(hash.Take(Length).Select((b, n) => (n > 0 && n % 4 == 0 ? "-" : "") + Letters[b % Letters.Length]));
    }

    /// <summary>The request of a number, as somebody typed it; null when it is no number.</summary>
    public Guid? Find(string? typed)
    {
        var plain = string.Concat((typed ?? "").ToUpperInvariant().Where(c => c is not ('-' or ' ')));
        return plain.Length == Length && plain.All(Letters.Contains)
            ? DerivedIds.Of(Guid.Empty, $"erasure|{vault.SearchTerm($"erasure|{plain}")}")
            : null;
    }
}

/// <summary>Who may ask for what, judged on the file as it stands.</summary>
public static class WhoMayAsk
{
    /// <summary>The no; null when these people together may ask this of this organisation.</summary>
    public static Refusal? Refusal(FamilyFile.Opened file, Guid organisation, Guid? member, IReadOnlyList<Guid> askedBy, DateOnly on)
    {
        if (askedBy.Any(id => file.Member(id) is null) || (member is { } named && file.Member(named) is null))
            return FamilyRefusals.NotAMember;

        var about = About(file, organisation);
        if (member is { } one)
        {
            return !about.Contains(one) ? ErasureRefusals.NothingHere
                : Decides(file, one, askedBy, on) ? null : ErasureRefusals.MayNotAsk;
        }

        return about.Where(id => file.Member(id)!.Gone is null).All(id => Decides(file, id, askedBy, on)) && askedBy.Count > 0
            ? null
            : ErasureRefusals.NotEverybody;
    }

    /// <summary>The members about whom an organisation recorded something that still stands.</summary>
    public static IReadOnlyList<Guid> About(FamilyFile.Opened file, Guid organisation) =>
    [
        .. file.Members.Where(m => m.Role is not MemberRoles.Organisation && !file.ErasedMembers.ContainsKey((organisation, m.Id))
                && (m.People.ContainsKey(organisation) || m.Contacts.ContainsKey(organisation)
                    || file.Signals.Exists(s => (s.Organisation, s.Member) == (organisation, m.Id))
                    || file.Factors.Exists(f => (f.Organisation, f.Member) == (organisation, m.Id))
                    || file.Needs.Exists(n => (n.Organisation, n.Member) == (organisation, m.Id))))
            .Select(m => m.Id),
    ];

    // Under 12 a holder of authority asks, never the child alone (BW 7:447, Jeugdwet 7.3.9).
    private static bool Decides(FamilyFile.Opened file, Guid subject, IReadOnlyList<Guid> askedBy, DateOnly on) =>
        file.SpokenWith(
            subject,
            file.Member(subject)!.BandOn(on) is AgeBands.Unborn or AgeBands.Under12 ? [.. askedBy.Where(id => id != subject)] : askedBy,
            on);
}
