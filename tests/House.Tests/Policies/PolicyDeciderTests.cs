using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Policies;
using WarmHandover.Platform.Time;
using WarmHandover.Tests.Referrals;
using static WarmHandover.Tests.Cast;

namespace WarmHandover.Tests.Policies;

/// <summary>A change of policy: two people, a day that has yet to come, one after the other, and never under the floor.</summary>
public sealed class PolicyDeciderTests() : Deciding<PolicyBook, PolicyCommand, PolicyFact>(PolicyBook.Streams("notification"))
{
    private const string Bea = "bea";
    private const string Boris = "boris";

    private static readonly PolicyKind Kind = new("proef",
    [
        new("a", "Eerste", "dagen", SettingShape.Number, ["5"])
        {
            Most = 20, Floors = [Floor.AtMost(10, "Wet artikel 1", "Dit duurt hoogstens tien dagen.")],
        },
        new("b", "Tweede", "wie", SettingShape.Codes, ["x", "y"])
        {
            Options = ["x", "y", "z"], Floors = [Floor.Within(["x", "y"], "Wet artikel 2", "Dit gaat nooit naar anderen.")],
        },
    ]);

    private static readonly PolicyProposed Proposed =
        new(Id(0x701), "proef", [new("a.dagen", ["3"])], Today.AddDays(7), "evaluatie", 0, Bea, Monday);

    private static readonly PolicyApproved Approved = new(Proposed.Change, 1, Boris, Monday);

    private static readonly PolicyProposed Next =
        new(Id(0x702), "proef", [new("b.wie", ["x"])], Today.AddDays(14), "klacht", 1, Boris, Monday);

    [Fact]
    public void Stored_facts_stay_readable() => GoldenFacts.Keep<PolicyFact>(
        "Policies", Proposed, Approved, new PolicyRefused(Proposed.Change, "raakt-te-veel", Boris, Monday),
        new PolicyWithdrawn(Proposed.Change, Bea, Monday));

    [Fact]
    public void What_is_proposed_names_what_becomes_other_and_on_which_version()
    {
        Given().When(Propose()).Then(Proposed);
        Given().When(Propose() with { Settings = [new("a.dagen", ["3"]), new("b.wie", ["y", "x"])] }).Then(Proposed);
        Given(Proposed, Approved).When(Propose(Next)).Then(Next);
        Given().When(Propose() with { Settings = [new("a.dagen", ["5"])] }).ThenRefused(PolicyRefusals.NothingChanges);
    }

    [Fact]
    public void A_second_person_agrees_and_never_who_proposed()
    {
        Given(Proposed).When(Approve(Bea)).ThenRefused(PolicyRefusals.SamePerson);
        Given(Proposed).When(Approve(Boris)).Then(Approved);
        Given(Proposed, Approved).When(Approve("bob")).ThenNothing();
        Given(Proposed).When(new RefusePolicy(Kind, Proposed.Change, "onjuist", Bea, Monday)).ThenRefused(PolicyRefusals.SamePerson);
        Given(Proposed).When(new RefusePolicy(Kind, Proposed.Change, "onjuist", Boris, Monday))
            .Then(new PolicyRefused(Proposed.Change, "onjuist", Boris, Monday));
        Given().When(Approve(Boris)).ThenRefused(Refusals.Missing);
    }

    [Fact]
    public void Nothing_holds_today_or_before_also_when_the_second_person_comes_late()
    {
        Given().When(Propose() with { From = Today }).ThenRefused(PolicyRefusals.TooEarly);
        Given().When(Propose() with { From = Today.AddDays(-1) }).ThenRefused(PolicyRefusals.TooEarly);
        Given().When(Propose() with { From = Today.AddYears(3) }).ThenRefused(PolicyRefusals.TooFar);

        var lastMoment = Amsterdam.StartOf(Proposed.From).AddMilliseconds(-1);
        Given(Proposed).When(Approve(Boris) with { At = lastMoment }).Then(Approved with { At = lastMoment });
        Given(Proposed).When(Approve(Boris) with { At = Amsterdam.StartOf(Proposed.From) }).ThenRefused(PolicyRefusals.TooEarly);
    }

    [Fact]
    public void Each_change_begins_after_every_other_that_stands()
    {
        var sameDay = Propose(Next) with { From = Proposed.From };
        Given(Proposed, Approved).When(sameDay).ThenRefused(PolicyRefusals.AfterTheLast(Proposed.From));
        Given(Proposed, Approved).When(sameDay with { From = Proposed.From.AddDays(-1) })
            .ThenRefused(PolicyRefusals.AfterTheLast(Proposed.From));
        Given(Proposed, Approved, new PolicyWithdrawn(Proposed.Change, Boris, Monday)).When(sameDay)
            .Then(Next with { From = Proposed.From, BasedOn = 0 });
    }

    /// <summary>
    /// Two proposals side by side, agreed to at once: the stream has one order, and the second was looked at beside another.
    /// </summary>
    [Fact]
    public void Of_two_proposals_that_were_looked_at_beside_the_same_version_one_comes_through()
    {
        var other = Next with { BasedOn = 0 };
        Given(Proposed, other, Approved).When(new ApprovePolicy(Kind, other.Change, Bea, Monday)).ThenRefused(PolicyRefusals.Overtaken);
        Given(Proposed, other, Approved, new PolicyWithdrawn(Proposed.Change, Bea, Monday))
            .When(new ApprovePolicy(Kind, other.Change, Bea, Monday)).Then(new PolicyApproved(other.Change, 2, Bea, Monday));
    }

    [Fact]
    public void The_floor_of_the_law_is_named_with_its_article_and_holds_for_the_second_person_too()
    {
        var under = Decide(Propose() with { Settings = [new("a.dagen", ["11"]), new("b.wie", ["x", "z"])] });
        Assert.Equal("onder-wettelijke-grens", under.Code);
        Assert.Contains("hoogstens tien dagen. (Wet artikel 1)", under.Reason, StringComparison.Ordinal);
        Assert.Contains("nooit naar anderen. (Wet artikel 2)", under.Reason, StringComparison.Ordinal);
        Assert.Equal(["a.dagen", "b.wie"], under.Facts!.Keys.Order());

        var wide = Proposed with { Settings = [new("a.dagen", ["11"])] };
        Given(wide).When(Approve(Boris)).ThenRefused(PolicyRefusals.UnderTheFloor([("a.dagen", Kind.Settings[0].Floors[0])]));
        Given().When(Propose() with { Settings = [new("unie.12-15", ["x"])] }).ThenRefused(PolicyRefusals.NotOpen);
        Given().When(Propose() with { Settings = [new("a.dagen", ["drie"])] }).ThenRefused(PolicyRefusals.NotOpen);
    }

    [Fact]
    public void What_was_agreed_to_can_be_taken_back_until_its_day_and_its_number_is_not_given_again()
    {
        var back = new WithdrawPolicy(Kind, Proposed.Change, "bob", Monday);
        Given(Proposed).When(back).ThenRefused(PolicyRefusals.NotYours);
        Given(Proposed).When(back with { By = Bea }).Then(new PolicyWithdrawn(Proposed.Change, Bea, Monday));
        Given(Proposed, Approved).When(back).Then(new PolicyWithdrawn(Proposed.Change, "bob", Monday));
        Given(Proposed, Approved, Next, new PolicyApproved(Next.Change, 2, Bea, Monday)).When(back)
            .ThenRefused(PolicyRefusals.LatestFirst);
        Given(Proposed, Approved).When(back with { At = Amsterdam.StartOf(Proposed.From) }).ThenRefused(PolicyRefusals.HoldsAlready);
    }

    [Fact]
    public void On_each_day_that_version_holds_whose_day_came_last()
    {
        var book = Book(Proposed, Approved, Next, new PolicyApproved(Next.Change, 2, Bea, Monday));
        Assert.Equal((0, "5"), Held(Proposed.From.AddDays(-1)));
        Assert.Equal((1, "3"), Held(Proposed.From));
        Assert.Equal((1, "3"), Held(Next.From.AddDays(-1)));
        Assert.Equal((2, "3"), Held(Next.From));
        Assert.Equal(["x"], book.At(Kind, Next.From)["b.wie"]);
        Assert.Equal(["x", "y"], book.Of(Kind, 1)["b.wie"]);
        Assert.Equal(5, book.Of(Kind, null).Number("a.dagen"));

        (int, string) Held(DateOnly day) => (book.At(Kind, day).Version, book.At(Kind, day).One("a.dagen"));
    }

    [Fact]
    public void What_a_later_release_forbids_does_not_hold_any_more()
    {
        var stricter = new PolicyKind("proef", [Kind.Settings[0] with { Floors = [Floor.AtMost(2, "Wet artikel 1a", "Twee dagen.")] }]);
        var book = Book(Proposed, Approved);
        Assert.Equal("5", book.At(stricter, Proposed.From).One("a.dagen"));
    }

    private static PolicyBook Book(params PolicyFact[] facts)
    {
        var kind = PolicyBook.Streams("notification");
        return facts.Aggregate(kind.Initial, kind.Evolve);
    }

    private static Refusal Decide(PolicyCommand command) => PolicyDecider.Decide(command, PolicyBook.Initial).Refusal!;

    private static ProposePolicy Propose(PolicyProposed? wanted = null)
    {
        var wish = wanted ?? Proposed;
        return new(Kind, wish.Change, wish.Settings, wish.From, wish.Reason, wish.By, Monday);
    }

    private static ApprovePolicy Approve(string by) => new(Kind, Proposed.Change, by, Monday);
}
