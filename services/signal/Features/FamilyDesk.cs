using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>
/// Where every write to a file passes: first that the organisation is a party (to all others the family does not exist, and no key is
/// made for it), then sealing what is personal, then the road.
/// </summary>
public sealed class FamilyDesk(FamilyHandler families, IVault vault, Door door, TimeProvider clock)
{
    /// <summary>Runs one command on a file that holds nothing personal.</summary>
    public Task<IResult> Write(
        Visit visit, Guid family, Func<Writing, FamilyCommand> make, Func<Answered<FamilyFile, FamilyFact>, IResult> answer) =>
        Write(visit, family, writing => Task.FromResult(make(writing)), answer);

    /// <summary>Runs one command on a file; <paramref name="make"/> seals what is personal and makes the command.</summary>
    public async Task<IResult> Write(
        Visit visit, Guid family, Func<Writing, Task<FamilyCommand>> make, Func<Answered<FamilyFile, FamilyFact>, IResult> answer)
    {
        var before = await families.Load(family, visit.Ct);
        if (before.State is not FamilyFile.Opened file || !file.Knows(visit.Actor.Organisation))
            return (await families.WhyNot(family, visit.Actor.Organisation, visit.Ct)).ToProblem();

        // Nothing is sealed for a file that takes nothing any more.
        if (file.JoinedInto is { } into)
            return FamilyRefusals.JoinedInto(into).ToProblem();

        var writing = new Writing(vault, PayloadOwner.Family(family, visit.Actor.Organisation), visit, clock.Now(), file);
        var command = await make(writing);
        if (writing.Suspects.Any(digits => !file.NoBsn.Contains(CheckTextFeature.HashOf(vault, writing.Owner, digits))))
            return FamilyRefusals.SuspectNumber.ToProblem();

        var context = await door.Open(visit.Http, visit.Actor, writing.Owner, visit.Ct, visit.Resource, [.. writing.Payloads]);
        return answer(await families.Handle(family, command, context, visit.Ct));
    }
}

/// <summary>One request at the door: who acts, and (where a person edits what he read) which resource he had read.</summary>
public sealed record Visit(HttpContext Http, Actor Actor, CancellationToken Ct, string? Resource = null)
{
    /// <summary>A professional or team leader at the door.</summary>
    public static Visit Of(HttpContext http, Asker asker, CancellationToken ct, string? resource = null) =>
        new(http, asker.As(Roles.Professional, Roles.TeamLead), ct, resource);
}

/// <summary>A command being made: what it seals, for which owner, at which instant, on which file.</summary>
public sealed class Writing(IVault vault, PayloadOwner owner, Visit visit, DateTimeOffset at, FamilyFile.Opened file)
{
    private readonly List<SealedPayload> payloads = [];
    private readonly HashSet<string> suspects = [];

    /// <summary>The instant at the door.</summary>
    public DateTimeOffset At => at;

    /// <summary>The organisation that acts.</summary>
    public Guid Organisation => visit.Actor.Organisation;

    /// <summary>The file as it stood at the door.</summary>
    public FamilyFile.Opened File => file;

    /// <summary>Under whose key it is sealed.</summary>
    public PayloadOwner Owner => owner;

    /// <summary>The numbers in what was sealed that may be a BSN.</summary>
    public IReadOnlyCollection<string> Suspects => suspects;

    /// <summary>What was sealed so far.</summary>
    public IReadOnlyList<SealedPayload> Payloads => payloads;

    /// <summary>
    /// Seals personal content about a member. A subject that is nobody's here is refused later, so its words are never kept.
    /// </summary>
    public async Task<PayloadRef> Seal<T>(Guid subject, T content)
    {
        suspects.UnionWith(SuspectNumbers.InContent(content));
        var payload = await vault.Seal(owner, subject, content, visit.Ct);
        payloads.Add(payload);
        return payload.Ref;
    }

    /// <summary>Seals a remark, when there is one.</summary>
    public async Task<PayloadRef?> Note(Guid subject, string? note) =>
        string.IsNullOrWhiteSpace(note) ? null : await Seal(subject, new Words(note.Trim()));

    /// <summary>The organisation's team that works with this family, when the request names none.</summary>
    public Guid TeamOr(Guid? named) => named ?? file.Parties[Organisation][0];
}

/// <summary>Who a member is: only ever sealed.</summary>
public sealed record Person(string Name, DateOnly? BirthDate, string? Address, string? Postcode);

/// <summary>Where a member lives since a move: only ever sealed.</summary>
public sealed record Whereabouts(string? Address, string? Postcode);
