using WarmHandover.Portal.Shared;

namespace WarmHandover.Portal.Professional;

/// <summary>How a field of a change is asked.</summary>
public enum FieldKind
{
    /// <summary>One of a short list, all of it in view.</summary>
    One,

    /// <summary>One of a longer list.</summary>
    Pick,

    /// <summary>Several of a list.</summary>
    Several,

    /// <summary>A day.</summary>
    Day,

    /// <summary>One line.</summary>
    Line,

    /// <summary>Several lines.</summary>
    Words,

    /// <summary>Yes or no, as a box to tick.</summary>
    Box,
}

/// <summary>A field of a change: its name is the API's, its words are <c>wijzig.{change}.{name}</c>.</summary>
public sealed record ChangeField(string Name, FieldKind Kind, bool Optional = false)
{
    /// <summary>What can be chosen.</summary>
    public Func<ChangeDesk, IEnumerable<Choice>> Options { get; init; } = _ => [];

    /// <summary>What stands there before anybody chose.</summary>
    public Func<ChangeDesk, string?> Start { get; init; } = _ => null;

    /// <summary>A day that may not lie in the future.</summary>
    public bool Past { get; init; }
}

/// <summary>What a change knows when it is drawn or sent: the file, the lists, the words, and what was filled in.</summary>
public sealed record ChangeDesk(FamilyFile File, Picture Picture, SignalCodes Codes, Texts T, DateOnly Today, string[] Areas, Posted Posted)
{
    /// <summary>How somebody is called here.</summary>
    public string Name(Guid member) => File.Of(member) is { } known
        ? known.Name is { Length: > 0 } name ? name : T.Code("lid", known.Role)
        : T["gezin.iemand"];

    /// <summary>Those who belong to the family, or the ones of them that fit.</summary>
    public IEnumerable<Choice> Members(Func<Member, bool>? fits = null) => File.Present.Where(fits ?? (_ => true))
        .Select(m => new Choice(m.Id.ToString(), Name(m.Id), T.Code("leeftijd", m.Band)));
}

/// <summary>What is sent to the API: the part of the address behind the family's, and the body.</summary>
public sealed record ChangeSent(string Path, object Body);

/// <summary>
/// One thing that can change in a family: what is asked, and what is sent. Grave is what cannot be taken back: it is looked at once more.
/// </summary>
public sealed record ChangeKind(string Code, string Group, ChangeField[] Fields, Func<Posted, ChangeSent> Send)
{
    /// <summary>Looked at once more before it is recorded.</summary>
    public bool Grave { get; init; }

    /// <summary>Only on the version of the file that was read.</summary>
    public bool OnVersion { get; init; }

    /// <summary>Whether there is anything to choose in this file; otherwise the page says why not.</summary>
    public Func<ChangeDesk, bool> Possible { get; init; } = _ => true;

    /// <summary>All that is wrong with what was filled in, at once.</summary>
    public void Check(ChangeDesk desk)
    {
        var posted = desk.Posted;
        foreach (var field in Fields)
        {
            var day = field.Kind is FieldKind.Day ? posted.Date(field.Name) : null;
            var filled = field.Kind switch
            {
                FieldKind.Day => day is not null,
                FieldKind.Several => posted.Has(field.Name),
                _ => posted[field.Name] is not null,
            };
            var unread = field.Kind is FieldKind.Day && posted[field.Name] is not null && day is null;
            posted
                .Must(field.Optional || field.Kind is FieldKind.Box || filled, field.Name, desk.T[Missing(field.Kind)])
                .Must(!field.Optional || !unread, field.Name, desk.T["fout.datum"])
                .Must(!field.Past || day is not { } on || on <= desk.Today, field.Name, desk.T["fout.datum-toekomst"]);
        }

        posted.Check();
    }

    private static string Missing(FieldKind kind) => kind switch
    {
        FieldKind.Day => "fout.datum",
        FieldKind.Line or FieldKind.Words => "fout.vul-in",
        _ => "fout.kies",
    };
}
