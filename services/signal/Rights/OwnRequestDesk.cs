using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Erasures;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Rights;

/// <summary>The own requests of a person, and about whom and of which organisations he may ask something.</summary>
public sealed record OwnRequests(
    IReadOnlyList<OwnRequest> Requests, IReadOnlyList<OwnSubject> Subjects, IReadOnlyList<string> Kinds, IReadOnlyList<string> Categories,
    CodeList<LegalCode> Grounds);

/// <summary>About whom he may ask something: himself or a child, and which organisations recorded something about that person.</summary>
public sealed record OwnSubject(Guid Member, bool Self, IReadOnlyList<Guid> Organisations);

/// <summary>
/// One own request: where it stands, in a code and in plain words, until when it is answered, the answer with its reason and law, and until
/// when he can object.
/// </summary>
public sealed record OwnRequest(
    Guid Request, string Kind, Guid Organisation, Guid Member, DateOnly ReceivedOn, DateOnly AnswerBy, string Stand, string Text,
    string? Reason, string? Law, string? Explanation, DateOnly? AnsweredOn, DateOnly? ObjectBy, bool HasLetter, bool HasOverview,
    bool MayTakeBack, ErasureCertificate? Certificate);

/// <summary>Who comes by his own way in, as the file knows him, and of which organisations he may know.</summary>
internal sealed record OwnPerson(
    Guid Family, Guid Member, FamilyFile.Opened File, IReadOnlyList<OwnSubject> Subjects, IReadOnlySet<Guid> Organisations);

/// <summary>What a person does himself about his own data: it comes on the same desk, under the same clock, as if he stood there.</summary>
internal sealed class OwnRequestDesk(
    FamilyHandler families, RightHandler rights, ErasureHandler erasures, ErasureNumbers numbers, OverviewDesk overviews, IViews views,
    IVault vault, IEventLog log, TimeProvider clock)
{
    /// <summary>What can be asked.</summary>
    public static readonly IReadOnlyList<string> Kinds = [.. RightKinds.All, RunningRequest.Erasure];

    private const string OwnWay = "eigen-toegang";

    /// <summary>Null for whoever is nobody here, which looks like a family that does not exist.</summary>
    public async Task<OwnPerson?> Who(Asker asker, CancellationToken ct)
    {
        if (asker is not { Family: { } family, Member: { } member })
            return null;

        var living = await families.Surviving(family, ct);
        if ((await families.Load(living, ct)).State is not FamilyFile.Opened file)
            return null;
        if (living != family && file.TakenIn.Find(t => t.Family == family) is { } taken)
            member = taken.OwnIds.FirstOrDefault(id => id.Value == member, new(member, member)).Key;
        if (file.Member(member) is null)
            return null;

        // Who may not be informed sees the organisations of before: a new one would tell him where somebody is.
        var known = file.Member(member)!.Flags.Contains(SafetyFlags.DoNotInform) ? await KnownBefore(living, file, member, ct) : file;
        var today = Amsterdam.DateAt(clock.Now());
        OwnSubject[] subjects =
        [
            .. file.Members.Select(m => new OwnSubject(m.Id, m.Id == member, [.. known.Parties.Keys
                .Where(o => file.Knows(o) && WhoMayAsk.Refusal(file, o, m.Id, [member], today) is null)]))
                .Where(subject => subject.Organisations is not [])
                .OrderByDescending(subject => subject.Self),
        ];
        return new(living, member, file, subjects, subjects.SelectMany(s => s.Organisations).ToHashSet());
    }

    public async Task<OwnRequests> All(OwnPerson me, CancellationToken ct)
    {
        await views.FreshToHead(RightsView.Table, ct);
        await views.FreshToHead(ErasuresView.Table, ct);
        var found = new List<OwnRequest>();
        foreach (var family in me.File.TakenIn.Select(t => t.Family).Append(me.Family))
        {
            foreach (var own in await views.List<OwnRightRow>(RightsView.Table, RightsView.Of(family, me.Member), ct))
                found.Add(await Show((await rights.Load(own.Request, ct)).State, ct));
            foreach (var own in await views.List<OwnRightRow>(ErasuresView.Table, RightsView.Of(family, me.Member), ct))
                found.Add(await Show((await erasures.Load(own.Request, ct)).State, ct));
        }

        return new(
            [.. found.OrderByDescending(r => r.ReceivedOn).ThenByDescending(r => r.Request)], me.Subjects, Kinds, RightInput.Categories,
            FamilyCodes.RestrictionGrounds);
    }

    /// <summary>A request that he made himself, or that was recorded for him; null for any other.</summary>
    public async Task<RightRequest?> Right(Guid request, OwnPerson me, CancellationToken ct) =>
        (await rights.Load(request, ct)).State is { Asked: { } asked } state && IsHis(asked.Family, asked.AskedBy, me) ? state : null;

    public async Task<IResult> Ask(
        OwnRequestBody body, OwnPerson me, HttpContext http, Func<SealedPayload?, Task<CommandContext>> open)
    {
        var (ct, now) = (http.RequestAborted, clock.Now());
        var (today, organisation, subject) = (Amsterdam.DateAt(now), body.Organisation!.Value, body.Member ?? me.Member);
        if (me.Subjects.FirstOrDefault(s => s.Member == subject)?.Organisations.Contains(organisation) is not true)
            return RightRefusals.MayNotAsk.ToProblem();

        var (right, number) = (DerivedIds.Of(http.CommandId(), "right"), numbers.Of(http.CommandId()));
        var id = body.Kind == RunningRequest.Erasure ? numbers.Find(number)!.Value : right;
        var running = (await All(me, ct)).Requests.FirstOrDefault(r => r.MayTakeBack && r.Request != id
            && (r.Kind, r.Organisation, r.Member) == (body.Kind!, organisation, subject));
        if (running is not null)
            return RightRefusals.RunsAlready.ToProblem();

        var words = await vault.SealWordsIfAny(me.Family, organisation, subject, body.Words, ct);
        var (teams, context) = (me.File.Parties[organisation], await open(words));
        if (body.Kind == RunningRequest.Erasure)
        {
            var erase = new ErasureRequested(
                id, me.Family, organisation, subject, ErasureOrigins.Person, [me.Member], OwnWay, today,
                today.AddMonths(ErasureDecider.Months), teams, words?.Ref, now);
            return (await erasures.Handle(id, new RequestErasure(erase), context, ct)).ToCreated(http, said => Made(
                id, said.State.DecideBy,
                $"Verzoek ontvangen op {today:d-M-yyyy}. U hoort uiterlijk op {said.State.DecideBy:d-M-yyyy} meer."));
        }

        var ask = new RightAsked(
            id, me.Family, organisation, subject, body.Kind!, [me.Member], OwnWay, today, RightDecider.After(today, RightDecider.Months),
            teams, [], body.Categories ?? [], body.Ground, FamilyCodes.RestrictionGrounds.Version, words?.Ref, now);
        return (await rights.Handle(id, new AskRight(ask), context, ct)).ToCreated(http, said => Made(
            id, said.State.AnswerBy,
            $"Verzoek ontvangen op {today:d-M-yyyy}. U hebt uiterlijk op {said.State.AnswerBy:d-M-yyyy} antwoord, of bericht dat het "
            + "langer duurt en waarom."));
    }

    public async Task<IResult> TakeBack(
        Guid request, OwnPerson me, string by, HttpContext http, Func<Task<CommandContext>> open)
    {
        var ct = http.RequestAborted;
        if (await Right(request, me, ct) is { Asked: { } asked })
        {
            return (await rights.Handle(request, new TakeBackRight(by, asked.Organisation, clock.Now()), await open(), ct)).ToHttp(http);
        }

        return (await erasures.Load(request, ct)).State.Asked is { } erase && IsHis(erase.Family, erase.AskedBy, me)
            ? (await erasures.Handle(request, new TakeBackErasure(by, erase.Organisation, clock.Now()), await open(), ct)).ToHttp(http)
            : Refusals.Missing.ToProblem();
    }

    private static (string, OwnRequestMade) Made(Guid id, DateOnly by, string text) => ($"/v1/mijn-verzoeken/{id}", new(id, by, text));

    private static bool IsHis(Guid family, IReadOnlyList<Guid> askedBy, OwnPerson me) =>
        askedBy.Contains(me.Member) && (family == me.Family || me.File.TakenIn.Exists(t => t.Family == family));

    private async Task<OwnRequest> Show(RightRequest state, CancellationToken ct)
    {
        var asked = state.Asked!;
        var no = FamilyCodes.RightRefusals.Find(state.Refused?.Reason);
        var answered = state.Granted?.AnsweredOn ?? state.Refused?.AnsweredOn;
        return new(
            asked.Request, asked.Kind, asked.Organisation, asked.Member, asked.ReceivedOn, state.AnswerBy, state.Stand,
            OwnRequestText.Of(state), no?.Label, no?.Law, await vault.OpenWords(state.Refused?.Words, ct), answered,
            answered is { } day ? RightDecider.ObjectBy(day) : null, answered is not null,
            asked.Kind == RightKinds.Access && state.Granted is not null, state.Open, Certificate: null);
    }

    private async Task<OwnRequest> Show(Erasure state, CancellationToken ct)
    {
        var (asked, standing) = (state.Asked!, ErasureWords.Standing(state));
        return new(
            asked.Erasure, RunningRequest.Erasure, asked.Organisation, asked.Member ?? asked.Family, asked.ReceivedOn, state.DecideBy,
            state.Stand, standing.Text, standing.Reason, standing.Law, await vault.OpenWords(state.Refused?.Words, ct),
            state.Refused is { } no ? Amsterdam.DateAt(no.At) : null, ObjectBy: null, HasLetter: false, HasOverview: false, state.Open,
            standing.Certificate);
    }

    private async Task<FamilyFile.Opened> KnownBefore(Guid family, FamilyFile.Opened file, Guid member, CancellationToken ct)
    {
        var since = await overviews.StillSince(family, file, [member], ct);
        var state = FamilyFile.Initial;
        await foreach (var stored in log.Read(FamilyHandler.Streams.Stream(family), 0, ct))
        {
            var fact = Facts.Read<FamilyFact>(stored.Type, stored.Data);
            if (fact.At < since)
                state = FamilyFile.Evolve(state, fact);
        }

        return state as FamilyFile.Opened ?? file with { Parties = file.Parties.Clear() };
    }
}
