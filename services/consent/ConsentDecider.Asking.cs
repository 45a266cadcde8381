using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>Explain a request to one signatory, by an organisation or (when nobody is named) read by himself.</summary>
public sealed record GiveExplanation(
    Guid Request, Guid Signatory, Explained Explained, string Channel, Guid? By, DateTimeOffset At) : ConsentCommand(At);

/// <summary>Tell the signatories that a kind of organisation has new teams, which the directory lists now.</summary>
public sealed record TellNewcomers(
    Guid Request, IReadOnlyList<ListedRecipient> Teams, IReadOnlyList<ListedRecipient> ListedNow, IReadOnlyList<Guid> Told, string Channel,
    Guid ByOrganisation, DateTimeOffset At) : ConsentCommand(At);

/// <summary>Say that the last answer of a signatory was recorded wrongly, in one request.</summary>
public sealed record InvalidateAnswer(
    Guid Invalidation, Guid Request, Guid Signatory, string Reason, string By, Guid ByOrganisation, DateTimeOffset At) : ConsentCommand(At);

/// <summary>Look, as a second person, at an answer that somebody calls wrongly recorded.</summary>
public sealed record ReviewInvalidation(
    Guid Request, Guid Invalidation, bool Upheld, string By, Guid ByOrganisation, DateTimeOffset At) : ConsentCommand(At);

/// <summary>
/// What surrounds an answer: the explanation before it, newcomers among the recipients, and answers that were recorded wrongly.
/// </summary>
public static partial class ConsentDecider
{
    private static Decision<ConsentFact> Explain(GiveExplanation give, Consent consent)
    {
        var at = consent.NotBefore(give.At);
        if ((give.By is { } by && !consent.HasParty(by)) || consent.Find(give.Request) is not { } request)
            return Refusals.Missing;

        var decides = request.Asked.Rows.Any(row => MaySpeak(give.Signatory, row, request, consent, at));
        if (give.By is null && (!decides || consent.Hides(request, give.Signatory)))
            return Refusals.Missing;
        if (!decides)
            return ConsentRefusals.NoSignatory;
        if (give.By is not null && consent.Family!.Member(give.Signatory) is { MayNotBeInformed: true })
            return ConsentRefusals.MayNotBeAsked;
        if (request.IsOver(at))
            return ConsentRefusals.Over;

        return request.Explanations.LastOrDefault(e => e.Signatory == give.Signatory) is { } last && Same(last.Explained, give.Explained)
            ? []
            : [new ExplanationGiven(give.Request, give.Signatory, give.Explained, give.Channel, give.By, at)];
    }

    /// <summary>Only who decides hears what is asked of him, and never somebody who may not be informed.</summary>
    private static Refusal? Untold(IReadOnlyList<Guid> heard, Signing[] signings, FamilyHeard family) =>
        heard.Any(who => family.Member(who) is { MayNotBeInformed: true }) ? ConsentRefusals.MayNotBeAsked
            : heard.Any(who => !signings.Any(s => s.Who.Contains(who) || s.Row.Subject == who)) ? ConsentRefusals.NoSignatory
            : null;

    private static bool Same(Explained one, Explained other) =>
        one with { Opened = other.Opened, ReadAloud = other.ReadAloud, InterpreterWho = null } == other with { InterpreterWho = null }
        && one.Opened.SequenceEqual(other.Opened) && one.ReadAloud.SequenceEqual(other.ReadAloud);

    // Wabvpz 15c: who joins a kind of organisation later counts only when the persons concerned were told.
    private static Decision<ConsentFact> Tell(TellNewcomers tell, Consent consent)
    {
        var at = consent.NotBefore(tell.At);
        if (Own(tell.Request, tell.ByOrganisation, consent) is not { } request)
            return Refusals.Missing;

        ListedRecipient[] teams = [.. tell.Teams.Distinct()];
        if (teams is not [] && request.Newcomers.Any(n => teams.All(n.Teams.Contains)))
            return [];
        if (request.Asked.Scope is not { Width: RecipientScope.OfKind } || teams is []
            || teams.Any(t => !tell.ListedNow.Contains(t) || request.Reaches(t, at)))
        {
            return ConsentRefusals.NoNewcomer;
        }

        if (request.IsOver(at))
            return ConsentRefusals.Over;
        if (tell.Told.Any(who => consent.Family!.Member(who) is { MayNotBeInformed: true }))
            return ConsentRefusals.MayNotBeAsked;

        return Deciders(request, consent, at).All(tell.Told.Contains)
            ? [new NewcomersTold(tell.Request, teams, [.. tell.Told.Distinct()], tell.Channel, tell.ByOrganisation, at)]
            : ConsentRefusals.NotEverybodyTold;
    }

    /// <summary>Who decides about any row of a request today, as far as he may be informed.</summary>
    private static IEnumerable<Guid> Deciders(Request request, Consent consent, DateTimeOffset at) => request.Asked.Rows
        .SelectMany(row => Signatories.Of(row, consent.Family!, Amsterdam.DateAt(at), Lists.RuleSetOf(request.Asked)).Who)
        .Where(who => consent.Family!.Member(who) is not { MayNotBeInformed: true })
        .Distinct();

    private static Decision<ConsentFact> Invalidate(InvalidateAnswer wish, Consent consent)
    {
        var at = consent.NotBefore(wish.At);
        if (!consent.HasParty(wish.ByOrganisation) || consent.Find(wish.Request) is not { } request)
            return Refusals.Missing;
        if (request.Invalidations.Any(i => i.Made.Invalidation == wish.Invalidation))
            return [];
        if (request.Words.LastOrDefault(w => w.Signatory == wish.Signatory && w.CountsAt(at)) is not { } word
            || request.Invalidations.Any(i => i.Made.Word == word.Number))
        {
            return ConsentRefusals.NothingToCorrect;
        }

        return word.By is null ? ConsentRefusals.OwnWord
            : word.By != wish.ByOrganisation ? ConsentRefusals.NothingToCorrect
            :
            [
                new AnswerInvalidated(
                    wish.Invalidation, wish.Request, wish.Signatory, word.Number, wish.Reason, wish.By, wish.ByOrganisation, at),
            ];
    }

    private static Decision<ConsentFact> Review(ReviewInvalidation wish, Consent consent)
    {
        var found = consent.Find(wish.Request)?.Invalidations.FirstOrDefault(i => i.Made.Invalidation == wish.Invalidation);
        if (!consent.HasParty(wish.ByOrganisation) || found is null || found.Made.ByOrganisation != wish.ByOrganisation)
            return Refusals.Missing;
        if (found.Review is { } review)
            return review.Upheld == wish.Upheld ? [] : ConsentRefusals.ReviewedAlready;
        if (found.Made.By == wish.By)
            return ConsentRefusals.SamePerson;

        return
        [
            new InvalidationReviewed(
                wish.Invalidation, wish.Request, wish.Upheld, wish.By, wish.ByOrganisation, consent.NotBefore(wish.At)),
        ];
    }

    private static Decision<ConsentFact> Note(NoteWithheld note, Consent consent)
    {
        var at = consent.NotBefore(note.At);
        return consent.Family!.Member(note.Viewer) is not { MayNotBeInformed: true }
            || consent.Withheld.GetValueOrDefault(note.Viewer) == Amsterdam.DateAt(at)
                ? []
                : [new PageWithheld(note.Viewer, PageWithheld.Protection, at)];
    }
}
