using System.CommandLine;
using DouyinIngest.Benchmarks.Scenarios;
using DouyinIngest.Benchmarks.Scenarios.Doctor;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>The CLI's doctor names the cause and the remedy, whatever is wrong.</summary>
internal static class DoctorCheckCommand
{
    public static Command Create() => ScenarioCommand.Create(
        "doctor",
        "Calls the CLI's doctor to a simulated room, once for every way to be turned away; prints what it says and checks cause and remedy.",
        async (_, _, cancellationToken) =>
        {
            var report = new ScenarioReport();
            var named = 0;
            foreach (var one in DoctorCases.All)
            {
                var result = await DoctorScenario.RunAsync(one, cancellationToken);
                Console.WriteLine($"--- {one.Name} (exit code {result.ExitCode})\n{result.Text}");
                var misses = result.Misses();
                named += misses.Count == 0 ? 1 : 0;
                foreach (var miss in misses)
                {
                    report.Require(false, () => miss);
                }
            }

            return report.Add("cases", DoctorCases.All.Count).Add("named", named);
        });
}
