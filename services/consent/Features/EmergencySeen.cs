using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>
/// One break-glass of the own organisation, for who must agree to it or judge it: what would open, why in words, who asked and agreed, and
/// until when.
/// </summary>
public sealed record EmergencySeen(
    Guid Emergency, Guid Family, Guid Team, string By, string Purpose, IReadOnlyList<Row> Rows, string Urgency, string? Motivation,
    int Minutes, DateTimeOffset AskedAt, DateTimeOffset AgreeBefore, string? AgreedBy, DateTimeOffset? OpenUntil, string Standing,
    string? Outcome);

internal static class EmergencySeenEndpoint
{
    public static void MapEmergencySeen(this IEndpointRouteBuilder consents) =>
        consents.MapGet("/{family:guid}/noodtoegang/{emergency:guid}", Read)
            .RequiresRole(Roles.Professional, Roles.TeamLead, Roles.PrivacyOfficer).NotesLooks(EmergenciesEndpoint.Activity)
            .Produces<EmergencySeen>()
            .WithSummary("Lees een noodtoegang van uw organisatie: wat er open zou gaan, waarom, en hoe lang nog");

    private static async Task<IResult> Read(
        Guid family, Guid emergency, HttpContext http, Asker asker, ConsentHandler consents, IVault vault, TimeProvider clock,
        CancellationToken ct)
    {
        if ((await consents.Load(family, ct)).State.FindGround(emergency) is not { Invoked: { Minutes: { } minutes } asked } ground
            || asked.ByOrganisation != asker.Organisation)
        {
            return Refusals.Missing.ToProblem();
        }

        http.LooksAt([.. asked.Rows.Select(r => r.Subject).Distinct()]);
        var (words, outcome) = (await vault.Open<Motivation>(asked.Motivation, ct), ground.Reviewed?.Outcome);
        var until = ground.Ended is { } ended && ended.At < ground.OverAt ? ended.At : ground.OverAt;
        return TypedResults.Ok(new EmergencySeen(
            emergency, family, asked.ByTeam, asked.By, asked.Purpose, asked.Rows, asked.Urgency!, words?.Text, minutes, asked.At,
            asked.At.AddMinutes(Lists.Grounds.EmergencyAgreeWithinMinutes), ground.Confirmed?.By, until,
            EmergenciesEndpoint.Standing(outcome, until, asked.At, clock.Now()), outcome));
    }
}
