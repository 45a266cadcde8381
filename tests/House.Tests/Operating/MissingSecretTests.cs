using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using WarmHandover.Consents;
using WarmHandover.Gateway;
using WarmHandover.Notifications;
using WarmHandover.Platform.Hosting;
using WarmHandover.Portal;
using WarmHandover.Referrals;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Operating;

/// <summary>
/// Each process in Production with the variables and mounts of its manifest, and one of them forgotten: it does not start, and says which.
/// With all of them it comes as far as the database, which is not there.
/// </summary>
public sealed partial class MissingSecretTests : IDisposable
{
    private const string Here = "Host=127.0.0.1;Port=9;Database=wo;Username=wo;Timeout=2";
    private static readonly string[] Services = ["signal", "consent", "referral", "notification"];

    // No secrets: where others stand, and what a process can do without.
    private static readonly string[] Others = ["SSL_CERT_DIR", "WO_PROXIES", "WO_AUTHORITY", "WO_OIDC_CLIENT", "WO_PORTAL"];
    private readonly string root = Directory.CreateTempSubdirectory("mounts-").FullName;

    public static TheoryData<string, string, string> Forgotten
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var service in Services)
            {
                rows.Add(service, "file WO_POSTGRES", "WO_POSTGRES ");
                rows.Add(service, "file WO_POSTGRES_KEYS", "WO_POSTGRES_KEYS");
                rows.Add(service, "file WO_RABBITMQ", "WO_RABBITMQ");
                rows.Add(service, "file master.key", "WO_MASTER_KEY");
                rows.Add(service, "file proof.pem", "WO_PROOF_KEY");
                rows.Add(service, "file proof-keys.json", "WO_PROOF_KEYS");
                rows.Add(service, "file trusted-keys.json", "WO_TRUSTED_KEYS");
                rows.Add(service, "file wayin-keys.json", "WO_WAYIN_KEYS");
            }

            rows.Add("notification", "file wayin.pem", "WO_WAYIN_KEY");
            rows.Add("gateway", "file trusted-keys.json", "WO_TRUSTED_KEYS");
            rows.Add("portal", "file WO_POSTGRES", "WO_POSTGRES");
            rows.Add("portal", "file master.key", "WO_MASTER_KEY");
            rows.Add("portal", "file portal.pem", "WO_OIDC_KEY");
            foreach (var process in Services.Concat(["gateway", "portal"]))
            {
                foreach (var (name, value) in Variables(process))
                {
                    if (!Others.Contains(name))
                        rows.Add(process, $"variable {name}", name == "WO_SECRETS" ? "WO_" : name);
                    if (value.StartsWith("/run/secrets/", StringComparison.Ordinal) || name == "WO_ERASURE_LEDGER")
                        rows.Add(process, $"mount {(Path.HasExtension(value) ? Path.GetDirectoryName(value) : value)}", name);
                }
            }

            return rows;
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [MemberData(nameof(Forgotten))]
    public async Task What_is_forgotten_stops_the_start_and_is_named(string process, string forgotten, string named)
    {
        var (settings, what) = (Mounted(process), forgotten.Split(' ')[1]);
        if (forgotten.StartsWith("variable", StringComparison.Ordinal))
            Assert.True(settings.Remove(what), what);
        else if (forgotten.StartsWith("mount", StringComparison.Ordinal))
            Directory.Delete(root + what, recursive: true);
        else
            File.Delete(Assert.Single(Directory.GetFiles(root, what, SearchOption.AllDirectories)));

        var (code, said) = await Started(process, settings);
        Assert.Equal(1, code);
        Assert.Contains(named, said, StringComparison.Ordinal);
        Assert.DoesNotContain("niet bereikbaar", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("signal")]
    [InlineData("notification")]
    [InlineData("portal")]
    public async Task With_all_of_them_it_comes_as_far_as_the_database(string process)
    {
        var (code, said) = await Started(process, Mounted(process));
        Assert.Equal(1, code);
        Assert.Contains("PostgreSQL is niet bereikbaar op het adres in WO_POSTGRES", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_holds_what_the_manifests_mount() => Assert.InRange(Forgotten.Count, 80, 140);

    // The files of each mount, as deploy/k8s/secrets makes them; a variable that names a path names one here.
    private Dictionary<string, string> Mounted(string process)
    {
        var settings = Variables("settings").Concat(Variables(process)).ToDictionary(set => set.Name, set => set.Value);
        foreach (var (name, value) in settings.Where(set => set.Value.StartsWith('/')).ToArray())
        {
            settings[name] = root + value;
            Directory.CreateDirectory(Path.HasExtension(value) ? Path.GetDirectoryName(root + value)! : root + value);
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var half = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        foreach (var (name, path) in settings.Where(set => set.Value.StartsWith(root, StringComparison.Ordinal)))
        {
            if (!Path.HasExtension(path))
                continue;
            File.WriteAllText(path, Path.GetExtension(path) switch
            {
                ".pem" => key.ExportPkcs8PrivateKeyPem(),
                ".key" => Convert.ToBase64String(new byte[32]),
                _ when name == "WO_PROOF_KEYS" => $$"""{"keys":[{"spki":"{{half}}","from":"2026-01-01T00:00:00Z","until":null}]}""",
                _ => """{"keys":[]}""",
            });
        }

        if (settings.TryGetValue("WO_SECRETS", out var secrets))
        {
            File.WriteAllText(Path.Combine(secrets, "WO_POSTGRES"), Here);
            if (process != "portal")
            {
                File.WriteAllText(Path.Combine(secrets, "WO_POSTGRES_KEYS"), Here);
                File.WriteAllText(Path.Combine(secrets, "WO_RABBITMQ"), "amqps://signal:9f3c6f7e0b2d@127.0.0.1:9/");
            }
        }

        settings.Remove("WO_METRICS");
        (settings["ASPNETCORE_URLS"], settings["urls"]) = ("http://127.0.0.1:0", "http://127.0.0.1:0");
        return settings;
    }

    private static async Task<(int Code, string Said)> Started(string process, Dictionary<string, string> settings)
    {
        string[] args = ["--environment=Production", .. settings.Select(set => $"--{set.Key}={set.Value}")];
        await using var said = new StringWriter();
        Action<WebApplicationBuilder> add = process switch
        {
            "signal" => b => b.AddSignals(),
            "consent" => b => b.AddConsents(),
            "referral" => b => b.AddReferrals(),
            "notification" => b => b.AddNotifications(),
            "gateway" => b => b.AddGateway(),
            _ => b => b.AddPortal(),
        };
        Action<WebApplication> map = process switch
        {
            "signal" => a => a.MapSignals(),
            "consent" => a => a.MapConsents(),
            "referral" => a => a.MapReferrals(),
            "notification" => a => a.MapNotifications(),
            "gateway" => a => a.MapGateway(),
            _ => a => a.MapPortal(),
        };
        return (await HouseProcess.Run(args, add, map, said).WaitAsync(TimeSpan.FromMinutes(1)), said.ToString());
    }

    // The variables of the Deployment in deploy/k8s/base, or the data of its settings.
    private static IEnumerable<(string Name, string Value)> Variables(string file)
    {
        var text = File.ReadAllText(Path.Combine(HouseTests.Root, "deploy", "k8s", "base", $"{file}.yaml"));
        var part = text.Split("\n---\n").First(one => one.Contains(file == "settings" ? "name: house" : "kind: Deployment"));
        return (file == "settings" ? Setting() : Variable()).Matches(part).Select(m => (m.Groups[1].Value, m.Groups[2].Value.Trim('"')));
    }

    [GeneratedRegex(@"- name: ([A-Z_]+)\n\s+value: (\S+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^  ([A-Z_]+): (\S+)", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
