using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Output;

var terminal = Terminal.OfProcess();
return await CliApp.RunAsync(args, terminal, RealHandlers.On(terminal), CancellationToken.None);
