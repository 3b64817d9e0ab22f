using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>watch</c>: one room on the screen, without Kafka.</summary>
internal static class WatchCommand
{
    public static ExampleCommand Build(CommandHandlers handlers)
    {
        var room = new RoomArguments();
        var json = CommonOptions.Json("One JSON object a line.");
        var max = CommonOptions.Number("--max", "Stop after so many events; 0: go on.", 0, 0, int.MaxValue);
        var command = new ExampleCommand(
            "watch",
            "Prints what happens in one live room. Needs no Kafka.",
            "watch https://live.douyin.com/123456789",
            "watch 123456789 --json --max 100",
            "watch 123456789 --upstream http://127.0.0.1:18080");
        room.AddTo(command);
        command.Add(room.Transport);
        command.Add(json);
        command.Add(max);
        command.SetAction((parsed, cancellationToken) => handlers.Watch(
            room.Read(parsed) with { Json = parsed.GetValue(json), Max = parsed.GetValue(max) }, cancellationToken));
        return command;
    }
}
