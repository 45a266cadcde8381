using WarmHandover.Platform.Hosting;
using WarmHandover.Signals;

return await HouseProcess.Run(args, builder => builder.AddSignals(), app => app.MapSignals());
