using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>
/// What the sender hears: about which member, in which agreed kind (terugkoppeling-status, -uitkomst or -inhoud), in a word; own words only
/// in the last kind.
/// </summary>
public sealed record FeedbackRequest(Guid Member, string? Category, string? Code, string? Words);

/// <summary>Feedback as the sender may read it now; the words only while consent allows them.</summary>
public sealed record FeedbackSeen(Guid Feedback, Guid Member, string Category, string Code, string? Words, DateTimeOffset At);

/// <summary>Feedback is a disclosure like any other: asked of consent when it is given, and again when its words are read.</summary>
internal static class FeedbackFeature
{
    private const string Purpose = "terugkoppeling";

    public static void MapFeedback(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{verwijzing:guid}/terugkoppelingen", Give)
            .WithSummary("Laat de verwijzer weten hoe het gaat, zoals het gezin heeft afgesproken")
            .WithExample(new FeedbackRequest(Invented.Parent, "terugkoppeling-status", "hulp-gestart", Words: null));
        routes.MapGet("/{verwijzing:guid}/terugkoppelingen", Read)
            .WithSummary("Wat de verwijzer heeft gehoord").Produces<FeedbackSeen[]>();
    }

    private static async Task<IResult> Give(
        Guid verwijzing, FeedbackRequest body, HttpContext http, Asker asker, ReferralDesk desk, ConsentQuestion consent,
        CancellationToken ct)
    {
        var errors = new InputErrors().Id(body.Member, "member")
            .OneOf(body.Category, "category", ReferralDecider.FeedbackKinds)
            .OneOf(body.Code, "code", ReferralDecider.FeedbackCodes);
        if (body.Words is not null)
            errors.Text(body.Words, "words", 2_000);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Act(verwijzing, new(http, asker), async act =>
        {
            var (question, row) = (DerivedIds.Of(http.CommandId(), ConsentQuestion.Send), new Row(body.Member, body.Category!));
            var words = body.Words is { } said ? await act.Seal(body.Member, said.Trim()) : null;
            GiveFeedback With(bool granted) => new(
                DerivedIds.Of(http.CommandId(), "feedback"), body.Member, body.Category!, body.Code!, words, granted, question, act.By,
                act.At);
            if (ReferralDecider.Decide(With(granted: true), act.Known) is not { Refusal: null, ChangesNothing: false })
                return With(granted: false);

            var answer = await consent.Ask(
                question, ConsentQuestion.TellBack, asker, act.Known.To.Team, act.Known, Back(act.Known), [row], ct, Purpose);
            return With(answer.Granted.Any(g => g.Row == row));
        });
    }

    private static async Task<IResult> Read(
        Guid verwijzing, Asker asker, ReferralDesk desk, ConsentQuestion consent, IVault vault, CancellationToken ct)
    {
        if (await desk.Find(verwijzing, asker, ct) is not { Known: var known } found)
            return Refusals.Missing.ToProblem();

        var open = new HashSet<Row>();
        if (!found.Sides.Contains(Side.Receiver) && known.FeedbackToSender.Any(f => f.Words is not null))
        {
            var rows = known.FeedbackToSender.Where(f => f.Words is not null).Select(f => new Row(f.Member, f.Category))
                .Distinct().ToArray();
            var answer = await consent.Ask(
                Guid.CreateVersion7(), ConsentQuestion.Open, asker, known.Draft.FromTeam, known, Back(known), rows, ct, Purpose);
            open.UnionWith(answer.Granted.Select(g => g.Row));
        }

        var seen = new List<FeedbackSeen>();
        foreach (var f in known.FeedbackToSender)
        {
            var mayRead = f.Words is not null && (found.Sides.Contains(Side.Receiver) || open.Contains(new(f.Member, f.Category)));
            var words = mayRead ? (await vault.Open<SealedWords>(f.Words!, ct))?.Text : null;
            seen.Add(new(f.Feedback, f.Member, f.Category, f.Code, words, f.At));
        }

        return TypedResults.Ok(seen);
    }

    private static Recipient Back(Referral.Known known) => new(known.Draft.FromTeam, known.Draft.FromOrganisation, ActsForCollege: false);
}
