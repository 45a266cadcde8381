namespace WarmHandover.Referrals.Directory;

/// <summary>A telephone number.</summary>
public sealed record Phone(Guid Id, string Number)
{
    public decimal? Extension { get; init; }

    public string? Type { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<Language>? Languages { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>When it is open, in the words of iCalendar.</summary>
public sealed record Schedule(Guid Id)
{
    public string? ValidFrom { get; init; }

    public string? ValidTo { get; init; }

    public string? Dtstart { get; init; }

    public decimal? Timezone { get; init; }

    public string? Until { get; init; }

    public decimal? Count { get; init; }

    public string? Wkst { get; init; }

    public string? Freq { get; init; }

    public decimal? Interval { get; init; }

    public string? Byday { get; init; }

    public string? Byweekno { get; init; }

    public string? Bymonthday { get; init; }

    public string? Byyearday { get; init; }

    public string? Description { get; init; }

    public string? OpensAt { get; init; }

    public string? ClosesAt { get; init; }

    public string? ScheduleLink { get; init; }

    public string? AttendingType { get; init; }

    public string? Notes { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>Where people must live. An extent of a CBS code (gemeente, wijk, buurt) is what areas are searched by.</summary>
public sealed record ServiceArea(Guid Id)
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Extent { get; init; }

    public string? ExtentType { get; init; }

    public string? Uri { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>A service at one location, with what differs there.</summary>
public sealed record ServiceAtLocation(Guid Id)
{
    public Guid? LocationId { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<Contact>? Contacts { get; init; }

    public IReadOnlyList<Phone>? Phones { get; init; }

    public IReadOnlyList<Schedule>? Schedules { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>A language that is spoken.</summary>
public sealed record Language(Guid Id)
{
    public string? Name { get; init; }

    public string? Code { get; init; }

    public string? Note { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>Who pays for it.</summary>
public sealed record Funding(Guid Id)
{
    public string? Source { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>What it costs the family.</summary>
public sealed record CostOption(Guid Id)
{
    public string? ValidFrom { get; init; }

    public string? ValidTo { get; init; }

    public string? Option { get; init; }

    public string? Currency { get; init; }

    public decimal? Amount { get; init; }

    public string? AmountDescription { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>What to bring.</summary>
public sealed record RequiredDocument(Guid Id)
{
    public string? Document { get; init; }

    public string? Uri { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>Whom to ask for. A person's name and address never stand in a fact: they are sealed beside it.</summary>
public sealed record Contact(Guid Id)
{
    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Department { get; init; }

    public string? Email { get; init; }

    public IReadOnlyList<Phone>? Phones { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>How many places, of what, and how many are free (HSDS 3.1).</summary>
public sealed record ServiceCapacity(Guid Id)
{
    public decimal? Available { get; init; }

    public decimal? Maximum { get; init; }

    public string? Description { get; init; }

    public string? Updated { get; init; }
}

/// <summary>A programme under which services are given.</summary>
public sealed record HsdsProgram(Guid Id, string Name)
{
    public string? AlternateName { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}

/// <summary>A number by which others know the organization.</summary>
public sealed record OrganizationIdentifier(Guid Id)
{
    public string? IdentifierScheme { get; init; }

    public string? IdentifierType { get; init; }

    public string? Identifier { get; init; }

    public IReadOnlyList<TaxonomyAttribute>? Attributes { get; init; }
}
