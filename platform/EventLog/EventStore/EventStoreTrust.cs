using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace WarmHandover.Platform.EventLog.EventStore;

/// <summary>Which server certificates count: what the machine trusts, and what comes from the authority that the operator named.</summary>
internal sealed class EventStoreTrust
{
    private readonly bool isAsked;
    private readonly X509Certificate2Collection authorities = [];
    private volatile bool isStranger;

    public EventStoreTrust(EventStoreAddress address)
    {
        isAsked = address.VerifiesCertificate;
        if (address.AuthorityFile is { } file)
            authorities.ImportFromPemFile(file);
    }

    /// <summary>
    /// Whether the last certificate was refused here. A port without TLS breaks off the handshake too, and is no stranger for that.
    /// </summary>
    public bool IsStranger => isStranger;

    public bool Accepts(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        !(isStranger = isAsked && errors is not SslPolicyErrors.None && !Comes(shown as X509Certificate2, chain, errors));

    private bool Comes(X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (authorities.Count == 0 || shown is null || chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;

        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }
}
