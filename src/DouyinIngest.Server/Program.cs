using DouyinIngest.Server;

return HealthCheckCommand.IsAsked(args)
    ? await HealthCheckCommand.RunAsync(args, Console.Out, TimeProvider.System)
    : await IngestServer.RunAsync(args);
