using System.Text.Json.Serialization;

namespace WarmHandover.Portal.Professional;

/// <summary>The same person, by his id in this file and in the other.</summary>
public sealed record SamePerson(Guid Here, Guid There)
{
    /// <summary>Both ids, as a field of a form holds them.</summary>
    [JsonIgnore]
    public string Key => $"{Here}|{There}";

    /// <summary>Reads it again; null for anything else.</summary>
    public static SamePerson? Of(string key) =>
        key.Split('|') is [var here, var there] && Guid.TryParse(here, out var one) && Guid.TryParse(there, out var other)
            ? new(one, other)
            : null;
}

/// <summary>On what two files do not agree about somebody.</summary>
public sealed record FileDifference(Guid Member, string About);

/// <summary>What joining would do, and the check that nothing changed since it was looked at.</summary>
public sealed record JoinPreview(
    Guid Survives, Guid Joins, SamePerson[] Same, FileDifference[] Differences, int Members, string[] Consequences, string Check);
