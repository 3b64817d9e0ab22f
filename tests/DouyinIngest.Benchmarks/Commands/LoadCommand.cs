using System.CommandLine;
using DouyinIngest.Benchmarks.Scenarios.Load;

namespace DouyinIngest.Benchmarks.Commands;

/// <summary>The race's contender: a foreign upstream, a real broker, one line of figures.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The upstream's socket endpoint.", Required = true };
        var rooms = new Option<int>("--rooms") { Description = "How many rooms.", DefaultValueFactory = _ => 20 };
        var first = new Option<long>("--base") { Description = "Room id of the first room.", Required = true };
        var events = new Option<long>("--events") { Description = "Ends when this many are on the broker.", Required = true };
        var brokers = new Option<string>("--brokers") { Description = "Bootstrap servers.", Required = true };
        var prefix = new Option<string>("--topic-prefix") { Description = "Topics are <prefix>.<kind>.v1 and exist.", Required = true };
        var window = new Option<int>("--window") { Description = "Frames that the upstream leaves unacked; it is the one to wait.", DefaultValueFactory = _ => 256 };
        return ScenarioCommand.Create(
            "load",
            "Follows rooms until N events are on the broker and every ack is sent; prints what it cost.",
            (arguments, _, cancellationToken) => LoadScenario.RunAsync(
                new LoadSettings(
                    new Uri(arguments.GetRequiredValue(url)),
                    arguments.GetRequiredValue(rooms),
                    arguments.GetRequiredValue(first),
                    arguments.GetRequiredValue(events),
                    arguments.GetRequiredValue(brokers),
                    arguments.GetRequiredValue(prefix)),
                cancellationToken),
            url,
            rooms,
            first,
            events,
            brokers,
            prefix,
            window);
    }
}
