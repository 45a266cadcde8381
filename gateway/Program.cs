using WarmHandover.Gateway;
using WarmHandover.Platform.Hosting;

return await HouseProcess.Run(args, builder => builder.AddGateway(), app => app.MapGateway());
