using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using WarmHandover.Contracts;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;
using WarmHandover.Platform.Reading;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// What a service consists of, said once in its <c>AddX(builder)</c>: its streams and their voice, its views and clocks, what it reacts to
/// and which questions it answers. The platform reads this list; the service never sees a bus.
/// </summary>
public sealed class ServiceParts(IServiceCollection services, string service)
{
    private readonly List<Type> reactions = [];
    private readonly List<Type> answers = [];

    /// <summary>The service's name: prefix of its streams, queues, schema and files.</summary>
    public string Service => service;

    /// <summary>The consumers of announcements of others.</summary>
    public IReadOnlyList<Type> Reactions => reactions;

    /// <summary>The consumers that answer questions.</summary>
    public IReadOnlyList<Type> Answers => answers;

    /// <summary>A kind of stream whose facts are announced as a pure function chooses.</summary>
    public ServiceParts Announces<TState, TCommand, TFact>(
        StreamKind<TState, TCommand, TFact> kind, Func<Told<TState, TFact>, IEnumerable<IAnnouncement>> choose)
        where TFact : class
    {
        services.AddSingleton<IAnnouncements>(provider =>
            new Announcements<TState, TCommand, TFact>(provider.GetRequiredService<IEventLog>(), kind, choose));
        return this;
    }

    /// <summary>A view of this service's log.</summary>
    public ServiceParts Shows<TView>() where TView : class, IView
    {
        services.AddSingleton<IView, TView>();
        return this;
    }

    /// <summary>A clock over one of this service's views.</summary>
    public ServiceParts Watches<THand>() where THand : class, IClockHand
    {
        services.AddSingleton<IClockHand, THand>();
        return this;
    }

    /// <summary>A reaction to an announcement of another service.</summary>
    public ServiceParts Reacts<TConsumer>() where TConsumer : class, IConsumer
    {
        reactions.Add(typeof(TConsumer));
        return this;
    }

    /// <summary>A consumer that answers a question of another service.</summary>
    public ServiceParts Answer<TConsumer>() where TConsumer : class, IConsumer
    {
        answers.Add(typeof(TConsumer));
        return this;
    }
}
