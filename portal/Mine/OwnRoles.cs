using WarmHandover.Platform.Web;

namespace WarmHandover.Portal.Mine;

/// <summary>Roles as a page names them.</summary>
internal static class OwnRoles
{
    /// <summary>A parent or a young person.</summary>
    public const string Family = $"{Roles.Parent},{Roles.Young}";
}
