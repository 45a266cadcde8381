using System.Globalization;
using System.Text.RegularExpressions;
using WarmHandover.Embedded;
using WarmHandover.Embedded.Operating;
using WarmHandover.Embedded.Running;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Tests.Operating;

/// <summary>The same words for a house that runs and for one that does not.</summary>
public sealed class VerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("house-verbs").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_verb_goes_to_the_house_that_runs_and_otherwise_opens_the_files_itself()
    {
        await using (var house = await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", default))
        {
            await Stage.Set(house, default);
            await using var bea = await Operator.GoTo(folder, default);
            Assert.False(bea.StartedIt);
            await UntilAllIsSaid(bea);

            var (code, told) = await Run("rebuild", "families");
            Assert.Equal(0, code);
            Assert.Contains("draait", told, StringComparison.Ordinal);

            // Seventeen that the stage wrote, and what was heard of teams meanwhile.
            var folded = Regex.Match(told, "signal: families, ([0-9]+) gebeurtenissen");
            Assert.True(folded.Success && int.Parse(folded.Groups[1].Value, CultureInfo.InvariantCulture) >= 17, told);
            Assert.Equal((2, true), Off(await Run("rebuild", "zolder")));
        }

        Assert.Null(RunningFile.Read(folder));
        var (alone, said) = await Run("status");
        Assert.Equal(0, alone);
        Assert.Contains("even gestart", said, StringComparison.Ordinal);
        Assert.Contains("notification, logboek tot", said, StringComparison.Ordinal);
        Assert.Null(RunningFile.Read(folder));
        Assert.Equal(0, (await Run("dead-letters")).Code);
        Assert.Equal(0, (await Run("redrive")).Code);
    }

    [Fact]
    public async Task A_house_that_was_killed_left_a_page_that_nobody_stands_behind()
    {
        await (await EmbeddedHouse.Start(folder, "http://127.0.0.1:0", default)).DisposeAsync();
        new RunningFile(new Dictionary<string, Uri> { ["signal"] = new("http://127.0.0.1:1") }, default).Write(folder);

        var (code, told) = await Run("status");

        Assert.Equal(0, code);
        Assert.Contains("even gestart", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_house_is_not_filled_with_one()
    {
        await Assert.ThrowsAsync<StartRefusedException>(() => Operator.GoTo(folder, default));
        Assert.Equal(1, await Commands.Run(["status", "--data", folder]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("status", "--view", "families")]
    [InlineData("redrive", "--id", "een")]
    [InlineData("rebuild", "status", "")]
    [InlineData("opruimen", "", "")]
    [InlineData("token", "niemand", "")]
    public async Task Words_that_are_off_are_two(params string[] words) =>
        Assert.Equal(2, await Commands.Run([.. words.Where(w => w.Length > 0)]));

    private static (int, bool) Off((int Code, string Told) answer) =>
        (answer.Code, answer.Told.Contains("families", StringComparison.Ordinal));

    private async Task<(int Code, string Told)> Run(string verb, string? view = null)
    {
        await using var told = new StringWriter();
        return (await Verbs.Run(verb, folder, view, letter: null, told, default), told.ToString());
    }

    private static async Task UntilAllIsSaid(Operator bea)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var status = await bea.Status("signal", limit.Token);
            Assert.Equal(
                ["consent-hears-signal", "notification-hears-signal", "referral-hears-signal"], status.Backlog.Select(w => w.Walk));
            if (status.Backlog.All(w => w.AgeSeconds == 0) && status.Views.All(v => v is { BehindSeconds: 0, Stopped: false }))
                return;
            await beat.WaitForNextTickAsync(limit.Token);
        }
    }
}
