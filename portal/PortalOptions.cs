using WarmHandover.Platform.Hosting;

namespace WarmHandover.Portal;

/// <summary>
/// What an operator may set about the portal: <c>WO_GATEWAY</c> (where the APIs are) and <c>WO_THEME</c> (a CSS file with the design tokens
/// of a municipality, instead of the neutral example theme).
/// </summary>
public sealed record PortalOptions(Uri Gateway, string? ThemeFile)
{
    /// <summary>Where people see the portal (<c>WO_PORTAL_ADDRESS</c>); absent: where they asked for it.</summary>
    public Uri? Address { get; private init; }

    /// <summary>Reads the settings; what cannot be right stops the start with one sentence.</summary>
    public static PortalOptions Read(IConfiguration configuration)
    {
        var gateway = configuration["WO_GATEWAY"];
        if (!Uri.TryCreate(gateway, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new StartRefusedException("WO_GATEWAY is not the address of the gateway; write it as http://127.0.0.1:5080.");

        var theme = configuration["WO_THEME"] is { Length: > 0 } path ? Path.GetFullPath(path) : null;
        var seen = configuration["WO_PORTAL_ADDRESS"] is { Length: > 0 } text ? text : null;
        if (seen is not null
            && (!Uri.TryCreate(seen, UriKind.Absolute, out var own) || own is not { Scheme: "http" or "https", AbsolutePath: "/" }))
        {
            throw new StartRefusedException("WO_PORTAL_ADDRESS must be where people see the pages, such as https://overdracht.example.");
        }

        return theme is null || File.Exists(theme)
            ? new(address, theme) { Address = seen is null ? null : new(seen) }
            : throw new StartRefusedException($"WO_THEME names '{theme}', which is not there. It must name a CSS file with design tokens.");
    }
}
