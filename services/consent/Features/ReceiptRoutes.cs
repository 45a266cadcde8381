using Microsoft.AspNetCore.Http.HttpResults;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Proof;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>Receipts: for a person himself, and for the professional who prints one beside him.</summary>
internal static class ReceiptsEndpoint
{
    public static void MapOwnReceipt(this IEndpointRouteBuilder own) => own
        .MapGet("/ontvangstbewijs", Own).Produces<string>(contentType: "text/plain")
        .WithSummary("Uw ontvangstbewijs: wat u hebt gezegd, met het controlepunt waarmee u dat later kunt laten zien")
        .WithDescription("Met 'neutraal' staat er niet op waarover het ging: voor op papier dat anderen kunnen zien.");

    public static void MapReceipts(this IEndpointRouteBuilder consents) => consents
        .MapGet("/{family:guid}/verzoeken/{request:guid}/ontvangstbewijs", Printed).RequiresRole(Roles.Professional)
        .Produces<string>(contentType: "text/plain")
        .WithSummary("Het ontvangstbewijs voor een ondertekenaar van een verzoek van uw organisatie, om te printen");

    private static async Task<IResult> Own(
        bool? neutraal, Asker asker, OwnReading reading, IEventLog log, ProofLog proof, CancellationToken ct) =>
        await reading.Of(asker, ct) is { } mine
            ? Text(
                Receipts.Of(await History.Read(log, asker.Family!.Value, ct), mine.Member, mine.At), await proof.Newest(ct), mine.Child,
                neutraal is true)
            : Refusals.Missing.ToProblem();

    private static async Task<IResult> Printed(
        Guid family, Guid request, Guid? ondertekenaar, Asker asker, IEventLog log, ProofLog proof, TimeProvider clock,
        CancellationToken ct)
    {
        if (ondertekenaar is not { } signatory || signatory == Guid.Empty)
            return new InputErrors().Id(default, "ondertekenaar").ToProblem();

        var history = await History.Read(log, family, ct);
        var asked = history.Now.HasParty(asker.Organisation) ? history.Now.Find(request) : null;
        if (asked?.Asked.AskedByOrganisation != asker.Organisation
            || !asked.Asked.Signatories.Any(row => row.Who.Contains(signatory)))
        {
            return Refusals.Missing.ToProblem();
        }

        return Text(Receipts.Of(history, signatory, clock.Now(), request), await proof.Newest(ct), child: false);
    }

    private static ContentHttpResult Text(
        IReadOnlyList<ReceiptLine> lines, SignedCheckpoint? checkpoint, bool child, bool neutral = false) =>
        TypedResults.Text(Receipts.Print(lines, checkpoint?.Note, child, neutral), "text/plain; charset=utf-8");
}
