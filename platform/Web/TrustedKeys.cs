using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Watching;

namespace WarmHandover.Platform.Web;

/// <summary>
/// The public keys of <c>WO_TRUSTED_KEYS</c>, read again when the file changes. In Development without that setting: the key of
/// <see cref="DevTokens"/> in the data folder. Outside Development a development key is never trusted, whatever file it stands in.
/// </summary>
internal sealed class TrustedKeys(HouseOptions options, IHostEnvironment environment, ILogger<TrustedKeys> logger)
{
    private readonly string? file = options.TrustedKeysFile
        ?? (environment.IsDevelopment() ? Path.Combine(options.DataFolder, DevTokens.PublicFile) : null);

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
