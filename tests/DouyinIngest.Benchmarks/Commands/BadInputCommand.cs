using System.CommandLine;
using DouyinIngest.Benchmarks.Scenarios;
using DouyinIngest.Benchmarks.Scenarios.BadInput;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>Every wrong input has a message that says what to do.</summary>
internal static class BadInputCommand
{
    public static Command Create() => ScenarioCommand.Create(
        "bad-input",
        "Runs the programs with one wrong input after the other, prints each message, and checks what it names.",
        async (_, progress, cancellationToken) =>
        {
            var report = new ScenarioReport();
            await BadInputScenario.RunAsync(report, progress, cancellationToken);
            await FleetInputScenario.RunAsync(report, progress, cancellationToken);
            return report;
        });
}
