using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Platform.Hosting;
using WarmHandover.Platform.Messaging.RabbitMq;

namespace WarmHandover.Platform.Operations;

/// <summary>
/// Makes at the broker what a service needs there before it runs, as that service's own user: its exchanges, its queues, and their bindings
/// to what it listens to. Each service makes its own and waits for the exchanges of others, so that the jobs of all run side by side.
/// </summary>
internal static class TopologyVerb
{
    public static readonly Verb Verb = new(
        "topology", "maakt bij RabbitMQ de uitwisselingen, wachtrijen en koppelingen van deze dienst, en wacht op die van de andere; "
            + "nog eens doen is niets.", ("dry-run", "noemt alleen de wachtrijen en hoeveel koppelingen zij krijgen"));

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>0 when all is there; refused with a sentence where the broker does not answer, or others' exchanges do not come.</summary>
    public static async Task<int> Run(IServiceProvider services, VerbWords words, TextWriter tell, CancellationToken ct)
    {
        if (services.GetService<Broker>() is not { } broker)
        {
            await tell.WriteLineAsync("Deze dienst draait zonder RabbitMQ (WO_BUS); er is niets te maken. (There is no broker.)");
            return 0;
        }

        var listening = services.GetServices<Bindings>().ToArray();
        if (words.IsDryRun)
        {
            foreach (var one in listening)
                await tell.WriteLineAsync($"wachtrij {one.Queue}: {one.Sources} koppelingen");
            return 0;
        }

        await ServiceVerbs.Asked(() => Declare(broker, services, ct));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        foreach (var one in listening)
        {
            try
            {
                await one.Make(limit.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw new StartRefusedException(
                    $"Wachtrij {one.Queue} is er, maar niet alles waarnaar zij luistert. Voer topology ook uit voor de andere diensten, en "
                    + "dan hier nog eens. (Exchanges of other services are missing.)");
            }

            await tell.WriteLineAsync($"wachtrij {one.Queue} staat klaar, met {one.Sources} koppelingen");
        }

        await tell.WriteLineAsync("De broker is ingericht. (The topology is there.)");
        return 0;
    }

    private static async Task<bool> Declare(Broker broker, IServiceProvider services, CancellationToken ct)
    {
        broker.DeclaresOnly = true;
        await using (await broker.Connect("topology", ct))
        {
            await services.GetRequiredService<RabbitAnnounce>().Open(ct);
            await services.GetRequiredService<RabbitAsk>().Declare(ct);
        }

        foreach (var bus in services.GetServices<IBusInstance>())
            await bus.BusControl.DeployAsync(ct);
        return true;
    }
}
