using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace WarmHandover.Platform.Looking;

/// <summary>Which families a list shows: the rows of an answer that say of which family they are.</summary>
internal static class ShownFamilies
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> Properties = [];

    public static IReadOnlyList<Guid> In(object? answer)
    {
        while (answer is INestedHttpResult nested)
            answer = nested.Result;

        return (answer as IValueHttpResult)?.Value is IEnumerable rows and not string
            ? [.. rows.Cast<object?>().Select(Family).OfType<Guid>().Where(f => f != Guid.Empty).Distinct().Order()]
            : [];
    }

    private static Guid? Family(object? row) => row is null ? null
        : Properties.GetOrAdd(row.GetType(), type => type.GetProperty("Family") is { PropertyType: var of } property
            && (of == typeof(Guid) || of == typeof(Guid?)) ? property : null)?.GetValue(row) as Guid?;
}
