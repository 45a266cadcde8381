using System.Globalization;

namespace WarmHandover.Portal.Sessions;

/// <summary>A session that is open now: of whom, since when, when he last showed who he is, and when it ends by itself.</summary>
public sealed record OpenSession(Who Who, DateTimeOffset Begun, DateTimeOffset ShownAt, DateTimeOffset EndsAt);

/// <content>
/// What an administrator sees of who is signed in: colleagues only. Who came with a code is between him and the team that gave it.
/// </content>
public sealed partial class SessionStore
{
    /// <summary>The most that is looked through; a region with more at once finds one person by his account.</summary>
    public const int Most = 500;

    /// <summary>The sessions of colleagues that are open now, by name; of one account only, where it is named.</summary>
    public async Task<IReadOnlyList<OpenSession>> Colleagues(string? subject = null)
    {
        var rows = subject is null
            ? await database.List(
                "select id, sealed, ends_at from sessions where ends_at > @now order by ends_at desc limit @most", Row,
                ("now", Now()), ("most", Most))
            : await database.List(
                "select id, sealed, ends_at from sessions where ends_at > @now and subject = @subject limit @most", Row,
                ("now", Now()), ("subject", Hidden(subject)), ("most", Most));
        var open = new List<OpenSession>();
        foreach (var (id, box, ends) in rows)
        {
            if (OpenWith(ProtectorOf(id), box) is { } ticket && Who.Of(ticket.Principal) is { } who && !Mine.OwnPlace.IsFor(who))
            {
                open.Add(new(
                    who, Sessions.BegunAt(ticket.Properties), Sessions.ShownAt(ticket.Properties),
                    DateTimeOffset.FromUnixTimeMilliseconds(ends)));
            }
        }

        var byName = StringComparer.Create(CultureInfo.InvariantCulture, ignoreCase: true);
        return [.. open.OrderBy(o => o.Who.Name, byName).ThenBy(o => o.Begun)];
    }

    private static (byte[] Id, byte[] Box, long Ends) Row(System.Data.Common.DbDataReader row) =>
        (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2));
}
