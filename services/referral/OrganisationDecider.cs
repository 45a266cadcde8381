using WarmHandover.Platform.Deciding;
using static WarmHandover.Referrals.Organisation;

namespace WarmHandover.Referrals;

/// <summary>Put an organisation in the directory.</summary>
public sealed record RegisterOrganisation(string Name, string Kind, DateTimeOffset At);

/// <summary>Which organisations the directory takes.</summary>
public static class OrganisationDecider
{
    /// <summary>Every kind of organisation that may send and receive.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "jgz", "wijkteam", "schuldhulp", "geboortezorg", "kraamzorg", "huisarts", "school", "kinderopvang", "informele-steun",
        "bewindvoering", "wonen", "leerplicht", "gi", "veilig-thuis",
    ];

    /// <summary>Decides one command.</summary>
    public static Decision<OrganisationEvent> Decide(RegisterOrganisation wish, Organisation state) => state switch
    {
        Registered there => there == new Registered(wish.Name, wish.Kind) ? [] : ReferralRefusals.OrganisationKnown,
        _ when !Kinds.Contains(wish.Kind) => ReferralRefusals.KindUnknown,
        _ => [new OrganisationRegistered(wish.Name, wish.Kind, wish.At)],
    };
}
