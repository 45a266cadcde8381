using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>Members moved. Help goes on; who works with the family learns that it is outside the own area, never where.</summary>
/// <param name="Area">The municipality in which the family counts from then on, such as <c>GM0034</c>.</param>
/// <param name="HappenedOn">The local date of the move.</param>
/// <param name="Members">Who moved.</param>
/// <param name="Address">The new address, when it is known; sealed.</param>
/// <param name="Postcode">Its postcode.</param>
public sealed record MoveFamilyRequest(
    string? Area, DateOnly? HappenedOn, IReadOnlyList<Guid>? Members, string? Address, string? Postcode);

internal static class MoveFamilyFeature
{
    private const int Most = 50;

    public static void MapMoveFamily(this RouteGroupBuilder routes) => routes
        .MapPost("/{gezin:guid}/verhuizingen", Handle)
        .WithSummary("Leg een verhuizing vast")
        .WithExample(new MoveFamilyRequest(
            "GM0034", Invented.Day, [Invented.Parent, Invented.Child], "Voorbeeldplein 2, Almere", "1315 ZZ"))
        .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> Handle(
        Guid gezin, MoveFamilyRequest body, HttpContext http, Asker asker, FamilyDesk desk, CancellationToken ct)
    {
        var errors = new InputErrors()
            .Municipality(body.Area, "area")
            .Date(body.HappenedOn, "happenedOn")
            .Must(body.Members is { Count: > 0 and <= Most }, "members", "Geef aan wie er is verhuisd.")
            .Address(body.Address, body.Postcode);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Write(Visit.Of(http, asker, ct), gezin, Make, answer => answer.ToHttp(http));

        async Task<FamilyCommand> Make(Writing writing)
        {
            var moved = new List<MovedMember>();
            foreach (var member in body.Members!.Distinct())
            {
                var address = body.Address is null && body.Postcode is null
                    ? null
                    : await writing.Seal(member, new Whereabouts(body.Address?.Trim(), body.Postcode));
                moved.Add(new(member, address));
            }

            return new MoveFamily(body.Area!, body.HappenedOn!.Value, moved, writing.Organisation, writing.At);
        }
    }
}
