using DouyinIngest.Server;
using DouyinIngest.Server.Security;

ProcessMemory.Close(Environment.GetEnvironmentVariable);
return HealthCheckCommand.IsAsked(args)
    ? await HealthCheckCommand.RunAsync(args, Console.Out, TimeProvider.System)
    : await IngestServer.RunAsync(args);
