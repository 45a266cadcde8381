using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Erasing;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Referrals.Features;

/// <summary>The letter as it will travel: one section per row, all of them named.</summary>
public sealed record WriteLetterRequest(IReadOnlyList<SectionRequest>? Sections);

/// <summary>What the letter says about one person in one kind of data.</summary>
public sealed record SectionRequest(Guid Subject, string? Category, string? Text);

/// <summary>The letter as this person may read it now, and what stays closed with the reason why.</summary>
public sealed record LetterAnswer(string Number, IReadOnlyList<OpenSection> Sections, IReadOnlyList<ClosedSection> Withheld);

/// <summary>An open section.</summary>
public sealed record OpenSection(Guid Subject, string Category, string Text);

/// <summary>A closed section: a stable code, and a sentence for the professional who wanted to read it.</summary>
public sealed record ClosedSection(Guid Subject, string Category, string Code, string Explanation)
{
    /// <summary>By which rule it is closed, and what can be done.</summary>
    public Why? Why { get; init; }

    /// <summary>Since which day a destroyed section is gone.</summary>
    public DateOnly? DestroyedOn { get; init; }
}

/// <summary>Writing the letter, and opening it: consent is asked at every opening by the receiver.</summary>
internal static class LetterFeature
{
    private const int MostSections = 100;
    private const int LongestText = 20_000;

    public static void MapLetter(this RouteGroupBuilder routes)
    {
        routes.MapPut("/{verwijzing:guid}/brief", Write).RequiresIfMatch()
            .WithSummary("Schrijf de brief: één onderdeel per rij")
            .WithExample(new WriteLetterRequest([new(Invented.Parent, "schulden", "Er is een achterstand bij de energie.")]))
            .WithDescription("Stuur in If-Match de ETag van de brief mee; die van een brief die er nog niet is, is \"0\".");
        routes.MapGet("/{verwijzing:guid}/brief", Read)
            .WithSummary("Open de brief; met ?persoon= alleen wat over die persoon gaat, met ?reden= als een collega haar op zich nam")
            .Produces<LetterAnswer>();
    }

    private static async Task<IResult> Write(Guid verwijzing, WriteLetterRequest body, HttpContext http, Asker asker, ReferralDesk desk)
    {
        var errors = new InputErrors()
            .Rows(body.Sections?.Select(s => new RowRequest(s?.Subject ?? default, s?.Category)).ToArray(), "sections", MostSections);
        foreach (var (n, section) in (body.Sections ?? []).Take(MostSections).Index())
            errors.Text(section?.Text, $"sections[{n}].text", LongestText);
        if (!errors.None)
            return errors.ToProblem();

        return await desk.Act(
            verwijzing,
            new(http, asker, Referral.LetterResource),
            async act =>
            {
                var sections = new List<Section>();
                foreach (var section in body.Sections!)
                    sections.Add(new(new(section.Subject, section.Category!), await act.Seal(section.Subject, section.Text!.Trim())));
                return new WriteLetter(sections, act.By, act.At);
            },
            answer =>
            {
                if (answer.Refusal is null)
                    http.SetETag(answer.Version);
                return answer.ToHttp(http);
            });
    }

    private static async Task<IResult> Read(
        Guid verwijzing, Guid? persoon, string? reden, HttpContext http, Asker asker, ReferralDesk desk, ConsentQuestion consent,
        IVault vault, Gone gone, TeamHandler teams, TimeProvider clock, CancellationToken ct)
    {
        if (await desk.Find(verwijzing, asker, ct) is not { } found)
            return (await desk.Why(verwijzing, asker, ct)).ToProblem();

        var known = found.Known;
        var wanted = known.Letter.Where(s => persoon is null || s.Row.Subject == persoon).ToArray();
        http.LooksAt([.. wanted.Select(s => s.Row.Subject).Distinct()]);
        if (found.Sender)
        {
            http.SetETag(found.LetterVersion);
            return await Open(known, wanted, [], vault, gone, ct);
        }

        if (LetterAccess.Refused(known, clock.Now()) is { } no)
            return no.ToProblem();

        // What was never sent to this team is not a closed section of its letter: it is no section at all.
        var sent = wanted.Where(s => known.Sent.Contains(s.Row)).ToArray();
        if (sent is [])
            return TypedResults.Ok(new LetterAnswer(known.Draft.Number, [], []));

        if (known.Claim is { } claim && claim.By != asker.Pseudonym)
        {
            if (reden is null || !ReferralDecider.OpeningReasons.Contains(reden))
                return LetterAccess.WhyOpen();

            await desk.Looked(verwijzing, asker, (by, at) => new OpenAsColleague(reden, by, at), ct);
        }

        FamilyAnswer answer;
        try
        {
            answer = await consent.Ask(
                Guid.CreateVersion7(), ConsentQuestion.Open, asker, known.To.Team, known, known.To, [.. sent.Select(s => s.Row)], ct);
        }
        catch (NoAnswerException)
        {
            // Nothing is shown; who sent it can be called, at the number of its team.
            return LetterAccess.NoAnswer(known.Draft.Number, await teams.Phone(known.Draft.FromTeam, ct));
        }

        var granted = answer.Granted.Select(g => g.Row).ToHashSet();
        var closed = sent.Where(s => !granted.Contains(s.Row)).Select(s => LetterAccess.Closed(s.Row, Code(answer, s))).ToArray();
        return granted.Count == 0
            ? LetterAccess.AllClosed(closed)
            : await Open(known, [.. sent.Where(s => granted.Contains(s.Row))], closed, vault, gone, ct);
    }

    private static DateOnly Sent(Referral.Known known) => known.SentAt is { } at ? Amsterdam.DateAt(at) : DateOnly.MinValue;

    private static string Code(FamilyAnswer answer, Section section) =>
        answer.Withheld.Where(w => w.Row == section.Row).Select(w => w.Code).FirstOrDefault() ?? LetterAccess.NoConsent;

    private static async Task<IResult> Open(
        Referral.Known known, IReadOnlyList<Section> sections, ClosedSection[] closed, IVault vault, Gone gone, CancellationToken ct)
    {
        var (open, shut, destroyed) = (new List<OpenSection>(), new List<ClosedSection>(closed), new List<ClosedSection>());
        foreach (var section in sections)
        {
            if (await vault.Open<SealedWords>(section.Content, ct) is { } words)
            {
                open.Add(new(section.Row.Subject, section.Row.Category, words.Text));
                continue;
            }

            var since = await gone.Since(known.Draft.Family, known.Draft.FromOrganisation, section.Row.Subject, ct)
                ?? await gone.SinceReceived(known.Draft.Family, known.Draft.FromOrganisation, Sent(known), ct);
            destroyed.Add(LetterAccess.Destroyed(section.Row, since is { } at ? Amsterdam.DateAt(at) : null));
        }

        // Asked for, allowed, and nothing of it is left: gone for good.
        return open is [] && shut is [] && destroyed is [_, ..]
            ? LetterAccess.AllDestroyed(destroyed)
            : TypedResults.Ok(new LetterAnswer(known.Draft.Number, open, [.. shut, .. destroyed]));
    }
}
