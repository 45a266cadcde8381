using System.Text.Json.Serialization;
using WarmHandover.Platform.Deciding;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Professional;

/// <summary>A row: one person, one kind of data. In a form it is written as <c>subject|category</c>.</summary>
public sealed record RowOf(Guid Subject, string Category)
{
    /// <summary>As it stands in a form.</summary>
    [JsonIgnore]
    public string Key => $"{Subject}|{Category}";

    /// <summary>Reads it back; null when it is no row.</summary>
    public static RowOf? Read(string text) =>
        text.Split('|') is [var subject, var category] && Guid.TryParse(subject, out var id) ? new(id, category) : null;
}

/// <summary>What each signatory will learn, before anybody is asked.</summary>
public sealed record ConsentPreview(WillLearn[] Signatories, ClosedRow[] Closed, bool RecipientListed);

/// <summary>One signatory and his rows.</summary>
public sealed record WillLearn(Guid Member, bool IsAsked, RowOf[] Rows, string Sentence, string[] Why);

/// <summary>A row that nobody can say yes to.</summary>
public sealed record ClosedRow(RowOf Row, string Code);

/// <summary>A referral that was drafted.</summary>
public sealed record Drafted(Guid Referral, string Number);

/// <summary>What travels now, what waits, what never goes.</summary>
public sealed record Departure(string Status, TravellingRow[] Rows, bool MayLeave, bool ReadByFamily, bool ChangedSinceRead);

/// <summary>A row on its way.</summary>
public sealed record TravellingRow(Guid Subject, string Category, string Code, string Explanation);

/// <summary>What was chosen on the second screen and is asked on the third.</summary>
public sealed record Asking(TeamEntry Team, Bundle Bundle, IReadOnlyList<Guid> About);

/// <summary>What somebody said at the table.</summary>
public sealed record Said(Guid Signatory, string Answer, string Channel);

/// <summary>
/// The writes of the third screen, in their order: the question, what each person at the table said, the referral, its letter. Each has its
/// own number made of the form's: done again after a break it goes on where it stopped.
/// </summary>
public sealed class HandoverWork(ApiClient api)
{
    private static readonly string[] Travelling = ["gaat-mee", "verzonden"];

    /// <summary>What the question looks like, also for the preview.</summary>
    public static object Question(Asking asking, IReadOnlyList<RowOf> rows, string toldBack, string channel) => new
    {
        rows,
        recipientTeam = asking.Team.Team,
        recipientOrganisation = asking.Team.Organisation,
        purpose = asking.Bundle.Purpose,
        kind = "geheimhouding",
        textVersion = "b1-1",
        language = "nl",
        toldBack,
        channel,
    };

    /// <summary>What each signatory will learn of the whole bundle.</summary>
    public Task<ConsentPreview> Preview(Guid family, Asking asking) => api.OnceKnown(() => api.Ask<ConsentPreview>(
        $"/v1/toestemmingen/{family}/vooruitblik",
        new
        {
            bundle = asking.Bundle.Code,
            about = asking.About,
            recipientTeam = asking.Team.Team,
            recipientOrganisation = asking.Team.Organisation,
            kind = "geheimhouding",
        }));

    /// <summary>Asks, records what was said, drafts and writes the letter; the referral.</summary>
    public async Task<Guid> Make(
        Guid family, Guid need, Asking asking, IReadOnlyDictionary<RowOf, string> letter, IReadOnlyList<Said> answers, string urgency,
        string toldBack, Guid command)
    {
        RowOf[] rows = [.. letter.Keys];
        var channel = answers is [var first, ..] ? first.Channel : "gesprek";
        var asked = await api.OnceKnown(() => api.Post<Asked>(
            $"/v1/toestemmingen/{family}/verzoeken", Question(asking, rows, toldBack, channel), DerivedIds.Of(command, "ask")));
        foreach (var said in answers.Where(a => a.Answer is "ja" or "nee"))
        {
            await api.Post(
                $"/v1/toestemmingen/{family}/verzoeken/{asked.Request}/antwoorden",
                new { signatory = said.Signatory, answer = said.Answer, channel = said.Channel },
                DerivedIds.Of(command, $"answer-{said.Signatory}"));
        }

        var drafted = await api.OnceKnown(() => api.Post<Drafted>(
            "/v1/verwijzingen",
            new { family, need, toTeam = asking.Team.Team, purpose = asking.Bundle.Purpose, urgency, rows },
            DerivedIds.Of(command, "draft")));
        await api.Put(
            $"/v1/verwijzingen/{drafted.Referral}/brief",
            new { sections = letter.Select(l => new { subject = l.Key.Subject, category = l.Key.Category, text = l.Value }) },
            DerivedIds.Of(command, "letter"), "\"0\"");
        await Settle(family, asked.Request, drafted.Referral);
        return drafted.Referral;
    }

    // What was just said at the table travels from consent to referral; the last screen should show it, not the moment before.
    private async Task Settle(Guid family, Guid request, Guid referral)
    {
        var seen = await api.Get<RequestSeen>($"/v1/toestemmingen/{family}/verzoeken/{request}");
        var allowed = seen.Rows.Count(r => r.Standing is "allowed");
        await api.Until<Departure>(
            $"/v1/verwijzingen/{referral}/vertrek", d => d.Rows.Count(r => Travelling.Contains(r.Code)) >= allowed);
    }

    private sealed record Asked(Guid Request);

}
