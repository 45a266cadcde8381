using System.Net;
using WarmHandover.Consents;
using WarmHandover.Contracts;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>A family with two ids, at the door: what is said under one is said under both before anybody is answered.</summary>
public sealed class JoinedFilesApiTests : ConsentApi
{
    private static readonly Guid Old = Cast.Id(0x2);
    private static readonly Guid SamiraThere = Cast.Id(0x1011);
    private static readonly Guid YaraThere = Cast.Id(0x1013);
    private static readonly Guid There = Cast.Id(0xa9);

    [Fact]
    public async Task A_withdrawal_under_one_id_has_closed_the_other_when_it_is_answered()
    {
        var here = await Asked(Ask("gezinshulp", Cast.WijkteamNoord, Cast.Wijkteam, Geldzorgen));
        await Says(here, Cast.Samira, "ja");
        await Joined("ja");
        Assert.True(await IsOpen(Old, new(SamiraThere, "geldzorgen")));

        var taken = await Own(Cast.Samira, "/intrekkingen", new { request = here });
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        Assert.False(await IsOpen(Cast.Family, Geldzorgen));
        Assert.False(await IsOpen(Old, new(SamiraThere, "geldzorgen")));
        Assert.Equal(1, await Narrowed(Old));
    }

    [Fact]
    public async Task Everything_is_everything_under_both_ids()
    {
        await Joined("ja");
        Assert.True(await IsOpen(Old, new(SamiraThere, "geldzorgen")));
        Assert.Equal(HttpStatusCode.NoContent, (await Own(Cast.Samira, "/intrekkingen", new { })).StatusCode);
        Assert.False(await IsOpen(Old, new(SamiraThere, "geldzorgen")));
    }

    [Fact]
    public async Task The_own_page_follows_the_person_and_the_old_question_is_answered_on_it()
    {
        await Joined("ja");
        var row = Assert.Single((await ReadOwn(Cast.Samira)).GetProperty("rows").EnumerateArray());
        Assert.Equal((There, "wordt gedeeld"), (row.GetProperty("request").GetGuid(), row.GetProperty("shared").GetString()));

        var no = await Own(Cast.Samira, "/antwoorden", new { request = There, answer = "nee", reason = "wil-niet-delen" });
        Assert.Equal(HttpStatusCode.NoContent, no.StatusCode);
        row = Assert.Single((await ReadOwn(Cast.Samira)).GetProperty("rows").EnumerateArray());
        Assert.Equal("wordt niet gedeeld", row.GetProperty("shared").GetString());
        Assert.Empty((await ReadOwn(Cast.Erik)).GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task New_questions_are_asked_under_the_id_that_survives()
    {
        await Joined("ja");
        var (status, problem) = await Post(
            Noor, $"/v1/toestemmingen/{Old}/verzoeken",
            Ask("schuldhulp", Cast.SchuldhulpTeam, Cast.Schuldhulp, new Row(SamiraThere, "schulden")));
        Assert.Equal((HttpStatusCode.Conflict, "gezin-samengevoegd"), (status, Code(problem)));
        Assert.Contains(Cast.Family.ToString(), problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        var overview = await Read(Noor, $"/v1/toestemmingen/{Old}");
        Assert.Equal(Cast.Family, overview.GetProperty("joinedInto").GetGuid());
        Assert.Equal(Old, (await Read(Noor, Family)).GetProperty("joined")[0].GetGuid());
    }

    /// <summary>The old file, in which Samira was asked for the neighbourhood team, and the join of both.</summary>
    private async Task Joined(string answer)
    {
        await Hear(Bouazza(Now, Today.AddYears(-8)) with
        {
            Family = Old,
            Members = [Adult(SamiraThere), Child(YaraThere, Today.AddYears(-8), Today)],
            Authorities = [Gezag(YaraThere, SamiraThere)],
        });
        await Decide(
            Scene.Ask(There, Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", Now, new Row(SamiraThere, "geldzorgen")), Old);
        if (answer == "ja")
            await Decide(Yes(There, SamiraThere, Now), Old);
        SamePerson[] same = [new(Cast.Samira, SamiraThere), new(Cast.Yara, YaraThere)];
        await Decide(new JoinFiles(Old, Survives: true, same, Now));
        await Decide(new JoinFiles(Cast.Family, Survives: false, [.. same.Select(s => new SamePerson(s.There, s.Here))], Now), Old);
    }

    private async Task<bool> IsOpen(Guid family, Row row)
    {
        var asked = await Decide(Opens(row, DateTimeOffset.UtcNow) with { Question = Guid.CreateVersion7() }, family);
        return asked.Fact<AccessGranted>() is not null;
    }

    private async Task<int> Narrowed(Guid family)
    {
        var count = 0;
        await foreach (var stored in Log.Read(ConsentHandler.Consents.Stream(family), 0, default))
            count += WarmHandover.Platform.Deciding.Facts.Read<ConsentFact>(stored.Type, stored.Data) is ConsentNarrowed ? 1 : 0;
        return count;
    }
}
