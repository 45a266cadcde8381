using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Team;

/// <summary>
/// A letter as it may be read now. <see cref="Why"/> says why nothing of it is open; <see cref="Reasons"/> are what a colleague of who took
/// it on chooses from before he may read it.
/// </summary>
public sealed record LetterReading(Letter? Letter, string? Why, string[] Reasons)
{
    private static readonly string[] NotNow = ["toestemming-niet-bereikbaar"];

    /// <summary>What is closed of it.</summary>
    public ClosedSection[] Closed => Letter?.Withheld ?? [];

    /// <summary>Asks the letter. That it may not be read, not now or not by him, is no error of the page.</summary>
    public static async Task<LetterReading> Of(ApiClient api, Guid referral, string? reason = null)
    {
        try
        {
            var path = $"/v1/verwijzingen/{referral}/brief";
            return new(await api.Get<Letter>(reason is null ? path : $"{path}?reden={Uri.EscapeDataString(reason)}"), null, []);
        }
        catch (ApiProblem no) when ((int)no.Status is 403 or 404 or 409 or 410 || NotNow.Contains(no.Code))
        {
            if (no.More<string[]>("reasons") is { } reasons)
                return new(null, null, reasons);

            var closed = no.More<ClosedSection[]>("withheld");
            return new(closed is null ? null : new("", [], closed), no.Detail, []);
        }
    }
}
