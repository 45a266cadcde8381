using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Signals;
using WarmHandover.Signals.Views;

namespace WarmHandover.Tests.Signal;

/// <summary>Joining two files over HTTP: the preview, the check, the no's, and the crash between the two facts.</summary>
public sealed class JoiningApiTests(SignalHouse house) : IClassFixture<SignalHouse>
{
    [Fact]
    public async Task Two_files_of_one_child_become_one()
    {
        var (first, second, yara) = await Twice();
        var preview = (await house.Post($"/v1/gezinnen/{second.Family}/samenvoegen/vooruitblik", new { with = first.Family })).Body;
        Assert.Equal(first.Family, preview.GetProperty("survives").GetGuid());
        Assert.Equal(2, preview.GetProperty("same").GetArrayLength());
        Assert.Empty(preview.GetProperty("differences").EnumerateArray());
        var signal = await house.Post($"/v1/gezinnen/{second.Family}/signalen", Signal(second.Child));

        var join = await house.Post($"/v1/gezinnen/{second.Family}/samenvoegen", Body(first.Family, preview));
        Assert.Equal((HttpStatusCode.OK, first.Family), (join.Status, join.Body.GetProperty("survives").GetGuid()));

        var file = (await house.Get($"/v1/gezinnen/{first.Family}")).Body;
        Assert.Equal(2, file.GetProperty("members").GetArrayLength());
        Assert.Equal(signal.Id("signal"), file.GetProperty("signals")[0].GetProperty("signal").GetGuid());
        Assert.Equal(yara, file.GetProperty("signals")[0].GetProperty("member").GetGuid());
        Assert.Equal(second.Family, file.GetProperty("joined")[0].GetGuid());
        Assert.Equal(first.Family, (await house.Get($"/v1/gezinnen/{second.Family}")).Body.GetProperty("joinedInto").GetGuid());
        Assert.Contains(
            first.Family.ToString(), await house.Text($"/v1/gezinnen/{second.Family}/samenvatting"), StringComparison.Ordinal);

        var late = await house.Post($"/v1/gezinnen/{second.Family}/signalen", Signal(second.Child));
        Assert.Equal((HttpStatusCode.Conflict, "dossier-samengevoegd"), (late.Status, late.Code));
        Assert.Contains(first.Family.ToString(), late.Body.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        var listed = (await house.Get("/v1/gezinnen")).Body.EnumerateArray().Select(f => f.GetProperty("family").GetGuid()).ToArray();
        Assert.Contains(first.Family, listed);
        Assert.DoesNotContain(second.Family, listed);
    }

    [Fact]
    public async Task Who_came_to_work_with_the_family_afterwards_is_told_where_the_old_file_went_and_a_stranger_nothing()
    {
        var (first, second, _) = await Twice();
        var path = $"/v1/gezinnen/{second.Family}/samenvoegen";
        var preview = (await house.Post($"{path}/vooruitblik", new { with = first.Family })).Body;
        await house.Post(path, Body(first.Family, preview));
        Assert.Equal(HttpStatusCode.NotFound, (await house.Get($"/v1/gezinnen/{second.Family}", SignalHouse.Wim)).Status);

        // A referral that travelled under the old id was accepted: its receiver works with the family that survives.
        var families = house.Services.GetRequiredService<FamilyHandler>();
        await families.Handle(
            await families.Surviving(second.Family, default),
            new JoinParty(Cast.Wijkteam, Cast.WijkteamNoord, "referral.x", 5, TimeProvider.System.GetUtcNow()),
            new(Guid.CreateVersion7(), Actor.House("signal")), default);

        Assert.Equal(HttpStatusCode.OK, (await house.Get($"/v1/gezinnen/{first.Family}", SignalHouse.Wim)).Status);
        foreach (var read in new[] { "", "/beeld", "/samenvatting" })
        {
            var told = await house.Get($"/v1/gezinnen/{second.Family}{read}", SignalHouse.Wim);
            Assert.Equal((HttpStatusCode.Conflict, "dossier-samengevoegd"), (told.Status, told.Code));
            Assert.Contains(first.Family.ToString(), told.Body.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        }

        Assert.Equal(
            "dossier-samengevoegd",
            (await house.Post($"/v1/gezinnen/{second.Family}/signalen", Signal(second.Child), SignalHouse.Wim)).Code);
    }

    [Fact]
    public async Task The_whole_mistake_is_told_before_anything_is_written()
    {
        var (first, second, _) = await Twice();
        var path = $"/v1/gezinnen/{second.Family}/samenvoegen";
        var empty = await house.Post(path, new { });
        Assert.Equal(["check", "reason", "same", "with"], empty.Errors);
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Post($"{path}/vooruitblik", new { with = second.Family })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Post($"{path}/vooruitblik", new { with = Cast.Id(0x999) })).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await house.Post($"{path}/vooruitblik", new { with = first.Family }, SignalHouse.Wim)).Status);

        var preview = (await house.Post($"{path}/vooruitblik", new { with = first.Family })).Body;
        var onlyMother = new { with = first.Family, same = new[] { new { here = second.Mother, there = first.Mother } } };
        var noChild = await house.Post(
            path, new { onlyMother.with, onlyMother.same, reason = "twee-teams", check = preview.GetProperty("check").GetString() });
        Assert.Equal("geen-kind-in-beide", noChild.Code);

        // Somebody came in between: what was looked at is no longer what is joined.
        await house.Post($"/v1/gezinnen/{first.Family}/leden", new { role = "parent", name = "Erik", birthDate = "1985-07-02" });
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await house.Post(path, Body(first.Family, preview))).Status);
        Assert.Equal(JsonValueKind.Null, (await house.Get($"/v1/gezinnen/{second.Family}")).Body.GetProperty("joinedInto").ValueKind);
    }

    [Fact]
    public async Task Files_that_do_not_say_the_same_are_made_equal_first()
    {
        var (first, second, _) = await Twice();
        await house.Post($"/v1/gezinnen/{first.Family}/leden/{first.Mother}/overlijden", new { happenedOn = SignalHouse.Today });
        var path = $"/v1/gezinnen/{second.Family}/samenvoegen";
        var preview = (await house.Post($"{path}/vooruitblik", new { with = first.Family })).Body;
        Assert.Equal("overlijden", preview.GetProperty("differences")[0].GetProperty("about").GetString());
        Assert.Equal("dossiers-verschillen", (await house.Post(path, Body(first.Family, preview))).Code);
    }

    [Fact]
    public async Task A_crash_between_the_two_facts_is_finished_by_the_clock_and_by_who_says_it_again()
    {
        var (first, second, _) = await Twice();
        var path = $"/v1/gezinnen/{second.Family}/samenvoegen";
        var preview = (await house.Post($"{path}/vooruitblik", new { with = first.Family })).Body;
        var (families, log) = (house.Services.GetRequiredService<FamilyHandler>(), house.Services.GetRequiredService<IEventLog>());

        // Only the first of the two facts: as after a crash.
        var join = new JoinFile(
            first.Family, [new(second.Child, first.Child), new(second.Mother, first.Mother)], "dubbel-geopend", Cast.Jgz,
            TimeProvider.System.GetUtcNow());
        await families.Handle(second.Family, join, new(Guid.CreateVersion7(), new("noor", "professional", Cast.Jgz)), default);

        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (await Count<FamilyTakenIn>(first.Family) == 0 && DateTime.UtcNow < deadline)
            await Task.Delay(50);
        await new JoinHand(new FileJoining(families, log)).Strike(
            new("x", JsonSerializer.Serialize(new JoinRow(second.Family, first.Family), Facts.Json), default), default);
        Assert.Equal(1, await Count<FamilyTakenIn>(first.Family));

        Assert.Equal(HttpStatusCode.OK, (await house.Post(path, Body(first.Family, preview))).Status);
        Assert.Equal(1, await Count<FamilyTakenIn>(first.Family));
        Assert.Equal(1, await Count<FamilyJoined>(second.Family));

        async Task<int> Count<T>(Guid family)
        {
            var found = 0;
            await foreach (var stored in log.Read(FamilyHandler.Streams.Stream(family), 0, default))
                found += Facts.Read<FamilyFact>(stored.Type, stored.Data) is T ? 1 : 0;
            return found;
        }
    }

    private async Task<((Guid Family, Guid Mother, Guid Child) First, (Guid Family, Guid Mother, Guid Child) Second, Guid Yara)> Twice()
    {
        var (first, second) = (await house.Open(), await house.Open());
        return (first, second, first.Child);
    }

    private static object Signal(Guid member) =>
        new { member, kind = "tandarts-gemist", source = "gezien", observedOn = SignalHouse.Today };

    private static object Body(Guid with, JsonElement preview) => new
    {
        with,
        same = preview.GetProperty("same").EnumerateArray()
            .Select(s => new { here = s.GetProperty("here").GetGuid(), there = s.GetProperty("there").GetGuid() }).ToArray(),
        reason = "dubbel-geopend",
        check = preview.GetProperty("check").GetString(),
    };
}
