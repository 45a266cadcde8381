using WarmHandover.Embedded.Operating;

namespace WarmHandover.Embedded;

/// <summary>The words of a command line.</summary>
internal sealed record Asked
{
    public string? Verb { get; private init; }

    public bool Processes { get; private init; }

    public string? Folder { get; private init; }

    public string? Urls { get; private init; }

    public int Port { get; private init; }

    public string? View { get; private init; }

    public string? Person { get; private init; }

    public Guid? Letter { get; private init; }

    public static Asked? Read(string[] args)
    {
        var asked = new Asked();
        for (var i = 0; i < args.Length; i++)
        {
            var next = i + 1 < args.Length ? args[i + 1] : null;
            var (more, skip) = (args[i], next) switch
            {
                ("journey", _) when asked.Verb is null => (asked with { Verb = "journey" }, 0),
                ("token", { } person) when asked.Verb is null => (asked with { Verb = "token", Person = person }, 1),
                (var verb, _) when asked.Verb is null && Verbs.All.Contains(verb) => (asked with { Verb = verb }, 0),
                ("--processes", _) => (asked with { Processes = true }, 0),
                ("--data", { } folder) => (asked with { Folder = folder }, 1),
                ("--urls", { } urls) => (asked with { Urls = urls }, 1),
                ("--port", { } port) when int.TryParse(port, out var number) => (asked with { Port = number }, 1),
                ("--view", { } view) when asked.Verb is "rebuild" => (asked with { View = view }, 1),
                ("--id", { } id) when asked.Verb is "redrive" && Guid.TryParse(id, out var letter) => (asked with { Letter = letter }, 1),
                _ => ((Asked?)null, 0),
            };
            if (more is null)
                return null;

            (asked, i) = (more, i + skip);
        }

        return asked;
    }
}
