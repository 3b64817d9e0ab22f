using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>info</c>: what the site says of a room.</summary>
internal static class InfoCommand
{
    public static ExampleCommand Build(CommandHandlers handlers)
    {
        var room = new RoomArguments();
        var json = CommonOptions.Json("One line of JSON.");
        var command = new ExampleCommand(
            "info",
            "Says what the site tells of a room: room id, status, title, anchor, audience. Opens no socket.",
            "info https://live.douyin.com/123456789",
            "info 123456789 --upstream http://127.0.0.1:18080 --json");
        room.AddLookUpTo(command);
        command.Add(json);
        command.SetAction((parsed, cancellationToken) => handlers.Info(
            new InfoSettings { Room = room.Read(parsed) with { Json = parsed.GetValue(json) } }, cancellationToken));
        return command;
    }
}
