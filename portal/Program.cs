using WarmHandover.Platform.Hosting;
using WarmHandover.Portal;

return await HouseProcess.Run(args, builder => builder.AddPortal(), app => app.MapPortal());
