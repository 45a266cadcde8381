using WarmHandover.Auditing;

return Commands.Run(args, Console.Out, Console.Error);
