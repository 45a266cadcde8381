using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using WarmHandover.Consents;

namespace WarmHandover.Tests.Replay;

/// <summary>A replay that meets a fact it has no words for would stop before an auditor: each kind of fact is told.</summary>
public sealed class ReplayWordsTests
{
    public static TheoryData<Type> Kinds =>
        [.. typeof(ConsentFact).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_fact_is_told_in_words_and_has_a_kind_to_filter_on(Type kind)
    {
        var words = typeof(ConsentFact).Assembly.GetType("WarmHandover.Consents.Replaying.ReplayWords")!;
        var steps = typeof(ConsentFact).Assembly.GetType("WarmHandover.Consents.Replaying.ReplaySteps")!;
        var told = ((string Kind, string What))words.GetMethod("Of")!.Invoke(null, [RuntimeHelpers.GetUninitializedObject(kind)])!;

        Assert.Contains(told.Kind, (IReadOnlyList<string>)steps.GetField("Kinds")!.GetValue(null)!);
        Assert.EndsWith(".", told.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fact_without_words_is_found()
    {
        var words = typeof(ConsentFact).Assembly.GetType("WarmHandover.Consents.Replaying.ReplayWords")!;
        var thrown = Assert.Throws<TargetInvocationException>(() => words.GetMethod("Of")!.Invoke(null, [new Untold(Cast.Monday)]));
        Assert.IsType<UnreachableException>(thrown.InnerException);
    }

    private sealed record Untold(DateTimeOffset When) : ConsentFact(When);
}
