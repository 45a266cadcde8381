using WarmHandover.Portal.Api;
using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Professional;

/// <summary>
/// Two files of the own organisation about the same child become one: find the other, say who is who, look at what follows, join.
/// </summary>
public sealed partial class JoinPage
{
    private const string Nobody = "niemand";
    private ListedFamily[]? found;
    private Dictionary<Guid, string> names = [];
    private FamilyFile? other;
    private JoinPreview? preview;
    private int step = 1;

    private string Title => step switch { 1 => "samen.titel", 2 => "samen.wie-titel", _ => "samen.kijk-titel" };

    private IEnumerable<Choice> Found => names.Select(n => new Choice(n.Key.ToString(), n.Value));

    private IEnumerable<Choice> Here =>
        [.. File.Members.Select(m => new Choice(m.Id.ToString(), Name(m), Born(m))), new(Nobody, T["samen.niemand"])];

    /// <inheritdoc/>
    protected override async Task Load()
    {
        await base.Load();
        switch (Posted.Form)
        {
            case "kies":
                names = await FamilyNames.Of(Api, T, Posted.Ids("gevonden"));
                break;
            case "wie":
                (other, preview, step) = (await Other(), await Look(null), 2);
                break;
            case "samenvoegen":
                (other, preview, step) = (await Other(), await LookAgain(), 3);
                break;
        }
    }

    private async Task Search()
    {
        Posted.Must(Posted["question"] is not null, "question", T["gezinnen.vul-in"]).Check();
        var all = await Api.Ask<ListedFamily[]>("/v1/gezinnen/zoeken", new { question = Posted["question"] });
        found = [.. all.Where(f => f.Family != Gezin)];
        names = await FamilyNames.Of(Api, T, found.Select(f => f.Family));
    }

    private async Task Choose()
    {
        Posted.Must(Posted.Id("with") is { } with && names.ContainsKey(with), "with", T["fout.kies"]).Check();
        (other, preview, step) = (await Other(), await Look(null), 2);
    }

    private async Task Match()
    {
        var people = other!.Members.Select(p => (p.Id, Is: Posted.Id($"is-{p.Id}"))).ToArray();
        SamePerson[] same = [.. people.Where(p => p.Is is not null).Select(p => new SamePerson(p.Is!.Value, p.Id))];
        Posted
            .Must(Array.Exists(same, s => other.Of(s.There) is { IsChild: true }), $"is-{FirstChild}", T["samen.geen-kind"])
            .Must(same.DistinctBy(s => s.Here).Count() == same.Length, $"is-{people[0].Id}", T["samen.twee-keer"])
            .Check();
        preview = await Look(same);
        step = 3;
    }

    private async Task Join()
    {
        Posted.Must(Posted["reason"] is not null, "reason", T["fout.kies"]).Check();
        var joined = await Api.Post<Joined>(
            Path("samenvoegen"), new { with = Posted.Id("with"), same = Same, reason = Posted["reason"], check = Posted["check"] },
            Posted.Command);
        Go($"/gezinnen/{joined.Survives}?klaar=samengevoegd");
    }

    private SamePerson[] Same => [.. Posted.All("same").Select(SamePerson.Of).OfType<SamePerson>()];

    private Guid FirstChild => (other!.Members.FirstOrDefault(p => p.IsChild) ?? other.Members[0]).Id;

    private async Task<FamilyFile> Other() => Posted.Id("with") is { } with
        ? await Api.Get<FamilyFile>($"/v1/gezinnen/{with}")
        : throw ApiProblem.Missing();

    private Task<JoinPreview> Look(SamePerson[]? same) =>
        Api.Ask<JoinPreview>(Path("samenvoegen/vooruitblik"), new { with = Posted.Id("with"), same });

    // Pressed twice, they are one already: the answer to the second press is that it is done.
    private async Task<JoinPreview?> LookAgain()
    {
        try
        {
            return await Look(Same);
        }
        catch (ApiProblem done) when (done.Code is "dossier-samengevoegd")
        {
            return null;
        }
    }

    private string Anybody(Guid member) => File.Of(member) is not null ? Name(member) : other!.Of(member) is { } theirs ? Name(theirs) : "";

    private string Born(Member member) => member.BirthDate is { } born ? T["gezin.geboren", T.Date(born)] : T.Code("leeftijd", member.Band);

    private sealed record Joined(Guid Survives);
}
