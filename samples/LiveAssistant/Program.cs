using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Signing;
using LiveAssistant;
using Spectre.Console;

var console = new AssistantConsole(Console.Out, Console.Error, Console.IsOutputRedirected ? null : AnsiConsole.Console);
try
{
    var variables = DotEnv.Over(Environment.GetEnvironmentVariable, ".env");
    var command = AssistantArguments.Build(
        (settings, cancellationToken) => new AssistantProgram(settings, variables, console, TimeProvider.System).RunAsync(cancellationToken), variables);
    return await command.Parse(args).InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is LiveRoomException or FormatException or IOException or UnauthorizedAccessException or ArgumentException)
{
    await console.Error.WriteLineAsync($"error: {e.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    return 1;
}
