using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;

namespace WarmHandover.Consents;

/// <summary>Signal told that an organisation changed what may be done with rows, on request of the person they are about.</summary>
public sealed record HearRuling(
    Guid Request, string Kind, bool Lifted, Guid Organisation, IReadOnlyList<Row> Rows, long SourceVersion, DateTimeOffset At)
    : ConsentCommand(At);

/// <summary>A team that had received the rows saw the change.</summary>
public sealed record SeeRuling(Guid Request, Guid Team, Guid Organisation, string By, DateTimeOffset At) : ConsentCommand(At);

/// <summary>
/// The chapter of rulings: a restriction closes rows at the decision point from its fact on; every recipient of the rows is told, once per
/// change.
/// </summary>
public static partial class ConsentDecider
{
    private static Decision<ConsentFact> Hear(HearRuling c, Consent consent)
    {
        var before = consent.Rulings.Find(r => r.Heard.Request == c.Request);
        if (before is null ? c.Lifted : !c.Lifted || before.LiftedAt is not null)
            return [];

        return
        [
            new RulingHeard(
                c.Request, c.Kind, c.Lifted, c.Organisation, c.Rows, consent.ReceivedFrom(c.Organisation, c.Rows), c.SourceVersion,
                consent.NotBefore(c.At)),
        ];
    }

    private static Decision<ConsentFact> See(SeeRuling c, Consent consent)
    {
        var team = new ListedRecipient(c.Team, c.Organisation);
        return consent.Rulings.Find(r => r.Heard.Request == c.Request) is not { } ruling
            || ruling.Teams.Find(t => t.Recipient == team) is not { } receiver ? Refusals.Missing
            : receiver.SeenAt is not null ? []
            : [new RulingSeen(c.Request, ruling.LiftedAt is not null, c.Team, c.Organisation, c.By, consent.NotBefore(c.At))];
    }
}
