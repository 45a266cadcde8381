using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;
using WarmHandover.Platform.Web;

namespace WarmHandover.Signals.Features;

/// <summary>
/// The file as one organisation may see it: what it recorded itself, with names; of what others recorded role and band only.
/// </summary>
public sealed record FamilyAnswer(
    Guid Family, string Area, IReadOnlyList<MemberAnswer> Members, IReadOnlyList<AuthorityAnswer> Authorities,
    IReadOnlyList<SignalAnswer> Signals, IReadOnlyList<FactorAnswer> ProtectiveFactors, IReadOnlyList<ConversationAnswer> Conversations,
    IReadOnlyList<NeedAnswer> Needs, IReadOnlyList<RepresentationAnswer> Representations, IReadOnlyList<SuspensionAnswer> Suspensions,
    IReadOnlyList<IncompetenceAnswer> Incompetences, ContactPersonAnswer? ContactPerson, bool TalkedConsentNotAsked)
{
    /// <summary>The file that this one was joined to: it stands still, and work goes on there.</summary>
    public Guid? JoinedInto { get; init; }

    /// <summary>The files that were joined to this one.</summary>
    public IReadOnlyList<Guid> Joined { get; init; } = [];

    /// <summary>What the own organisation keeps and may not use now (AVG 18): it stands nowhere else in this answer.</summary>
    public IReadOnlyList<RestrictedAnswer> Restricted { get; init; } = [];

    /// <summary>What the own organisation recorded and is destroyed because its term was over; of each only that it was there.</summary>
    public IReadOnlyList<DestroyedAnswer> Destroyed { get; init; } = [];
}

/// <summary>An entry that was destroyed because its term of keeping was over: what kind it was, when it came in, and since when it is
/// gone.</summary>
public sealed record DestroyedAnswer(Guid Entry, string Kind, DateOnly ReceivedOn, DateOnly ErasedOn);

/// <summary>A restriction: about whom, which kinds of data, by which request, since when.</summary>
public sealed record RestrictedAnswer(Guid Request, Guid Member, IReadOnlyList<string> Categories, DateOnly Since);

/// <summary>A member. The band is the one of today. Since a day what the own organisation recorded about him may be destroyed.</summary>
public sealed record MemberAnswer(
    Guid Member, string Role, string Band, string? Name, DateOnly? BirthDate, string? Address, string? Postcode,
    IReadOnlyList<string> SafetyFlags, string? Gone, DateOnly? AdultFrom, bool Interpreter, ContactAnswer? Contact,
    DateOnly? ErasedOn = null);

/// <summary>How a member wants to be reached, as the own organisation recorded it.</summary>
public sealed record ContactAnswer(
    IReadOnlyList<string> Channels, string? Phone, string? Email, string? Address, string? Postcode, string? Language,
    string? ReadingLevel, string? Wishes);

/// <summary>The fixed contact person: of which team; the name for the own organisation only.</summary>
public sealed record ContactPersonAnswer(Guid Team, string? Name, string? Phone);

/// <summary>Who decides for a child; without a first day it is since birth.</summary>
public sealed record AuthorityAnswer(Guid Child, Guid Holder, string Kind, DateOnly? From, DateOnly? Until, string Proof);

/// <summary>A signal; only one that was discussed with whom it is about can travel in a letter.</summary>
public sealed record SignalAnswer(
    Guid Signal, Guid Member, string Kind, string Category, string Source, DateOnly ObservedOn, DateTimeOffset RecordedAt, string Urgency,
    string? Instrument, string? InstrumentVersion, bool Discussed, string? Note, string? CodeSystem, string? Code);

/// <summary>What goes well.</summary>
public sealed record FactorAnswer(Guid Factor, Guid Member, string Kind, DateTimeOffset RecordedAt, string? Note);

/// <summary>A talk and its outcome.</summary>
public sealed record ConversationAnswer(
    Guid Conversation, DateOnly HeldOn, IReadOnlyList<Guid> With, string Interpreter, IReadOnlyList<Guid> Signals, string Outcome,
    DateOnly? ComeBackOn, Guid Team, string? Note);

/// <summary>Who acts for whom, and by which proof.</summary>
public sealed record RepresentationAnswer(
    Guid Representation, Guid Member, Guid Holder, string Kind, DateOnly From, DateOnly? Until, string Proof);

/// <summary>Whose authority rests, on which ground, and who established it.</summary>
public sealed record SuspensionAnswer(
    Guid Suspension, Guid Holder, Guid? Child, string Ground, string EstablishedBy, DateOnly From, DateOnly? Until);

/// <summary>Who cannot decide in a matter, and who judged it; the words are of the own organisation only.</summary>
public sealed record IncompetenceAnswer(
    Guid Judgement, Guid Member, string Matter, string JudgedBy, DateOnly From, DateOnly? Until, string? Note);

/// <summary>A need, in the person's own words.</summary>
public sealed record NeedAnswer(
    Guid Need, Guid Member, string Domain, string Area, string? Words, string? ChildWords, string? OwnSteps);

internal static class ReadFamilyFeature
{
    public static void MapReadFamily(this RouteGroupBuilder routes) => routes
        .MapGet("/{gezin:guid}", Handle)
        .WithSummary("Lees het dossier van een gezin")
        .WithDescription("De ETag is de versie van de samenstelling: wie erbij hoort, wie beslist, wat veilig is.")
        .Produces<FamilyAnswer>();

    private static async Task<IResult> Handle(
        Guid gezin, HttpContext http, Asker asker, FamilyHandler families, IVault vault, TimeProvider clock, CancellationToken ct)
    {
        var loaded = await families.Load(gezin, ct);
        if (loaded.State is not FamilyFile.Opened file || !file.Knows(asker.Organisation))
            return (await families.WhyNot(gezin, asker.Organisation, ct)).ToProblem();

        http.LooksAt([.. file.Members.Select(m => m.Id)]);
        http.Response.Headers.ETag = $"\"{loaded.VersionOf(FamilyHandler.Composition)}\"";
        return TypedResults.Ok(await new Reader(file.InUse(asker.Organisation), asker.Organisation, vault, Amsterdam.DateAt(clock.Now()),
            ct).Read());
    }

    private sealed class Reader(FamilyFile.Opened file, Guid organisation, IVault vault, DateOnly today, CancellationToken ct)
    {
        public async Task<FamilyAnswer> Read() => new(
            file.Family,
            file.Area,
            await All(file.Members, Show),
            [.. file.Authorities.Select(a => new AuthorityAnswer(
                a.Child, a.Holder, a.Kind, a.From == AuthorityRecorded.SinceBirth ? null : a.From, a.Until, a.Proof))],
            await All(file.Signals.Where(s => s.Organisation == organisation), Show),
            await All(file.Factors.Where(f => f.Organisation == organisation), Show),
            await All(file.Conversations.Where(c => c.Organisation == organisation), Show),
            await All(file.Needs.Where(n => n.Organisation == organisation), Show),
            [.. file.Representations.Select(r => new RepresentationAnswer(
                r.Representation, r.Member, r.Holder, r.Kind, r.From, r.Until, r.Proof))],
            [.. file.Suspensions.Select(s => new SuspensionAnswer(
                s.Suspension, s.Holder, s.Child, s.Ground, s.EstablishedBy, s.From, s.Until))],
            await All(file.Incompetences, Show),
            await Show(file.ContactPerson) ?? (file.Lead is { } lead ? new(lead.ToTeam, null, null) : null),
            file.TalkedAndNotAsked(organisation))
        {
            JoinedInto = file.JoinedInto,
            Joined = [.. file.TakenIn.Select(t => t.Family)],
            Restricted = [.. file.Restrictions.Values.Where(r => r.Organisation == organisation)
                .Select(r => new RestrictedAnswer(r.Restriction, r.Member, r.Categories, Amsterdam.DateAt(r.At)))],
            Destroyed = [.. file.ErasedRecords.Where(r => r.Value.Organisation == organisation)
                .Select(r => new DestroyedAnswer(r.Key, r.Value.Kind, r.Value.ReceivedOn, Amsterdam.DateAt(r.Value.At)))
                .OrderBy(r => r.ReceivedOn).ThenBy(r => r.Entry)],
        };

        private async Task<MemberAnswer> Show(FileMember m)
        {
            var person = m.People.TryGetValue(organisation, out var known) ? await vault.Open<Person>(known, ct) : null;
            var wishes = m.Contacts.GetValueOrDefault(organisation);
            var contact = wishes is null ? null : await vault.Open<Contact>(wishes.Contact, ct);
            var moved = m.Addresses.TryGetValue(organisation, out var to) ? await vault.Open<Whereabouts>(to, ct) : null;
            return new(
                m.Id, m.Role, m.BandOn(today), person?.Name, person?.BirthDate, moved is null ? person?.Address : moved.Address,
                moved is null ? person?.Postcode : moved.Postcode, [.. m.Flags], m.Gone, m.AdultFrom,
                m.Contacts.Values.Any(c => c.Interpreter),
                contact is null
                    ? null
                    : new(
                        wishes!.Channels, contact.Phone, contact.Email, contact.Address, contact.Postcode, contact.Language,
                        contact.ReadingLevel, contact.Wishes),
                file.ErasedMembers.TryGetValue((organisation, m.Id), out var erased) ? Amsterdam.DateAt(erased) : null);
        }

        private async Task<ContactPersonAnswer?> Show(ContactPersonNamed? named)
        {
            if (named is null)
                return null;

            var who = named.Organisation == organisation ? await vault.Open<ContactPerson>(named.Who, ct) : null;
            return new(named.Team, who?.Name, who?.Phone);
        }

        private async Task<IncompetenceAnswer> Show(IncompetenceJudged i) => new(
            i.Judgement, i.Member, i.Matter, i.JudgedBy, i.From, i.Until, i.Organisation == organisation ? await Open(i.Note) : null);

        private async Task<SignalAnswer> Show(SignalRecorded s) => new(
            s.Signal, s.Member, s.Kind, s.Category, s.Source, s.ObservedOn, s.At, s.Urgency, s.Instrument, s.InstrumentVersion,
            file.Discussed.Contains(s.Signal), await Open(s.Note), s.CodeSystem, s.Code);

        private async Task<FactorAnswer> Show(ProtectiveFactorRecorded f) => new(f.Factor, f.Member, f.Kind, f.At, await Open(f.Note));

        private async Task<ConversationAnswer> Show(ConversationHeld c) => new(
            c.Conversation, c.HeldOn, c.With, c.Interpreter, [.. c.Discussed.Select(d => d.Signal)], c.Outcome, c.ComeBackOn, c.Team,
            await Open(c.Note));

        private async Task<NeedAnswer> Show(NeedRecorded n)
        {
            var words = await vault.Open<OwnWords>(n.Words, ct);
            return new(n.Need, n.Member, n.Domain, n.Area, words?.Text, words?.ChildWords, words?.OwnSteps);
        }

        private Task<string?> Open(PayloadRef? words) => vault.OpenWords(words, ct);

        private static async Task<IReadOnlyList<TAnswer>> All<TThing, TAnswer>(IEnumerable<TThing> things, Func<TThing, Task<TAnswer>> show)
        {
            var answers = new List<TAnswer>();
            foreach (var thing in things)
                answers.Add(await show(thing));

            return answers;
        }
    }
}
