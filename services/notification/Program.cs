using WarmHandover.Notifications;
using WarmHandover.Platform.Hosting;

return await HouseProcess.Run(args, builder => builder.AddNotifications(), app => app.MapNotifications());
