using WarmHandover.Platform.Hosting;
using WarmHandover.Referrals;

return await HouseProcess.Run(args, builder => builder.AddReferrals(), app => app.MapReferrals());
