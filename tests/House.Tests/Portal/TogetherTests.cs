
namespace WarmHandover.Tests.Portal;

/// <summary>After sending: the nurse sees that it was accepted, they sit together, and later somebody asks whether it helped.</summary>
[Collection(PortalTests.Name)]
public sealed class TogetherTests(PortalHouse house)
{
    [Fact]
    public async Task The_conversation_is_planned_and_held_and_a_day_is_agreed_to_ask_whether_it_helped()
    {
        using var noor = await house.SignIn("noor");
        var referral = await HandOverTests.Send(noor, "Rosalinde Akkerwinde");
        await SenderTests.Receiver(house, referral, noor, "accepteren", new { });

        var accepted = await noor.Get(referral);
        Assert.Contains("geaccepteerd", accepted.Text, StringComparison.Ordinal);
        var forgotten = await noor.Send("plan", ("on", ""), ("at", "later"), ("place", "thuis"));
        Assert.Contains("id=\"f-on-fout\"", forgotten.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"f-at-fout\"", forgotten.Html, StringComparison.Ordinal);

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);
        var planned = await noor.Send("plan", ("on", $"{today:yyyy-MM-dd}"), ("at", "14:00"), ("place", "thuis"));
        Assert.Contains("Het gesprek is gepland", planned.Text, StringComparison.Ordinal);
        Assert.Contains("14:00", planned.Text, StringComparison.Ordinal);

        var agreed = await noor.Send("nazorg", ("dueOn", $"{today.AddDays(42):yyyy-MM-dd}"));
        Assert.Contains("Afgesproken", agreed.Text, StringComparison.Ordinal);
        Assert.Contains("Vragen op", agreed.Text, StringComparison.Ordinal);

        var mother = ProfessionalTests.Value(noor.Page, "members", "Ouder van Rosalinde Akkerwinde");
        var held = await noor.Send("gehouden", ("members", mother), ("professionals", "noor, ruud"));
        Assert.True(held.Path.EndsWith("?klaar=gehouden", StringComparison.Ordinal), held.Text);
        Assert.Contains("warme overdracht", held.Text, StringComparison.Ordinal);
        Assert.Contains("ruud", held.Text, StringComparison.Ordinal);
    }
}
