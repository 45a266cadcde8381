namespace WarmHandover.Tests.Linear;

/// <summary>The checker itself: what it must find, and what it must leave in peace.</summary>
public sealed class RegisterCheckTests
{
    [Fact]
    public void What_one_order_explains_is_no_violation()
    {
        Assert.Empty(Check(Op(1, Does.Grant, 0, 10), Op(2, Does.SawClosed, 5, 6), Op(3, Does.SawOpen, 7, 8), Op(2, Does.SawOpen, 11, 12)));
        Assert.Empty(Check(
            Op(1, Does.Grant, 0, 2), Op(2, Does.Withdraw, 3, 20), Op(3, Does.SawOpen, 4, 5), Op(4, Does.SawClosed, 6, 7)));
    }

    [Fact]
    public void Seen_after_the_withdrawal_was_answered_is_one()
    {
        var late = Op(3, Does.SawOpen, 6, 7);

        Assert.Equal([late], Check(Op(1, Does.Grant, 0, 1), Op(2, Does.Withdraw, 2, 5), late, Op(3, Does.SawClosed, 8, 9)));
    }

    [Fact]
    public void New_then_old_is_one_even_while_the_write_is_under_way()
    {
        var back = Op(3, Does.SawClosed, 6, 7);

        Assert.Equal([back], Check(Op(1, Does.Grant, 0, 20), Op(2, Does.SawOpen, 3, 5), back));
    }

    [Fact]
    public void A_write_without_an_answer_may_count_later_or_never_but_not_before_it_was_sent()
    {
        var unknown = new Op(1, Does.Grant, 5, null);

        Assert.Empty(Check(unknown, Op(2, Does.SawClosed, 10, 11), Op(2, Does.SawOpen, 30, 31), Op(2, Does.SawOpen, 40, 41)));
        Assert.Empty(Check(unknown, Op(2, Does.SawClosed, 10, 11)));
        Assert.Single(Check(unknown, Op(2, Does.SawOpen, 1, 2)));
        Assert.Single(Check(unknown, Op(2, Does.SawOpen, 10, 11), Op(2, Does.SawClosed, 12, 13)));
    }

    private static IReadOnlyList<Op> Check(params Op[] history) => RegisterCheck.Violations(history, open: false);

    private static Op Op(int client, Does does, long called, long answered) => new(client, does, called, answered);
}
