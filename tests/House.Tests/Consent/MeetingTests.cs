using System.Net;
using WarmHandover.Consents;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Messaging;
using static WarmHandover.Tests.Consents.Scene;
using Consent = WarmHandover.Consents.Consent;

namespace WarmHandover.Tests.Consents;

/// <summary>A meeting (an MDO, a duo consult): who sits in it is named before the yes; what was told there is held against that.</summary>
public sealed class MeetingTests : ConsentApi
{
    private static readonly ListedRecipient Noord = new(Cast.WijkteamNoord, Cast.Wijkteam);
    private static readonly ListedRecipient Debt = new(Cast.SchuldhulpTeam, Cast.Schuldhulp);
    private static readonly ListedRecipient Stranger = new(Cast.Id(0x212), Cast.Id(0x211));
    private static readonly DateTimeOffset Tuesday = Cast.Monday.AddDays(1);

    private static readonly List<ConsentFact> Agreed = Facts(
        new HearFamily(Bouazza(Cast.Monday)), AskMeeting("mdo", Noord, Debt), Yes(Health, Cast.Samira, Cast.Monday),
        Yes(Health, Cast.Erik, Cast.Monday));

    [Fact]
    public void What_is_told_there_rests_on_the_yes_for_who_was_named_and_on_nothing_for_who_was_not()
    {
        var told = Told(Agreed, "mdo", Noord, Debt, Stranger);
        foreach (var to in told.To)
        {
            var named = to.Team != Stranger.Team;
            Assert.Equal(named ? [new(Gezondheid, Health, 2)] : [], to.Granted);
            Assert.Equal(named ? [] : [Gezondheid], to.Unfounded);
        }

        Assert.All(Told(Agreed, "duo-consult", Noord).To, to => Assert.Equal([Gezondheid], to.Unfounded));
        Assert.All(Told(Agreed, "telefoon", Noord).To, to => Assert.Equal([Gezondheid], to.Unfounded));
    }

    [Fact]
    public void A_yes_to_a_meeting_opens_nothing_in_the_software_and_is_told_to_nobody_as_if_it_did()
    {
        foreach (var action in new[] { "openen", "verzenden", "werklijst", "exporteren" })
        {
            var asked = Opens(Gezondheid, Tuesday) with
            {
                Action = action,
                By = new(
                    "referral", Cast.Noor, "professional", action is "openen" or "werklijst" ? Cast.WijkteamNoord : Cast.JgzTeam,
                    action is "openen" or "werklijst" ? Cast.Wijkteam : Cast.Jgz),
            };
            Assert.IsType<AccessRefused>(ConsentDecider.Decide(asked, Fold(Agreed)).Single());
        }

        var stands = ConsentAnnouncements
            .Choose(new Told<Consent, ConsentFact>("consent.family-x", 4, Fold(Agreed), Agreed[^1], Agreed[^1].At))
            .OfType<ConsentStands>().Single();
        Assert.Empty(stands.Requests);
    }

    [Fact]
    public void With_somebody_else_at_the_table_it_is_another_meeting_and_is_asked_anew()
    {
        var other = AskMeeting("mdo", Noord, Stranger) with { Request = Debts };
        var same = AskMeeting("mdo", Debt, Noord);

        Assert.True(ConsentDecider.Decide(same, Fold(Agreed)).ChangesNothing);
        Assert.Equal("verzoek-bestaat-al", ConsentDecider.Decide(other with { Request = Health }, Fold(Agreed)).Refusal?.Code);
        other = other with { At = Tuesday, From = Cast.Today.AddDays(1) };
        List<ConsentFact> both = [.. Agreed, .. ConsentDecider.Decide(other, Fold(Agreed))];
        Assert.All(Told(both, "mdo", Stranger).To, to => Assert.Empty(to.Granted));
    }

    [Fact]
    public void A_no_to_one_team_holds_in_the_meeting_too_and_a_no_to_the_meeting_only_there()
    {
        var no = Facts([.. Replay(), AskHelp(Tuesday, Gezondheid) with { Request = Debts }, No(Debts, Cast.Erik, Tuesday)]);
        Assert.Equal([Gezondheid], Told(no, "mdo", Noord).To[0].Unfounded);
        Assert.Equal([Gezondheid], Told(no, "mdo", Debt).To[0].Granted.Select(g => g.Row));

        var whole = AskHelp(Tuesday, Gezondheid) with
        {
            Request = Debts,
            RecipientTeam = Guid.Empty,
            Scope = new(RecipientScope.Organisation, null, null, [Noord]),
        };
        var there = Facts([
            .. Replay(), whole, Yes(Debts, Cast.Samira, Tuesday), Yes(Debts, Cast.Erik, Tuesday), No(Health, Cast.Erik, Tuesday)]);
        Assert.Equal(Stance.Allowed, there.Help(Gezondheid, Tuesday));
        Assert.Equal([Gezondheid], Told(there, "mdo", Debt).To[0].Unfounded);
    }

    [Fact]
    public void A_meeting_reopens_like_any_other_request_and_is_off_the_list_when_it_was_asked_again()
    {
        var ended = At(2027, 9, 2);
        List<ConsentFact> facts = [.. Agreed];
        while (ConsentDecider.Decide(new ReconsiderConsent(ended), Fold(facts)).ToArray() is { Length: > 0 } said)
            facts.AddRange(said);
        Assert.Contains(Reopenings.Open(Fold(facts), ended), o => o.What.Request == Health);

        foreach (var command in new ConsentCommand[]
        {
            AskMeeting("mdo", Noord, Debt) with { Request = Debts, At = ended, From = new(2027, 9, 2), Until = new(2027, 12, 1) },
            Yes(Debts, Cast.Samira, ended), Yes(Debts, Cast.Erik, ended),
        })
        {
            facts.AddRange(ConsentDecider.Decide(command, Fold(facts)));
        }

        Assert.DoesNotContain(Reopenings.Open(Fold(facts), ended), o => o.What.Request == Health);
    }

    [Fact]
    public async Task The_family_reads_who_sits_in_it_and_bad_input_is_told_at_once()
    {
        var good = Body("mdo", Noord, Debt);
        var request = await Asked(good);
        await Says(request, Cast.Samira, "ja");
        await Says(request, Cast.Erik, "ja");

        var row = (await ReadOwn(Cast.Erik)).GetProperty("rows")[0];
        Assert.Equal(("mdo", 2), (row.GetProperty("meeting").GetString(), row.GetProperty("reached").GetArrayLength()));
        var said = (await Read(Noor, $"{Family}/verzoeken/{request}/uitleg")).GetProperty("parts").EnumerateArray()
            .Single(p => p.GetProperty("code").GetString() == "ontvangers").GetProperty("sentence").GetString();
        Assert.Equal("Alleen het overleg van de hulp bij schulden en het wijkteam mag dit weten.", Sorted(said!));
        Assert.Equal("mdo", (await Read(Noor, $"{Family}/verzoeken/{request}")).GetProperty("meeting").GetString());
        Assert.Equal("mdo", (await Read(Noor, $"{Family}/stand")).GetProperty("recipients")[0].GetProperty("meeting").GetString());

        var (made, told) = await Post(Noor, $"{Family}/delingen", new
        {
            form = "mdo",
            purpose = "gezinshulp",
            happenedAt = DateTimeOffset.UtcNow,
            to = new[] { Noord, Debt },
            rows = new[] { Gezondheid },
        });
        Assert.Equal(HttpStatusCode.Created, made);
        Assert.All(told.GetProperty("to").EnumerateArray(), to => Assert.Equal(0, to.GetProperty("unfounded").GetArrayLength()));
        Assert.Equal(2, (await ReadOwn(Cast.Erik)).GetProperty("rows")[0].GetProperty("looked").GetArrayLength());

        Assert.Equal("ontvanger-bestaat-niet", Code((await Post(Noor, $"{Family}/verzoeken", Body("mdo", Noord, Stranger))).Body));
        var errors = (await Post(Noor, $"{Family}/verzoeken", new
        {
            rows = new[] { Gezondheid },
            recipientTeam = Cast.WijkteamNoord,
            recipientMeeting = new { form = "borrel", participants = Array.Empty<ListedRecipient>() },
            kind = Lists.AcceptanceOfHelp,
        })).Body.GetProperty("errors");
        foreach (var field in new[] { "recipientMeeting", "recipientMeeting.form", "recipientMeeting.participants", "kind", "purpose" })
            Assert.True(errors.TryGetProperty(field, out _), $"{field} is not named");
        Assert.Equal("ontvanger-nooit", Code((await Post(Noor, $"{Family}/verzoeken", await WithSchool())).Body));
    }

    private async Task<object> WithSchool()
    {
        var school = GroundScene.Team(Cast.Id(0x702), Cast.Id(0x701), "school");
        await Hear(school);
        return Body("mdo", Noord, new(school.Team, school.Organisation)) with
        {
            Rows = [new(Cast.Yara, "terugkoppeling-inhoud")],
            Purpose = "terugkoppeling",
        };
    }

    private static string Sorted(string said) => said.Replace(
        "het wijkteam en de hulp bij schulden", "de hulp bij schulden en het wijkteam", StringComparison.Ordinal);

    private MeetingShape Body(string form, params ListedRecipient[] participants) => new(
        [Gezondheid], new(form, participants), "gezinshulp", Today.AddMonths(2), Lists.Waiver, "b1-1", "nl", "ja", "gesprek");

    private static AskConsent AskMeeting(string form, params ListedRecipient[] participants) =>
        Scene.Ask(Health, Guid.Empty, Guid.Empty, "gezinshulp", Cast.Monday, Gezondheid) with
        {
            Scope = new(RecipientScope.Meeting, null, null, participants) { Form = form },
        };

    private static ConsentCommand[] Replay() =>
    [
        new HearFamily(Bouazza(Cast.Monday)), AskMeeting("mdo", Noord, Debt), Yes(Health, Cast.Samira, Cast.Monday),
        Yes(Health, Cast.Erik, Cast.Monday),
    ];

    private static DisclosureRecorded Told(List<ConsentFact> facts, string form, params ListedRecipient[] to) =>
        Assert.IsType<DisclosureRecorded>(ConsentDecider.Decide(
            new RecordDisclosure(
                Cast.Id(0x6d1), form, "gezinshulp", Tuesday.AddHours(1), to, [Gezondheid], null, Cast.Noor, Cast.Jgz, Cast.JgzTeam,
                Tuesday.AddHours(2)),
            Fold(facts)).Single());

    private sealed record MeetingShape(
        Row[] Rows, Table RecipientMeeting, string Purpose, DateOnly Until, string Kind, string TextVersion, string Language,
        string ToldBack, string Channel);

    private sealed record Table(string Form, ListedRecipient[] Participants);
}
