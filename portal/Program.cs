using WarmHandover.Platform.Hosting;
using WarmHandover.Portal;
using WarmHandover.Portal.Sessions;

return await HouseProcess.Run(args, builder => builder.AddPortal().AddSamplePeopleOfFile(), app => app.MapPortal());
