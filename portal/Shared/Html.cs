namespace WarmHandover.Portal.Shared;

/// <summary>Small helpers that markup reads easily.</summary>
public static class Html
{
    /// <summary>A class that is there or not.</summary>
    public static string? If(bool holds, string name) => holds ? name : null;

    /// <summary>Several classes, the absent ones left out.</summary>
    public static string Classes(params ReadOnlySpan<string?> names)
    {
        var all = new List<string>();
        foreach (var name in names)
        {
            if (!string.IsNullOrEmpty(name))
                all.Add(name);
        }

        return string.Join(' ', all);
    }
}
