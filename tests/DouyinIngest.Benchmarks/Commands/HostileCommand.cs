using System.CommandLine;
using DouyinIngest.Benchmarks.Hostile;
using DouyinIngest.Benchmarks.Scenarios;
using DouyinIngest.Benchmarks.Scenarios.Hostile;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>An upstream that means harm.</summary>
internal static class HostileCommand
{
    public static Command Create()
    {
        var frames = new Option<int>("--frames") { Description = "Mutated frames.", DefaultValueFactory = _ => 1_000_000 };
        var messages = new Option<int>("--messages") { Description = "Random messages for the differential decode.", DefaultValueFactory = _ => 100_000 };
        return ScenarioCommand.Create(
            "hostile",
            "Slow, oversized, bomb-like, mutated and odd input: no crash, no hang, memory flat, every reject counted.",
            async (arguments, progress, _) =>
            {
                var report = new ScenarioReport();
                progress("50 slow sockets");
                await HostileRooms.SlowLorisAsync(report, sockets: 50, TimeSpan.FromSeconds(30));
                progress("oversized and endless messages");
                await HostileRooms.OversizeAsync(report, fragments: false);
                await HostileRooms.OversizeAsync(report, fragments: true);
                progress("100 bombs");
                await HostileRooms.BombsAsync(report, bombs: 100, inflatedMebibytes: 4000);
                progress("odd values");
                OddValues.Run(report);
                progress($"{arguments.GetRequiredValue(frames)} mutated frames");
                Fuzz(report, arguments.GetRequiredValue(frames));
                progress($"{arguments.GetRequiredValue(messages)} random messages, two parsers");
                Compare(report, arguments.GetRequiredValue(messages));
                return report;
            },
            frames,
            messages);
    }

    private static void Fuzz(ScenarioReport report, int frames)
    {
        var fuzz = FrameFuzzer.Run(frames, seed: 1);
        report.Require(fuzz.Failures.Count == 0, () => $"mutated frames: {fuzz.Failures[0]}")
            .Require(fuzz.Frames == frames, () => $"only {fuzz.Frames} mutated frames")
            .Require(fuzz.Longest <= TimeSpan.FromMilliseconds(100), () => $"a frame took {fuzz.Longest.TotalMilliseconds:0} ms")
            .Add("mutatedFrames", fuzz.Frames)
            .Add("longestMilliseconds", fuzz.Longest.TotalMilliseconds)
            .Add("fuzzEvents", fuzz.Events)
            .Add("fuzzDrops", fuzz.Drops.ToDictionary(d => d.Key.ToString(), d => d.Value, StringComparer.Ordinal));
    }

    private static void Compare(ScenarioReport report, int messages)
    {
        var (events, differences) = DifferentialDecode.Run(messages, seed: 1);
        report.Require(differences.Count == 0, () => $"two parsers differ: {differences[0]}")
            .Add("comparedMessages", messages)
            .Add("comparedEvents", events)
            .Add("differences", differences.Count);
    }
}
