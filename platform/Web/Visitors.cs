namespace WarmHandover.Platform.Web;

/// <summary>
/// How the portal knows visitors apart who all come through the gateway: the gateway says from which address, in a header of its own. What
/// a
/// browser says there never passes.
/// </summary>
public static class Visitors
{
    /// <summary>The header.</summary>
    public const string Header = "Wo-Visitor";
}
