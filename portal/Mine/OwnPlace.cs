using WarmHandover.Platform.Web;
using WarmHandover.Portal.Sessions;
using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Mine;

/// <summary>
/// Where a family, a young person or a volunteer walks. On these pages the frame names no kind of help, shows the quick way out, and
/// signing
/// out leads back to the code.
/// </summary>
public static class OwnPlace
{
    /// <summary>Where one comes in with a code.</summary>
    public const string Entrance = "/binnen";

    /// <summary>Where one asks for help without an account.</summary>
    public const string AskForHelp = "/ik-wil-hulp";

    /// <summary>The own page.</summary>
    public const string Start = "/mijn";

    /// <summary>The volunteer's one page.</summary>
    public const string Support = "/mijn/steun";

    /// <summary>The one question whether it helped.</summary>
    public const string CheckBack = "/mijn/nazorg";

    /// <summary>The quick way out: ends the session and goes elsewhere.</summary>
    public const string Away = "/weg";

    /// <summary>Elsewhere: a page that anybody could have open.</summary>
    public const string Elsewhere = "https://www.weer.nl/";

    private static readonly MenuLink[] Menu =
    [
        new(Start, "mijn.menu.keuzes"), new("/mijn/verloop", "mijn.menu.verloop"), new("/mijn/bewijs", "mijn.menu.bewijs"),
        new("/mijn/verzoeken", "mijn.menu.verzoeken"),
    ];

    /// <summary>Whether somebody came for himself: a parent, a young person, a volunteer.</summary>
    public static bool IsFor(Who? who) => who is not null && (who.Is(Roles.Parent) || who.Is(Roles.Young) || who.Is(Roles.Volunteer));

    /// <summary>Whether this request is for one of these pages, by its address or by who asks.</summary>
    public static bool Is(HttpContext http) =>
        IsFor(Who.Of(http.User))
        || http.Request.Path.StartsWithSegments(Start, StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments(Entrance, StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments(AskForHelp, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where somebody begins who came for himself.</summary>
    public static string StartOf(Who who) => who.Purpose switch
    {
        WaysIn.Purposes.CheckBack => CheckBack,
        _ when who.Is(Roles.Volunteer) => Support,
        _ => Start,
    };

    /// <summary>The menu: none for who has one page, or may not read.</summary>
    public static IReadOnlyList<MenuLink> MenuOf(Who who) => StartOf(who) == Start && MayRead(who) ? Menu : [];

    /// <summary>Whether the second factor was given. Who came another way than by a code (in Development) reads.</summary>
    public static bool MayRead(Who who) =>
        who.Way != CodeSignIn.Way || (who.Scope ?? "").Split(' ').Contains(WaysIn.Reading);
}
