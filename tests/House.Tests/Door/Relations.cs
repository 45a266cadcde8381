namespace WarmHandover.Tests.Door;

/// <summary>What somebody meets at an object of an organisation to which he stands in no relation.</summary>
public enum Foreign
{
    /// <summary>The same answer as at an object that does not exist.</summary>
    DoesNotExist,

    /// <summary>The region shares it: whoever holds the role sees it.</summary>
    SharedInRegion,
}

/// <summary>Who stands in relation to what is kept under an address, in the words of <c>docs/authorization.md</c>.</summary>
public sealed record Relation(string Prefix, string Who, Foreign Foreign)
{
    /// <summary>
    /// The whole policy beside the roles. The longest prefix that fits is the one; an address that none fits has no policy, which fails the
    /// build.
    /// </summary>
    public static readonly IReadOnlyList<Relation> All =
    [
        new("/v1/gezinnen", "the organisation whose file it is", Foreign.DoesNotExist),
        new("/v1/signaallijsten", "the region; adding kinds and questions: its administrator and focus officer", Foreign.SharedInRegion),
        new("/v1/vroegsignalen", "the early-debt team of the municipality to which it was reported", Foreign.DoesNotExist),
        new("/v1/signaalcijfers", "the region: counts, small ones suppressed", Foreign.SharedInRegion),
        new("/v1/ik-wil-hulp", "everybody, without an account", Foreign.SharedInRegion),
        new("/v1/zelfmeldingen", "the team of the area that the person named", Foreign.DoesNotExist),
        new("/v1/toestemmingen", "the organisation that asked; a recipient where its own rows are concerned", Foreign.DoesNotExist),
        new("/v1/terugkijken", "an auditor with an agreed, running assignment over that organisation", Foreign.DoesNotExist),
        new("/v1/opdrachten", "the organisations under the assignment, and its auditor", Foreign.DoesNotExist),
        new("/v1/mijn-toestemming", "the person whom it is about, or who signs for him: his own rows", Foreign.DoesNotExist),
        new("/v1/verwijzingen", "the sending and the receiving team; the letter from acceptance on", Foreign.DoesNotExist),
        new("/v1/vernietigingen", "the privacy officers of the organisation that is asked", Foreign.DoesNotExist),
        new("/v1/bewaartermijnen", "the privacy officers and administrators of the organisation whose file it is", Foreign.DoesNotExist),
        new("/v1/privacyverzoeken", "the privacy officers of the organisation that is asked", Foreign.DoesNotExist),
        new("/v1/vernietigingsverzoek", "whoever holds the number on the card of his own request", Foreign.SharedInRegion),
        new("/v1/datalekken", "the privacy officer of the organisation that sent it wrongly", Foreign.DoesNotExist),
        new("/v1/vastgelopen", "the region, without what a family told", Foreign.SharedInRegion),
        new("/v1/mijn-verwijzingen", "the person whom it is about: his own rows", Foreign.DoesNotExist),
        new("/v1/mijn-verzoeken", "the person who asked, or who decides for whom it is about", Foreign.DoesNotExist),
        new("/v1/mijn-steun", "the volunteer to whom one family was given", Foreign.DoesNotExist),
        new("/v1/mijn-nazorg", "the person who was asked", Foreign.DoesNotExist),
        new("/v1/verwijscijfers", "the region: counts, small ones suppressed", Foreign.SharedInRegion),
        new("/v1/ketenafspraken", "the region", Foreign.SharedInRegion),
        new("/v1/termijnregels", "the region", Foreign.SharedInRegion),
        new("/v1/beleid", "the region; a proposal is decided by another administrator", Foreign.SharedInRegion),
        new("/v1/organisaties", "the region", Foreign.SharedInRegion),
        new("/v1/teams", "the region; what a team leader does, for his own team", Foreign.SharedInRegion),
        new("/v1/voorzieningen", "the keeper of the directory; of an entry its owner", Foreign.SharedInRegion),
        new("/v1/sociale-kaart", "everybody, without an account", Foreign.SharedInRegion),
        new("/v1/zorgpaden", "the region", Foreign.SharedInRegion),
        new(
            "/v1/meldingen", "the team whose inbox it is; what is stuck, without whose it is: the focus officers of the region",
            Foreign.DoesNotExist),
        new("/v1/toegang", "whoever holds a code; the keys: everybody", Foreign.SharedInRegion),
        new("/v1/toegangen", "the team that the person came in through", Foreign.DoesNotExist),
        new("/v1/postadressen", "the organisation of the team that wrote it down", Foreign.DoesNotExist),
        new("/v1/post", "the team that sent it; the administrator sees kind and time", Foreign.DoesNotExist),
        new("/v1/webhooks", "the organisation of the administrator", Foreign.DoesNotExist),
        new("/v1/gebeurtenissen", "everybody: the descriptions of events", Foreign.SharedInRegion),
        new(
            "/v1/bewijs", "everybody: hashes; one entry's place and bundles: an auditor, bundles within his assignment",
            Foreign.SharedInRegion),
        new("/v1/logboek", "the privacy officer, for the own organisation", Foreign.DoesNotExist),
    ];

    /// <summary>The relation that holds for an address; null when nobody thought about it.</summary>
    public static Relation? Of(string path) => All
        .Where(r => path == r.Prefix || path.StartsWith($"{r.Prefix}/", StringComparison.Ordinal))
        .MaxBy(r => r.Prefix.Length);
}
