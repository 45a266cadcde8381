using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WarmHandover.Tests.Servers;

/// <summary>A certificate authority for one test, and what it signed, as PEM files in a folder.</summary>
public sealed class MailCertificates(string folder)
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The authority's own certificate.</summary>
    public string Authority { get; } = Path.Combine(folder, "authority.pem");

    /// <summary>Makes a certificate for a host, signed by the authority or, when it is a stranger, by nobody that is known.</summary>
    public (string Certificate, string Key) For(string host, bool known = true)
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        var asked = new CertificateRequest("CN=Test Authority", key, HashAlgorithmName.SHA256);
        asked.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = asked.CreateSelfSigned(from, until);
        File.WriteAllText(Authority, authority.ExportCertificatePem());

        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var signed = known
            ? request.Create(authority, from.AddMinutes(1), until.AddMinutes(-1), RandomNumberGenerator.GetBytes(8))
            : request.CreateSelfSigned(from, until);
        var name = Path.Combine(folder, $"{Guid.NewGuid():N}");
        File.WriteAllText($"{name}.pem", signed.ExportCertificatePem());
        File.WriteAllText($"{name}.key", own.ExportPkcs8PrivateKeyPem());
        return ($"{name}.pem", $"{name}.key");
    }
}
