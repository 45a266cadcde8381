using WarmHandover.Contracts;

namespace WarmHandover.Consents;

/// <summary>One version of the bundles: what is asked in one click.</summary>
public sealed record BundleList(int Version, IReadOnlyList<Bundle> Bundles)
{
    /// <summary>A bundle by code; null when the list does not have it.</summary>
    public Bundle? Find(string? code) => Bundles.FirstOrDefault(b => b.Code == code);
}

/// <summary>
/// A named set of categories for one purpose, in one sentence for adults and, where it is about a child, one for the child.
/// </summary>
public sealed record Bundle(
    string Code, string Name, string Purpose, string Text, string? ChildText, string Icon, IReadOnlyList<string> Categories)
{
    /// <summary>The rows it asks about these members: each category of it that fits the person.</summary>
    public IReadOnlyList<Row> RowsAbout(IEnumerable<Guid> members, FamilyHeard family, DateOnly today) =>
    [
        .. from id in members.Distinct()
           let member = family.Member(id)
           where member is not null
           from code in Categories
           where Lists.Categories.Find(code)!.Fits(member, Ages.At(member, today))
           select new Row(id, code),
    ];
}

/// <summary>How long a yes holds when nobody names a last day, and at most: per purpose, or for all others. Never open-ended.</summary>
public sealed record ValidityList(int Version, int Months, int LongestMonths, IReadOnlyList<PurposeValidity> Purposes)
{
    /// <summary>The last day when nobody names one.</summary>
    public DateOnly Default(string? purpose, DateOnly from) => from.AddMonths(Of(purpose)?.Months ?? Months);

    /// <summary>The last day that can be asked at all.</summary>
    public DateOnly Latest(string? purpose, DateOnly today) => today.AddMonths(Of(purpose)?.LongestMonths ?? LongestMonths);

    private PurposeValidity? Of(string? purpose) => Purposes.FirstOrDefault(p => p.Purpose == purpose);
}

/// <summary>The validity of one purpose.</summary>
public sealed record PurposeValidity(string Purpose, int Months, int LongestMonths);
