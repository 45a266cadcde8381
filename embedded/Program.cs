using WarmHandover.Embedded;

return await Commands.Run(args);
