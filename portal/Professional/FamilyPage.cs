using Microsoft.AspNetCore.Components;
using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Professional;

/// <summary>A page about one family: its file is read first; who may not see it gets 'not found', like anybody else.</summary>
public abstract class FamilyPage : PortalPage
{
    /// <summary>The family's id; never its name.</summary>
    [Parameter]
    public Guid Gezin { get; set; }

    /// <summary>The closed lists.</summary>
    [Inject]
    protected CodeBooks Books { get; private set; } = null!;

    /// <summary>The file.</summary>
    protected FamilyFile File { get; private set; } = null!;

    /// <summary>The lists of the signal service.</summary>
    protected SignalCodes Codes { get; private set; } = null!;

    /// <summary>The address of a page about this family.</summary>
    protected string To(string part = "") => part.Length == 0 ? $"/gezinnen/{Gezin}" : $"/gezinnen/{Gezin}/{part}";

    /// <summary>The address of the family in the API.</summary>
    protected string Path(string part = "") => part.Length == 0 ? $"/v1/gezinnen/{Gezin}" : $"/v1/gezinnen/{Gezin}/{part}";

    /// <summary>In which way somebody answered.</summary>
    protected IEnumerable<Choice> Channels => Choose("kanaal", "gesprek", "papier", "telefoon", "beeldbellen");

    /// <summary>Whether he could say in his own words what was asked.</summary>
    protected IEnumerable<Choice> ToldBack => Choose("terug", "ja", "deels", "nee");

    /// <inheritdoc/>
    protected override async Task Load()
    {
        File = await Api.Get<FamilyFile>(Path());
        Codes = await Books.Signal();
    }

    /// <summary>How somebody is called here; who another organisation recorded has no name.</summary>
    protected string Name(Guid? member) => member is { } id && File.Of(id) is { } known ? Name(known) : T["gezin.iemand"];

    /// <summary>How somebody is called here.</summary>
    protected string Name(Member member) => member.Name is { Length: > 0 } name ? name : T.Code("lid", member.Role);

    /// <summary>The first name, where a full one would be too much.</summary>
    protected string First(Guid? member) => Name(member).Split(' ')[0];

    /// <summary>How a family is called: after the adults and the children, at most four.</summary>
    protected string FamilyName => string.Join(", ", File.Present.Take(4).Select(Name)) is { Length: > 0 } names
        ? names
        : T["gezin.leeg"];

    /// <summary>The members as choices.</summary>
    protected IEnumerable<Choice> MemberChoices =>
        File.Present.Select(m => new Choice(m.Id.ToString(), Name(m), T.Code("leeftijd", m.Band)));

    /// <summary>Those of them who are people: an organisation that has authority is nobody whom something is about.</summary>
    protected IEnumerable<Choice> Persons => MemberChoices.Where(c => File.Of(Guid.Parse(c.Value)) is not { Role: "organisation" });

    private IEnumerable<Choice> Choose(string list, params IEnumerable<string> codes) => codes.Select(c => new Choice(c, T[$"{list}.{c}"]));
}
