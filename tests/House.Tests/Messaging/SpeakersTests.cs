using System.Reflection;
using MassTransit;
using WarmHandover.Contracts.Consent;
using WarmHandover.Contracts.Referral;
using WarmHandover.Contracts.Signal;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Tests.Messaging;

public sealed class SpeakersTests
{
    private static readonly string[] Services = ["signal", "consent", "referral", "notification"];

    [Fact]
    public void Every_kind_of_announcement_has_a_listener_or_is_known_to_be_for_nobody_yet()
    {
        var consumers = Services.Append("platform")
            .SelectMany(service => Assembly.Load(char.ToUpperInvariant(service[0]) + service[1..]).GetTypes())
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IConsumer)))
            .ToArray();

        Assert.NotEmpty(consumers);
        Assert.Equal(
            Speakers.ForNobodyYet.Select(kind => kind.Name).Order(),
            Speakers.Unheard(Services, consumers).Select(kind => kind.Name).Order());
    }

    [Fact]
    public void A_kind_without_a_listener_is_found() =>
        Assert.Equal(
            [
                typeof(ErasureOrdered), typeof(ErasureToDecide), typeof(FamilyJoined), typeof(FamilyStands), typeof(NeedsStated),
                typeof(RecordsErasureOrdered), typeof(RowsRuled), typeof(SelfStartStands),
            ],
            Speakers.Unheard(["signal"], [typeof(WhenAFamilyIsComposed)]).OrderBy(kind => kind.Name));

    [Fact]
    public void The_namespace_of_a_contract_names_who_says_it()
    {
        Assert.Equal("referral", Speakers.Of(typeof(ReferralMoved)));
        Assert.Equal("consent", Speakers.Of(typeof(ConsentStands)));
        Assert.Equal(
            [
                typeof(ErasureOrdered), typeof(ErasureToDecide), typeof(FamilyComposed), typeof(FamilyJoined), typeof(FamilyStands),
                typeof(NeedsStated), typeof(RecordsErasureOrdered), typeof(RowsRuled), typeof(SelfStartStands),
            ],
            Speakers.Announcements("signal").OrderBy(kind => kind.Name));
    }
}
