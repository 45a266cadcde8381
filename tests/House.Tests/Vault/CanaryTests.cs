using System.Text;
using System.Text.Json;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog.Sqlite;
using WarmHandover.Platform.Vault;
using WarmHandover.Tests.EventLog;

namespace WarmHandover.Tests.Vault;

/// <summary>Nothing on disk says who somebody is, in whatever way it might be written down.</summary>
public sealed class CanaryTests : IDisposable
{
    private static readonly string[] Canaries = ["Kanarie", "kanarie", "De stroom is afgesloten", "2014-05-03"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wo-canary-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task No_file_holds_a_name_a_birth_date_or_a_word_of_the_text()
    {
        var owner = PayloadOwner.Family(Cast.Family, Cast.Jgz);
        var file = new VaultFile(Path.Combine(folder.FullName, "signal.keys.db"));
        await file.Prepare(default);
        using (var log = new SqliteEventLog(Path.Combine(folder.FullName, "signal.log.db")))
        using (var rig = new VaultRig(file, new(), new()))
        {
            var vault = new PayloadVault(VaultRig.Service, VaultRig.Master, rig.Keys, log);
            var payload = await vault.Seal(owner, Cast.Yara, Note.Yara, default);
            var data = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(payload.Ref, Facts.Json));
            await log.Append(Written.Facts(Written.Stream(1), 0, 1, data, payload), default);
            await rig.Index.Put(owner, Cast.Family, Cast.Jgz, NameTerms.Stored([Note.Yara.Name], Note.Yara.BirthDate), default);

            Assert.Equal(Note.Yara, await vault.Open<Note>(payload.Ref, default));
            Assert.Empty(Found());
        }

        Assert.Empty(Found());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("base64")]
    [InlineData("hex")]
    public void A_planted_canary_is_found(string form)
    {
        var text = "xx" + Canaries[2];
        var bytes = form switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text),
            "utf-16" => Encoding.Unicode.GetBytes(text),
            "base64" => Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
            _ => Encoding.UTF8.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(text))),
        };
        File.WriteAllBytes(Path.Combine(folder.FullName, "planted"), [0, 1, .. bytes, 2]);

        Assert.NotEmpty(Found());
    }

    private List<string> Found() => Canary.Traces.InFiles(folder, Canaries);
}
