using System.Net;
using WarmHandover.Consents;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>
/// Which word wins: specific beats general, at equal specificity objection wins, later beats earlier for the same recipient. Every order
/// of three words about a team, its organisation and two kinds that it belongs to, against the rule said in four lines.
/// </summary>
public sealed class PrecedenceTests
{
    private static readonly ListedRecipient Noord = new(Cast.WijkteamNoord, Cast.Wijkteam);

    private static readonly (Guid Request, int Narrowness, RecipientScope? Scope)[] Asked =
    [
        (Cast.Id(0xb1), 2, null),
        (Cast.Id(0xb2), 1, new(RecipientScope.Organisation, null, null, [Noord])),
        (Cast.Id(0xb3), 0, new(RecipientScope.OfKind, "wijkteam", "GM0150", [Noord])),
        (Cast.Id(0xb4), 0, new(RecipientScope.OfKind, "wijkteam", "GM0153", [Noord])),
    ];

    [Fact]
    public void In_every_order_of_three_words_the_row_is_open_as_the_rule_says()
    {
        var start = Fold(Facts([new HearFamily(Bouazza(Cast.Monday)), .. Asked.Select(Ask)]));
        (int Request, char Word)[] words = [.. Enumerable.Range(0, 4).SelectMany(r => "jni".Select(w => (r, w)))];
        var (opened, tried) = (0, 0);
        foreach (var one in words)
        {
            foreach (var two in words)
            {
                foreach (var three in words)
                {
                    (int Request, char Word)[] said = [one, two, three];
                    var consent = said.Aggregate(start, Say);
                    var stance = Standing.Of(consent, Geldzorgen, Noord.Team, Noord.Organisation, "gezinshulp", Cast.Monday).Stance;
                    var open = IsOpen(said);
                    Assert.True(open == (stance is Stance.Allowed), $"{string.Join(' ', said)}: {stance}, the rule says {open}.");
                    (opened, tried) = (opened + (open ? 1 : 0), tried + 1);
                }
            }
        }

        Assert.Equal(12 * 12 * 12, tried);
        Assert.InRange(opened, 300, 1400);
    }

    private static bool IsOpen((int Request, char Word)[] said)
    {
        var last = said.Index().Where(s => s.Item.Word != 'i' || said.Take(s.Index).Any(e => e == (s.Item.Request, 'j')))
            .GroupBy(s => s.Item.Request).Select(g => (g.Key, g.Last().Item.Word)).ToArray();
        var narrowest = last.GroupBy(l => Asked[l.Key].Narrowness).MaxBy(g => g.Key);
        return narrowest is not null && narrowest.All(l => l.Word == 'j');
    }

    private static WarmHandover.Consents.Consent Say(WarmHandover.Consents.Consent consent, (int Request, char Word) said)
    {
        var request = Asked[said.Request].Request;
        ConsentCommand command = said.Word switch
        {
            'j' => Yes(request, Cast.Samira, Cast.Monday, Geldzorgen),
            'n' => No(request, Cast.Samira, Cast.Monday, Geldzorgen),
            _ => TakeBack(Cast.Samira, Cast.Monday, request, Geldzorgen),
        };
        return ConsentDecider.Decide(command, consent).Aggregate(consent, WarmHandover.Consents.Consent.Evolve);
    }

    private static ConsentCommand Ask((Guid Request, int Narrowness, RecipientScope? Scope) asked) => Scene.Ask(
        asked.Request, asked.Narrowness == 2 ? Noord.Team : Guid.Empty, asked.Narrowness > 0 ? Noord.Organisation : Guid.Empty,
        "gezinshulp", Cast.Monday, Geldzorgen) with
    {
        Scope = asked.Scope,
    };
}

/// <summary>Who sees why a row is closed: the asker and the auditor, not the recipient and not the family.</summary>
public sealed class WhoSeesWhyTests : ConsentApi
{
    [Fact]
    public async Task Missing_and_conflict_are_for_the_asker_and_the_auditor_and_to_the_recipient_a_row_is_open_or_not()
    {
        await Hear(Bouazza(Now, Today.AddYears(-8), version: 6) with { Parties = [Cast.Jgz, Cast.Wijkteam] });
        var request = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Gezondheid, Geldzorgen));
        await Says(request, Cast.Samira, "ja");
        await Says(request, Cast.Erik, "nee");

        foreach (var persona in new[] { Noor, Sjoerd })
        {
            var text = (await Read(persona, $"{Family}/stand")).GetRawText();
            Assert.Contains("conflict", text, StringComparison.Ordinal);
            Assert.Contains(Cast.Erik.ToString(), text, StringComparison.Ordinal);
        }

        var seen = (await Read(Wim, $"{Family}/stand")).GetRawText();
        foreach (var canary in new[] { "conflict", "incomplete", "denied", Cast.Erik.ToString(), "\"nee\"", "\"ja\"", "kind-en-gezag" })
            Assert.DoesNotContain(canary, seen, StringComparison.Ordinal);
        Assert.Contains("allowed", seen, StringComparison.Ordinal);
        Assert.Contains("none", seen, StringComparison.Ordinal);
        Assert.Empty((await Read(Wim, Family)).GetProperty("requests").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await Send(Wim, HttpMethod.Get, $"{Family}/verzoeken/{request}")).StatusCode);

        var own = (await ReadOwn(Cast.Samira)).GetRawText();
        foreach (var canary in new[] { "conflict", "incomplete", "denied", Cast.Erik.ToString(), "\"nee\"" })
            Assert.DoesNotContain(canary, own, StringComparison.Ordinal);
    }
}
