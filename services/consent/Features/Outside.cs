using WarmHandover.Consents.Replaying;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>A step of the reporting code: about whom, on which day, what was weighed or decided, and why. No track begins one.</summary>
public sealed record MeldcodeBody(
    Guid? Track, string? Step, IReadOnlyList<Guid>? About, DateOnly? TakenOn, bool? Acute, string? Consulted, string? NotTalked,
    IReadOnlyList<string>? Weighed, string? Decision, string? Motivation);

/// <summary>The track that a step belongs to.</summary>
public sealed record MeldcodeMade(Guid Track);

/// <summary>The reporting codes of the own organisation, each with its steps and the next one.</summary>
public sealed record MeldcodeSeen(Guid Track, bool Reported, string? Next, IReadOnlyList<MeldcodeStepSeen> Steps);

/// <summary>One step as it was taken; the words only for professionals.</summary>
public sealed record MeldcodeStepSeen(
    string Step, string Name, IReadOnlyList<Guid> About, DateOnly TakenOn, bool Acute, string? Consulted, string? NotTalked,
    IReadOnlyList<string> Weighed, string? Decision, string By, DateTimeOffset At, string? Motivation);

/// <summary>What was told outside the software: how, when, to whom, which rows.</summary>
public sealed record DisclosureBody(
    string? Form, string? Purpose, DateTimeOffset? HappenedAt, IReadOnlyList<ListedRecipient>? To, IReadOnlyList<Row>? Rows, string? Remark,
    Guid? Team);

/// <summary>The disclosure that was recorded, and what rested on nothing.</summary>
public sealed record DisclosureMade(Guid Disclosure, IReadOnlyList<ToldTo> To);

internal static class OutsideEndpoint
{
    public static void MapOutside(this IEndpointRouteBuilder consents)
    {
        consents.MapPost("/{family:guid}/meldcode", Take)
            .RequiresRole(Roles.Professional)
            .Produces<MeldcodeMade>(StatusCodes.Status201Created)
            .WithSummary("Leg een stap van de meldcode vast, in volgorde; meteen beslissen kan alleen als het acuut is")
            .WithExample(new MeldcodeBody(
                Track: null, "in-kaart", [Invented.Child], Invented.Day, Acute: false, Consulted: null, NotTalked: null, Weighed: null,
                Decision: null, "Wat u zag, en bij wie nog meer kinderen zijn."));

        consents.MapGet("/{family:guid}/meldcode", Tracks)
            .RequiresRole(Roles.Professional, Roles.Auditor)
            .InsideAnAssignment()
            .Produces<MeldcodeSeen[]>()
            .WithSummary("De meldcode in dit gezin, zoals uw organisatie die volgde");

        consents.MapPost("/{family:guid}/delingen", Tell)
            .RequiresRole(Roles.Professional)
            .Produces<DisclosureMade>(StatusCodes.Status201Created)
            .WithSummary("Leg achteraf vast wat u buiten dit systeem vertelde: aan de telefoon, op papier of in een overleg")
            .WithExample(new DisclosureBody(
                "mdo", "gezinshulp", DateTimeOffset.UnixEpoch.AddYears(50), [new(Invented.Team, Invented.Organisation)],
                [new(Invented.Child, "gezondheid-kind")], "Wie erbij zat en waarom.", Team: null));

        consents.MapGet("/{family:guid}/delingen", Told)
            .RequiresRole(Roles.Professional, Roles.Auditor)
            .InsideAnAssignment()
            .Produces<DisclosureRecorded[]>()
            .WithSummary("Wat uw organisatie buiten dit systeem vertelde, en wat nergens op berustte");
    }

    private static async Task<IResult> Take(
        Guid family, MeldcodeBody body, Asker asker, HttpContext http, Door door, IVault vault, ConsentHandler consents, TimeProvider clock,
        CancellationToken ct)
    {
        var (code, step) = (Lists.Meldcode, body.Step);
        var errors = new InputErrors()
            .OneOf(step, "step", code.Steps.Select(s => s.Code))
            .Must(body.About is { Count: > 0 and <= 50 }, "about", "Zeg over wie het gaat.")
            .Must(body.TakenOn is not null, "takenOn", "Noem de dag waarop u deze stap zette.")
            .Must(body.Consulted is null || Lists.Consulted.Contains(body.Consulted), "consulted",
                $"Kies een van: {string.Join(", ", Lists.Consulted)}.")
            .Must(step != "overleg" || body.Consulted is not null, "consulted", "Zeg met wie u overlegde.")
            .Must(
                body.NotTalked is null || (step == Meldcode.Talk && code.NotTalked.Contains(body.NotTalked)), "notTalked",
                $"Alleen bij het gesprek, en alleen: {string.Join(", ", code.NotTalked)}.")
            .Must(body.Weighed?.All(code.Weighed.Contains) is not false, "weighed", $"Kies uit: {string.Join(", ", code.Weighed)}.")
            .Must(step != Meldcode.Weigh || body.Weighed is not null, "weighed", "Zeg wat u woog, ook als het niets was.")
            .Must(
                (step == Meldcode.Decide) == (body.Decision is not null)
                    && (body.Decision is null || code.Decisions.Contains(body.Decision)),
                "decision", $"Alleen bij het besluit, en dan altijd een van: {string.Join(", ", code.Decisions)}.")
            .Must(body.Acute is not true || step == Meldcode.Decide, "acute", "Acuut hoort alleen bij het besluit.")
            .Text(body.Motivation, "motivation", 2000);
        if (!errors.None)
            return errors.ToProblem();
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var owner = PayloadOwner.Family(family, asker.Organisation);
        var words = await vault.Seal(owner, body.About![0], new Motivation(body.Motivation!.Trim(), null), ct);
        var context = await door.Open(http, asker.As(Roles.Professional), owner, ct, null, words);
        var command = new TakeMeldcodeStep(
            body.Track ?? Guid.CreateVersion7(), step!, body.About, body.TakenOn!.Value, body.Acute is true, body.Consulted, body.NotTalked,
            body.Weighed ?? [], body.Decision, words.Ref, asker.Pseudonym, asker.Organisation, clock.Now());

        return (await consents.Handle(family, command, context, ct)).ToCreated(http, answer => (
            $"/v1/toestemmingen/{family}/meldcode", new MeldcodeMade(answer.Fact<MeldcodeStepTaken>()?.Track ?? command.Track)));
    }

    private static async Task<IResult> Tracks(
        Guid family, Asker asker, HttpContext http, IVault vault, ConsentHandler consents, CancellationToken ct)
    {
        var consent = (await consents.Load(family, ct)).State;
        if (!consent.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var (seen, code) = (new List<MeldcodeSeen>(), Lists.Meldcode);
        foreach (var track in consent.Tracks.Where(t => t.Organisation == asker.Organisation))
        {
            var steps = new List<MeldcodeStepSeen>();
            foreach (var s in track.Steps.Where(s => http.Covers(s.At)))
            {
                var words = asker.Roles.Contains(Roles.Professional) ? (await vault.Open<Motivation>(s.Motivation, ct))?.Text : null;
                steps.Add(new(
                    s.Step, code.Steps[code.PlaceOf(s.Step) - 1].Name, s.About, s.TakenOn, s.Acute, s.Consulted, s.NotTalked, s.Weighed,
                    s.Decision, s.By, s.At, words));
            }

            if (steps is [])
                continue;
            seen.Add(new(track.Track, track.Reported, code.Steps.ElementAtOrDefault(code.PlaceOf(track.Steps[^1].Step))?.Code, steps));
        }

        return TypedResults.Ok(seen.ToArray());
    }

    private static async Task<IResult> Tell(
        Guid family, DisclosureBody body, Asker asker, HttpContext http, Door door, IVault vault, ConsentHandler consents,
        TimeProvider clock, CancellationToken ct)
    {
        var team = RequestsEndpoint.TeamOf(body.Team, asker);
        var errors = new InputErrors()
            .OneOf(body.Form, "form", Lists.Forms)
            .OneOf(body.Purpose, "purpose", Lists.Purposes.Purposes.Select(p => p.Code))
            .Must(body.HappenedAt is not null, "happenedAt", "Zeg wanneer u het vertelde.")
            .Must(
                body.To is { Count: > 0 and <= 50 } && body.To.All(t => t is { } && t.Team != Guid.Empty && t.Organisation != Guid.Empty),
                "to", "Noem iedereen die erbij zat: per team ook de organisatie.")
            .SomeRows(body.Rows)
            .NamedRows(body.Rows)
            .Must(asker.Teams.Contains(team), "team", "Kies een van uw eigen teams.");
        if (body.Remark is not null)
            errors.Text(body.Remark, "remark", 2000);
        if (!errors.None)
            return errors.ToProblem();
        if (!(await consents.Load(family, ct)).State.HasParty(asker.Organisation))
            return Refusals.Missing.ToProblem();

        var owner = PayloadOwner.Family(family, asker.Organisation);
        var words = body.Remark is null
            ? null
            : await vault.Seal(owner, body.Rows![0].Subject, new Motivation(body.Remark.Trim(), null), ct);
        var context = words is null
            ? await door.Open(http, asker.As(Roles.Professional), owner, ct)
            : await door.Open(http, asker.As(Roles.Professional), owner, ct, null, words);
        var command = new RecordDisclosure(
            Guid.CreateVersion7(), body.Form!, body.Purpose!, body.HappenedAt!.Value.ToUniversalTime(), body.To!, body.Rows!, words?.Ref,
            asker.Pseudonym, asker.Organisation, team, clock.Now());

        return (await consents.Handle(family, command, context, ct)).ToCreated(http, answer =>
        {
            var told = answer.Fact<DisclosureRecorded>()!;
            return ($"/v1/toestemmingen/{family}/delingen", new DisclosureMade(told.Disclosure, told.To));
        });
    }

    private static async Task<IResult> Told(
        Guid family, Asker asker, HttpContext http, ConsentHandler consents, CancellationToken ct)
    {
        var consent = (await consents.Load(family, ct)).State;
        return consent.HasParty(asker.Organisation)
            ? TypedResults.Ok(consent.Outside.Where(d => d.ByOrganisation == asker.Organisation && http.Covers(d.At)).ToArray())
            : Refusals.Missing.ToProblem();
    }
}
