using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Platform.Policies;

/// <summary>
/// The policies of one service: read by the offices, changed by two administrators, with a preview before each of their words.
/// </summary>
public static class PolicyRoutes
{
    private const int MostSettings = 200;
    private static readonly string[] Readers = [Roles.Administrator, Roles.FocusOfficer, Roles.PrivacyOfficer, Roles.Auditor];

    /// <summary>Maps <c>/v1/beleid/{name}</c>; the example is a change that fits one of this service's kinds.</summary>
    public static void MapPolicies(this IEndpointRouteBuilder app, string name, SettingForm example)
    {
        var day = Invented.Day.AddDays(14);
        var policies = app.MapHouseGroup($"/v1/beleid/{name}").WithTags("beleid");
        policies.MapGet("/", List).RequiresRole(Readers)
            .WithSummary("Welk beleid geldt, en wat er komt").Produces<PolicyListed[]>();
        policies.MapGet("/{soort}", Read).RequiresRole(Readers)
            .WithSummary("Wat nu geldt, wat te kiezen is, en elke wijziging").Produces<PolicySeen>();
        policies.MapPost("/{soort}/vooruitblik", Preview).RequiresRole(Roles.Administrator)
            .WithSummary("Kijk wat een wijziging raakt, voor u haar voorstelt")
            .WithExample(new PolicyPreviewRequest([example], day)).Produces<PolicyPreview>();
        policies.MapPost("/{soort}/voorstellen", Propose).RequiresRole(Roles.Administrator).RequiresIfMatch()
            .WithSummary("Stel een wijziging voor")
            .WithExample(new PolicyProposal([example], day, "evaluatie")).Produces<PolicyProposalAnswer>(StatusCodes.Status201Created);
        policies.MapGet("/{soort}/voorstellen/{voorstel:guid}/vooruitblik", PreviewOf).RequiresRole(Roles.Administrator)
            .WithSummary("Kijk wat een voorstel raakt, voor u het goedkeurt").Produces<PolicyPreview>();
        policies.MapPost("/{soort}/voorstellen/{voorstel:guid}/goedkeuren", Approve).RequiresRole(Roles.Administrator).RequiresIfMatch()
            .WithSummary("Keur een voorstel goed, als tweede persoon");
        policies.MapPost("/{soort}/voorstellen/{voorstel:guid}/afwijzen", Refuse).RequiresRole(Roles.Administrator)
            .WithSummary("Wijs een voorstel af, als tweede persoon").WithExample(new PolicyRefusal("raakt-te-veel"));
        policies.MapPost("/{soort}/voorstellen/{voorstel:guid}/intrekken", Withdraw).RequiresRole(Roles.Administrator)
            .WithSummary("Trek een voorstel in, of een wijziging die nog niet geldt");
    }

    private static async Task<IResult> List(PolicyKinds kinds, PolicyHandler policies, TimeProvider clock, CancellationToken ct)
    {
        var listed = new List<PolicyListed>();
        foreach (var kind in await kinds.All(ct))
            listed.Add(PolicyPages.Listed(kind, (await policies.Load(kind.Id, ct)).State, Today(clock)));
        return TypedResults.Ok(listed.ToArray());
    }

    private static async Task<IResult> Read(
        string soort, string? groep, HttpContext http, PolicyKinds kinds, PolicyHandler policies, TimeProvider clock, CancellationToken ct)
    {
        if (await kinds.Find(soort, ct) is not { } kind)
            return Refusals.Missing.ToProblem();

        if (groep is not null && kind.Group(groep) is [])
            return new InputErrors().Must(false, "groep", kind.NoGroup).ToProblem();

        var loaded = await policies.Load(kind.Id, ct);
        http.SetETag(loaded.Version);
        return TypedResults.Ok(PolicyPages.Seen(kind, loaded.State, Today(clock), groep));
    }

    private static async Task<IResult> Preview(
        string soort, PolicyPreviewRequest body, PolicyKinds kinds, PolicyHandler policies, IEnumerable<IPolicyTouches> touches,
        TimeProvider clock, CancellationToken ct)
    {
        if (await kinds.Find(soort, ct) is not { } kind)
            return Refusals.Missing.ToProblem();
        if (Wrong(kind, body.Settings) is { None: false } errors)
            return errors.ToProblem();

        // The same road as a proposal, without its last step: whoever looks is told every no that he would be told.
        var (book, settings) = ((await policies.Load(kind.Id, ct)).State, Settings(body.Settings!));
        var decision = PolicyDecider.Decide(
            new ProposePolicy(kind, Guid.CreateVersion7(), settings, body.From, PolicyDecider.Reasons[0], "", clock.Now()), book);
        return decision.Refusal is { } no
            ? no.ToProblem()
            : TypedResults.Ok(await Counted(
                kind, book, book.At(kind, body.From), decision.OfType<PolicyProposed>().Single().Settings, body.From, touches, ct));
    }

    private static async Task<IResult> PreviewOf(
        string soort, Guid voorstel, PolicyKinds kinds, PolicyHandler policies, IEnumerable<IPolicyTouches> touches, CancellationToken ct)
    {
        if (await kinds.Find(soort, ct) is not { } kind || (await policies.Load(kind.Id, ct)).State is not { } book
            || book.Find(voorstel) is not { } change)
        {
            return Refusals.Missing.ToProblem();
        }

        return TypedResults.Ok(await Counted(
            kind, book, PolicyPages.Before(kind, change, book), change.Proposed.Settings, change.Proposed.From, touches, ct));
    }

    private static async Task<PolicyPreview> Counted(
        PolicyKind kind, PolicyBook book, Policy before, IReadOnlyList<SettingChange> settings, DateOnly from,
        IEnumerable<IPolicyTouches> touches, CancellationToken ct)
    {
        var after = before with { Values = book.With(kind, settings, from).Values };
        var counted = new List<Touched>();
        foreach (var one in touches.Where(t => t.Kind == kind.Code))
            counted.AddRange(await one.Count(before, after, from, ct));
        return new(from, PolicyPages.BeforeAfter(kind, before, settings), counted);
    }

    private static async Task<IResult> Propose(
        string soort, PolicyProposal body, HttpContext http, Asker asker, PolicyKinds kinds, PolicyHandler policies, Door door,
        TimeProvider clock, CancellationToken ct)
    {
        if (await kinds.Find(soort, ct) is not { } kind)
            return Refusals.Missing.ToProblem();
        if (Wrong(kind, body.Settings).OneOf(body.Reason, "reason", PolicyDecider.Reasons) is { None: false } errors)
            return errors.ToProblem();

        var change = DerivedIds.Of(http.CommandId(), $"policy|{kind.Code}|{asker.Pseudonym}");
        var command = new ProposePolicy(
            kind, change, Settings(body.Settings!), body.From, body.Reason!, asker.Pseudonym, clock.Now());
        var answered = await Handle(command, http, asker, policies, door, ifMatch: true, ct);
        return answered.ToCreated(http, _ => (http.Request.Path.Value!, new PolicyProposalAnswer(change)));
    }

    private static Task<IResult> Approve(
        string soort, Guid voorstel, HttpContext http, Asker asker, PolicyKinds kinds, PolicyHandler policies, Door door,
        TimeProvider clock, CancellationToken ct) => Decide(
            kinds, soort, kind => new ApprovePolicy(kind, voorstel, asker.Pseudonym, clock.Now()), http, asker, policies, door, true, ct);

    private static Task<IResult> Refuse(
        string soort, Guid voorstel, PolicyRefusal body, HttpContext http, Asker asker, PolicyKinds kinds, PolicyHandler policies,
        Door door, TimeProvider clock, CancellationToken ct) =>
        new InputErrors().OneOf(body.Reason, "reason", PolicyDecider.RefusedFor) is { None: false } errors
            ? Task.FromResult<IResult>(errors.ToProblem())
            : Decide(kinds, soort, kind => new RefusePolicy(kind, voorstel, body.Reason!, asker.Pseudonym, clock.Now()), http, asker,
                policies, door, false, ct);

    private static Task<IResult> Withdraw(
        string soort, Guid voorstel, HttpContext http, Asker asker, PolicyKinds kinds, PolicyHandler policies, Door door,
        TimeProvider clock, CancellationToken ct) => Decide(
            kinds, soort, kind => new WithdrawPolicy(kind, voorstel, asker.Pseudonym, clock.Now()), http, asker, policies, door, false, ct);

    private static async Task<IResult> Decide(
        PolicyKinds kinds, string soort, Func<PolicyKind, PolicyCommand> make, HttpContext http, Asker asker, PolicyHandler policies,
        Door door, bool ifMatch, CancellationToken ct) => await kinds.Find(soort, ct) is { } kind
        ? (await Handle(make(kind), http, asker, policies, door, ifMatch, ct)).ToHttp(http)
        : Refusals.Missing.ToProblem();

    private static async Task<Answered<PolicyBook, PolicyFact>> Handle(
        PolicyCommand command, HttpContext http, Asker asker, PolicyHandler policies, Door door, bool ifMatch, CancellationToken ct)
    {
        var context = await door.Open(
            http, asker.As(Roles.Administrator), PayloadOwner.Staff(asker.Pseudonym), ct, resource: ifMatch ? "" : null);
        return await policies.Handle(command.Kind.Id, command, context, ct);
    }

    private static InputErrors Wrong(PolicyKind kind, IReadOnlyList<SettingForm>? settings)
    {
        var errors = new InputErrors().Must(settings is { Count: > 0 and <= MostSettings }
            && settings.Select(s => s?.Setting).Distinct().Count() == settings.Count, "settings",
            "Wijzig minstens een instelling, elk een keer.");
        foreach (var (setting, values) in (settings ?? []).Where(s => s is not null).Take(MostSettings).Select(s => (s.Setting, s.Values)))
        {
            if (setting is null || kind.Find(setting) is not { } known)
                errors.Add("settings", "Deze instelling bestaat niet. Alleen wat de wet open laat, is te kiezen.");
            else if (values is null || values.Count > MostSettings || values.Any(v => v is null))
                errors.Add(setting, "Vul dit in.");
            else if (known.Wrong(values) is { } wrong)
                errors.Add(setting, wrong);
        }

        return errors;
    }

    private static SettingChange[] Settings(IReadOnlyList<SettingForm> settings) =>
        [.. settings.Select(s => new SettingChange(s.Setting!, s.Values!))];

    private static DateOnly Today(TimeProvider clock) => Amsterdam.DateAt(clock.Now());
}
