using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using WarmHandover.Portal.Api;
using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Auditor;

/// <summary>
/// What the auditor's pages about one family share: the assignment he works in, the names of organisations and teams, and short numbers for
/// people. Nobody's name stands here.
/// </summary>
public abstract class AuditorPage : PortalPage
{
    private Dictionary<Guid, string> names = [];
    private Dictionary<string, string> sentences = [];

    /// <summary>The family, by the number that its organisation gave.</summary>
    [Parameter]
    public Guid Family { get; set; }

    /// <summary>In which of his assignments he looks; absent: the newest that is open.</summary>
    [SupplyParameterFromQuery(Name = "opdracht")]
    public string? Assignment { get; set; }

    /// <summary>What the API did not understand of the question, for above the form.</summary>
    protected ApiProblem? Wrong { get; private set; }

    /// <summary>The codes of kinds of data, with the sentence by which a family hears of them.</summary>
    protected IReadOnlyDictionary<string, string> Categories => sentences;

    /// <inheritdoc/>
    protected override async Task Load()
    {
        var teams = await Api.Get<Listed[]>("/v1/teams");
        var organisations = await Api.Get<Organisation[]>("/v1/organisaties");
        names = organisations.Select(o => (o.Id, o.Name)).Concat(teams.Select(t => (t.Entry.Team, t.Entry.Name)))
            .DistinctBy(n => n.Item1).ToDictionary(n => n.Item1, n => n.Item2);
        var choices = await Api.Get<JsonElement>("/v1/toestemmingen/categorieen");
        sentences = choices.GetProperty("categories").GetProperty("categories").EnumerateArray()
            .ToDictionary(c => c.GetProperty("code").GetString()!, c => c.GetProperty("sentence").GetString()!);
    }

    /// <summary>Asks; a question that is not understood stays on its form, anything else becomes the page of its status.</summary>
    protected async Task<TAnswer?> Ask<TAnswer>(string path, params (string Name, string? Value)[] question) where TAnswer : class
    {
        try
        {
            return await Api.Get<TAnswer>(Address($"/v1/terugkijken/gezinnen/{Family}{path}", question));
        }
        catch (ApiProblem odd) when (odd.Status is HttpStatusCode.BadRequest)
        {
            Wrong = odd;
            return null;
        }
    }

    /// <summary>An address of this family's pages; the assignment goes along.</summary>
    protected string Here(string path, params (string Name, string? Value)[] question) =>
        Address($"/toezicht/gezin/{Family}{path}", question);

    /// <summary>The name of a team or organisation; its number when the directory does not know it.</summary>
    protected string Name(Guid id) => names.GetValueOrDefault(id, EndOf(id));

    /// <summary>A person, by the end of his number: enough to tell two apart on a page, and nobody's name.</summary>
    protected string Person(Guid id) => T["toezicht.persoon", EndOf(id)];

    /// <summary>Who did something, as far as the assignment lets him know.</summary>
    public string Actor(By by) => by switch
    {
        { Role: "huis" } => T["toezicht.huis"],
        { Person: { } person } when by.Organisation == Guid.Empty => $"{T.Code("rol", by.Role)} {person}",
        { Person: { } person } => $"{person}, {T.Code("rol", by.Role)}, {Name(by.Organisation)}",
        _ => $"{T.Code("rol", by.Role)}, {Name(by.Organisation)}",
    };

    /// <summary>Kinds of data in words, each once.</summary>
    protected string Kinds(IEnumerable<DataRow> rows) => string.Join(", ", rows.Select(r => r.Category.Replace('-', ' ')).Distinct());

    /// <summary>A hash by its beginning.</summary>
    protected static string Start(string hash) => hash.Length > 12 ? hash[..12] : hash;

    private string Address(string path, (string Name, string? Value)[] question)
    {
        var said = question.Append(("opdracht", Assignment)).Where(q => !string.IsNullOrEmpty(q.Item2))
            .Select(q => $"{q.Item1}={Uri.EscapeDataString(q.Item2!)}").ToArray();
        return said is [] ? path : $"{path}?{string.Join('&', said)}";
    }

    private sealed record Listed(Entry Entry);

    private sealed record Entry(Guid Team, string Name);

    private sealed record Organisation([property: System.Text.Json.Serialization.JsonPropertyName("organisation")] Guid Id, string Name);
}
