using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Consents.Answers;

/// <summary>
/// What a member of a family sees on his own page, for a service that shows him what happened with it: the same rows, for the same teams,
/// no
/// more. Nothing of a family is opened by it, so it is no fact; a question that is about to expire is dropped.
/// </summary>
internal sealed class WhenShownAsked(OwnReading reading, TimeProvider clock) : IConsumer<WhatIsShown>
{
    public async Task Consume(ConsumeContext<WhatIsShown> asked)
    {
        if (await Answer(asked.Message, asked.CancellationToken) is { } answer)
            await asked.RespondAsync(answer);
    }

    /// <summary>The rows of his page, or none when nobody waits for it any more.</summary>
    internal async Task<ShownToMember?> Answer(WhatIsShown question, CancellationToken ct)
    {
        if (Waiting.IsOver(question.ExpiresAt, clock))
            return null;

        return await reading.Of(question.Family, question.Member, young: false, ct) is { } mine
            ? Of(question.Question, mine)
            : new(question.Question, [], null);
    }

    /// <summary>The rows of one page.</summary>
    internal static ShownToMember Of(Guid question, Mine mine)
    {
        var page = OwnPage.Of(mine.Facts, mine.Member, mine.Child, mine.At);
        return new(
            question,
            [.. page.Rows.SelectMany(Recipients).Concat(page.Grounds.Select(Recipient)).Distinct()],
            OwnView.StillSince(mine.Member, mine.Facts));
    }

    private static IEnumerable<RowShown> Recipients(OwnRow row) =>
    [
        .. row.RecipientOrganisation is { } organisation
            ? [new RowShown(row.Row, row.RecipientTeam, organisation, row.DecidedUntil)] : Array.Empty<RowShown>(),
        .. row.Reached.Select(to => new RowShown(row.Row, to.Team, to.Organisation, row.DecidedUntil)),
    ];

    private static RowShown Recipient(OwnGround ground) =>
        new(ground.Row, ground.RecipientTeam, ground.RecipientOrganisation, LastDay: null);
}
