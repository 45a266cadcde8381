namespace WarmHandover.Referrals.Directory;

// The names are those of HSDS 3.x, as far as C# lets them: docs/hsds.md has the table. What HSDS lacks stands at the end of ServiceEntry.

/// <summary>A service (voorziening): what is offered, for whom, where, when and how to get it.</summary>
public sealed record ServiceEntry(Guid Id, string Name)
{
    /// <summary>Who offers it; its entry is a stream of its own.</summary>
    public Guid? OrganizationId { get; init; }

    public Guid? ProgramId { get; init; }

    public string? AlternateName { get; init; }

    public string? Description { get; init; }

    public string? Url { get; init; }

    public string? Email { get; init; }

    /// <summary>active, inactive, defunct or temporarily closed.</summary>
    public string Status { get; init; } = "active";

    public string? InterpretationServices { get; init; }

    /// <summary>How to apply.</summary>
    public string? ApplicationProcess { get; init; }

    public string? FeesDescription { get; init; }

    public string? WaitTime { get; init; }

    public string? Fees { get; init; }

    public string? Accreditations { get; init; }

    public string? EligibilityDescription { get; init; }

    public decimal? MinimumAge { get; init; }

    public decimal? MaximumAge { get; init; }

    /// <summary>When somebody last checked that it is right.</summary>
    public string? AssuredDate { get; init; }

    public string? AssurerEmail { get; init; }

    public string? Licenses { get; init; }

    public string? Alert { get; init; }

    public string? LastModified { get; init; }

    public IReadOnlyList<Phone>? Phones { get; init; }

    public IReadOnlyList<Schedule>? Schedules { get; init; }

    public IReadOnlyList<ServiceArea>? ServiceAreas { get; init; }

    public IReadOnlyList<ServiceAtLocation>? ServiceAtLocations { get; init; }

    public IReadOnlyList<Language>? Languages { get; init; }

    public IReadOnlyList<Funding>? Funding { get; init; }

    public IReadOnlyList<CostOption>? CostOptions { get; init; }

    public IReadOnlyList<RequiredDocument>? RequiredDocuments { get; init; }

    public IReadOnlyList<Contact>? Contacts { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }

    /// <summary>HSDS 3.1: how many places there are, and how many are free.</summary>
    public IReadOnlyList<ServiceCapacity>? Capacities { get; init; }

    /// <summary>The life domains it helps with: in HSDS an attribute of the taxonomy <c>leefgebied</c>.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Up to which income, and when: in HSDS an attribute of the taxonomy <c>inkomensnorm</c>.</summary>
    public IReadOnlyList<IncomeNorm> IncomeNorms { get; init; } = [];
}

/// <summary>
/// Up to this percentage of the social minimum, from and until (both included) these dates; without one it is open there.
/// </summary>
public sealed record IncomeNorm(int Percentage, DateOnly? From = null, DateOnly? Until = null)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (Until is null || day <= Until);
}

/// <summary>An organization (aanbieder) that offers services.</summary>
public sealed record OrganizationEntry(Guid Id, string Name)
{
    public string? AlternateName { get; init; }

    public string? Description { get; init; }

    public string? Email { get; init; }

    public string? Website { get; init; }

    public string? TaxStatus { get; init; }

    public string? TaxId { get; init; }

    public decimal? YearIncorporated { get; init; }

    public string? LegalStatus { get; init; }

    public string? Logo { get; init; }

    public string? Uri { get; init; }

    public Guid? ParentOrganizationId { get; init; }

    public IReadOnlyList<Funding>? Funding { get; init; }

    public IReadOnlyList<Contact>? Contacts { get; init; }

    public IReadOnlyList<Phone>? Phones { get; init; }

    public IReadOnlyList<HsdsProgram>? Programs { get; init; }

    public IReadOnlyList<OrganizationIdentifier>? OrganizationIdentifiers { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>A location: a building, a post box, or a place on the internet.</summary>
public sealed record LocationEntry(Guid Id)
{
    public Guid? OrganizationId { get; init; }

    /// <summary>physical, postal or virtual.</summary>
    public string LocationType { get; init; } = "physical";

    public string? Url { get; init; }

    public string? Name { get; init; }

    public string? AlternateName { get; init; }

    public string? Description { get; init; }

    public string? Transportation { get; init; }

    public decimal? Latitude { get; init; }

    public decimal? Longitude { get; init; }

    public string? ExternalIdentifier { get; init; }

    public string? ExternalIdentifierType { get; init; }

    public IReadOnlyList<Language>? Languages { get; init; }

    public IReadOnlyList<PostalAddress>? Addresses { get; init; }

    public IReadOnlyList<Contact>? Contacts { get; init; }

    public IReadOnlyList<Accessibility>? Accessibility { get; init; }

    public IReadOnlyList<Phone>? Phones { get; init; }

    public IReadOnlyList<Schedule>? Schedules { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}
