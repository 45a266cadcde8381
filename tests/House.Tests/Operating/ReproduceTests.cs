using System.Diagnostics;

namespace WarmHandover.Tests.Operating;

/// <summary>
/// Two builds of the same sources give the same bytes: the verifier that an auditor runs in the short form, every process in the long one.
/// </summary>
public sealed class ReproduceTests
{
    [Fact]
    public void Two_builds_in_two_folders_are_the_same_byte_for_byte()
    {
        string[] chosen = Environment.GetEnvironmentVariable("WO_TEST_LONG") == "1" ? [] : ["audit"];
        var (exit, said) = Reproduce(chosen);
        Assert.True(exit == 0, said);
        Assert.Contains("the same, byte for byte", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_does_not_exist_is_told_of_and_nothing_is_built() => Assert.Equal(2, Reproduce("gemeentehuis").Exit);

    private static (int Exit, string Said) Reproduce(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(HouseTests.Root, "deploy/reproduce"), words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
