namespace WarmHandover.Tests.Deploy;

/// <summary>
/// One rule over rendered manifests: who breaks it, and a change of the text that must be found (<paramref name="From"/> becomes
/// <paramref name="To"/>, the first time it stands there).
/// </summary>
internal sealed record Rule(string Name, Func<Manifests, IEnumerable<string>> Broken, string From, string To)
{
    /// <summary>The resources of which something does not hold.</summary>
    public static Func<Manifests, IEnumerable<string>> Each(Func<Manifests, IEnumerable<Resource>> of, Func<Resource, bool> holds) =>
        all => of(all).Where(one => !holds(one)).Select(one => $"{one.Kind} {one.Name}").DefaultIfEmpty(NobodyIn(of, all)).OfType<string>();

    /// <summary>The text with the planted mistake.</summary>
    public string Planted(string text)
    {
        var at = text.IndexOf(From, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{Name}: '{From}' stands nowhere");
        return string.Concat(text.AsSpan(0, at), To, text.AsSpan(at + From.Length));
    }

    // A rule about resources that are gone must not pass for that reason.
    private static string? NobodyIn(Func<Manifests, IEnumerable<Resource>> of, Manifests all) =>
        of(all).Any() ? null : "nothing to look at";
}
