using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Policies;

namespace WarmHandover.Consents;

/// <summary>
/// What holds on a day: the lists that the release brings, with what two administrators chose stricter since. A request, a ground: each
/// keeps what it was decided under.
/// </summary>
public sealed record ConsentLaw(RuleBook Rules, ValidityList Validity, GroundMatrix Grounds, CategoryList Categories)
{
    /// <summary>What the release brings.</summary>
    public static readonly ConsentLaw OfRelease = new(Lists.Rules, Lists.Validity, Lists.Grounds, Lists.Categories);

    /// <summary>Which versions of policy it is; null while only what the release brings holds.</summary>
    public PolicyVersions? Versions { get; init; }

    /// <summary>The lists under three policies.</summary>
    public static ConsentLaw Of(Policy rules, Policy grounds, Policy categories) => new(
        RulePolicy.Rules(rules), RulePolicy.Validity(rules), GroundPolicy.Matrix(grounds), CategoryPolicy.List(categories))
    {
        Versions = (rules.Named ?? grounds.Named ?? categories.Named) is null
            ? null
            : new(rules.Named, grounds.Named, categories.Named),
    };

    /// <summary>Whether policy, beyond the release, never lets a kind of organisation receive a kind of data.</summary>
    public bool NeverTo(string category, IEnumerable<string> kinds) =>
        Categories.Find(category)?.Never?.Intersect(kinds).Any() is true;
}

/// <summary>The versions of policy something was decided under; what is not there is what the release brings.</summary>
public sealed record PolicyVersions(int? Rules, int? Grounds, int? Categories);

/// <summary>What holds now, read from the policies.</summary>
public sealed class ConsentLaws(PolicyHandler policies, TimeProvider clock)
{
    /// <summary>What holds on today's date in Amsterdam.</summary>
    public async Task<ConsentLaw> Now(CancellationToken ct)
    {
        var now = clock.Now();
        return ConsentLaw.Of(
            await policies.At(RulePolicy.Kind, now, ct), await policies.At(GroundPolicy.Kind, now, ct),
            await policies.At(CategoryPolicy.Kind, now, ct));
    }
}
