using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WarmHandover.Tests.Operating;

/// <summary>No file that is kept in version control holds a key, a token or a password that opens anything.</summary>
public sealed partial class NoSecretTests
{
    private static readonly string[] Binary = [".png", ".ico", ".woff2", ".zip", ".db", ".gz"];

    [Fact]
    public void No_file_of_the_repository_holds_a_secret()
    {
        var files = Tracked();
        Assert.True(files.Length > 500, $"Only {files.Length} files are known to git.");
        Assert.Empty(files.Where(file => !Binary.Contains(Path.GetExtension(file)))
            .SelectMany(file => Found(File.ReadAllText(Path.Combine(HouseTests.Root, file))).Select(what => $"{file}: {what}")));
    }

    [Theory]
    [InlineData("-----BEGIN {0}PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49", "private key")]
    [InlineData("-----BEGIN EC {0}PRIVATE KEY-----\nMHcCAQEEIBkgVJ0T8m1w9GQ1v0yq4fXk", "private key")]
    [InlineData("eyJ{0}hbGciOiJFUzI1NiIsImtpZCI6InIxIn0.eyJ{0}zdWIiOiJub29yIiwicm9sZSI6InAifQ.aGFsbG8td2VyZWxkLWRpdC1p", "token")]
    [InlineData("key = \"AKIA{0}IOSFODNN7EXAMPLE\"", "access key")]
    [InlineData("ghp_{0}16C7e42F292c6912E7710c838347Ae178B4a", "access key")]
    [InlineData("Host=db.gemeente.nl;Username=wo;Pass{0}word=Xk29fLq81mZ0", "password")]
    [InlineData("amqps://signal:9f{0}3c6f7e0b2d44aa@broker.gemeente.nl:5671/", "password")]
    public void A_planted_secret_is_found(string text, string what) =>
        Assert.Contains(what, Found(text.Replace("{0}", "", StringComparison.Ordinal)));

    private static IEnumerable<string> Found(string text)
    {
        if (PrivateKey().IsMatch(text))
            yield return "private key";
        if (Token().IsMatch(text))
            yield return "token";
        if (AccessKey().IsMatch(text))
            yield return "access key";
        if (Password().IsMatch(text))
            yield return "password";
    }

    private static string[] Tracked()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = HouseTests.Root, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var said = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return [.. said.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(HouseTests.Root, file)))];
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{16}")]
    private static partial Regex PrivateKey();

    // Three parts, of which the first two are JSON.
    [GeneratedRegex(@"eyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}")]
    private static partial Regex Token();

    [GeneratedRegex(@"AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|xox[abp]-\w{10}")]
    private static partial Regex AccessKey();

    // To another machine than this one; what a name in braces or a dollar makes of it at run time is no secret.
    [GeneratedRegex(
        @"Host=(?!localhost|127\.|[a-z.]*example|[{/$%])[\w.]+;[^\n""]*Password=[^{$%;\s""]{8}"
        + @"|amqps?://\w+:(?!(?i:password|wachtwoord))[^{$%@\s""]{8,}@(?!localhost|127\.|[\w.]*example|broker[:""\s/]|[{$%])")]
    private static partial Regex Password();
}
