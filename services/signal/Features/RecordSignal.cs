using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>What was seen or told about a member.</summary>
/// <param name="Member">Whom it is about.</param>
/// <param name="Kind">A code out of the list <c>signalKinds</c>.</param>
/// <param name="Source">A code out of the list <c>sourceKinds</c>.</param>
/// <param name="ObservedOn">The local date on which it was seen or told.</param>
/// <param name="Urgency">A code out of the list <c>urgencies</c>; <c>gewoon</c> when left out.</param>
/// <param name="Instrument">The list or screening tool that was used.</param>
/// <param name="InstrumentVersion">Its version.</param>
/// <param name="Note">In words; sealed.</param>
/// <param name="Team">The own team, when it is not the one that works with this family.</param>
/// <param name="CodeSystem">
/// Instead of a kind, a code of the list of somebody else: <c>gravity bds ggm anders</c>. It is kept as it came, also when ours has no kind
/// for it; then it can travel nowhere.
/// </param>
/// <param name="Code">That code.</param>
public sealed record RecordSignalRequest(
    Guid? Member, string? Kind, string? Source, DateOnly? ObservedOn, string? Urgency, string? Instrument,
    string? InstrumentVersion, string? Note, Guid? Team, string? CodeSystem = null, string? Code = null);

/// <summary>The signal that was recorded.</summary>
public sealed record SignalRecordedAnswer(Guid Signal);

internal static class RecordSignalFeature
{
    public static void MapRecordSignal(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/signalen", Handle)
        .WithSummary("Leg een signaal vast")
        .WithExample(new RecordSignalRequest(
            Invented.Parent, "rekeningen-blijven-liggen", "zelf-verteld", Invented.Day, "gewoon", Instrument: null,
            InstrumentVersion: null, "De post ligt ongeopend op tafel.", Team: null))
        .Produces<SignalRecordedAnswer>(StatusCodes.Status201Created);

    private static async Task<IResult> Handle(
        Guid gezin, RecordSignalRequest body, HttpContext http, Asker asker, FamilyDesk desk, OwnKinds own, CancellationToken ct)
    {
        var urgency = body.Urgency ?? "gewoon";
        var kind = await own.Find(body.Kind, ct);
        var errors = new InputErrors()
            .Member(body.Member, "member")
            .Must(kind is not null || body is { Kind: null, Code: not null }, "kind",
                $"Kies een van: {string.Join(", ", FamilyCodes.SignalKinds.Codes)}, of een eigen soort van uw gemeente.")
            .Must(body.Code is null || body.Kind is null, "code", "Geef een soort uit de eigen lijst, of een code van een andere lijst.")
            .Must(body.Code is null == body.CodeSystem is null, "codeSystem", "Geef bij een code ook de lijst waar die uit komt.")
            .Must(body.CodeSystem is null || CodeMappings.Systems.Contains(body.CodeSystem), "codeSystem",
                $"Kies een van: {string.Join(", ", CodeMappings.Systems)}.")
            .Instrument(body.Code, "code")
            .OneOf(body.Source, "source", FamilyCodes.SourceKinds.Codes)
            .OneOf(urgency, "urgency", FamilyCodes.Urgencies.Codes)
            .Date(body.ObservedOn, "observedOn")
            .Instrument(body.Instrument, "instrument")
            .Instrument(body.InstrumentVersion, "instrumentVersion")
            .Must(
                !Instruments.Knows(body.Instrument)
                || int.TryParse(body.InstrumentVersion, out var version) && Instruments.Find(body.Instrument, version) is not null,
                "instrumentVersion",
                "Deze versie van het instrument is er niet.")
            .Note(body.Note, "note")
            .ActingTeam(body.Team, asker);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToCreated(
            http, said => ($"/v1/gezinnen/{gezin}", new SignalRecordedAnswer(said.Fact<SignalRecorded>()!.Signal))));

        async Task<FamilyCommand> Make(Writing writing)
        {
            // What the table knows becomes our kind; what it does not know is kept all the same, and travels nowhere.
            var found = kind ?? FamilyCodes.SignalKinds.Find(CodeMappings.KindOf(
                body.CodeSystem!, body.Code!, writing.File.Member(body.Member!.Value)?.IsChild ?? false))!;
            return new RecordSignal(
                Guid.CreateVersion7(), body.Member!.Value, found, FamilyCodes.SignalKinds.Version, body.Source!, body.ObservedOn!.Value,
                urgency, body.Instrument, body.InstrumentVersion, await writing.Note(body.Member.Value, body.Note), writing.Organisation,
                writing.TeamOr(body.Team), writing.At, body.CodeSystem, body.Code);
        }
    }

    // A tool's name stands in the fact, so it may look like a name of a tool only: there is no room for words about a person.
    private static InputErrors Instrument(this InputErrors errors, string? name, string field) => errors.Must(
        name is null || name.Length is > 0 and <= 30 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'),
        field,
        "Gebruik hoogstens 30 letters, cijfers, streepjes of punten.");
}
