using System.CommandLine;
using DouyinIngest.Cli.Help;
using DouyinIngest.Cli.Recordings;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>replay</c>: a recording through the same path as a live room.</summary>
internal static class ReplayCommand
{
    public static Command Build(CommandHandlers handlers)
    {
        var file = new Argument<string>("file") { Description = "A recording made by 'record'.", HelpName = "FILE" };
        var speed = RecordingOptions.Speed();
        var json = CommonOptions.Json("One JSON object a line.");
        var max = CommonOptions.Number("--max", "Stop after so many events; 0: go on.", 0, 0, int.MaxValue);
        var command = new ExampleCommand(
            "replay",
            "Plays a recording through the same path as a live room, and prints as 'watch' does. 'simulate --recording' serves it to a whole service.",
            "replay room.rec --speed 0 --json",
            "replay room.rec --speed 10")
        {
            file, speed, json, max,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Replay(
            new ReplaySettings
            {
                File = parsed.GetValue(file)!,
                Speed = parsed.GetValue(speed),
                Json = parsed.GetValue(json),
                Max = parsed.GetValue(max),
            },
            cancellationToken));
        return command;
    }
}
