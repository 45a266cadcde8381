using Microsoft.AspNetCore.Builder;

namespace WarmHandover.Platform.Web;

/// <summary>An example of the body that a route takes, for its description.</summary>
public sealed record BodyExample(object Body);

/// <summary>Examples in the descriptions. A test sends each of them to its own route, which may refuse it but not misread it.</summary>
public static class Examples
{
    /// <summary>Shows how the body of this route is filled in.</summary>
    public static TBuilder WithExample<TBuilder>(this TBuilder builder, object body) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new BodyExample(body));
}

/// <summary>Invented ids and days for the examples: the same parent, child and teams in every description, and nobody's.</summary>
public static class Invented
{
    /// <summary>A family.</summary>
    public static readonly Guid Family = Guid.Parse("0198f0ee-0000-7000-8000-000000000001");

    /// <summary>A parent in it.</summary>
    public static readonly Guid Parent = Guid.Parse("0198f0ee-0000-7000-8000-000000000011");

    /// <summary>A child in it.</summary>
    public static readonly Guid Child = Guid.Parse("0198f0ee-0000-7000-8000-000000000012");

    /// <summary>A signal about one of them.</summary>
    public static readonly Guid Signal = Guid.Parse("0198f0ee-0000-7000-8000-000000000021");

    /// <summary>A need of one of them.</summary>
    public static readonly Guid Need = Guid.Parse("0198f0ee-0000-7000-8000-000000000022");

    /// <summary>A request for consent.</summary>
    public static readonly Guid Request = Guid.Parse("0198f0ee-0000-7000-8000-000000000031");

    /// <summary>An organisation that receives.</summary>
    public static readonly Guid Organisation = Guid.Parse("0198f0ee-0000-7000-8000-000000000041");

    /// <summary>A team of it.</summary>
    public static readonly Guid Team = Guid.Parse("0198f0ee-0000-7000-8000-000000000042");

    /// <summary>The day on which the examples play.</summary>
    public static readonly DateOnly Day = new(2027, 3, 1);

    /// <summary>A time on that day.</summary>
    public static readonly DateTimeOffset Time = new(2027, 3, 1, 9, 30, 0, TimeSpan.Zero);
}
