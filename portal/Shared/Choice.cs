namespace WarmHandover.Portal.Shared;

/// <summary>Something that can be chosen: what is sent, what people read, perhaps an explanation and the group it stands in.</summary>
public sealed record Choice(string Value, string Label, string? Explanation = null, string? Group = null);
