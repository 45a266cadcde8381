using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;
using WarmHandover.Signals.Features;
using WarmHandover.Signals.Views;

namespace WarmHandover.Signals.Rights;

/// <summary>
/// What people of the own organisation do with a request. The fingerprint of what they send is made under the organisation's key: the
/// family's own may be gone before it ends.
/// </summary>
internal sealed class RightActs(
    RightHandler rights, FamilyHandler families, OverviewDesk overviews, IViews views, IVault vault, Door door, TimeProvider clock)
{
    public async Task<IResult> Do(
        Guid request, HttpContext http, Asker asker, string[] roles, Func<DateTimeOffset, RightAct> make, params SealedPayload[] payloads)
    {
        var ct = http.RequestAborted;
        var context = await door.Open(http, asker.As(roles), PayloadOwner.Organisation(asker.Organisation), ct, null, payloads);
        return (await rights.Handle(request, make(clock.Now()), context, ct)).ToHttp(http);
    }

    /// <summary>The request, when it is of the asker's organisation.</summary>
    public async Task<RightRequest?> Of(Guid request, Asker asker, CancellationToken ct) =>
        (await rights.Load(request, ct)).State is { Asked: { } asked } state && asked.Organisation == asker.Organisation ? state : null;

    /// <summary>The overview; or why there is none: the file is gone, or a part of the house does not answer now.</summary>
    public async Task<(OverviewAnswer? Overview, Refusal? No)> Overview(
        RightAsked asked, IReadOnlyCollection<Guid> hidden, bool draft, CancellationToken ct)
    {
        try
        {
            return await overviews.Of(asked, hidden, draft, ct) is { } overview ? (overview, null) : (null, Refusals.Missing);
        }
        catch (NoAnswerException)
        {
            return (null, RightRefusals.PartMissing);
        }
    }

    /// <summary>A yes. The overview is made first, so that what it leaves out stands with the answer.</summary>
    public async Task<IResult> Grant(Guid request, GrantRightBody body, HttpContext http, Asker asker, string[] roles)
    {
        var ct = http.RequestAborted;
        if (await Of(request, asker, ct) is not { Asked: { } asked } state)
            return Refusals.Missing.ToProblem();

        IReadOnlyList<Guid> hidden = asked.Kind == RightKinds.Access ? [.. body.LeaveOut ?? []] : [];
        IReadOnlyList<LeftOut> left = [];
        if (asked.Kind == RightKinds.Access && state.Open)
        {
            var (overview, no) = await Overview(asked, hidden, draft: true, ct);
            if (overview is null)
                return no!.ToProblem();
            left = [.. overview.LeftOut.Select(l => new LeftOut(l.Code, l.Count))];
        }

        var entries = asked is { Kind: RightKinds.Rectification, Entries: [] } ? body.Entries?.Distinct().ToArray() : null;
        if (asked is { Kind: RightKinds.Rectification, Entries: [] } && state.Open)
        {
            if (entries is null or [])
                return RightRefusals.NoEntries.ToProblem();
            if ((await families.Load(await families.Surviving(asked.Family, ct), ct)).State is not FamilyFile.Opened file
                || !entries.All(entry => AskingRights.IsOwn(file, asked.Organisation, asked.Member, entry)))
            {
                return RightRefusals.OtherEntries.ToProblem();
            }
        }

        var (rows, publicBody) = (await Rows(asked, entries ?? asked.Entries, ct), await IsPublic(asked, ct));
        return await Do(
            request, http, asker, roles,
            at => new GrantRight(publicBody, rows, left, hidden, asker.Pseudonym, asker.Organisation, at)
            {
                Entries = entries,
            });
    }

    /// <summary>A no, with its words sealed; only for a request that is there, so that no key is made for another.</summary>
    public async Task<IResult> Refuse(Guid request, RefuseRightBody body, HttpContext http, Asker asker, string[] roles)
    {
        var ct = http.RequestAborted;
        if (await Of(request, asker, ct) is not { Asked: { } asked })
            return body.Check(kind: null) is { None: false } wrong ? wrong.ToProblem() : Refusals.Missing.ToProblem();
        if (body.Check(asked.Kind) is { None: false } errors)
            return errors.ToProblem();

        var words = await vault.SealWords(asked.Family, asked.Organisation, asked.Member, body.Words!, ct);
        var statement = await vault.SealWordsIfAny(asked.Family, asked.Organisation, asked.Member, body.Statement, ct);
        var publicBody = await IsPublic(asked, ct);
        return await Do(
            request, http, asker, roles,
            at => new RefuseRight(
                publicBody, body.Reason!, FamilyCodes.RightRefusals.Version, words.Ref, statement?.Ref, asker.Pseudonym,
                asker.Organisation, at),
            statement is null ? [words] : [words, statement]);
    }

    /// <summary>The answer as a letter, for who answered and for who asked; a refusal while there is none.</summary>
    public async Task<IResult> Letter(RightRequest state, CancellationToken ct) =>
        RightLetter.Of(state, await vault.OpenWords(state.Refused?.Words, ct)) is { } letter
            ? TypedResults.Text(letter, "text/plain; charset=utf-8")
            : RightRefusals.NotAnswered.ToProblem();

    /// <summary>Of an open rectification without entries: what the organisation recorded about this person, to choose from.</summary>
    public async Task<IReadOnlyList<OverviewEntry>> Choices(RightRequest state, CancellationToken ct) =>
        state is { Open: true, Asked: { Kind: RightKinds.Rectification, Entries: [] } asked }
            ? [.. (await Held(asked, ct)).Where(entry => !entry.Struck)]
            : [];

    /// <summary>The entries that a rectification is about, as who asked named them or as they were chosen, with what they say.</summary>
    public async Task<IReadOnlyList<OverviewEntry>> About(RightRequest state, CancellationToken ct) =>
        state.Named is [_, ..] named ? [.. (await Held(state.Asked!, ct)).Where(entry => named.Contains(entry.Entry))] : [];

    private async Task<IReadOnlyList<OverviewEntry>> Held(RightAsked asked, CancellationToken ct) =>
        (await families.Load(await families.Surviving(asked.Family, ct), ct)).State is FamilyFile.Opened file
        && file.Member(asked.Member) is { } member
            ? await new OverviewReader(file.WithoutGone(), asked.Organisation, member, still: null, hidden: [], vault, ct).Entries()
            : [];

    private async Task<IReadOnlyList<Row>> Rows(RightAsked asked, IReadOnlyList<Guid> entries, CancellationToken ct) => asked.Kind switch
    {
        RightKinds.Restriction => [.. asked.Categories.Select(category => new Row(asked.Member, category))],
        RightKinds.Rectification
            when (await families.Load(await families.Surviving(asked.Family, ct), ct)).State is FamilyFile.Opened file =>
            [.. entries.Select(file.RowOf).OfType<Row>().Distinct()],
        _ => [],
    };

    // Who acts for the college is a public body (Awb 1:1); what others answer goes to the court, not to an objection.
    private async Task<bool> IsPublic(RightAsked asked, CancellationToken ct)
    {
        foreach (var team in asked.Teams)
        {
            if (await views.Get<TeamListed>(ServingTeamsView.Table, $"team/{team:N}", ct) is { } listed
                && (listed.ActsForCollege || listed.OrganisationKind is "leerplicht" or "veilig-thuis"))
            {
                return true;
            }
        }

        return false;
    }
}
