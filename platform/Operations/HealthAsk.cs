namespace WarmHandover.Platform.Operations;

/// <summary>
/// Asks the process that serves beside this one whether it is ready: for the health check of a container in which nothing else can ask.
/// </summary>
internal static class HealthAsk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>0 when it is ready, 1 with one sentence when it is not.</summary>
    public static async Task<int> Run(string? urls, TextWriter tell, CancellationToken ct)
    {
        // Where it listens to everybody it is asked at home.
        var first = (urls ?? "http://localhost:5000").Split(';')[0];
        foreach (var everybody in new[] { "0.0.0.0", "[::]", "*", "+" })
            first = first.Replace($"//{everybody}", "//localhost", StringComparison.Ordinal);
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(new(first), "/health/ready"), ct);
            if (answer.IsSuccessStatusCode)
                return 0;

            await tell.WriteLineAsync($"Het proces op {first} is niet klaar ({(int)answer.StatusCode}). (Not ready.)");
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException or UriFormatException)
        {
            await tell.WriteLineAsync($"Op {first} antwoordt niemand. (Nobody answers.)");
        }

        return 1;
    }
}
