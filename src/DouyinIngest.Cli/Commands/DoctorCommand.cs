using DouyinIngest.Cli.Help;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>doctor</c>: why a room does not connect.</summary>
internal static class DoctorCommand
{
    public static ExampleCommand Build(CommandHandlers handlers)
    {
        var room = new RoomArguments();
        var wait = CommonOptions.Number("--wait", "For how many seconds a new socket may keep a heartbeat or a first frame waiting.", 10, 1, 600);
        var json = CommonOptions.Json("One line of JSON, with every step.");
        var command = new ExampleCommand(
            "doctor",
            "Walks from the room's address to its first frame and says what works, what does not, and what to do. Exit code 1 when something does not work.",
            "doctor https://live.douyin.com/123456789",
            "doctor 123456789 --cookie-file cookies.txt --signer-url http://127.0.0.1:8787/sign",
            "doctor 123456789 --upstream http://127.0.0.1:18080 --json");
        room.AddTo(command);
        command.Add(wait);
        command.Add(json);
        command.SetAction((parsed, cancellationToken) => handlers.Doctor(
            new DoctorSettings
            {
                Room = room.Read(parsed) with { Json = parsed.GetValue(json) },
                Wait = TimeSpan.FromSeconds(parsed.GetValue(wait)),
            },
            cancellationToken));
        return command;
    }
}
