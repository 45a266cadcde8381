using WarmHandover.Contracts.Signal;
using WarmHandover.Notifications.Entry;
using WarmHandover.Platform.Overviews;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Notifications.Reactions;

/// <summary>Notification's part of an overview: the ways in that this organisation hands out to somebody.</summary>
internal sealed record WaysHeld(IReadOnlyList<WayHeld> WaysIn);

/// <summary>
/// A way in: for what, until when, how its code was brought, when he last came in. Codes and pins are kept only in a form nobody can read.
/// </summary>
internal sealed record WayHeld(
    string Purpose, string Role, DateTimeOffset OpenedAt, DateTimeOffset Until, string? Closed, string? Channel, bool PinAgreed,
    DateTimeOffset? LastUsed);

/// <summary>What notification holds about somebody, for the overview he asked at one organisation.</summary>
internal sealed class WhenHeldAsked(WayInHandler ways, IViews views, OverviewLooks looks, TimeProvider clock)
    : AnswersWhatIsHeld<WhatNotificationHolds>("notification", looks, clock)
{
    private const int Most = 5_000;

    protected override async Task<object> Holds(WhatNotificationHolds question, Dictionary<string, int> left, CancellationToken ct)
    {
        var held = new List<WayHeld>();
        foreach (var person in question.People)
        {
            foreach (var row in await views.List<WayRow>(WaysView.Table, WaysView.Of(person.Family), ct, limit: Most))
            {
                if (row.Person != person.Member || (await ways.Load(row.Way, ct)).State.Terms is not { } terms
                    || !terms.Desks.Contains(question.Organisation))
                {
                    continue;
                }

                if (question.StillSince is { } still && terms.At >= still)
                    Leave(left, OverviewCodes.Safety, 1);
                else
                    held.Add(new(row.Purpose, row.Role, terms.At, row.Until, row.Closed, row.Channel, row.SecondFactor, row.LastUsed));
            }
        }

        return new WaysHeld([.. held.OrderBy(way => way.OpenedAt)]);
    }
}
