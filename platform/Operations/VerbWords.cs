using WarmHandover.Platform.Hosting;

namespace WarmHandover.Platform.Operations;

/// <summary>One word that an operator may type, with what it does and which options it takes.</summary>
/// <param name="Name">The word.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Options">Its options with an explanation each; an option that takes a value ends in <c>=</c>.</param>
public sealed record Verb(string Name, string Summary, params (string Option, string Meaning)[] Options)
{
    /// <summary>The help of this verb.</summary>
    public string Help(string program) => string.Join('\n',
    [
        $"{program} {Name}{string.Concat(Options.Select(o => $" [--{o.Option.TrimEnd('=')}{(o.Option.EndsWith('=') ? " …" : "")}]"))}",
        "",
        $"  {Summary}",
        .. Options is [] ? [] : new[] { "" },
        .. Options.Select(o => $"  --{o.Option.TrimEnd('='),-10} {o.Meaning}"),
        "",
        "  Einde: 0 gedaan, 1 niet gelukt (er staat waarom), 2 de woorden kloppen niet.",
    ]);
}

/// <summary>The words after a verb: options with or without a value.</summary>
public sealed record VerbWords(IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Flags)
{
    /// <summary>Whether nothing may be written.</summary>
    public bool IsDryRun => Flags.Contains("dry-run");

    /// <summary>What was said for an option; null when it was not.</summary>
    public string? this[string option] => Values.GetValueOrDefault(option);

    /// <summary>Reads the words that a verb takes; an unknown one, or one without its value, is what the answer says.</summary>
    public static (VerbWords? Words, string? Wrong) Read(Verb verb, IReadOnlyList<string> args)
    {
        var (values, flags) = (new Dictionary<string, string>(), new HashSet<string>());
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : null;
            if (name == "help" || verb.Options.Any(o => o.Option == name))
                flags.Add(name!);
            else if (!verb.Options.Any(o => o.Option == $"{name}="))
                return (null, $"'{args[i]}' hoort niet bij {verb.Name}.");
            else if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal))
                return (null, $"--{name} heeft een waarde nodig.");
            else if (!values.TryAdd(name!, args[++i]))
                return (null, $"--{name} staat er twee keer.");
        }

        return (new(values, flags), null);
    }

    /// <summary>An option without which the verb cannot do anything.</summary>
    public string Needed(string option) => this[option] ?? throw new WordsOffException($"--{option} ontbreekt.");
}

/// <summary>What was typed cannot be done because something is missing in it; exit code 2.</summary>
public sealed class WordsOffException(string sentence) : Exception(sentence);

/// <summary>A service's own stores, as a verb works on them.</summary>
public sealed record VerbAsk(string Service, HouseOptions Options, HouseOptions? Target, VerbWords Words, TextWriter Tell);
