using System.Runtime.CompilerServices;
using System.Text;
using WarmHandover.Consents;
using WarmHandover.Consents.Replaying;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Looking.Unusual;
using static WarmHandover.Tests.Consents.Scene;

namespace WarmHandover.Tests.Consents;

/// <summary>Stored for good: the bytes of every fact, as every later version must read and write them.</summary>
public sealed class GoldenTests
{
    private static readonly ConsentFact[] Samples =
    [
        .. Facts(
            new HearFamily(Bouazza(Cast.Monday)), AskHelp(Cast.Monday, Gezondheid),
            Yes(Health, Cast.Samira, Cast.Monday), No(Health, Cast.Erik, Cast.Monday),
            new PostponeAnswer(Health, Cast.Erik, null, new(2027, 4, 1), "telefoon", Cast.Jgz, Cast.Monday),
            TakeBack(Cast.Samira, Cast.Monday), Opens(Gezondheid, Cast.Monday)),
        new AccessGranted(
            Cast.Id(0x900), new("referral", Cast.Wim, "professional", Cast.WijkteamNoord, Cast.Wijkteam), "openen",
            Cast.WijkteamNoord, Cast.Wijkteam, "gezinshulp", [new(Gezondheid, Health, 2)], [new(Woorden, "geen-toestemming")], Cast.Monday),
        new ContactAttempted(Cast.Id(0xc01), Health, Cast.Erik, "telefoon", Cast.Jgz, Cast.Monday),
        new ExceptionInvoked(
            Cast.Id(0xe1), Health, Cast.Yara, [Gezondheid], "ernstig-nadeel", 1, ["hulp-kan-niet-wachten"], Sealed, "collega", Cast.Noor,
            Cast.Jgz, Cast.Monday),
        new ConsentReopened(
            new(2027, 3, 1),
            [
                new(
                    Health, Cast.Yara, "twaalf-jaar", Ages.From12, [new(Gezondheid, [Cast.Yara, Cast.Samira], "kind-en-gezag")],
                    [Gezondheid]),
                new(null, Tessa, "geboorte", Ages.Under12, [], []),
            ],
            Late: true, Cast.Monday),
        new MeldcodeStepTaken(
            Cast.Id(0x6c1), "wegen", 1, [Cast.Yara], new(2027, 3, 1), false, "collega", null, ["vermoeden"], null, Sealed, Cast.Noor,
            Cast.Jgz, Cast.Monday),
        new DisclosureRecorded(
            Cast.Id(0x6d1), "mdo", "gezinshulp", Cast.Monday.AddDays(-1),
            [new(Cast.WijkteamNoord, Cast.Wijkteam, [new(Gezondheid, Health, 2)], [Woorden])], Sealed, Cast.Noor, Cast.Jgz, Cast.JgzTeam,
            Cast.Monday),
        new ReopeningForeseen(
            new(2027, 3, 31),
            [new(Health, Cast.Samira, "einde-geldigheid", null, [new(Geldzorgen, [Cast.Samira], "volwassene-alleen")], [])], Cast.Monday),
        .. Facts(
            new HearFamily(Bouazza(Cast.Monday)),
            GroundScene.Invoke("conflict-van-plichten", GroundScene.VeiligThuis, Cast.Monday, Gezondheid) with { Second = "achteraf" },
            new ConfirmGround(Cast.Id(0x6a1), Cast.Wim, Cast.Jgz, Cast.Monday),
            new EndGround(Cast.Id(0x6a1), "doel-bereikt", Cast.Noor, Cast.Jgz, Cast.Monday)).Skip(1),
        new EmergencyReviewed(Cast.Id(0x6a1), "terecht", "hedda", Cast.Jgz, Cast.Monday),
        new ExplanationGiven(Health, Cast.Erik, Told, "telefoon", Cast.Jgz, Cast.Monday),
        new NewcomersTold(
            Health, [new(Cast.WijkteamNoord, Cast.Wijkteam)], [Cast.Samira, Cast.Erik], "gesprek", Cast.Jgz, Cast.Monday),
        new AnswerInvalidated(Cast.Id(0x1a), Health, Cast.Erik, 2, "verkeerde-persoon", Cast.Noor, Cast.Jgz, Cast.Monday),
        new InvalidationReviewed(Cast.Id(0x1a), Health, true, Cast.Wim, Cast.Jgz, Cast.Monday),
        new WithdrawalConfirmed(
            Cast.Id(0x77), Health, Cast.WijkteamNoord, Cast.Wijkteam, "in-eigen-dossier", "jeugdwet", new(2047, 3, 1), Cast.Wim,
            Cast.Monday),
        new WordContradicted(
            Cast.Id(0x77), Health, Cast.WijkteamNoord, Cast.Wijkteam, "niet-geopend", Cast.Wim, Cast.Monday),
        new LaterCame(Health, Cast.Erik, 3, new(2027, 4, 1), Late: true, Cast.Monday),
        new LaterLapsed(Health, Cast.Erik, 3, Cast.Monday),
        new FilesJoined(
            Cast.Id(0x2), Survives: false, [new(Cast.Yara, Cast.Id(0x1013))], [Health], Cast.Monday),
        new ConsentNarrowed(
            Cast.Id(0x2),
            [new(Health, Gezondheid, new(2027, 7, 1), Objected: false), new(Health, Woorden, null, Objected: true)], Cast.Monday),
        new PageWithheld(Cast.Erik, PageWithheld.Protection, Cast.Monday),
        new RulingHeard(
            Cast.Id(0xf1), Ruling.Restriction, Lifted: false, Cast.Jgz, [Gezondheid], [new(Cast.WijkteamNoord, Cast.Wijkteam)], 4,
            Cast.Monday),
        new RulingSeen(Cast.Id(0xf1), Lifted: false, Cast.WijkteamNoord, Cast.Wijkteam, Cast.Wim, Cast.Monday),
        new WithdrawalEscalated(Cast.Id(0x77), Health, [new(Cast.WijkteamNoord, Cast.Wijkteam)], Cast.Monday),
    ];

    private static Explained Told => new("b1-1", "nl", "b1", new('b', 64), ["doel"], ["doel", "intrekken"], "ja")
    {
        Interpreter = "tolktelefoon",
        InterpreterWho = Sealed,
        To = [Cast.Erik],
    };

    private static readonly ConsentFact[] Fuller =
    [
        Samples.OfType<ConsentRequested>().First() with
        {
            Explained = Told,
            Scope = new("soort", "wijkteam", "GM0150", [new(Cast.WijkteamNoord, Cast.Wijkteam)]),
            Bundle = "kind-en-wijkteam",
        },
        Samples.OfType<FamilyHeard>().First() with
        {
            Members =
            [
                Adult(Cast.Samira), new(Cast.Erik, "child", Ages.From16, new(2028, 1, 1), false) { AdultFrom = new(2027, 3, 1) },
                new(Cast.Yara, "unborn-child", Ages.Unborn, null, false) { Gone = "pregnancy-ended" },
            ],
            Representations = [new(Cast.Id(0x702), Cast.Samira, Tessa, "mentor", new(2027, 1, 1), new(2028, 1, 1), "beschikking")],
            Suspensions = [new(Cast.Erik, Cast.Yara, "tijdelijk-niet-in-staat", "rechter", new(2027, 1, 1), null)],
            Incompetences = [new(Cast.Samira, "geld", "onafhankelijk-arts", new(2027, 1, 1), null)],
        },
        Samples.OfType<AnswerGiven>().First() with { Proof = new("handtekening", Sealed) },
    ];

    /// <summary>A recipient that was added later still: a meeting, by its form.</summary>
    private static ConsentRequested Table => Samples.OfType<ConsentRequested>().First() with
    {
        RecipientTeam = Guid.Empty,
        RecipientOrganisation = Guid.Empty,
        Scope = new("overleg", null, null, [new(Cast.WijkteamNoord, Cast.Wijkteam)]) { Form = "mdo" },
    };

    public static TheoryData<string> Names => [.. WarmHandover.Platform.Deciding.Facts.Names<ConsentFact>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fact_is_stored_and_read_for_good(string name)
    {
        Keeps(name, Assert.Single(Samples, s => WarmHandover.Platform.Deciding.Facts.NameOf(s) == name));
    }

    /// <summary>The same names with what was added later: older ones, without it, are read as well.</summary>
    [Fact]
    public void What_was_added_to_a_fact_is_stored_and_read_for_good()
    {
        foreach (var fact in Fuller)
            Keeps(WarmHandover.Platform.Deciding.Facts.NameOf(fact), fact, "-fuller");
    }

    [Fact]
    public void A_request_for_a_meeting_is_stored_and_read_for_good() => Keeps<ConsentFact>("consent-requested.v1", Table, "-meeting");

    [Fact]
    public void What_was_heard_of_a_team_is_stored_and_read_for_good() => Keeps<ListedTeamFact>(
        "team-heard.v1", new TeamHeard(Cast.WijkteamNoord, 1, Cast.Wijkteam, "wijkteam", ["0150"], true, true, Cast.Monday));

    [Fact]
    public void A_checkpoint_is_stored_and_read_for_good() => Keeps<CheckpointFact>("checkpoint-signed.v1", new CheckpointSigned(
        "warme-overdracht.example/consent", 100, "warme-overdracht.example/consent\n100\n", Cast.Monday));

    [Fact]
    public void A_consultation_is_stored_and_read_for_good()
    {
        Keeps<ConsultFact>("consult-asked.v1", new ConsultAsked(
            Cast.Id(0x7c1), Cast.Jgz, Cast.JgzTeam, Cast.Noor, Cast.WijkteamNoord, Cast.Wijkteam, "onder-12", ["geld"], "ernstig",
            "welke-hulp-past", 1, Cast.Monday));
        Keeps<ConsultFact>("consult-answered.v1", new ConsultAnswered(Cast.Id(0x7c1), ["eerst-praten"], Cast.Wim, Cast.Monday));
    }

    [Fact]
    public void An_assignment_is_stored_and_read_for_good()
    {
        Keeps<AssignmentFact>("assignment-drafted.v1", new AssignmentDrafted(
            Cast.Id(0xad1), "sjoerd", [Cast.Jgz], new(2027, 1, 1), new(2027, 3, 31), "klacht", new(2027, 6, 30), "bea", Cast.Jgz,
            Cast.Monday));
        Keeps<AssignmentFact>("assignment-agreed.v1", new AssignmentAgreed(Cast.Id(0xad1), Cast.Jgz, "hedda", Cast.Monday));
        Keeps<AssignmentFact>("assignment-ended.v1", new AssignmentEnded(Cast.Id(0xad1), Cast.Jgz, "hedda", Cast.Monday));
    }

    [Fact]
    public void A_line_of_the_access_log_is_stored_and_read_for_good() => Keeps<LookFact>(
        "look-noted.v1", new LookNoted(
            "lezen", "GET /v1/terugkijken/gezinnen/{family:guid}", "terugkijken", "family", Cast.Family, [Cast.Samira], "klacht", 200,
            null, [Cast.JgzTeam], new('a', 32), new('b', 16), null, Cast.Monday, Cast.Monday)
        {
            Responsible = Cast.Noor,
            Assignment = Cast.Id(0xad1),
        });

    [Fact]
    public void A_weekly_list_of_unusual_access_is_stored_and_read_for_good()
    {
        Keeps<UnusualFact>("unusual-listed.v1", new UnusualListed(
            Cast.Jgz, new(2027, 3, 1), 120, 4, [new("veel-gezinnen", Cast.Noor, 41, [Cast.Family], Cast.Monday, Cast.Monday)],
            Cast.Monday));
        Keeps<UnusualFact>("unusual-judged.v1", new UnusualJudged(1, "terecht", "hedda", Cast.Monday));
    }

    private static void Keeps<TFact>(string name, TFact fact, string kind = "") where TFact : class
    {
        var bytes = WarmHandover.Platform.Deciding.Facts.Write(fact);
        var file = Path.Combine(Folder(), $"{name}{kind}.json");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1")
            File.WriteAllBytes(file, [.. bytes, (byte)'\n']);

        var golden = File.ReadAllText(file).TrimEnd('\n');
        Assert.Equal(golden, Encoding.UTF8.GetString(bytes));
        var read = WarmHandover.Platform.Deciding.Facts.Read<TFact>(name, Encoding.UTF8.GetBytes(golden));
        Assert.Equal(bytes, WarmHandover.Platform.Deciding.Facts.Write(read));
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "golden");
}
