using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using WarmHandover.Consents;
using WarmHandover.Notifications;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Reading;
using WarmHandover.Referrals;
using WarmHandover.Signals;

namespace WarmHandover.Tests.Reading;

/// <summary>
/// A view that meets a fact it does not name stops until somebody deploys a version that does. So each view is shown each kind of fact of
/// its stream before anybody deploys anything.
/// </summary>
public sealed class EveryViewTests
{
    private static readonly Type[] Views =
    [
        .. new[] { typeof(SignalService), typeof(ConsentService), typeof(ReferralService), typeof(NotificationService), typeof(NarrowView) }
            .Select(type => type.Assembly).Distinct().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsAbstract: false } && Base(type) is not null),
    ];

    public static TheoryData<string> Names => [.. Views.Where(v => v != typeof(NarrowView)).Select(view => view.FullName!).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_view_names_every_fact_of_its_stream(string view) =>
        Assert.Empty(NotNamed(Views.Single(v => v.FullName == view)));

    [Fact]
    public void A_view_that_forgot_one_is_found()
    {
        Assert.Equal(["Forgotten"], NotNamed(typeof(NarrowView)));
        Assert.True(Views.Length > 10, "the views were not found");
    }

    private static IEnumerable<string> NotNamed(Type view)
    {
        var family = Base(view)!.GetGenericArguments()[0];
        var show = view.GetMethod("Show", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var looking = RuntimeHelpers.GetUninitializedObject(view);
        foreach (var kind in family.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType))
        {
            var fact = RuntimeHelpers.GetUninitializedObject(kind);
            var noted = Activator.CreateInstance(typeof(Noted<>).MakeGenericType(family), Guid.Empty, fact, (StoredEvent?)null)!;
            if (Stops(() => show.Invoke(looking, [noted, new Rowless()])) && Stops(() => show.Invoke(looking, [noted, new EmptyRows()])))
                yield return kind.Name;
        }
    }

    // An empty fact or row makes most folds stumble after they have chosen their branch; only not having one counts.
    private static bool Stops(Action fold)
    {
        try
        {
            fold();
            return false;
        }
        catch (TargetInvocationException stumbled)
        {
            return stumbled.InnerException is UnreachableException;
        }
    }

    private static Type? Base(Type type)
    {
        for (var up = type.BaseType; up is not null; up = up.BaseType)
        {
            if (up.IsGenericType && up.GetGenericTypeDefinition() == typeof(View<>))
                return up;
        }

        return null;
    }

    private sealed class EmptyRows : Rowless
    {
        public override TRow? Get<TRow>(string key) where TRow : class => (TRow)RuntimeHelpers.GetUninitializedObject(typeof(TRow));
    }

    private class Rowless : Rows
    {
        public override TRow? Get<TRow>(string key) where TRow : class => null;

        public override void Put<TRow>(string key, string part, TRow row, DateTimeOffset? due = null)
        {
        }

        public override void Remove(string key)
        {
        }
    }

    [JsonDerivedType(typeof(Shown), "shown.v1")]
    [JsonDerivedType(typeof(Forgotten), "forgotten.v1")]
    private abstract record PlantedFact;

    private sealed record Shown : PlantedFact;

    private sealed record Forgotten : PlantedFact;

    private sealed class NarrowView() : View<PlantedFact>("planted", "thing", "planted_things")
    {
        protected override void Show(Noted<PlantedFact> noted, Rows rows)
        {
            if (noted.Fact is not Shown)
                throw new UnreachableException();
        }
    }
}
