using WarmHandover.Platform.Web;
using WarmHandover.Portal.Mine;
using WarmHandover.Portal.Sessions;

namespace WarmHandover.Portal.Shared;

/// <summary>A line of the menu: where it goes, the key of its text, and for which roles it stands there.</summary>
public sealed record MenuLink(string Path, string Text, params string[] Roles);

/// <summary>The menu. What is not for a person's role does not stand there; the services decide whether he may.</summary>
public static class Navigation
{
    private static readonly MenuLink[] All =
    [
        new("/", "menu.werk", Roles.Professional, Roles.TeamLead),
        new("/gezinnen", "menu.gezinnen", Roles.Professional, Roles.TeamLead),
        new("/postvak", "menu.postvak", Roles.Professional, Roles.TeamLead),
        new("/casusvragen", "menu.casusvragen", Roles.Professional),
        new("/vroegsignalen", "menu.vroeg", Roles.EarlyDebt),
        new("/toezicht", "menu.toezicht", Roles.Auditor),
        new("/regie", "menu.regie", Roles.FocusOfficer),
        new("/sociale-kaart", "menu.sociale-kaart", Roles.Professional, Roles.TeamLead, Roles.FocusOfficer),
        new("/kaart", "menu.kaart", Roles.FocusOfficer),
        new("/zorgpaden", "menu.paden", Roles.FocusOfficer),
        new("/beheer", "menu.beheer", Roles.Administrator),
        new("/beheer/organisaties", "menu.organisaties", Roles.Administrator),
        new("/beheer/teams", "menu.teams", Roles.Administrator),
        new("/ketenafspraken", "menu.afspraken", Roles.Administrator, Roles.FocusOfficer),
        new("/beheer/regels", "menu.regels", Roles.Administrator),
        new("/beheer/beleid", "menu.beleid", Roles.Administrator),
        new("/beheer/webhooks", "menu.webhooks", Roles.Administrator),
        new("/beheer/post", "menu.post", Roles.Administrator),
        new("/beheer/toegang", "menu.toegang", Roles.Administrator),
        new("/cijfers", "menu.cijfers", Roles.FocusOfficer),
        new("/privacybureau", "menu.bureau", Roles.PrivacyOfficer),
        new("/privacyverzoeken", "menu.rechten", Roles.PrivacyOfficer),
        new("/datalekken", "menu.datalekken", Roles.PrivacyOfficer),
        new("/vernietigen", "menu.vernietigen", Roles.PrivacyOfficer, Roles.TeamLead),
        new("/bewaren", "menu.bewaren", Roles.PrivacyOfficer),
        new("/noodtoegang", "menu.nood", Roles.PrivacyOfficer, Roles.TeamLead),
        new("/ongewoon", "menu.ongewoon", Roles.PrivacyOfficer),
        new("/opdrachten", "menu.opdrachten", Roles.Administrator, Roles.PrivacyOfficer),
    ];

    /// <summary>The lines for one person.</summary>
    public static IReadOnlyList<MenuLink> Of(Who who) =>
        OwnPlace.IsFor(who) ? OwnPlace.MenuOf(who) : [.. All.Where(link => link.Roles.Any(who.Is))];

    /// <summary>Where a person begins: his role's own start page.</summary>
    public static string Start(Who who) => who switch
    {
        _ when OwnPlace.IsFor(who) => OwnPlace.StartOf(who),
        _ when who.Is(Roles.Auditor) => "/toezicht",
        _ when who.Is(Roles.Professional) || who.Is(Roles.TeamLead) => "/",
        _ when who.Is(Roles.Administrator) => "/beheer",
        _ when who.Is(Roles.FocusOfficer) => "/regie",
        _ when who.Is(Roles.PrivacyOfficer) => "/privacybureau",
        _ when who.Is(Roles.EarlyDebt) => "/vroegsignalen",
        _ => "/",
    };
}
