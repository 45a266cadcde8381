namespace WarmHandover.Tests.Linear;

/// <summary>What a client did with one row: say yes, take it back, or look whether it is open.</summary>
internal enum Does
{
    /// <summary>Sets the row open.</summary>
    Grant,

    /// <summary>Sets the row closed.</summary>
    Withdraw,

    /// <summary>Saw it open.</summary>
    SawOpen,

    /// <summary>Saw it closed.</summary>
    SawClosed,
}

/// <summary>
/// One operation with the moments at which it was called and answered. A write without an answer is open: it may take effect at any later
/// moment, or never.
/// </summary>
internal sealed record Op(int Client, Does Does, long Called, long? Answered);

/// <summary>
/// Is there one order of these operations that agrees with real time and with a row that is open or closed? A search over what may have
/// taken effect so far, from event to event (after Wing and Gong, and Lowe).
/// </summary>
internal static class RegisterCheck
{
    /// <summary>The operations whose answer no order explains. After one, both states are taken as possible again.</summary>
    public static IReadOnlyList<Op> Violations(IEnumerable<Op> history, bool open)
    {
        Op[] ops = [.. history];
        var events = ops.Select(op => (At: op.Called, Op: op, IsCall: true))
            .Concat(ops.Where(op => op.Answered is not null).Select(op => (At: op.Answered!.Value, Op: op, IsCall: false)))
            .OrderBy(e => e.At).ThenBy(e => e.IsCall ? 0 : 1);
        var (pending, violations) = (new List<Op?>(), new List<Op>());
        HashSet<(ulong Done, bool Open)> possible = [(0, open)];
        foreach (var (_, op, isCall) in events)
        {
            if (isCall)
            {
                Enter(pending, op);
                continue;
            }

            var slot = pending.IndexOf(op);
            possible = [.. Closure(possible, pending).Where(p => (p.Done & (1UL << slot)) != 0)];
            if (possible.Count == 0)
            {
                violations.Add(op);
                possible = [(1UL << slot, true), (1UL << slot, false)];
            }

            possible = [.. possible.Select(p => (p.Done & ~(1UL << slot), p.Open))];
            pending[slot] = null;
        }

        return violations;
    }

    private static void Enter(List<Op?> pending, Op op)
    {
        var free = pending.IndexOf(null);
        if (free >= 0)
            pending[free] = op;
        else
            pending.Add(op);

        if (pending.Count > 64)
            throw new InvalidOperationException("More than 64 operations are under way: this checker was not made for that.");
    }

    /// <summary>Everything that may be, when any of the pending operations has taken effect, in any order.</summary>
    private static HashSet<(ulong Done, bool Open)> Closure(HashSet<(ulong Done, bool Open)> possible, List<Op?> pending)
    {
        var reached = new HashSet<(ulong Done, bool Open)>(possible);
        var left = new Stack<(ulong Done, bool Open)>(possible);
        while (left.TryPop(out var now))
        {
            for (var slot = 0; slot < pending.Count; slot++)
            {
                if (pending[slot] is not { } op || (now.Done & (1UL << slot)) != 0 || After(op.Does, now.Open) is not { } next)
                    continue;
                if (reached.Add((now.Done | (1UL << slot), next)))
                    left.Push((now.Done | (1UL << slot), next));
            }
        }

        return reached;
    }

    private static bool? After(Does does, bool open) => does switch
    {
        Does.Grant => true,
        Does.Withdraw => false,
        Does.SawOpen => open ? true : null,
        _ => open ? null : false,
    };
}
