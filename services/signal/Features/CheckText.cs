using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>A text to look through before it is kept or sent. Nothing of it is kept here.</summary>
/// <param name="Text">The text.</param>
/// <param name="Agreed">The members who agreed to what the text is for; every other name is pointed out.</param>
public sealed record CheckTextRequest(string? Text, IReadOnlyList<Guid>? Agreed);

/// <summary>Something in the text: <c>mogelijk-bsn</c>, or <c>naam</c> of a member who did not agree.</summary>
public sealed record TextMark(int Start, int Length, string Kind, Guid? Member);

/// <summary>What was found.</summary>
public sealed record TextChecked(IReadOnlyList<TextMark> Marks);

/// <summary>What to do with the numbers in a text that may be a BSN.</summary>
/// <param name="Text">The text.</param>
/// <param name="Verdict"><c>maskeren</c> or <c>geen-bsn</c>.</param>
public sealed record JudgeNumbersRequest(string? Text, string? Verdict);

/// <summary>The text as it may be kept.</summary>
public sealed record NumbersJudged(string Text);

internal static class CheckTextFeature
{
    private const string Mask = "maskeren";
    private static readonly string[] Verdicts = [Mask, "geen-bsn"];

    public static void MapCheckText(this RouteGroupBuilder routes)
    {
        routes.MapPost("/{gezin:guid}/tekst-nakijken", Check)
            .WithSummary("Kijk een tekst na: een nummer dat een BSN kan zijn, een naam van wie niet instemde")
            .WithExample(new CheckTextRequest("Samen met Fenna besproken.", [Invented.Parent]))
            .Produces<TextChecked>();
        routes.MapPost("/{gezin:guid}/nummers", Judge)
            .WithSummary("Maak een nummer onleesbaar, of leg vast dat het geen BSN is")
            .WithExample(new JudgeNumbersRequest("Klantnummer 123456782.", "geen-bsn"))
            .Produces<NumbersJudged>();
    }

    /// <summary>The keyed hash under which a number is remembered as no BSN, inside one family and organisation.</summary>
    public static string HashOf(IVault vault, PayloadOwner owner, string digits) =>
        vault.SearchTerm($"geen-bsn|{owner}|{digits}")[..32];

    private static async Task<IResult> Check(
        Guid gezin, CheckTextRequest body, Asker asker, FamilyHandler families, IVault vault, CancellationToken ct)
    {
        var errors = new InputErrors().Text(body.Text, "text", 10_000);
        if (!errors.None)
            return errors.ToProblem();
        if ((await families.Load(gezin, ct)).State is not FamilyFile.Opened file)
            return Platform.Deciding.Refusals.Missing.ToProblem();
        if (!file.Knows(asker.Organisation))
            return file.NoFileOf(asker.Organisation).ToProblem();

        var owner = PayloadOwner.Family(gezin, asker.Organisation);
        var marks = SuspectNumbers.In(body.Text!)
            .Where(n => !file.NoBsn.Contains(HashOf(vault, owner, n.Digits)))
            .Select(n => new TextMark(n.Start, n.Length, "mogelijk-bsn", null))
            .ToList();
        foreach (var member in file.Members.Where(m => !(body.Agreed ?? []).Contains(m.Id)))
        {
            if (member.People.TryGetValue(asker.Organisation, out var known) && await vault.Open<Person>(known, ct) is { } person)
                marks.AddRange(NamesIn(body.Text!, person.Name).Select(at => new TextMark(at.Start, at.Length, "naam", member.Id)));
        }

        return TypedResults.Ok(new TextChecked([.. marks.OrderBy(m => m.Start).ThenBy(m => m.Member)]));
    }

    private static async Task<IResult> Judge(
        Guid gezin, JudgeNumbersRequest body, HttpContext http, Asker asker, FamilyDesk desk, IVault vault, CancellationToken ct)
    {
        var errors = new InputErrors().Text(body.Text, "text", 10_000).OneOf(body.Verdict, "verdict", Verdicts);
        var digits = body.Text is null ? [] : SuspectNumbers.In(body.Text).Select(n => n.Digits).Distinct().ToArray();
        errors.Must(body.Text is null || digits.Length == 1, "text", "Er moet precies een nummer in staan dat een BSN kan zijn.");
        if (!errors.None)
            return errors.ToProblem();

        var masks = body.Verdict == Mask;
        return await desk.Write(
            Visit.Of(http, asker, ct), gezin, Make,
            answer => answer.ToHttp(http, _ => new NumbersJudged(masks ? SuspectNumbers.Masked(body.Text!) : body.Text!)));

        FamilyCommand Make(Writing writing) => new JudgeNumber(
            masks ? "gemaskeerd" : "geen-bsn", masks ? null : HashOf(vault, writing.Owner, digits[0]), writing.Organisation, writing.At);
    }

    // Every part of a name that stands in the text as a word of its own; tussenvoegsels and initials say nothing.
    private static IEnumerable<(int Start, int Length)> NamesIn(string text, string name)
    {
        var parts = NameTerms.Asked(name).Where(part => part.Length > 2).ToHashSet(StringComparer.Ordinal);
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '’');
            if (inWord && start < 0)
                start = i;
            if (inWord || start < 0)
                continue;

            // 'Yara's' is Yara too.
            var word = text[start..i];
            var plain = string.Concat(NameTerms.Parts(word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word));
            if (parts.Contains(plain))
                yield return (start, i - start);
            start = -1;
        }
    }
}
