using WarmHandover.Consents.Replaying;

namespace WarmHandover.Tests.Replay;

/// <summary>An auditor is let in by two people, organisation by organisation, and no longer than was said.</summary>
public sealed class AssignmentTests() : Deciding<Assignment, AssignmentCommand, AssignmentFact>(Assignment.Streams)
{
    private static readonly Guid Id = Cast.Id(0xad1);

    private static readonly AssignmentDrafted Drafted = new(
        Id, "sjoerd", [Cast.Jgz, Cast.Wijkteam], new(2027, 1, 1), new(2027, 2, 28), "klacht", new(2027, 3, 31), "bea", Cast.Jgz,
        Cast.Monday);

    private static readonly AssignmentAgreed Agreed = new(Id, Cast.Jgz, "hedda", Cast.Monday);

    [Fact]
    public void What_was_drafted_is_open_for_nobody_until_a_second_person_of_the_organisation_agrees()
    {
        Given().When(new DraftAssignment(Drafted)).Then(Drafted);
        Given(Drafted).When(new AgreeToAssignment(Id, Cast.Jgz, "hedda", Cast.Monday)).Then(Agreed);

        Assert.Empty(State(Drafted).OpenAt(Cast.Monday));
        Assert.Equal([Cast.Jgz], State(Drafted, Agreed).OpenAt(Cast.Monday));
    }

    [Theory]
    [InlineData("bea", "tweede-persoon-nodig")]
    [InlineData("sjoerd", "niet-de-auditor")]
    public void Neither_who_drafted_it_nor_the_auditor_agrees(string who, string code)
    {
        var refusal = Assignment.Streams.Decide(new AgreeToAssignment(Id, Cast.Jgz, who, Cast.Monday), State(Drafted)).Refusal;

        Assert.Equal(code, refusal?.Code);
    }

    [Fact]
    public void An_organisation_that_is_not_in_it_does_not_find_it()
    {
        Given(Drafted).When(new AgreeToAssignment(Id, Cast.Schuldhulp, "sanne", Cast.Monday))
            .ThenRefused(WarmHandover.Platform.Deciding.Refusals.Missing);
        Given(Drafted).When(new EndAssignment(Id, Cast.Schuldhulp, "sanne", Cast.Monday))
            .ThenRefused(WarmHandover.Platform.Deciding.Refusals.Missing);
    }

    [Fact]
    public void It_ends_after_its_last_day_and_at_once_for_an_organisation_that_ends_it()
    {
        var both = new AssignmentAgreed(Id, Cast.Wijkteam, "hassan", Cast.Monday);
        var lastMoment = WarmHandover.Platform.Time.Amsterdam.StartOf(new(2027, 4, 1)).AddMicroseconds(-1);

        Assert.Equal(2, State(Drafted, Agreed, both).OpenAt(lastMoment).Count);
        Assert.Empty(State(Drafted, Agreed, both).OpenAt(lastMoment.AddMicroseconds(1)));

        Given(Drafted, Agreed, both).When(new EndAssignment(Id, Cast.Wijkteam, "hassan", Cast.Monday))
            .Then(new AssignmentEnded(Id, Cast.Wijkteam, "hassan", Cast.Monday));
        Given(Drafted, Agreed, both).When(new EndAssignment(Id, Cast.Jgz, "hedda", Cast.Monday))
            .Then(new AssignmentEnded(Id, null, "hedda", Cast.Monday));
        var ended = State(Drafted, Agreed, both, new AssignmentEnded(Id, Cast.Wijkteam, "hassan", Cast.Monday));
        Assert.Equal([Cast.Jgz], ended.OpenAt(Cast.Monday));
        Assert.Equal("opdracht-voorbij", Assignment.Streams.Decide(
            new AgreeToAssignment(Id, Cast.Wijkteam, "hassan", Cast.Monday.AddDays(60)),
            State(Drafted, new AssignmentEnded(Id, Cast.Wijkteam, "hassan", Cast.Monday))).Refusal?.Code);
    }

    private static Assignment State(params AssignmentFact[] facts) =>
        facts.Aggregate(Assignment.Streams.Initial, Assignment.Streams.Evolve);
}
