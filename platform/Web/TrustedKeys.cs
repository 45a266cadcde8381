using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Web;

/// <summary>
/// The public keys of <c>WO_TRUSTED_KEYS</c>, in Development without that setting the key of <see cref="DevTokens"/> in the data folder;
/// and those of <c>WO_WAYIN_KEYS</c>, which sign for personal ways in and for nothing else.
/// </summary>
internal sealed class TrustedKeys(HouseOptions options, IHostEnvironment environment, ILogger<TrustedKeys> logger)
{
    private readonly PublicKeys house = new(WaysIn.PublicFile(options, environment), environment, logger);
    private readonly PublicKeys people = new(
        options.TrustedKeysFile ?? (environment.IsDevelopment() ? Path.Combine(options.DataFolder, DevTokens.PublicFile) : null),
        environment, logger);

    /// <summary>The keys that may sign for an issuer. The house's own key signs for the house only, and nobody else's does.</summary>
    public IEnumerable<SecurityKey> Of(string issuer, IEnumerable<SecurityKey> provider) =>
        issuer == WaysIn.Issuer ? house.Now() : people.Now().Concat(provider);
}

/// <summary>
/// A JWKS file, read again when it changes. Outside Development a development key is never trusted, whatever file it stands in.
/// </summary>
internal sealed class PublicKeys(string? file, IHostEnvironment environment, ILogger logger)
{
    private readonly Lock gate = new();
    private (DateTime Written, IReadOnlyList<SecurityKey> Keys) known = (DateTime.MinValue, []);

    public IReadOnlyList<SecurityKey> Now()
    {
        if (file is null)
            return [];

        lock (gate)
        {
            var written = File.GetLastWriteTimeUtc(file);
            if (written != known.Written && File.Exists(file))
                known = (written, Read(file) ?? known.Keys);
            return known.Keys;
        }
    }

    private List<SecurityKey>? Read(string path)
    {
        try
        {
            var keys = new JsonWebKeySet(File.ReadAllText(path, Encoding.UTF8)).GetSigningKeys();
            return environment.IsDevelopment()
                ? [.. keys]
                : [.. keys.Where(k => k.KeyId?.StartsWith(DevTokens.KeyPrefix, StringComparison.Ordinal) != true)];
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or ArgumentException)
        {
            logger.KeysNotRead(broken.GetType().Name);
            return null;
        }
    }
}
