using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Operations;
using WarmHandover.Platform.Proof;

namespace WarmHandover.Embedded.Operating;

/// <summary>The verbs that work on stores, for all four services of a house in one folder, one after another.</summary>
public static class FolderVerbs
{
    private static readonly string[] Services = ["signal", "consent", "referral", "notification"];
    private static readonly (string, string) Data = ("data=", "de map van het huis (standaard: data/embedded)");

    /// <summary>Whether this word is one of them.</summary>
    public static bool Knows(string? word) => StoreVerbs.All.Any(verb => verb.Name == word);

    /// <summary>Does one; 0 when all went well, 1 when it did not, 2 when the words are off.</summary>
    public static async Task<int> Run(string[] args, string usual, TextWriter tell, CancellationToken ct)
    {
        const string Program = "dotnet run --project embedded --";
        var known = StoreVerbs.All.First(v => v.Name == args[0]);
        var verb = known with { Options = [.. known.Options, Data] };
        var (words, wrong) = VerbWords.Read(verb, args[1..]);
        if (words is null || words.Flags.Contains("help"))
        {
            await tell.WriteLineAsync(words is null ? $"{wrong} {Program} {verb.Name} --help zegt wat kan." : verb.Help(Program));
            return words is null ? 2 : 0;
        }

        try
        {
            var code = 0;
            var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            var target = settings["WO_TO_STORE"] is { Length: > 0 } ? HouseOptions.ReadTarget(settings) : null;
            foreach (var service in Services)
            {
                var ask = new VerbAsk(service, Options(words["data"] ?? usual, service, settings), target, words, tell);
                code = Math.Max(code, await StoreVerbs.Run(verb.Name, ask, TimeProvider.System, ct));
            }

            return code;
        }
        catch (WordsOffException off)
        {
            await tell.WriteLineAsync($"{off.Message} {Program} {verb.Name} --help zegt wat kan.");
            return 2;
        }
    }

    private static HouseOptions Options(string folder, string service, IConfiguration settings) => new()
    {
        Store = "sqlite",
        Bus = "inprocess",
        DataFolder = Path.GetFullPath(folder),
        Issuer = HouseOptions.DevelopmentIssuer,
        MasterKeyFile = settings["WO_MASTER_KEY"] ?? Path.Combine(Path.GetFullPath(folder), "master.key"),
        OtherMasterKeyFile = settings["WO_MASTER_KEY_OTHER"],
        ProofKeyFile = ProofKeys.DevelopmentFiles(Path.GetFullPath(folder), service).Key,
        ProofKeysFile = ProofKeys.DevelopmentFiles(Path.GetFullPath(folder), service).List,
        ProofOrigin = settings["WO_ORIGIN"] ?? HouseOptions.UsualOrigin,
    };
}
