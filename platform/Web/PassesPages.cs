namespace WarmHandover.Platform.Web;

/// <summary>
/// Marks a route that passes pages for people on as they are: forms in, and answers that say themselves what a browser may keep.
/// </summary>
public sealed record PassesPages;
