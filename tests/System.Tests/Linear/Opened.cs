using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using WarmHandover.Embedded.Sample;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Tests.Linear;

/// <summary>A family whose one row was sent to debt help and accepted there, so that its letter can be opened.</summary>
internal sealed record Opened(Guid Family, Guid Samira, Guid Request, Guid Referral)
{
    /// <summary>Brings a family that far, over HTTP.</summary>
    public static async Task<Opened> New(AtTheDoor people)
    {
        var noor = people.As("noor");
        var family = Id(await noor.Must("/v1/gezinnen", new { area = People.Deventer }), "family");
        var person = new { role = "parent", name = "Agnes Mol", birthDate = new DateOnly(1988, 5, 4), postcode = "7411 AB" };
        var member = Id(await noor.Must($"/v1/gezinnen/{family}/leden", person), "member");
        var need = Id(
            await noor.Must(
                $"/v1/gezinnen/{family}/hulpvragen", new { member, domain = "financien", words = "Rondkomen.", area = People.Deventer }),
            "need");
        await noor.Until($"/v1/toestemmingen/{family}", _ => true);
        var rows = new[] { new { subject = member, category = "schulden" } };
        var ask = new
        {
            rows,
            recipientTeam = People.SchuldhulpTeam,
            recipientOrganisation = People.Schuldhulp,
            purpose = "schuldhulp",
            until = Amsterdam.DateAt(TimeProvider.System.GetUtcNow()).AddMonths(6),
            kind = "geheimhouding",
            textVersion = "b1-1",
            language = "nl",
            toldBack = "ja",
            channel = "gesprek",
        };
        var request = Id(await noor.MustAtLast($"/v1/toestemmingen/{family}/verzoeken", ask), "request");
        await noor.Must(
            $"/v1/toestemmingen/{family}/verzoeken/{request}/antwoorden", new { signatory = member, answer = "ja", channel = "gesprek" });

        var draft = new { family, need, toTeam = People.SchuldhulpTeam, purpose = "schuldhulp", urgency = "normaal", rows };
        var referral = Id(await noor.MustAtLast("/v1/verwijzingen", draft), "referral");
        await noor.MustPut(
            $"/v1/verwijzingen/{referral}/brief",
            new { sections = new[] { new { subject = member, category = "schulden", text = "Er is een achterstand." } } });
        await noor.Until($"/v1/verwijzingen/{referral}", r => r.GetProperty("status").GetString() == "ready");
        await noor.Must($"/v1/verwijzingen/{referral}/verzenden", new { });
        await people.As("ruud").Until($"/v1/verwijzingen/{referral}", r => r.GetProperty("status").GetString() == "received");
        await people.As("ruud").Must($"/v1/verwijzingen/{referral}/accepteren", new { });
        return new(family, member, request, referral);
    }

    private static Guid Id(JsonElement body, string name) => body.GetProperty(name).GetGuid();
}

/// <summary>The sample people at the door of one house.</summary>
internal sealed class AtTheDoor(HttpClient http, DevTokens tokens)
{
    public Caller As(string name, Guid? family = null, Guid? member = null) =>
        new(http, tokens.Issue(People.All.Single(p => p.Name == name), family, member));
}

/// <summary>One person who calls once and takes the answer as it is, or insists while the house is being prepared.</summary>
internal sealed class Caller(HttpClient http, string token)
{
    /// <summary>Said when nobody listened: the call never left.</summary>
    public const HttpStatusCode NeverLeft = 0;

    /// <summary>The status, or null when nothing came back.</summary>
    public async Task<HttpStatusCode?> Try(HttpMethod method, string path, object? body)
    {
        try
        {
            return (await Send(method, path, body)).Status;
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError is HttpRequestError.ConnectionError)
        {
            await Task.Delay(20);
            return NeverLeft;
        }
        catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Status and body, or null when nothing came back.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)?> Look(string path)
    {
        try
        {
            return await Send(HttpMethod.Get, path, null);
        }
        catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException)
        {
            await Task.Delay(20);
            return null;
        }
    }

    public async Task<JsonElement> Must(string path, object body)
    {
        var (status, answer) = await Send(HttpMethod.Post, path, body);
        Assert.True((int)status is >= 200 and < 300, $"{path}: {status} {answer}");
        return answer;
    }

    /// <summary>Again until what travels over the bus has arrived.</summary>
    public async Task<JsonElement> MustAtLast(string path, object body)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        for (var until = DateTime.UtcNow.AddMinutes(2); ;)
        {
            var (status, answer) = await Send(HttpMethod.Post, path, body);
            if ((int)status is >= 200 and < 300)
                return answer;
            Assert.True(DateTime.UtcNow < until, $"{path}: {status} {answer}");
            await beat.WaitForNextTickAsync();
        }
    }

    public async Task MustPut(string path, object body) =>
        Assert.InRange((int)(await Send(HttpMethod.Put, path, body)).Status, 200, 299);

    public async Task Until(string path, Func<JsonElement, bool> isSo)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        for (var until = DateTime.UtcNow.AddMinutes(2); ;)
        {
            var (status, answer) = await Send(HttpMethod.Get, path, null);
            if (status is HttpStatusCode.OK && isSo(answer))
                return;
            Assert.True(DateTime.UtcNow < until, $"{path}: {status} {answer}");
            await beat.WaitForNextTickAsync();
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Send(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method != HttpMethod.Get)
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        if (method == HttpMethod.Put)
            request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        if (body is not null)
            request.Content = JsonContent.Create(body, options: Facts.Json);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
