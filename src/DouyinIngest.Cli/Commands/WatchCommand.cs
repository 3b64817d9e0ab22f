using System.CommandLine;
using DouyinIngest.Cli.Help;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Cli.Commands;

/// <summary><c>watch</c>: one room on the screen, without Kafka.</summary>
internal static class WatchCommand
{
    public static Command Build(CommandHandlers handlers)
    {
        var room = new Argument<string?>("room")
        {
            Description = "Live URL, live id or short link. Without it, the program asks.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "live url|id",
        };
        var upstream = CommonOptions.Address("--upstream", "Another upstream than the real site, such as a simulator.", "http", "https");
        var socket = CommonOptions.Address("--socket-url", "Another socket address than the profile's.", "ws", "wss");
        var profile = new Option<string?>("--profile") { Description = "How the socket is asked for." };
        profile.AcceptOnlyFromAmong("push-v2", "im-v1");
        var transport = CommonOptions.Transport("By the socket, by polling, or by the socket and polling while it does not work; websocket without.");
        var roomId = CommonOptions.RoomId("--room-id", "The broadcast's room id, when it is known: nothing is looked up.");
        var cookies = new Option<string?>("--cookie-file") { Description = "A file with the cookies of a browser.", HelpName = "FILE" };
        var signer = CommonOptions.Address("--signer-url", "A sign service of yours; the real site wants a signature.", "http", "https");
        var json = CommonOptions.Json("One JSON object a line.");
        var max = CommonOptions.Number("--max", "Stop after so many events; 0: go on.", 0, 0, int.MaxValue);
        var command = new ExampleCommand(
            "watch",
            "Prints what happens in one live room. Needs no Kafka.",
            "watch https://live.douyin.com/123456789",
            "watch 123456789 --json --max 100",
            "watch 123456789 --upstream http://127.0.0.1:18080")
        {
            room, upstream, socket, profile, transport, roomId, cookies, signer, json, max,
        };
        command.SetAction((parsed, cancellationToken) => handlers.Watch(
            new WatchSettings
            {
                Room = parsed.GetValue(room),
                Upstream = parsed.GetValue(upstream),
                SocketUrl = parsed.GetValue(socket),
                Profile = parsed.GetValue(profile),
                Transport = parsed.GetValue(transport) ?? RoomTransport.Websocket,
                RoomId = parsed.GetValue(roomId),
                CookieFile = parsed.GetValue(cookies),
                SignerUrl = parsed.GetValue(signer),
                Json = parsed.GetValue(json),
                Max = parsed.GetValue(max),
            },
            cancellationToken));
        return command;
    }
}
