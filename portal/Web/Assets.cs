using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace WarmHandover.Portal.Web;

/// <summary>
/// Style, script and letters, out of the assembly; the theme may be a file of the municipality. Each address carries the hash of what it
/// gives, so a browser may keep it for a year.
/// </summary>
public sealed class Assets
{
    internal static readonly object MayBeKept = new();

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".woff2"] = "font/woff2",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, (byte[] Bytes, string Hash)> files;

    /// <summary>Everything in the assembly, and the theme that the operator named.</summary>
    public Assets(PortalOptions options)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var found = assembly.GetManifestResourceNames().Where(n => n.StartsWith("styles/", StringComparison.Ordinal))
            .ToDictionary(n => n["styles/".Length..], n => Bytes(assembly.GetManifestResourceStream(n)!));
        if (options.ThemeFile is { } theme)
            found["theme.css"] = File.ReadAllBytes(theme);

        files = found.ToFrozenDictionary(f => f.Key, f => (f.Value, Convert.ToHexStringLower(SHA256.HashData(f.Value).AsSpan(0, 6))));
        Styles = files.ContainsKey("components.css")
            ? [Link("theme.css"), Link("components.css"), Link("portal.css")]
            : [Link("plain.css"), Link("portal.css")];
    }

    /// <summary>The style sheets of a page, in order; the plain one where the design system was not built in.</summary>
    public IReadOnlyList<string> Styles { get; }

    /// <summary>The address of a file with the hash of what is in it.</summary>
    public string Link(string name) => $"/stijl/{name}?v={files[name].Hash}";

    internal void Map(WebApplication app) => app.MapGet("/stijl/{name}", (string name, HttpContext http) =>
    {
        if (!files.TryGetValue(name, out var file))
            return Results.NotFound();

        http.Items[MayBeKept] = true;
        http.Response.Headers.CacheControl = http.Request.Query["v"] == file.Hash ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(file.Bytes, Types.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream"));
    }).AllowAnonymous();

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
