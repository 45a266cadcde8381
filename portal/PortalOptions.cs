using WarmHandover.Platform.Hosting;

namespace WarmHandover.Portal;

/// <summary>
/// What an operator may set about the portal: <c>WO_GATEWAY</c> (where the APIs are) and <c>WO_THEME</c> (a CSS file with the design tokens
/// of a municipality, instead of the neutral example theme).
/// </summary>
public sealed record PortalOptions(Uri Gateway, string? ThemeFile)
{
    /// <summary>Reads the settings; what cannot be right stops the start with one sentence.</summary>
    public static PortalOptions Read(IConfiguration configuration)
    {
        var gateway = configuration["WO_GATEWAY"];
        if (!Uri.TryCreate(gateway, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new StartRefusedException("WO_GATEWAY is not the address of the gateway; write it as http://127.0.0.1:5080.");

        var theme = configuration["WO_THEME"] is { Length: > 0 } path ? Path.GetFullPath(path) : null;
        return theme is null || File.Exists(theme)
            ? new(address, theme)
            : throw new StartRefusedException($"WO_THEME names '{theme}', which is not there. It must name a CSS file with design tokens.");
    }
}
