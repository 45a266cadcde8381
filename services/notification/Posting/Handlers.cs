using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;

namespace WarmHandover.Notifications.Posting;

/// <summary>The road of commands to messages.</summary>
public sealed class MessageHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Message, MessageCommand, MessageEvent>(log, clock, Message.Kind);

/// <summary>The road of commands to contacts.</summary>
public sealed class ContactHandler(IEventLog log, TimeProvider clock)
    : CommandHandler<Contact, ContactCommand, ContactEvent>(log, clock, Contact.Kind);
