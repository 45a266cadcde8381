using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Tests.Journey;

/// <summary>
/// Reads all that lies in the four logs and says what is wrong: a broken chain, a hole, a fact that no command wrote, a fact that was
/// announced and whose effect is missing or stands there twice. Nothing wrong is an empty list.
/// </summary>
internal static class Audit
{
    private static readonly string[] Composing =
    [
        "family-opened.v1", "file-erased.v1", "member-added.v1", "authority-recorded.v1", "authority-ended.v1", "safety-flag-raised.v1",
        "safety-flag-lifted.v1", "party-joined.v1", "age-band-reached.v1", "family-taken-in.v1",
    ];

    private static readonly string[] Looks = ["access-granted.v1", "access-refused.v1"];

    public static IReadOnlyList<string> Of(IReadOnlyList<Kept> house)
    {
        var streams = house.OrderBy(e => e.Version).ToLookup(e => e.Stream);
        string[] effects = [.. Composed(streams), .. Needs(streams), .. Consents(streams), .. Referrals(streams), .. Withdrawals(streams)];
        return [.. Order(house), .. Chains(streams), .. Causes(house), .. effects.Where(wrong => wrong.Length > 0)];
    }

    private static IEnumerable<string> Order(IReadOnlyList<Kept> house) =>
        from log in house.GroupBy(e => e.Service)
        from hole in log.Select((e, n) => (e, n)).Where(at => at.e.Position != at.n + 1).Take(1)
        select $"the log of {log.Key} has position {hole.e.Position} where {hole.n + 1} belongs";

    private static IEnumerable<string> Chains(ILookup<string, Kept> streams)
    {
        foreach (var stream in streams)
        {
            var (version, hash) = (0L, Chain.Genesis(stream.Key));
            foreach (var kept in stream)
            {
                var header = EventHeader.Read(kept.Header);
                hash = Chain.Link(kept.Header, kept.Data, hash);
                if ((header.Stream, header.Version, header.EventId, header.Type) != (kept.Stream, ++version, kept.Id, kept.Type))
                    yield return $"{kept} is not what its header says";
                if (kept.Version != version || !hash.AsSpan().SequenceEqual(kept.Hash))
                    yield return $"the chain breaks at {kept}";
            }
        }
    }

    // What one command wrote in one stream is one batch, under ids that follow from the command: said twice, it would stand there twice.
    private static IEnumerable<string> Causes(IReadOnlyList<Kept> house) =>
        from batch in house.GroupBy(e => (e.Stream, e.Cause))
        let first = batch.Min(e => e.Version)
        from kept in batch
        where kept.Id != DerivedIds.OfFact(kept.Cause, kept.Stream, (int)(kept.Version - first))
        select $"{kept} does not follow from its command alone";

    private static IEnumerable<string> Composed(ILookup<string, Kept> streams) =>
        from family in Of(streams, "signal.family-")
        from wrong in Heard(
            family.Last(e => Composing.Contains(e.Type)),
            Composition(streams, family),
            streams[$"consent.family-{family[0].Thing:N}"],
            "family-heard.v1",
            "signalVersion")
        select wrong;

    // A file that was joined to another goes on to be told as that other one, counted on from where it ended.
    private static long Composition(ILookup<string, Kept> streams, IReadOnlyList<Kept> family) =>
        family.SingleOrDefault(e => e.Type == "family-joined.v1") is { } end
            ? end.Version + Composition(streams, [.. streams[$"signal.family-{end.Fact.GetProperty("into").GetGuid():N}"]])
            : family.Last(e => Composing.Contains(e.Type)).Version;

    private static IEnumerable<string> Needs(ILookup<string, Kept> streams) =>
        from family in Of(streams, "signal.family-")
        where family.Any(e => e.Type == "need-recorded.v1")
        from wrong in Heard(
            family.Last(e => e.Type == "need-recorded.v1"),
            streams[$"referral.case-{family[0].Thing:N}"],
            "needs-heard.v1",
            "signalVersion")
        select wrong;

    private static IEnumerable<string> Consents(ILookup<string, Kept> streams) =>
        from family in Of(streams, "consent.family-")
        where family.Any(e => e.Type == "consent-requested.v1")
        from wrong in Heard(
            family.Last(e => !Looks.Contains(e.Type)), streams[$"referral.case-{family[0].Thing:N}"], "consent-heard.v1", "consentVersion")
        select wrong;

    // The newest statement of a stream is the one that counts: it was heard, once, and nothing older was heard after it.
    private static IEnumerable<string> Heard(Kept said, IEnumerable<Kept> listener, string type, string version) =>
        Heard(said, said.Version, listener, type, version);

    private static IEnumerable<string> Heard(Kept said, long newest, IEnumerable<Kept> listener, string type, string version)
    {
        var heard = listener.Where(e => e.Type == type).Select(e => e.Fact.GetProperty(version).GetInt64()).ToArray();
        if (heard.LastOrDefault() != newest)
            yield return $"{said} has no {type} of {newest}; the last one heard was {heard.LastOrDefault()}";
        if (heard.Zip(heard.Skip(1)).Any(pair => pair.First >= pair.Second))
            yield return $"{type} of {said.Stream} stands at {string.Join(", ", heard)}: twice, or an older one later";
    }

    private static IEnumerable<string> Referrals(ILookup<string, Kept> streams)
    {
        foreach (var referral in Of(streams, "referral.referral-"))
        {
            var draft = referral[0].Fact;
            var (id, to) = (referral[0].Thing, draft.GetProperty("to"));
            var (fromTeam, toTeam) = (draft.GetProperty("fromTeam").GetGuid(), to.GetProperty("team").GetGuid());
            int Raised(Guid team, string reason) => InInbox(streams, team, reason, id);

            var (sent, accepted) = (Count(referral, "referral-sent.v1"), Count(referral, "referral-accepted.v1"));
            yield return Once($"'ontvangen' of {id}", sent, Raised(toTeam, "verwijzing-ontvangen"));
            yield return Once($"'received' of {id}", sent, Count(referral, "referral-received.v1"));
            yield return Once($"'geaccepteerd' of {id}", accepted, Raised(fromTeam, "verwijzing-geaccepteerd"));
            yield return Once($"'afgerond' of {id}", Count(referral, "help-completed.v1"), Raised(fromTeam, "verwijzing-afgerond"));
            yield return Once($"'nazorg' of {id}", Count(referral, "check-back-due.v1"), Raised(toTeam, "nazorg-vandaag"));
            if (accepted > 0)
            {
                var joined = streams[$"signal.family-{draft.GetProperty("family").GetGuid():N}"]
                    .Count(e => e.Type == "party-joined.v1" && e.Fact.GetProperty("team").GetGuid() == toTeam);
                yield return Once($"the party that accepted {id}", 1, joined);
            }
        }
    }

    private static IEnumerable<string> Withdrawals(ILookup<string, Kept> streams)
    {
        foreach (var family in Of(streams, "consent.family-"))
        {
            foreach (var withdrawn in family.Where(e => e.Type == "consent-withdrawn.v1"))
            {
                var request = withdrawn.Fact.GetProperty("request").GetGuid();
                var asked = family.Single(e => e.Type == "consent-requested.v1" && e.Fact.GetProperty("request").GetGuid() == request);
                var team = asked.Fact.GetProperty("recipientTeam").GetGuid();
                yield return Once($"the withdrawal {withdrawn}", 1, InInbox(streams, team, "toestemming-ingetrokken", request));
            }
        }
    }

    private static IEnumerable<Kept[]> Of(ILookup<string, Kept> streams, string prefix) => streams
        .Where(stream => stream.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(stream => stream.ToArray());

    private static int Count(Kept[] stream, string type) => stream.Count(e => e.Type == type);

    private static int InInbox(ILookup<string, Kept> streams, Guid team, string reason, Guid about) =>
        streams[$"notification.team-{team:N}"].Count(e => e.Type == "notification-raised.v1"
            && e.Fact.GetProperty("reason").GetString() == reason && e.Fact.GetProperty("about").GetGuid() == about);

    private static string Once(string what, int said, int effects) =>
        said == effects ? "" : $"{what}: said {said} times, {effects} effects";
}
