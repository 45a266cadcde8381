using WarmHandover.Contracts.Consent;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Policies;

namespace WarmHandover.Referrals;

/// <summary>The road of commands to referrals.</summary>
public sealed class ReferralHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Referral, ReferralCommand, ReferralEvent>(log, clock, Referral.Kind);

/// <summary>The road of what was heard of a family.</summary>
public sealed class CaseHandler(IEventLog log, TimeProvider clock) : CommandHandler<Case, CaseCommand, CaseEvent>(log, clock, Case.Kind)
{
    /// <summary>A need of the own organisation, and how consent stood when it was last heard.</summary>
    public async Task<(ReferredNeed? Need, long ConsentVersion, IReadOnlyList<RequestStands> Requests)> Find(
        Guid family, Guid need, Guid organisation, CancellationToken ct)
    {
        var known = (await Load(family, ct)).State;
        return (known.Find(need, organisation), known.ConsentVersion, known.Requests);
    }
}

/// <summary>The road of commands to organisations.</summary>
public sealed class OrganisationHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Organisation, RegisterOrganisation, OrganisationEvent>(log, clock, Organisation.Kind);

/// <summary>The road of commands to teams.</summary>
public sealed class TeamHandler(IEventLog log, TimeProvider clock) : CommandHandler<Team, TeamCommand, TeamEvent>(log, clock, Team.Kind)
{
    /// <summary>The team as a recipient; null when it takes no referrals.</summary>
    public async Task<Recipient?> Recipient(Guid team, CancellationToken ct) => (await Load(team, ct)).State.AsRecipient;

    /// <summary>The business number of a team; null when it is not in the directory.</summary>
    public async Task<string?> Phone(Guid team, CancellationToken ct) => (await Load(team, ct)).State switch
    {
        Team.Open open => open.Entry.Phone,
        Team.Closed closed => closed.Entry.Phone,
        _ => null,
    };
}

/// <summary>The road of commands to organizations that offer services.</summary>
public sealed class ProviderHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Provider, KeepProvider, ProviderEvent>(log, clock, Provider.Kind);

/// <summary>The road of commands to care paths.</summary>
public sealed class CarePathHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<CarePath, CarePathCommand, CarePathEvent>(log, clock, CarePath.Kind);

/// <summary>The road of what was searched in vain.</summary>
public sealed class WhiteSpotHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<WhiteSpots, NoteMisses, WhiteSpotEvent>(log, clock, WhiteSpots.Kind);

/// <summary>The road of commands to locations.</summary>
public sealed class PlaceHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Place, KeepPlace, PlaceEvent>(log, clock, Place.Kind);

/// <summary>The road of commands to provisions.</summary>
public sealed class ProvisionHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Provision, ProvisionCommand, ProvisionEvent>(log, clock, Provision.Kind);

/// <summary>The road of commands to the book of terms.</summary>
public sealed class TermBookHandler(IEventLog log, TimeProvider clock, PolicyHandler policies)
    : CommandHandler<TermBook, TermBookCommand, TermBookEvent>(log, clock, TermBook.Kind)
{
    /// <summary>How terms are counted that begin at an instant.</summary>
    public async Task<TermRules> Rules(DateTimeOffset at, CancellationToken ct)
    {
        var book = (await Load(TermBook.TheBook, ct)).State;
        var chosen = MunicipalPolicy.Chosen(
            await policies.At(MunicipalPolicy.OfThreats(book), at, ct), await policies.At(MunicipalPolicy.OfDecisions(book), at, ct));
        return book.With(chosen).With(await policies.At(TermPolicy.Kind, at, ct));
    }
}

/// <summary>The road of commands to chain agreements.</summary>
public sealed class AgreementHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Agreement, AgreementCommand, AgreementEvent>(log, clock, Agreement.Kind);
