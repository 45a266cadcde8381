using WarmHandover.Consents;
using WarmHandover.Platform.Hosting;

return await HouseProcess.Run(args, builder => builder.AddConsents(), app => app.MapConsents());
