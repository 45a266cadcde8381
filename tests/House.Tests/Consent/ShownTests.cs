using WarmHandover.Consents;
using WarmHandover.Consents.Answers;
using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.EventLog.Sqlite;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>What another service is told of a member's own page: the same rows, for the same teams, and not one more.</summary>
public sealed class ShownTests
{
    private static readonly ConsentCommand[] Both =
    [
        new HearFamily(Bouazza(At(2027, 2, 2))), AskDebts(At(2027, 2, 2, 10), Schulden), Yes(Debts, Cast.Samira, At(2027, 2, 2, 11)),
        AskHelp(At(2027, 2, 2, 12), Gezondheid), Yes(Health, Cast.Samira, At(2027, 2, 2, 13)),
    ];

    private static readonly RowShown ChildAtNoord = new(Gezondheid, Cast.WijkteamNoord, Cast.Wijkteam, LastDay: null);

    [Fact]
    public void Each_holder_is_shown_the_childs_row_and_only_the_mother_her_own()
    {
        Assert.Equal([ChildAtNoord], Shown(Facts(Both), Cast.Erik, At(2027, 2, 9)).Rows);
        Assert.Equal(
            [new(Schulden, Cast.SchuldhulpTeam, Cast.Schuldhulp, LastDay: null), ChildAtNoord],
            Shown(Facts(Both), Cast.Samira, At(2027, 2, 9)).Rows);
    }

    /// <summary>Case 3: at the instant of the sixteenth birthday, without any message.</summary>
    [Fact]
    public void At_sixteen_the_holders_are_shown_nothing_of_her_and_she_is()
    {
        var night = DateTimeOffset.Parse("2027-02-15T23:00:00Z", null);
        var facts = Facts(new HearFamily(Bouazza(At(2027, 1, 11), new(2011, 2, 16))), AskHelp(At(2027, 1, 11, 10), Gezondheid));
        Assert.Equal([ChildAtNoord], Shown(facts, Cast.Erik, night.AddSeconds(-1)).Rows);
        Assert.Empty(Shown(facts, Cast.Erik, night).Rows);
        Assert.Equal([ChildAtNoord], Shown(facts, Cast.Yara, night).Rows);
    }

    /// <summary>Case 10: what is asked after he may not be informed never reaches him, and what he knew stands still since then.</summary>
    [Fact]
    public void For_who_may_not_be_informed_it_stands_still_since_it_was_heard()
    {
        var heard = Bouazza(At(2027, 2, 15), version: 6);
        var facts = Facts(
        [
            .. Both, new HearFamily(heard with { Members = [Adult(Cast.Samira), Adult(Cast.Erik, true), heard.Members[2]] }),
            Ask(Cast.Id(0xa9), Cast.SchuldhulpTeam, Cast.Schuldhulp, "gezinshulp", At(2027, 2, 16), Woorden),
        ]);
        var his = Shown(facts, Cast.Erik, At(2027, 2, 20));
        Assert.Equal([ChildAtNoord], his.Rows);
        Assert.Equal(At(2027, 2, 15), his.StillSince);
        Assert.Null(Shown(facts, Cast.Samira, At(2027, 2, 20)).StillSince);
        Assert.Contains(Shown(facts, Cast.Samira, At(2027, 2, 20)).Rows, r => r.Row == Woorden);
    }

    [Fact]
    public void Whose_authority_ended_is_told_his_last_day()
    {
        var ends = new DateOnly(2027, 3, 10);
        var facts = Facts(
        [
            .. Both, new HearFamily(Bouazza(At(2027, 3, 20), version: 6) with
            {
                Authorities = [Gezag(Cast.Yara, Cast.Samira), Gezag(Cast.Yara, Cast.Erik, until: ends)],
            }),
        ]);
        Assert.Equal([ChildAtNoord with { LastDay = ends.AddDays(-1) }], Shown(facts, Cast.Erik, At(2027, 4, 1)).Rows);
    }

    /// <summary>A disclosure to Veilig Thuis of which he was not told because that is dangerous stays off every page of his.</summary>
    [Fact]
    public void A_ground_that_may_not_be_told_is_not_shown_and_one_that_may_is()
    {
        var told = GroundScene.Invoke("conflict-van-plichten", GroundScene.VeiligThuis, At(2027, 2, 3), Gezondheid) with
        {
            Second = GroundMatrix.Elsewhere,
        };
        var untold = told with { Told = false, NotTold = GroundMatrix.Dangerous };
        Assert.Empty(Rows(untold));
        Assert.Equal([new(Gezondheid, Cast.Id(0x502), Cast.Id(0x501), LastDay: null)], Rows(told));

        static IReadOnlyList<RowShown> Rows(InvokeGround ground) =>
            Shown(Facts(new HearFamily(Bouazza(At(2027, 2, 2))), ground), Cast.Samira, At(2027, 2, 9)).Rows;
    }

    [Fact]
    public async Task Who_belongs_to_no_such_family_is_shown_nothing_and_a_question_past_its_time_is_dropped()
    {
        var folder = Directory.CreateTempSubdirectory("consent-shown").FullName;
        try
        {
            using var log = new SqliteEventLog(Path.Combine(folder, "consent.log.db"));
            var clock = new FakeClock(Cast.Monday);
            var consents = new ConsentHandler(log, clock);
            var point = new WhenShownAsked(new(log, consents, clock), clock);
            foreach (var command in Both)
                await consents.Handle(Cast.Family, command, new(Guid.CreateVersion7(), new(Cast.Noor, "professional", Cast.Jgz)), default);

            var asked = new WhatIsShown(Cast.Id(0x77), clock.GetUtcNow().AddSeconds(2), Cast.Family, Cast.Erik);
            Assert.Equal([ChildAtNoord], (await point.Answer(asked, default))!.Rows);
            Assert.Empty((await point.Answer(asked with { Member = Tessa }, default))!.Rows);
            Assert.Empty((await point.Answer(asked with { Family = Cast.Id(0xdead) }, default))!.Rows);
            Assert.Null(await point.Answer(asked with { ExpiresAt = clock.GetUtcNow().AddMilliseconds(250) }, default));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ShownToMember Shown(List<ConsentFact> facts, Guid member, DateTimeOffset at) =>
        WhenShownAsked.Of(Cast.Id(0x77), new([.. facts.Where(f => f.At <= at)], member, Child: false, at));
}
