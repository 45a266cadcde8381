using System.Diagnostics;

namespace WarmHandover.Tests.Deploy;

/// <summary>Small programs of the system.</summary>
internal static class Tool
{
    /// <summary>Whether this test may hand over to another user.</summary>
    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>Runs one to its end; it must succeed.</summary>
    public static async Task Run(string program, params string[] words)
    {
        using var process = Process.Start(program, words);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}.");
    }
}
