namespace WarmHandover.Referrals.Directory;

/// <summary>An address of a location. To whose attention it is written is sealed, like every person's name.</summary>
public sealed record PostalAddress(Guid Id)
{
    public string? Attention { get; init; }

    public string? Address1 { get; init; }

    public string? Address2 { get; init; }

    public string? City { get; init; }

    public string? Region { get; init; }

    public string? StateProvince { get; init; }

    public string? PostalCode { get; init; }

    public string? Country { get; init; }

    /// <summary>physical, postal or virtual.</summary>
    public string? AddressType { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>Who can come in, and how.</summary>
public sealed record Accessibility(Guid Id)
{
    public string? Description { get; init; }

    public string? Details { get; init; }

    public string? Url { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>A term out of a taxonomy that is said of an entry, or of a part of it.</summary>
public sealed record TaxonomyAttribute(Guid Id)
{
    public string? LinkType { get; init; }

    public string? Value { get; init; }

    public TaxonomyTerm? TaxonomyTerm { get; init; }
}

/// <summary>A term, with the taxonomy that it belongs to.</summary>
public sealed record TaxonomyTerm(Guid Id)
{
    public string? Code { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public Guid? ParentId { get; init; }

    public string? Taxonomy { get; init; }

    public string? Language { get; init; }

    public Guid? TaxonomyId { get; init; }

    public string? TermUri { get; init; }

    public Taxonomy? TaxonomyDetail { get; init; }
}

/// <summary>A list of terms.</summary>
public sealed record Taxonomy(Guid Id)
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Uri { get; init; }

    public string? Version { get; init; }
}
