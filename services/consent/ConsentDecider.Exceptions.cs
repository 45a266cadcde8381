using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;

namespace WarmHandover.Consents;

/// <summary>
/// When somebody cannot be reached, and when the law does not ask the holders' yes. Both belong to the asker of the request: to another
/// organisation the request does not exist.
/// </summary>
public static partial class ConsentDecider
{
    private static Decision<ConsentFact> Try(RecordAttempt attempt, Consent consent)
    {
        var at = consent.NotBefore(attempt.At);
        if (Own(attempt.Request, attempt.ByOrganisation, consent) is not { } request)
            return Refusals.Missing;
        if (request.Attempts.Any(a => a.Attempt == attempt.Attempt))
            return [];
        if (!request.Asked.Rows.Any(row => MaySpeak(attempt.Signatory, row, request, consent, at)))
            return ConsentRefusals.NoSignatory;
        if (consent.Family!.Member(attempt.Signatory) is { MayNotBeInformed: true })
            return ConsentRefusals.MayNotBeAsked;
        if (request.IsOver(at))
            return ConsentRefusals.Over;

        return
        [
            new ContactAttempted(
                attempt.Attempt, attempt.Request, attempt.Signatory, attempt.Channel, attempt.ByOrganisation, at),
        ];
    }

    // Jeugdwet 7.3.4(2), BW 7:450(2): the exceptions stand beside the child's own yes, never in its place.
    private static Decision<ConsentFact> Invoke(InvokeException invoke, Consent consent)
    {
        var (at, family) = (consent.NotBefore(invoke.At), consent.Family!);
        if (Own(invoke.Request, invoke.ByOrganisation, consent) is not { } request)
            return Refusals.Missing;

        Row[] rows = [.. invoke.Rows.Distinct()];
        if (Lists.Rules.Exception(invoke.Code) is not { } exception || request.Asked.Kind != Lists.Waiver || rows is []
            || !rows.All(row => row.Subject == invoke.Child && request.Asked.Rows.Contains(row)
                && Signatories.MayStandAlone(row, family, Amsterdam.DateAt(at), Lists.RuleSetOf(request.Asked), exception)))
        {
            return ConsentRefusals.ExceptionDoesNotFit;
        }

        if (rows.All(row => request.Exceptions.Any(e => e.Code == invoke.Code && e.Rows.Contains(row))))
            return [];
        if (request.IsOver(at))
            return ConsentRefusals.Over;
        if (!rows.All(row => Standing.Say(consent, request, row, invoke.Child, at) is Says.Yes))
            return ConsentRefusals.ChildDidNotSayYes;
        if (exception.ParentRefused && !rows.All(row => HolderRefused(row, request, consent, at)))
            return ConsentRefusals.NoHolderRefused;

        return
        [
            new ExceptionInvoked(
                invoke.Exception, invoke.Request, invoke.Child, rows, exception.Code, Lists.Rules.Version, invoke.Reasons,
                invoke.Motivation, invoke.Consulted, invoke.By, invoke.ByOrganisation, at),
        ];
    }

    private static bool HolderRefused(Row row, Request request, Consent consent, DateTimeOffset at) =>
        consent.Family!.HoldersOf(row.Subject, Amsterdam.DateAt(at))
            .Any(holder => Standing.Say(consent, request, row, holder, at) is Says.No or Says.TookBack);

    private static Request? Own(Guid request, Guid organisation, Consent consent) =>
        consent.HasParty(organisation) && consent.Find(request) is { } found && found.Asked.AskedByOrganisation == organisation
            ? found
            : null;
}
