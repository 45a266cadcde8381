namespace WarmHandover.Portal.Admin;

/// <summary>The kinds of signal and the questions of one municipality, beside those that all have.</summary>
public sealed record SignalListSeen(string Area, KindSeen[] Kinds, QuestionsSeen? Questions, KindSeen[] Common, DomainSeen[] Domains)
{
    /// <summary>What a life domain is called.</summary>
    public string Domain(string code) => Domains.FirstOrDefault(d => d.Code == code)?.Label ?? code;

    /// <summary>The own code, without the municipality's before it, as it is withdrawn.</summary>
    public string Own(string code) => code.StartsWith($"{Area}.", StringComparison.Ordinal) ? code[(Area.Length + 1)..] : code;
}

/// <summary>A kind of signal: about whom, in which life domain, what it counts as.</summary>
public sealed record KindSeen(string Code, string Label, string Subject, string Domain, string Phase, string Category);

/// <summary>The own questions in their newest version.</summary>
public sealed record QuestionsSeen(int Version, QuestionSeen[] Questions);

/// <summary>A question and why it is asked.</summary>
public sealed record QuestionSeen(string Code, string Text, string Why, string Domain, PointSeen[] Points);

/// <summary>An answer that points to a kind of signal.</summary>
public sealed record PointSeen(string When, string Kind);

/// <summary>A life domain.</summary>
public sealed record DomainSeen(string Code, string Label);
