using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Web;

/// <summary>Keys that sign tokens: P-256, the private half in a file, the public half as a JWKS. Never in a database.</summary>
public static class SigningKeys
{
    /// <summary>The key of a folder, made when absent. Several processes may start in one folder: the first key wins.</summary>
    public static SigningCredentials InFolder(string folder, string privateFile, string publicFile, string prefix)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, privateFile);
        FirstFile.Make(path, Fresh);
        var signing = Of(File.ReadAllText(path), prefix);
        Publish(Path.Combine(folder, publicFile), Jwks(signing));
        return signing;
    }

    /// <summary>The key in a PEM file that an operator named; a missing or odd one stops the start.</summary>
    public static SigningCredentials InFile(string path, string setting)
    {
        try
        {
            var signing = Of(File.ReadAllText(path), "");
            return ((ECDsaSecurityKey)signing.Key).KeySize == 256
                ? signing
                : throw new StartRefusedException($"{setting} names a key that is not on the curve P-256.");
        }
        catch (Exception odd) when (odd is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new StartRefusedException(
                $"{setting} must name a PEM file with a P-256 private key; 'openssl genpkey -algorithm EC "
                + "-pkeyopt ec_paramgen_curve:P-256' makes one.");
        }
    }

    /// <summary>The public half, as a JWKS.</summary>
    public static string Jwks(SigningCredentials signing)
    {
        var half = JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)signing.Key);
        return JsonSerializer.Serialize(new
        {
            keys = new[]
            {
                new { kty = half.Kty, crv = half.Crv, x = half.X, y = half.Y, kid = signing.Key.KeyId, use = "sig", alg = "ES256" },
            },
        });
    }

    private static SigningCredentials Of(string pem, string prefix)
    {
        var curve = ECDsa.Create();
        curve.ImportFromPem(pem);
        var key = new ECDsaSecurityKey(curve);
        key.KeyId = prefix + Base64UrlEncoder.Encode(key.ComputeJwkThumbprint())[..12];
        return new(key, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>A fresh private key, as PEM.</summary>
    internal static string Fresh()
    {
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return fresh.ExportPkcs8PrivateKeyPem();
    }

    private static void Publish(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            WholeFile.Write(path, text);
    }
}
