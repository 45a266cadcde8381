namespace WarmHandover.Signals;

/// <summary>The roles a member of a family can have.</summary>
public static class MemberRoles
{
    /// <summary>A parent by birth, recognition or adoption, wherever he lives.</summary>
    public const string Parent = "parent";

    /// <summary>A child under 18.</summary>
    public const string Child = "child";

    /// <summary>A child that is expected.</summary>
    public const string UnbornChild = "unborn-child";

    /// <summary>Another adult of the circle: step-parent, foster parent, guardian, grandparent.</summary>
    public const string OtherAdult = "other-adult";

    /// <summary>An organisation as guardian or representative: it signs, nothing is recorded about it.</summary>
    public const string Organisation = "organisation";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Parent, Child, UnbornChild, OtherAdult, Organisation];
}

/// <summary>On what title somebody decides for a child.</summary>
public static class AuthorityKinds
{
    /// <summary>Parental authority.</summary>
    public const string Parent = "parent";

    /// <summary>Guardianship.</summary>
    public const string Guardian = "guardian";

    /// <summary>Both.</summary>
    public static readonly IReadOnlyList<string> All = [Parent, Guardian];
}

/// <summary>The kinds of representative that rules speak of; the whole list is data.</summary>
public static class RepresentationKinds
{
    /// <summary>Acts in everything (BW 1:381); who is under curatele holds no authority (BW 1:246).</summary>
    public const string Curator = "curator";

    /// <summary>Acts in money matters, beside the adult himself (BW 1:438, 1:441).</summary>
    public const string Administrator = "bewindvoerder";

    /// <summary>Acts for somebody who cannot value his interests, while nobody was appointed or authorised (BW 7:465).</summary>
    public const string Partner = "partner";

    /// <summary>Acts when there is no partner either, or he does not want to (BW 7:465).</summary>
    public const string Relative = "familie";

    /// <summary>Acts with a written authorisation (BW 7:465); the only kind for somebody of 16 or 17.</summary>
    public const string Authorised = "gemachtigde";
}

/// <summary>What the house must not do with a member, for safety.</summary>
public static class SafetyFlags
{
    /// <summary>Is never asked, told, listed or reminded.</summary>
    public const string DoNotInform = "niet-informeren";

    /// <summary>Is never approached; may know.</summary>
    public const string DoNotContact = "niet-contacteren";

    /// <summary>Both.</summary>
    public static readonly IReadOnlyList<string> All = [DoNotInform, DoNotContact];
}

/// <summary>The outcomes of a conversation that rules speak of; the whole list is data.</summary>
public static class Outcomes
{
    /// <summary>Not now: the team comes back on a date.</summary>
    public const string NotNow = "niet-nu";

    /// <summary>The family does not want to be asked again.</summary>
    public const string NeverAgain = "niet-meer-vragen";

    /// <summary>Recognised: there is something to talk on about.</summary>
    public const string Recognised = "herkend";

    /// <summary>Wants help.</summary>
    public const string WantsHelp = "wil-hulp";
}

/// <summary>Who interpreted.</summary>
public static class Interpreters
{
    /// <summary>Nobody had to.</summary>
    public const string None = "geen";

    /// <summary>A professional interpreter.</summary>
    public const string Professional = "beroepstolk";

    /// <summary>A member of the family; never a child.</summary>
    public const string Member = "gezinslid";

    /// <summary>Somebody else the family knows.</summary>
    public const string Acquaintance = "bekende";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [None, Professional, Member, Acquaintance];
}
