using System.Net.Http.Headers;
using WarmHandover.Portal.Api;

namespace WarmHandover.Portal.Focus;

/// <summary>A file that a browser sends along with a form, passed on to the API as the kind that its name says.</summary>
internal static class SentFile
{
    /// <summary>What is wrong with it: nothing sent, or a kind that is not taken; null when it can be passed on.</summary>
    public static string? Wrong(IFormFile? file, IReadOnlyDictionary<string, string> kinds) =>
        file is not { Length: > 0 } ? "geen" : kinds.ContainsKey(Path.GetExtension(file.FileName)) ? null : "soort";

    /// <summary>Passes it on under the id of the form's command, so that a page sent twice is taken over once.</summary>
    public static async Task<HttpResponseMessage> Send(
        this ApiClient api, string path, IFormFile file, IReadOnlyDictionary<string, string> kinds, string? command, CancellationToken ct)
    {
        await using var bytes = file.OpenReadStream();
        using var content = new StreamContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(kinds[Path.GetExtension(file.FileName)]);
        return await api.Upload(path, content, Guid.TryParse(command, out var id) ? id : Guid.CreateVersion7(), ct);
    }
}
