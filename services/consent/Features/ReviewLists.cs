using WarmHandover.Consents.Views;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Web;

namespace WarmHandover.Consents.Features;

/// <summary>
/// The lists of one person. Each candidate is checked against the family's own state, and only of families he works with.
/// </summary>
internal sealed record ReviewLists(IViews Views, ConsentHandler Consents, Asker Asker, DateTimeOffset Now, CancellationToken Ct)
{
    private const int DaysAhead = 30;

    private DateOnly Today => Amsterdam.DateAt(Now);

    /// <summary>What teams did not say in time, without whose it is.</summary>
    public async Task<IEnumerable<ReviewItem>> Escalated() =>
        (await Views.List<OpenWithdrawal>(ReviewView.Table, ReviewView.Withdrawals, Ct)).Where(w => w.Escalated)
            .SelectMany(w => w.Silent.Select(s => new ReviewItem(
                "intrekkingen", s.Team, s.Organisation, null, null, null, null, w.DueOn, true,
                $"Dit team moest uiterlijk {DutchWords.Of(w.DueOn)} zeggen wat het deed met gegevens die dicht moesten.")));

    public async Task<IReadOnlyList<ReviewItem>> Of(string kind)
    {
        var items = new List<ReviewItem>();
        foreach (var team in Asker.Teams.Order())
        {
            items.AddRange(kind switch
            {
                "intrekkingen" => await Withdrawals(team),
                "later" => await Later(team),
                "verlopend" => await Ending(team),
                _ => [],
            });
        }

        return kind == "nakijken" ? await ToLookAt() : items;
    }

    private async Task<IEnumerable<ReviewItem>> Withdrawals(Guid team) =>
        (await Views.List<OpenWithdrawal>(ReviewView.Table, ReviewView.Of(team), Ct))
            .Where(w => w.Organisation == Asker.Organisation || w.Silent.Any(s => s.Organisation == Asker.Organisation))
            .SelectMany(w => w.Silent.Where(s => w.Team == team || s.Team == team).Select(s => new ReviewItem(
                "intrekkingen", s.Team, s.Organisation, w.Family, w.Request, w.Withdrawal, null, w.DueOn, Today > w.DueOn,
                (s.Team == team
                    ? $"Zeg uiterlijk {DutchWords.Of(w.DueOn)} wat uw team deed met gegevens die "
                    : $"Dit team zegt uiterlijk {DutchWords.Of(w.DueOn)} wat het deed met gegevens die ")
                + (w.Mistake ? "dicht moeten: een ja was verkeerd vastgelegd." : "zijn ingetrokken."))));

    private async Task<IReadOnlyList<ReviewItem>> Later(Guid team)
    {
        var items = new List<ReviewItem>();
        foreach (var later in await Views.List<AskLater>(ReviewView.Table, ReviewView.Later(team), Ct))
        {
            if (await Mine(later.Family) is not { } state || state.Find(later.Request) is not { } request
                || request.IsOver(Now) || state.Family!.Member(later.Signatory) is { MayNotBeInformed: true }
                || !request.Asked.Rows.Any(row => Standing.Say(state, request, row, later.Signatory, Now) is Says.Later))
            {
                continue;
            }

            items.Add(new(
                "later", team, Asker.Organisation, later.Family, later.Request, later.Request, later.Signatory, later.On,
                Today > later.On, $"Vraag het op {DutchWords.Of(later.On)} opnieuw, zoals is afgesproken."));
        }

        return items;
    }

    private async Task<IReadOnlyList<ReviewItem>> Ending(Guid team)
    {
        var items = new List<ReviewItem>();
        await foreach (var asked in Views.Walk<ListedRequest>(
            ReviewView.Table, ReviewView.Ending(team), ReviewView.KeyOf, Ct, after: $"ending/{Today:yyyy-MM-dd}"))
        {
            if (asked.Until > Today.AddDays(DaysAhead))
                break;
            if (await Mine(asked.Family) is not { } state || state.Find(asked.Request) is not { } request
                || !request.Asked.Rows.Any(row => Standing.In(state, request, row, Now).Stance is Stance.Allowed))
            {
                continue;
            }

            items.Add(new(
                "verlopend", team, Asker.Organisation, asked.Family, asked.Request, asked.Request, null, asked.Until, false,
                $"Deze toestemming geldt tot en met {DutchWords.Of(asked.Until)}. Vraag op tijd of het langer mag."));
        }

        return items;
    }

    private async Task<IReadOnlyList<ReviewItem>> ToLookAt()
    {
        var items = new List<ReviewItem>();
        foreach (var one in await Views.List<ToReview>(ReviewView.Table, ReviewView.Review(Asker.Organisation), Ct))
        {
            if (await Mine(one.Family) is { } state && Look(one, state) is { } item)
                items.Add(item);
        }

        return items;
    }

    private ReviewItem? Look(ToReview one, Consent state)
    {
        var exception = state.Requests.SelectMany(r => r.Exceptions).FirstOrDefault(e => e.Exception == one.About);
        var ground = state.FindGround(one.About)?.Invoked;
        var mistake = state.Requests.SelectMany(r => r.Invalidations).FirstOrDefault(i => i.Made.Invalidation == one.About)?.Made;
        var told = state.Outside.Find(d => d.Disclosure == one.About);
        var (at, request, on, sentence) = one.Kind switch
        {
            "uitzondering" => (
                exception!.At, exception.Request, (DateOnly?)null, "Er is een wettelijke uitzondering gebruikt. Kijk die na."),
            "grond" => (
                ground!.At, ground.Ground, ground.ReviewBy, "Er is gedeeld zonder toestemming. Een tweede persoon kijkt dit na."),
            "deling" => (
                told!.At, told.Disclosure, null,
                "Er is buiten dit systeem iets verteld waarvoor toen geen toestemming of grond was. Kijk dit na."),
            _ => (
                mistake!.At, mistake.Request, null,
                "Een antwoord was misschien verkeerd vastgelegd. Een tweede persoon kijkt dit na."),
        };
        var due = on ?? Amsterdam.DateAt(at);
        return new(
            "nakijken", state.Find(request)?.Asked.AskedByTeam ?? ground?.ByTeam ?? told?.ByTeam ?? Guid.Empty, Asker.Organisation,
            one.Family, request, one.About, null, due, on < Today, sentence);
    }

    private async Task<Consent?> Mine(Guid family) =>
        (await Consents.Load(family, Ct)).State is var state && state.HasParty(Asker.Organisation) ? state : null;
}
