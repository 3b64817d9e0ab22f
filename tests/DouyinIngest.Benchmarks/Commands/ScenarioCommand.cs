using System.CommandLine;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>A command that runs a scenario and prints its report.</summary>
internal static class ScenarioCommand
{
    /// <summary>The scenario gets a way to tell how far it is; what it reports becomes the last line and the exit code.</summary>
    public static Command Create(
        string name, string description, Func<ParseResult, Action<string>, CancellationToken, Task<ScenarioReport>> run, params Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (arguments, cancellationToken) =>
        {
            var report = await run(arguments, Console.Error.WriteLine, cancellationToken);
            foreach (var miss in report.Misses)
            {
                await Console.Error.WriteLineAsync($"MISS {miss}");
            }

            Console.WriteLine(report.ToJson());
            return report.Pass ? 0 : 1;
        });
        return command;
    }
}
