using System.Text;
using WarmHandover.Platform.Deciding;
using WarmHandover.Signals;
using WarmHandover.Signals.Debts;
using WarmHandover.Signals.Views;
using WarmHandover.Tests.Signal;

namespace WarmHandover.Tests.SignalDebts;

/// <summary>The bundle of a household: facts, choices, the list, and the term after which it is gone.</summary>
public sealed class DebtTests() : Deciding<DebtHousehold, DebtCommand, DebtFact>(DebtHandler.Streams)
{
    private static readonly string Golden = Path.Combine(HouseTests.Root, "tests", "House.Tests", "SignalDebts", "golden");
    private static readonly DateOnly Until = new(2027, 4, 12);

    private static readonly DebtSignalReceived Energy = new(
        Cast.Id(0xd1), Cast.Id(0xd2), "energie", 450, new(2026, 12, 10), new(2027, 2, 20), Crisis: false, WarmHandover: false, "GM0150",
        Circle.Sealed, DebtDesk.Wgs, new(2027, 2, 1), Until, Cast.Schuldhulp, Cast.SchuldhulpTeam, Cast.Monday);

    private static readonly DebtSignalReceived Rent = Energy with { Signal = Cast.Id(0xd3), Partner = "huur", Amount = 900, Crisis = true };
    private static readonly DebtSignalsPickedUp PickedUp = new(Cast.Monday);
    private static readonly DebtContactAttempted Tried = new(
        Cast.Id(0xd4), "huisbezoek", Reached: false, Cast.Today, "middag", Cast.Monday);
    private static readonly DebtSignalsClosed Paid = new("zelf-betaald", PickedUp: true, Cast.Monday);
    private static readonly DebtSignalsJoined Joined = new(Cast.Family, Cast.Monday);
    private static readonly DebtSignalsLapsed Lapsed = new(Cast.Monday);
    private static readonly DebtSignalsDestroyed Destroyed = new(Cast.Monday);
    private static readonly DebtFact[] Everything = [Energy, PickedUp, Tried, Joined, Paid, Lapsed, Destroyed];

    public static TheoryData<string> Names => [.. Facts.Names<DebtFact>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void DebtFacts_are_read_folded_and_written_to_the_same_bytes(string name)
    {
        var fact = Everything.Single(f => Facts.NameOf(f) == name);
        var file = Path.Combine(Golden, $"{name}.json");
        if (Environment.GetEnvironmentVariable("WO_APPROVE") == "1" && !File.Exists(file))
            File.WriteAllBytes(file, Facts.Write(fact));

        var stored = File.ReadAllBytes(file);
        Assert.Equal(Encoding.UTF8.GetString(stored), Encoding.UTF8.GetString(Facts.Write(fact)));
        Assert.Equal(fact, Facts.Read<DebtFact>(name, stored));
        Assert.NotEmpty(DebtHousehold.Evolve(DebtHousehold.Evolve(DebtHousehold.Initial, Energy), fact).Signals);
    }

    [Fact]
    public void A_signal_is_taken_once_also_after_it_was_destroyed()
    {
        Given().When(new ReceiveDebtSignal(Energy)).Then(Energy);
        Given(Energy).When(new ReceiveDebtSignal(Energy with { Amount = 1, At = Cast.Monday.AddDays(3) })).ThenNothing();
        Given(Energy, Lapsed, Destroyed).When(new ReceiveDebtSignal(Energy)).ThenNothing();
        Given(Energy).When(new ReceiveDebtSignal(Rent)).Then(Rent);
    }

    [Fact]
    public void To_another_organisation_it_does_not_exist_and_when_it_is_over_it_is_over()
    {
        Given(Energy).When(new PickUpDebtSignals(Cast.Jgz, Cast.Monday)).ThenRefused(Refusals.Missing);
        Given().When(new PickUpDebtSignals(Cast.Schuldhulp, Cast.Monday)).ThenRefused(Refusals.Missing);
        Given(Energy).When(new PickUpDebtSignals(Cast.Schuldhulp, Cast.Monday)).Then(PickedUp);
        Given(Energy, Lapsed).When(new PickUpDebtSignals(Cast.Schuldhulp, Cast.Monday)).ThenRefused(Refusals.Missing);
        var close = new CloseDebtSignals("zelf-betaald", true, Cast.Schuldhulp, Cast.Monday);
        Given(Energy).When(close).Then(Paid);
        Given(Energy, Paid).When(close with { Result = "geen-contact" }).ThenRefused(DebtHouseholdDecider.Over);
        Given(Energy).When(new AttemptDebtContact(
            Tried.Attempt, "huisbezoek", false, Cast.Autumn, "middag", Cast.Schuldhulp, Cast.Monday))
            .ThenRefused(FamilyRefusals.InTheFuture);
        Given(Energy).When(new JoinDebtSignals(Cast.Family, Cast.Schuldhulp, Cast.Monday)).Then(Joined);
    }

    [Fact]
    public void Without_contact_it_lapses_on_its_day_and_with_contact_or_a_join_it_does_not()
    {
        var on = new DateTimeOffset(2027, 4, 11, 22, 0, 0, TimeSpan.Zero);
        Given(Energy, Tried).When(new LapseDebtSignals(on.AddSeconds(-1))).ThenNothing();
        Given(Energy, Tried).When(new LapseDebtSignals(on)).Then(Lapsed with { At = on });
        Given(Energy, Tried with { Reached = true }).When(new LapseDebtSignals(on)).ThenNothing();
        Given(Energy, Joined).When(new LapseDebtSignals(on)).ThenNothing();
        Given(Energy, Lapsed).When(new DestroyDebtSignals(Cast.Monday)).Then(Destroyed);
        Given(Energy).When(new DestroyDebtSignals(Cast.Monday)).ThenNothing();
    }

    [Fact]
    public void The_list_shows_a_bundle_to_one_organisation_until_its_term_and_rebuilds_to_the_same()
    {
        var row = Assert.Single(Rows(Energy, Rent).Part<DebtRow>(DebtsView.Of(Cast.Schuldhulp)));
        Assert.Equal((1350, true, "nieuw"), (row.Amount, row.Crisis, row.State));
        Assert.Equal(["energie", "huur"], row.Partners);
        Assert.Equal([new(2027, 4, 11, 22, 0, 0, TimeSpan.Zero)], Rows(Energy).Due);
        Assert.Empty(Rows(Energy, Tried with { Reached = true }).Due);
        Assert.Empty(Rows(Energy, Lapsed).Part<DebtRow>(DebtsView.Of(Cast.Schuldhulp)));
        Assert.Single(Rows(Energy, Lapsed).Due);
        Assert.Empty(Rows(Energy, Lapsed, Destroyed).Bytes);
        Assert.Equal(Rows(Everything).Bytes, Rows(Everything).Bytes);
        Assert.DoesNotContain(Circle.Sealed.Sha256, Rows(Energy).Bytes, StringComparison.Ordinal);
    }

    private static HeldRows Rows(params DebtFact[] facts)
    {
        var (rows, view) = (new HeldRows(), new DebtsView());
        for (var i = 0; i < facts.Length; i++)
        {
            view.Fold(
                new(
                    new((ulong)(i + 1)), DebtHandler.Streams.Stream(Energy.Household), i + 1, Cast.Id(0x9100 + i),
                    Facts.NameOf(facts[i]), [], Facts.Write(facts[i]), [], []),
                rows);
        }

        return rows;
    }
}
