using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Output;
using DouyinIngest.Server.Security;

// Commands hold the same secrets as the service: cookies, Kafka's login.
ProcessMemory.Close(Environment.GetEnvironmentVariable);
var terminal = Terminal.OfProcess();
return await CliApp.RunAsync(args, terminal, RealHandlers.On(terminal), CancellationToken.None);
