using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.Time;
using WarmHandover.Platform.Vault;

namespace WarmHandover.Consents;

/// <summary>Something that is asked of the consent of one family. <see cref="At"/> is the instant at the door.</summary>
public abstract record ConsentCommand(DateTimeOffset At)
{
    /// <summary>The lists and rules that hold; the door brings what was chosen stricter since the release.</summary>
    public ConsentLaw Holding { get; init; } = ConsentLaw.OfRelease;
}

/// <summary>Take over the composition that signal told.</summary>
public sealed record HearFamily(FamilyHeard Heard) : ConsentCommand(Heard.At);

/// <summary>Ask rows for a recipient and a purpose, on behalf of an organisation that is party to the family.</summary>
public sealed record AskConsent(
    Guid Request, Guid ByOrganisation, Guid ByTeam, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose, IReadOnlyList<Row> Rows,
    DateOnly From, DateOnly Until, string Kind, string TextVersion, string Language, string ToldBack, string Channel, DateTimeOffset At)
    : ConsentCommand(At)
{
    /// <summary>The kind of the asking organisation as the directory told it; null while it did not. It chooses the rule set.</summary>
    public string? ByKind { get; init; }

    /// <summary>The kinds of organisation that it reaches, as the directory told them.</summary>
    public IReadOnlyList<string> RecipientKinds { get; init; } = [];

    /// <summary>What was explained, in detail.</summary>
    public Explained? Explained { get; init; }

    /// <summary>A recipient that is wider than one team.</summary>
    public RecipientScope? Scope { get; init; }

    /// <summary>The bundle that was asked in one click.</summary>
    public string? Bundle { get; init; }

    /// <summary>The directory said that the recipient is there no more.</summary>
    public bool RecipientClosed { get; init; }
}

/// <summary>
/// An answer of a signatory to a request. No rows means: all rows he may answer for. <see cref="By"/> is the organisation that records it,
/// or nobody when he comes in himself.
/// </summary>
public abstract record Answer(Guid Request, Guid Signatory, IReadOnlyList<Row>? Rows, string Channel, Guid? By, DateTimeOffset At)
    : ConsentCommand(At)
{
    /// <summary>What shows it.</summary>
    public Proof? Proof { get; init; }
}

/// <summary>Yes, to these rows, until a last day (the request's own when he names none).</summary>
public sealed record GiveConsent(
    Guid Request, Guid Signatory, IReadOnlyList<Row>? Rows, DateOnly? Until, string Channel, Guid? By, DateTimeOffset At)
    : Answer(Request, Signatory, Rows, Channel, By, At);

/// <summary>No, to these rows.</summary>
public sealed record RefuseConsent(
    Guid Request, Guid Signatory, IReadOnlyList<Row>? Rows, string Reason, string Channel, Guid? By, DateTimeOffset At)
    : Answer(Request, Signatory, Rows, Channel, By, At);

/// <summary>Not now: ask again on a date that he chose.</summary>
public sealed record PostponeAnswer(
    Guid Request, Guid Signatory, IReadOnlyList<Row>? Rows, DateOnly AskAgainOn, string Channel, Guid? By, DateTimeOffset At)
    : Answer(Request, Signatory, Rows, Channel, By, At);

/// <summary>The same answer to everything that is still asked of somebody; the request in it means nothing.</summary>
public sealed record AnswerAll(Answer Answer) : ConsentCommand(Answer.At);

/// <summary>A viewer from whom something is kept back looked at his page (UAVG 41(1)(i)): a line for the auditor, once a day.</summary>
public sealed record NoteWithheld(Guid Viewer, DateTimeOffset At) : ConsentCommand(At);

/// <summary>No longer: in one request, or in all ('alles'); some rows, or all of his.</summary>
public sealed record WithdrawConsent(
    Guid Signatory, Guid? Request, IReadOnlyList<Row>? Rows, string Channel, Guid? By, DateTimeOffset At) : ConsentCommand(At)
{
    /// <summary>What shows it.</summary>
    public Proof? Proof { get; init; }
}

/// <summary>The asker tried to reach a signatory, and did not.</summary>
public sealed record RecordAttempt(Guid Attempt, Guid Request, Guid Signatory, string Channel, Guid ByOrganisation, DateTimeOffset At)
    : ConsentCommand(At);

/// <summary>Go without the yes of the holders of authority over a child of 12-15, by one of the two statutory exceptions.</summary>
public sealed record InvokeException(
    Guid Exception, Guid Request, Guid Child, IReadOnlyList<Row> Rows, string Code, IReadOnlyList<string> Reasons, PayloadRef Motivation,
    string Consulted, string By, Guid ByOrganisation, DateTimeOffset At) : ConsentCommand(At);

/// <summary>May these rows be seen, sent or exported now?</summary>
public sealed record DecideAccess(
    Guid Question, AccessAsker By, string Action, Guid RecipientTeam, Guid RecipientOrganisation, string Purpose, IReadOnlyList<Row> Rows,
    DateTimeOffset At) : ConsentCommand(At)
{
    /// <summary>The kind of the recipient as the directory told it; null while it did not.</summary>
    public string? RecipientKind { get; init; }
}

/// <summary>The law of consent: what follows from a command, given everything that was said in a family before. Pure.</summary>
public static partial class ConsentDecider
{
    /// <summary>The facts that follow, none for a repeat, or a refusal with its code.</summary>
    public static Decision<ConsentFact> Decide(ConsentCommand command, Consent consent) => command switch
    {
        HearFamily hear when consent.Family?.SignalVersion >= hear.Heard.SignalVersion => [],
        HearFamily hear => Hear(hear, consent),

        DecideAccess question => DecideOn(question, consent),

        ReconsiderConsent clock => Reconsider(clock, consent),

        HearRuling ruling => Hear(ruling, consent),
        SeeRuling seen => See(seen, consent),

        _ when consent.Family is null => Refusals.Missing,

        AskConsent ask when !consent.HasParty(ask.ByOrganisation) => Refusals.Missing,
        AskConsent ask when consent.JoinedInto is { } into && !IsAskedBefore(ask, consent) => ConsentRefusals.JoinedInto(into),
        AskConsent ask => Ask(ask, consent),

        Answer { By: { } by } when !consent.HasParty(by) => Refusals.Missing,
        Answer answer => Hear(answer, consent),

        AnswerAll all => HearAll(all.Answer, consent),

        WithdrawConsent { By: { } by } when !consent.HasParty(by) => Refusals.Missing,
        WithdrawConsent withdraw => Withdraw(withdraw, consent),

        JoinFiles join => Join(join, consent),
        NarrowConsent narrow => Narrow(narrow, consent),

        GiveExplanation give => Explain(give, consent),
        TellNewcomers tell => Tell(tell, consent),
        InvalidateAnswer invalidate => Invalidate(invalidate, consent),
        ReviewInvalidation review => Review(review, consent),
        SayWord word => Say(word, consent),
        EscalateWithdrawal escalate => Escalate(escalate, consent),
        NoteWithheld note => Note(note, consent),
        RecordAttempt attempt => Try(attempt, consent),
        InvokeException invoke => Invoke(invoke, consent),

        InvokeGround ground when !consent.HasParty(ground.ByOrganisation) => Refusals.Missing,
        InvokeGround ground => Invoke(ground, consent),
        TakeMeldcodeStep take when !consent.HasParty(take.ByOrganisation) => Refusals.Missing,
        TakeMeldcodeStep take => Take(take, consent),
        RecordDisclosure record when !consent.HasParty(record.ByOrganisation) => Refusals.Missing,
        RecordDisclosure record => Tell(record, consent),
        ConfirmGround confirm => Confirm(confirm, consent),
        EndGround end => End(end, consent),
        EmergencyCommand emergency => Decide(emergency, consent),

        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "This command is not decided."),
    };

    private static Decision<ConsentFact> Ask(AskConsent ask, Consent consent)
    {
        var (at, rules) = (consent.NotBefore(ask.At), ask.Holding.Rules.Chosen(ask.ByKind, ask.Purpose));
        var today = Amsterdam.DateAt(at);
        if (consent.Find(ask.Request) is { } before)
            return SaysTheSame(before.Asked, ask) ? [] : ConsentRefusals.RequestExists;
        if (ask.Until < ask.From || ask.From < today || ask.Until > today.AddYears(rules.LongestYears)
            || ask.Until > ask.Holding.Validity.Latest(ask.Purpose, today))
        {
            return ConsentRefusals.Term;
        }

        if (ask.RecipientClosed || ask.Scope is { Width: not RecipientScope.Organisation, Listed: [] })
            return ConsentRefusals.RecipientClosed;
        if (ask.Rows is [] || Lists.Purposes.Find(ask.Purpose) is not { } purpose)
            return ConsentRefusals.OutsidePurpose;
        if (ask.Rows.Any(row => !purpose.Categories.Contains(row.Category)))
            return ConsentRefusals.OutsidePurpose;
        if (ask.Rows.Any(row => ask.Holding.NeverTo(row.Category, ask.RecipientKinds)))
            return ConsentRefusals.NeverForThisKind;


        Signing[] signings = [.. ask.Rows.Distinct().Select(row => Signatories.Of(row, consent.Family!, today, rules))];
        if (signings.FirstOrDefault(s => s.Closed is not null) is { } closed)
            return ConsentRefusals.NobodySigns(closed.Closed!);
        if (signings.Any(s => !Fits(s.Row, consent.Family!, today)))
            return ConsentRefusals.RowDoesNotFit;
        if (signings.Any(s => s.Who.All(who => consent.Family!.Member(who) is { MayNotBeInformed: true })))
            return ConsentRefusals.MayNotBeAsked;
        if (ask.Explained?.To is { } heard && Untold(heard, signings, consent.Family!) is { } untold)
            return untold;

        return
        [
            new ConsentRequested(
                ask.Request, ask.ByOrganisation, ask.ByTeam, ask.RecipientTeam, ask.RecipientOrganisation, ask.Purpose,
                [.. signings.Select(s => s.Row)], ask.From, ask.Until, ask.Kind, ask.TextVersion, ask.Language, ask.ToldBack, ask.Channel,
                rules.Code, rules.Version, [.. signings.Select(s => new RowSigned(s.Row, s.Who, s.Rule))], at)
            {
                Explained = ask.Explained,
                Scope = ask.Scope,
                Bundle = ask.Bundle,
                Policy = ask.Holding.Versions,
            },
        ];
    }

    private static bool Fits(Row row, FamilyHeard family, DateOnly on) =>
        family.Member(row.Subject) is { } subject && Lists.Categories.Find(row.Category)?.Fits(subject, Ages.At(subject, on)) is true;

    private static bool SaysTheSame(ConsentRequested asked, AskConsent ask) =>
        asked.Rows.ToHashSet().SetEquals(ask.Rows)
        && (asked.AskedByOrganisation, asked.AskedByTeam, asked.RecipientTeam, asked.RecipientOrganisation)
            == (ask.ByOrganisation, ask.ByTeam, ask.RecipientTeam, ask.RecipientOrganisation)
        && (asked.Purpose, asked.From, asked.Until) == (ask.Purpose, ask.From, ask.Until)
        && (asked.Kind, asked.TextVersion, asked.Language, asked.ToldBack, asked.Channel)
            == (ask.Kind, ask.TextVersion, ask.Language, ask.ToldBack, ask.Channel)
        && RecipientScope.IsSame(asked.Scope, ask.Scope);
}
