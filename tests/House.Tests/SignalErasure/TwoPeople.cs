using System.Net;
using WarmHandover.Embedded.Journey;
using WarmHandover.Embedded.Running;

namespace WarmHandover.Tests.SignalErasure;

/// <summary>An erasure at the youth health care, from its request to its certificate.</summary>
internal static class TwoPeople
{
    /// <summary>Has something destroyed; the number on the card, and the request.</summary>
    public static async Task<(string Number, Guid Request)> Erase(EmbeddedHouse house, HttpClient http, object body)
    {
        var (noor, hedda, hilde) =
            (Visitor.Sign(house, http, "noor"), Visitor.Sign(house, http, "hedda"), Visitor.Sign(house, http, "hilde"));
        var made = await noor.Post("/v1/vernietigingen", body, default);
        var path = $"/v1/vernietigingen/{made.GetProperty("erasure").GetGuid()}";
        await hedda.Post($"{path}/toewijzen", new { }, default);
        var (alone, problem) = await hedda.Try(HttpMethod.Post, $"{path}/uitvoeren", new { }, default);
        Assert.Equal((HttpStatusCode.Conflict, "tweede-persoon-nodig"), (alone, problem.GetProperty("code").GetString()));
        await hilde.Post($"{path}/uitvoeren", new { }, default);
        await hedda.Until(path, request => request.GetProperty("stand").GetString() == "vernietigd", default);
        return (made.GetProperty("number").GetString()!, made.GetProperty("erasure").GetGuid());
    }
}
