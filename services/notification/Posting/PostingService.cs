using WarmHandover.Platform.Looking;
using WarmHandover.Platform.Web;

namespace WarmHandover.Notifications.Posting;

/// <summary>What leaves the house: e-mail and SMS, to whom, when, and what became of it.</summary>
internal static class PostingService
{
    public static void AddPosting(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        if (SmtpSettings.Read(builder.Configuration) is { } smtp)
            services.AddSingleton<IChannel>(provider => new SmtpChannel(smtp, provider.GetRequiredService<TimeProvider>()));
        if (SmsSettings.Read(builder.Configuration) is { } sms)
        {
            services.AddSingleton<IChannel>(_ => new SmsChannel(sms, new HttpClient(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            {
                Timeout = TimeSpan.FromSeconds(10),
            }));
        }

        services.AddSingleton<Channels>().AddSingleton<MessageHandler>().AddSingleton<ContactHandler>().AddSingleton<Outcomes>()
            .AddSingleton<PostMeter>().AddSingleton<Postman>().AddSingleton<Letters>().AddSingleton<Sender>()
            .AddHostedService<PostmanRound>().AddHostedService<SenderRounds>();
    }

    public static void MapPosting(this WebApplication app)
    {
        app.MapHouseGroup("/v1/postadressen").WithTags("post")
            .RequiresRole(Roles.Professional, Roles.TeamLead, Roles.FocusOfficer).NotesLooks("meldingen").MapContacts();
        app.MapHouseGroup("/v1/post").WithTags("post").NotesLooks("meldingen").MapPost();
    }
}
