using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Notifications.Webhooks;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Operations;

namespace WarmHandover.Tests.NotificationWebhooks;

/// <summary>
/// An operator gives webhooks new keys with a word of the program; a partner that has not changed over yet misses nothing.
/// </summary>
public sealed class WebhookKeysTests : IAsyncLifetime
{
    private readonly WebhookHouse house = new();
    private readonly string folder = Directory.CreateTempSubdirectory("keys-").FullName;

    public Task InitializeAsync() => house.InitializeAsync();

    public async Task DisposeAsync()
    {
        await house.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Each_webhook_gets_a_key_and_the_old_one_signs_beside_it_until_the_hour_that_was_said()
    {
        var (one, old) = await house.Subscribe("een");
        var (other, _) = await house.Subscribe("ander");
        await house.Post($"/v1/webhooks/{other}/pauzeren", new { }, WebhookHouse.Keeper);

        var dry = await Say("--hours", "2", "--dry-run");
        Assert.Equal(0, dry.Code);
        Assert.Contains("Zou 2 van 2 webhooks", dry.Told, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
        Assert.False((await Trial(one)).Signature.Contains(',', StringComparison.Ordinal));

        var (code, told) = await Say("--to", folder, "--hours", "2");
        Assert.Equal(0, code);
        Assert.Contains("(2 van 2)", told, StringComparison.Ordinal);
        Assert.Contains("klaar: 2 nieuwe sleutels", told, StringComparison.Ordinal);
        var made = Key(one);
        Assert.NotEqual(made.Secret, Key(other).Secret);
        Assert.DoesNotContain(made.Secret, told, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, $"{one}.json")));

        var both = await Trial(one);
        Assert.True(both.SignedBy(old) && both.SignedBy(made.Secret));
        Assert.StartsWith($"{made.KeyId}=", both.Signature, StringComparison.Ordinal);

        house.Clock.Advance(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));
        var after = await Trial(one);
        Assert.True(after.SignedBy(made.Secret));
        Assert.False(after.SignedBy(old));
    }

    [Fact]
    public async Task Broken_off_after_the_file_it_goes_on_with_that_key_and_a_third_key_waits_for_the_second()
    {
        var (id, old) = await house.Subscribe("half");

        // The file was written, and then the machine stopped: the key never signed.
        var draft = new KeyFile(id, Cast.Schuldhulp, "k01234567", new string('s', 64));
        await File.WriteAllTextAsync(Path.Combine(folder, $"{id}.json"), JsonSerializer.Serialize(draft, JsonSerializerOptions.Web));
        Assert.Contains("sleutel k01234567 tekent", (await Say("--to", folder)).Told, StringComparison.Ordinal);
        Assert.True((await Trial(id)).SignedBy(draft.Secret));

        Assert.Contains("had al sleutel k01234567", (await Say("--to", folder)).Told, StringComparison.Ordinal);
        var another = Path.Combine(folder, "later");
        var waits = await Say("--to", another);
        Assert.Contains("nog met twee sleutels; overgeslagen", waits.Told, StringComparison.Ordinal);
        Assert.True((await Trial(id)).SignedBy(old));

        // Whoever names it means it: a key that leaked must go at once.
        Assert.Equal(0, (await Say("--to", another, "--webhook", $"{id}", "--hours", "0")).Code);
        Assert.False((await Trial(id)).SignedBy(draft.Secret));
    }

    [Theory]
    [InlineData("--to is missing")]
    [InlineData("hours", "--hours", "169", "--dry-run")]
    [InlineData("hours", "--hours", "-1", "--dry-run")]
    [InlineData("nummer van een webhook", "--webhook", "zeven", "--dry-run")]
    [InlineData("hoort niet bij", "--uur", "3")]
    public async Task Words_that_are_off_are_told(string why, params string[] words)
    {
        if (words is [])
            Assert.Contains("--to", (await Assert.ThrowsAsync<WordsOffException>(() => Say())).Message, StringComparison.Ordinal);
        else if (why == "hoort niet bij")
            Assert.Contains(why, VerbWords.Read(Verb, words).Wrong, StringComparison.Ordinal);
        else
            Assert.Contains(why, (await Assert.ThrowsAsync<WordsOffException>(() => Say(words))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_is_not_there_and_a_file_of_somebody_else_are_refused()
    {
        await Assert.ThrowsAsync<StartRefusedException>(() => Say("--webhook", $"{Cast.Id(0xbad)}", "--dry-run"));
        var (id, old) = await house.Subscribe("vreemd");
        await File.WriteAllTextAsync(Path.Combine(folder, $"{id}.json"), "boodschappen");
        await Assert.ThrowsAsync<StartRefusedException>(() => Say("--to", folder));
        Assert.True((await Trial(id)).SignedBy(old));
        Assert.Contains("rotate-webhook-keys [--to …]", Verb.Help("Notification"), StringComparison.Ordinal);
    }

    private static Verb Verb => HouseVerbs.All.Single(verb => verb.Name == "rotate-webhook-keys");

    private async Task<(int Code, string Told)> Say(params string[] words)
    {
        await using var told = new StringWriter();
        var own = house.Services.GetServices<IOwnVerb>().Single(verb => verb.Name == Verb.Name);
        return (await own.Run(VerbWords.Read(Verb, words).Words!, told, default), told.ToString());
    }

    private async Task<GotEvent> Trial(Guid webhook)
    {
        await house.Post($"/v1/webhooks/{webhook}/proef", new { }, WebhookHouse.Keeper);
        return house.Got.Last();
    }

    private KeyFile Key(Guid webhook) => JsonSerializer.Deserialize<KeyFile>(
        File.ReadAllText(Path.Combine(folder, $"{webhook}.json")), JsonSerializerOptions.Web)!;
}
