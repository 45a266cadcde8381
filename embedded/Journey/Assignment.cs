using WarmHandover.Embedded.Sample;

namespace WarmHandover.Embedded.Journey;

/// <summary>
/// The assignment of Sjoerd, the auditor of the sample: Bea draws it up for youth health care and the neighbourhood teams, and one
/// officer of each agrees. Until then nothing exists for him.
/// </summary>
public static class Assignment
{
    /// <summary>Makes it, from the day before this one (or an earlier one) until two months after it.</summary>
    public static async Task Make(Func<string, Visitor> sign, DateOnly today, CancellationToken ct, DateOnly? since = null)
    {
        var made = await sign("bea").Post(
            "/v1/opdrachten",
            new
            {
                auditor = "sjoerd",
                organisations = new[] { People.Jgz, People.Wijkteams },
                from = since ?? today.AddDays(-1),
                until = today.AddDays(60),
                purpose = "periodieke-controle",
                endsOn = today.AddDays(90),
            },
            ct);
        var assignment = made.GetProperty("assignment").GetGuid();
        foreach (var second in (string[])["hedda", "hassan"])
            await sign(second).Post($"/v1/opdrachten/{assignment}/instemming", new { }, ct);
    }
}
