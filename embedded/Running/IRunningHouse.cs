using WarmHandover.Platform.Web;

namespace WarmHandover.Embedded.Running;

/// <summary>The house, running: in one process or in five. Development only, because it signs in the sample people.</summary>
public interface IRunningHouse : IAsyncDisposable
{
    /// <summary>The gateway's address; the same after a restart.</summary>
    Uri Address { get; }

    /// <summary>A token of five minutes for a sample person; a parent or young person comes in for one family as one member.</summary>
    string Token(Persona persona, Guid? family, Guid? member);

    /// <summary>Stops everything and starts it again on the same data with the clock this much ahead: how weeks pass in a story.</summary>
    Task Later(TimeSpan ahead, CancellationToken ct);
}
