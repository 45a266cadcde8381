using System.Text;
using WarmHandover.Contracts;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Deciding;
using WarmHandover.Referrals;
using static WarmHandover.Tests.Cast;
using static WarmHandover.Tests.Referrals.ReferralTale;

namespace WarmHandover.Tests.Referrals;

/// <summary>The family's side of the timeline: only what rests on own rows, nobody's name, and nothing that says there is more.</summary>
public sealed class OwnTimelineTests
{
    private static readonly Row YarasHealth = ReferralTale.Health;
    private static readonly ReferralSent SentWithChild = Sent with { Rows = [Debts, Money, YarasHealth] };

    private static readonly ReferralEvent[] Story =
    [
        Drafted with { Rows = [Debts, Money, YarasHealth] }, Written, ReadAloud, Heard, SentWithChild, Talking, ToCall, WhatAsked, Received,
        Claimed, HandedOn, ColleagueOpened, Accepted, Planned, Held, Phoned, Started, Wish, OwnNote, Told, FirstTalk, LetIn, Plan,
        WishCameTrue, Paused, Resumed, CheckPlanned, Completed, Reopened,
    ];

    [Fact]
    public void Who_is_helped_sees_where_his_rows_went_and_how_the_help_goes()
    {
        var seen = OwnTimeline.Of(Other, Story, Samira)!;
        Assert.Equal(("WO-TEST0001", SchuldhulpTeam, "financien"), (seen.Number, seen.ToTeam, seen.Domain));
        Assert.Equal(["schulden", "geldzorgen"], seen.Categories);
        Assert.Equal(
            ["verzonden", "termijn", "ontvangen", "gelezen-door-collega", "geaccepteerd", "gesprek-gepland", "gesprek-gehouden", "gestart",
             "doel", "teruggekoppeld", "eerste-gesprek", "besluit", "wacht", "verder", "nazorg", "afgerond", "heropend"],
            seen.Steps.Select(s => s.Step));
        Assert.Contains(seen.Steps, s => s.Text == "Eerste gesprek binnen vier weken: volgens de wet uiterlijk op 30 maart 2027.");
        Assert.Contains(seen.Steps, s => s.Text == "Er is een gesprek met u afgesproken op 4 maart 2027 om 09:00 uur.");
    }

    [Fact]
    public void Whose_row_only_went_along_learns_nothing_of_the_help_of_another()
    {
        var seen = OwnTimeline.Of(Other, Story, Yara)!;
        Assert.Equal(["gezondheid-kind"], seen.Categories);
        Assert.Null(seen.Domain);
        Assert.Equal(
            ["verzonden", "ontvangen", "gelezen-door-collega", "geaccepteerd", "afgerond", "heropend"], seen.Steps.Select(s => s.Step));
        var text = Encoding.UTF8.GetString(Facts.Write(seen));
        foreach (var other in new[] { Samira.ToString(), "schuld", "geld", "financien", Noor, Ruud, "rian" })
            Assert.DoesNotContain(other, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Without_a_row_that_left_there_is_no_referral()
    {
        Assert.Null(OwnTimeline.Of(Other, Story, Erik));
        Assert.Null(OwnTimeline.Of(Other, [Drafted, Written, Heard], Samira));
    }

    [Fact]
    public void What_follows_later_begins_then_and_what_another_closes_is_told_without_whom()
    {
        ReferralEvent[] story =
        [
            Drafted with { Rows = [Debts, YarasHealth] }, Heard, Sent with { Rows = [Debts] }, Accepted,
            Followed with { Rows = [YarasHealth] },
        ];
        Assert.Equal(["verzonden"], OwnTimeline.Of(Other, story, Yara)!.Steps.Select(s => s.Step));
        var closed = new RowsHeard(9, [Debts], [YarasHealth], Monday.AddDays(3));
        Assert.Equal(["verzonden", "gesloten"], OwnTimeline.Of(Other, [.. story, closed], Yara)!.Steps.Select(s => s.Step));
        Assert.DoesNotContain(OwnTimeline.Of(Other, [.. story, closed], Samira)!.Steps, s => s.Step == "gesloten");
    }

    [Fact]
    public void Where_a_team_goes_on_without_his_rows_his_side_stops()
    {
        ReferralEvent[] story =
        [
            DraftedToNoord with { Rows = [Debts, YarasHealth] }, Heard, Sent with { Rows = [Debts, YarasHealth] }, ReceivedByNoord,
            ReRouted, Received, Accepted, Started,
        ];
        var seen = OwnTimeline.Of(Other, story, Yara)!;
        Assert.Equal(["verzonden", "ontvangen", "niet-meer-daar"], seen.Steps.Select(s => s.Step));
        Assert.Equal(WijkteamNoord, seen.ToTeam);
        Assert.Equal(SchuldhulpTeam, OwnTimeline.Of(Other, story, Samira)!.ToTeam);
    }

    /// <summary>Case 10: for who may not be informed nothing that happens since changes a byte.</summary>
    [Fact]
    public void For_who_may_not_be_informed_it_stands_still()
    {
        var before = Facts.Write(OwnTimeline.Of(Other, Story[..9], Samira)!);
        var still = Story.Select((f, n) => n < 9 ? f : f with { At = Monday.AddDays(60) });
        Assert.Equal(before, Facts.Write(OwnTimeline.Of(Other, still, Samira, Monday.AddDays(30))!));
    }
}

/// <summary>The same at the door.</summary>
public sealed class OwnReferralsApiTests(ReferralHouse house) : IClassFixture<ReferralHouse>
{
    private const string Mine = "/v1/mijn-verwijzingen";

    [Fact]
    public async Task A_mother_reads_her_own_and_for_all_others_it_is_missing_byte_for_byte()
    {
        var path = await house.Accepted();
        var (id, family) = (path[(path.LastIndexOf('/') + 1)..], (await house.Get(path)).Body.GetProperty("family").GetGuid());
        await house.Until(path, r => r.ReferralStatus == "accepted", ReferralHouse.Noor);

        var list = await house.GetOwn(Mine, family, Samira);
        Assert.Equal(id, Assert.Single(list.Items).GetProperty("referral").GetString());
        var seen = await house.GetOwn($"{Mine}/{id}", family, Samira);
        Assert.Equal(["geldzorgen", "schulden"], seen.Body.GetProperty("categories").EnumerateArray().Select(c => c.GetString()!).Order());
        Assert.DoesNotContain(Noor, seen.Text, StringComparison.OrdinalIgnoreCase);

        var (foreign, missing) = (
            await house.GetOwn($"{Mine}/{id}", family, Erik), await house.GetOwn($"{Mine}/{Cast.Id(0x666)}", family, Erik));
        Assert.Equal((404, WithoutTrace(missing)), ((int)foreign.Status, WithoutTrace(foreign)));
        Assert.Equal(WithoutTrace(missing), WithoutTrace(await house.GetOwn($"{Mine}/{id}", Cast.Family, Samira)));
        Assert.Equal("[]", (await house.GetOwn(Mine, family, Erik)).Text);
        Assert.Equal(403, (int)(await house.Get(Mine, ReferralHouse.Noor)).Status);
    }

    [Fact]
    public async Task Who_may_not_be_informed_reads_what_he_read_the_day_before()
    {
        var path = await house.Written();
        var family = (await house.Get(path)).Body.GetProperty("family").GetGuid();
        Assert.Equal(204, (int)(await house.Post($"{path}/verzenden", new { })).Status);
        await house.Until(path, r => r.ReferralStatus == "received", ReferralHouse.Noor);
        var before = await house.GetOwn(Mine, family, Samira);
        Assert.Single(before.Items);

        await Stands(5, ["niet-informeren"]);
        Assert.Equal(204, (int)(await house.Post($"{path}/accepteren", new { }, ReferralHouse.Ruud)).Status);
        Assert.Equal(before.Text, (await house.GetOwn(Mine, family, Samira)).Text);

        await Stands(6, []);
        Assert.NotEqual(before.Text, (await house.GetOwn(Mine, family, Samira)).Text);

        Task Stands(long version, string[] flags) => house.Hear(
            new FamilyStands(
                $"signal.family-{family:N}", version, family, "GM0150", [], [new MemberStands(Samira, "parent", null, flags)]),
            Guid.CreateVersion7());
    }

    private static string WithoutTrace(ReferralHouse.Reply reply)
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(reply.Text)!.AsObject();
        body.Remove("traceId");
        return body.ToJsonString();
    }
}
