using MassTransit;
using WarmHandover.Platform.Deciding;
using WarmHandover.Platform.EventLog;
using WarmHandover.Platform.Messaging;

namespace WarmHandover.Notifications.Reactions;

/// <summary>Tells a team, or the focus officers of an area, by the rules of the table. One command per stream.</summary>
internal sealed class Telling(NotificationHandler inboxes, TimeProvider clock)
{
    /// <summary>A team.</summary>
    public async Task Team<T>(Guid team, HearWord word, ConsumeContext<T> heard, string about = "") where T : class => await inboxes.Handle(
        team, word with { At = clock.Now() }, Context(heard, word.Word + about, team), heard.CancellationToken);

    /// <summary>The focus officers of an area; its inbox says first whose it is.</summary>
    public async Task Area<T>(string area, HearWord word, ConsumeContext<T> heard, string about = "") where T : class
    {
        var inbox = AreaInbox.Of(area);
        if (!NotificationRules.Table.For(word.Word, word.Kind, word.State, word.Recipient).Any()
            && !NotificationRules.Table.Lapses(word.Word, word.State, word.Recipient))
        {
            return;
        }

        var describe = new CommandContext(DerivedIds.Of(inbox, "described"), Actor.House("notification"));
        await inboxes.Handle(inbox, new DescribeInbox(AreaInbox.Described(area, clock.Now())), describe, heard.CancellationToken);
        var context = Context(heard, word.Word + about, inbox);
        await inboxes.Handle(inbox, word with { At = clock.Now() }, context, heard.CancellationToken);
    }

    private static CommandContext Context<T>(ConsumeContext<T> heard, string word, Guid inbox) where T : class =>
        heard.Command("notification", $"when-{word}|{inbox:N}");
}
