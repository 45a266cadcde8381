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
        var seen = OwnTimeline.Of(Other, Story, Sees(Samira))!;
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
        var seen = OwnTimeline.Of(Other, Story, Sees(Yara))!;
        Assert.Equal(["gezondheid-kind"], seen.Categories);
        Assert.Null(seen.Domain);
        Assert.Equal(
            ["verzonden", "ontvangen", "gelezen-door-collega", "geaccepteerd", "afgerond", "heropend"], seen.Steps.Select(s => s.Step));
        var text = Encoding.UTF8.GetString(Facts.Write(seen));
        foreach (var other in new[] { Samira.ToString(), "schuld", "geld", "financien", Noor, Ruud, "rian" })
            Assert.DoesNotContain(other, text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Case 1: the father sees the referral because of the girl's row, and of the mother's debts not a trace.</summary>
    [Fact]
    public void Who_decides_for_a_child_sees_where_her_row_went_and_nothing_of_the_other_parent()
    {
        var seen = OwnTimeline.Of(Other, Story, Sees(Erik, Yara))!;
        Assert.Equal([YarasHealth], seen.Rows);
        Assert.Empty(seen.Categories);
        Assert.Equal(
            ["verzonden", "ontvangen", "gelezen-door-collega", "geaccepteerd", "afgerond", "heropend"], seen.Steps.Select(s => s.Step));
        var text = Encoding.UTF8.GetString(Facts.Write(seen));
        foreach (var other in new[] { Samira.ToString(), "schuld", "geld", "financien", Noor, Ruud, "rian" })
            Assert.DoesNotContain(other, text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([Debts, Money, YarasHealth], OwnTimeline.Of(Other, Story, Sees(Samira, Yara))!.Rows);
    }

    [Fact]
    public void When_the_help_is_for_the_child_her_holders_see_how_it_goes_but_no_appointment_of_the_other()
    {
        ReferralEvent[] story =
        [
            Drafted with { Need = new(ReferralTale.Need, Yara, "under-12", "opgroeien", "GM0150"), Rows = [YarasHealth] }, Heard,
            Sent with { Rows = [YarasHealth] }, Accepted, Planned, Held, Started, CheckPlanned,
        ];
        var seen = OwnTimeline.Of(Other, story, Sees(Erik, Yara))!;
        Assert.Equal("opgroeien", seen.Domain);
        Assert.Equal(["verzonden", "geaccepteerd", "gestart"], seen.Steps.Select(s => s.Step));
        var invited = story[4] with { At = Monday };
        story[4] = ((HandoverPlanned)invited) with { Meeting = new("driegesprek", "thuis", Interpreter: false, [Erik], [Ruud]) };
        Assert.Contains("gesprek-gepland", OwnTimeline.Of(Other, story, Sees(Erik, Yara))!.Steps.Select(s => s.Step));
    }

    /// <summary>A row without consent that a person may not know of is on no page of his, though it is about himself.</summary>
    [Fact]
    public void What_consent_does_not_show_for_that_team_did_not_leave_as_far_as_he_sees()
    {
        var elsewhere = Sees(Samira) with { Shown = [.. Sees(Samira).Shown.Where(s => s.Team == WijkteamNoord)] };
        Assert.Null(OwnTimeline.Of(Other, Story, elsewhere));
        var wide = new Viewer(Samira, [new(Debts, Team: null, Schuldhulp, LastDay: null)]);
        Assert.Equal([Debts], OwnTimeline.Of(Other, Story, wide)!.Rows);
    }

    [Fact]
    public void Whose_authority_ended_keeps_what_happened_until_his_last_day_and_nothing_after_it()
    {
        Viewer Until(DateOnly day) => new(Erik, [new(YarasHealth, SchuldhulpTeam, Schuldhulp, day)]);
        var seen = OwnTimeline.Of(Other, Story, Until(Today.AddDays(20)))!;
        Assert.Equal(["verzonden", "ontvangen", "gelezen-door-collega", "geaccepteerd"], seen.Steps.Select(s => s.Step));
        Assert.Null(OwnTimeline.Of(Other, Story, Until(Today.AddDays(-1))));
        ReferralEvent[] moved = [.. Story[..13], OtherReceiver with { At = Monday.AddDays(30) }];
        Assert.DoesNotContain(OwnTimeline.Of(Other, moved, Until(Today.AddDays(20)))!.Steps, s => s.Step == "niet-meer-daar");
    }

    [Fact]
    public void Without_a_row_that_left_there_is_no_referral()
    {
        Assert.Null(OwnTimeline.Of(Other, Story, Sees(Erik)));
        Assert.Null(OwnTimeline.Of(Other, [Drafted, Written, Heard], Sees(Samira)));
    }

    [Fact]
    public void What_follows_later_begins_then_and_what_another_closes_is_told_without_whom()
    {
        ReferralEvent[] story =
        [
            Drafted with { Rows = [Debts, YarasHealth] }, Heard, Sent with { Rows = [Debts] }, Accepted,
            Followed with { Rows = [YarasHealth] },
        ];
        Assert.Equal(["verzonden"], OwnTimeline.Of(Other, story, Sees(Yara))!.Steps.Select(s => s.Step));
        var closed = new RowsHeard(9, [Debts], [YarasHealth], Monday.AddDays(3));
        Assert.Equal(["verzonden", "gesloten"], OwnTimeline.Of(Other, [.. story, closed], Sees(Yara))!.Steps.Select(s => s.Step));
        Assert.DoesNotContain(OwnTimeline.Of(Other, [.. story, closed], Sees(Samira))!.Steps, s => s.Step == "gesloten");
    }

    [Fact]
    public void Where_a_team_goes_on_without_his_rows_his_side_stops()
    {
        ReferralEvent[] story =
        [
            DraftedToNoord with { Rows = [Debts, YarasHealth] }, Heard, Sent with { Rows = [Debts, YarasHealth] }, ReceivedByNoord,
            ReRouted, Received, Accepted, Started,
        ];
        var seen = OwnTimeline.Of(Other, story, Sees(Yara))!;
        Assert.Equal(["verzonden", "ontvangen", "niet-meer-daar"], seen.Steps.Select(s => s.Step));
        Assert.Equal(WijkteamNoord, seen.ToTeam);
        Assert.Equal(SchuldhulpTeam, OwnTimeline.Of(Other, story, Sees(Samira))!.ToTeam);
    }

    /// <summary>Case 10: for who may not be informed nothing that happens since changes a byte.</summary>
    [Fact]
    public void For_who_may_not_be_informed_it_stands_still()
    {
        var before = Facts.Write(OwnTimeline.Of(Other, Story[..9], Sees(Samira))!);
        var still = Story.Select((f, n) => n < 9 ? f : f with { At = Monday.AddDays(60) });
        Assert.Equal(before, Facts.Write(OwnTimeline.Of(Other, still, Sees(Samira) with { StillSince = Monday.AddDays(30) })!));
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

        house.Consent.Shown = member => Sees(member, Yara);
        Assert.Equal([id], (await house.GetOwn(Mine, family, Erik)).Items.Select(i => i.GetProperty("referral").GetString()));
        Assert.Equal(
            Yara, Assert.Single((await house.GetOwn($"{Mine}/{id}", family, Erik)).Body.GetProperty("rows").EnumerateArray())
                .GetProperty("subject").GetGuid());
        house.Consent.Shown = member => Sees(member, Yara) with { StillSince = Monday.AddYears(-10) };
        Assert.Equal("[]", (await house.GetOwn(Mine, family, Erik)).Text);
        house.Consent.Shown = member => Sees(member);
        Assert.Equal(403, (int)(await house.Get(Mine, ReferralHouse.Noor)).Status);
    }

    /// <summary>Whose rows they are is consent's to say: without its answer nothing is shown.</summary>
    [Fact]
    public async Task Without_an_answer_of_consent_nothing_is_shown()
    {
        var path = await house.Accepted();
        var (id, family) = (path[(path.LastIndexOf('/') + 1)..], (await house.Get(path)).Body.GetProperty("family").GetGuid());
        house.Consent.Silent = true;
        try
        {
            foreach (var page in new[] { Mine, $"{Mine}/{id}" })
            {
                var closed = await house.GetOwn(page, family, Samira);
                Assert.Equal((503, "toestemming-niet-bereikbaar"), ((int)closed.Status, closed.Code));
            }
        }
        finally
        {
            house.Consent.Silent = false;
        }
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
