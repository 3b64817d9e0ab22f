using System.Globalization;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Doctor;
using DouyinIngest.Cli.Output;
using DouyinIngest.Simulator;

namespace DouyinIngest.Benchmarks.Scenarios.Doctor;

/// <summary>The doctor, called to a room that cannot be followed, once for each reason why.</summary>
internal static class DoctorScenario
{
    /// <summary>Long enough for a simulator on this machine.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);

    public static async Task<DoctorResult> RunAsync(DoctorCase one, CancellationToken cancellationToken)
    {
        await using var ground = await DoctorGround.StartAsync(
            new SimulatorOptions { Rooms = 1, EventsPerSecond = 50, TickInterval = TimeSpan.FromMilliseconds(50) }, cancellationToken);
        var room = one.Ask(ground);
        var (code, text) = await AskAsync(new DoctorSettings { Room = room, Wait = Wait }, cancellationToken);
        var (_, json) = await AskAsync(new DoctorSettings { Room = room with { Json = true }, Wait = Wait }, cancellationToken);
        return new DoctorResult(one, code, text, json);
    }

    private static async Task<(int ExitCode, string Output)> AskAsync(DoctorSettings settings, CancellationToken cancellationToken)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        await using var error = new StringWriter(CultureInfo.InvariantCulture);
        var code = await DoctorRun.RunAsync(
            settings, new Terminal(TextReader.Null, output, error, isInteractive: false, TimeProvider.System), cancellationToken);
        return (code, output.ToString() + error);
    }
}
