using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents.Answers;

/// <summary>
/// The decision point (decision 17). Every family's answer was appended to its stream before it is given, so that 'withdrawn' and 'shown'
/// have one order; a question that is about to expire is dropped undecided, because nobody waits for it any more.
/// </summary>
internal sealed class WhenMayBeSeenAsked(ConsentHandler consents, ListedTeamHandler teams, TimeProvider clock) : IConsumer<MayBeSeen>
{
    public async Task Consume(ConsumeContext<MayBeSeen> asked)
    {
        if (await Answer(asked.Message, asked.CancellationToken) is { } answer)
            await asked.RespondAsync(answer);
    }

    /// <summary>The recorded answer, or none when nobody waits for it any more.</summary>
    internal async Task<SeenAnswer?> Answer(MayBeSeen question, CancellationToken ct)
    {
        var answers = new List<FamilyAnswer>();
        foreach (var (place, about) in question.Families.Index())
        {
            var again = question.Families.Take(place).Count(f => f.Family == about.Family);
            if (Waiting.IsOver(question.ExpiresAt, clock) || await Decide(question, about, again, ct) is not { } answer)
                return null;
            answers.Add(answer);
        }

        return new(question.Question, answers);
    }

    private async Task<FamilyAnswer?> Decide(MayBeSeen question, FamilyQuestion about, int again, CancellationToken ct)
    {
        var (by, id) = (question.By, again == 0 ? question.Question : DerivedIds.Of(question.Question, $"again-{again}"));
        var command = new DecideAccess(
            id, new(by.Service, by.Person, by.Role, by.Team, by.Organisation), question.Action,
            about.RecipientTeam, about.RecipientOrganisation, about.Purpose, about.Rows, clock.Now())
        {
            RecipientKind = (await teams.Find(about.RecipientTeam, about.RecipientOrganisation, ct))?.OrganisationKind,
        };

        var context = new CommandContext(DerivedIds.Of(id, about.Family.ToString("N")), new(by.Person, by.Role, by.Organisation));
        var answered = await consents.Handle(about.Family, command, context, ct);
        while (answered.Refusal == Refusals.Busy && !Waiting.IsOver(question.ExpiresAt, clock))
            answered = await consents.Handle(about.Family, command with { At = clock.Now() }, context, ct);

        // No fact, no answer: too busy to append, or the same question from another person. The asker takes silence for no.
        var recorded = answered.Refusal is not null
            ? null
            : answered.Fact<AccessAnswered>() ?? ConsentDecider.RecordedAnswer(command, answered.State);
        return recorded is null ? null : new(
            about.Family,
            [.. recorded.Granted.Where(g => about.Rows.Contains(g.Row)).Select(g => new GrantedRow(g.Row, g.Request, g.ConsentVersion))],
            [.. recorded.Withheld.Where(w => about.Rows.Contains(w.Row)).Select(w => new WithheldRow(w.Row, w.Code))]);
    }
}
