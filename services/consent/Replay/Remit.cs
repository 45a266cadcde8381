using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Replaying;

/// <summary>Finds what is open to an auditor. What is not in it does not exist for him.</summary>
public sealed class Remits(IViews views, AssignmentHandler assignments, TimeProvider clock)
{
    /// <summary>
    /// The remit by an assignment that he names, or by the newest that is open to him; null when there is none.
    /// </summary>
    public async Task<Remit?> Of(string auditor, Guid? named, CancellationToken ct)
    {
        var (now, found) = (clock.Now(), new List<Remit>());
        foreach (var row in await views.List<AssignmentRow>(AssignmentsView.Table, AssignmentsView.OfAuditor(auditor), ct))
        {
            var assignment = (await assignments.Load(row.Assignment, ct)).State;
            if (assignment is { Drafted: { } drafted } && assignment.OpenAt(now) is { Count: > 0 } open && drafted.Auditor == auditor)
                found.Add(new(row.Assignment, open.ToHashSet(), drafted.From, drafted.Until, drafted.Purpose, drafted.At));
        }

        return named is { } one ? found.Find(r => r.Assignment == one) : found.MaxBy(r => (r.Drafted, r.Assignment));
    }
}

/// <summary>The door of an auditor: before anything else, is this inside his assignment?</summary>
internal static class AuditorsDoor
{
    private static readonly object Key = new();

    /// <summary>
    /// A route of auditors, or one that they share with others, is open to an auditor only inside an assignment. Otherwise it answers as
    /// if what he asks for did not exist.
    /// </summary>
    public static TBuilder InsideAnAssignment<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter<TBuilder, Inside>();

    /// <summary>What is open to this auditor.</summary>
    public static Remit Remit(this HttpContext http) => (Remit)http.Items[Key]!;

    /// <summary>The organisations for which somebody may look here: an auditor those of his assignment, everybody else his own.</summary>
    public static IReadOnlySet<Guid> Organisations(this HttpContext http, Asker asker) =>
        http.Items[Key] is Remit remit ? remit.Organisations : new HashSet<Guid> { asker.Organisation };

    /// <summary>Whether he may see what happened at an instant: an auditor only in the period of his assignment.</summary>
    public static bool Covers(this HttpContext http, DateTimeOffset at) => http.Items[Key] is not Remit remit || remit.Covers(at);

    private sealed class Inside(Remits remits, IViews views) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
        {
            var http = call.HttpContext;
            if (await Asker.BindAsync(http) is not { } asker || !IsForAuditorsOnly(http, asker))
                return await next(call);

            var text = http.Request.Query["opdracht"].ToString();
            var named = Guid.TryParse(text, out var id) ? id : (Guid?)null;
            if (text.Length > 0 && named is null)
                return new InputErrors().Add("opdracht", "Geef het nummer (UUID) van uw opdracht.").ToProblem();

            await views.FreshFor(http, AssignmentsView.Table);
            if (await remits.Of(asker.Pseudonym, named, http.RequestAborted) is not { } remit || !IsHis(http, asker, remit))
                return Refusals.Missing.ToProblem();

            http.Items[Key] = remit;
            http.Looks(new() { Purpose = remit.Purpose, Assignment = remit.Assignment });
            return await next(call);
        }

        // What he shares with others is shown for the organisation that he works for.
        private static bool IsHis(HttpContext http, Asker asker, Remit remit) =>
            remit.Organisations.Contains(asker.Organisation) || Named(http).All(role => role == Roles.Auditor);

        private static string[] Named(HttpContext http) =>
            [.. http.GetEndpoint()!.Metadata.OfType<NeedsRole>().SelectMany(r => r.Roles)];

        // Somebody who is a professional here as well comes in as one; then the route's own rules hold.
        private static bool IsForAuditorsOnly(HttpContext http, Asker asker)
        {
            var named = Named(http);
            return asker.Roles.Contains(Roles.Auditor) && named.Contains(Roles.Auditor)
                && !named.Any(role => role != Roles.Auditor && asker.Roles.Contains(role));
        }
    }
}
