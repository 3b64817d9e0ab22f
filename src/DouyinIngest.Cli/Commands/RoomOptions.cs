using System.CommandLine;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Cli.Commands;

/// <summary>Options of the commands that follow one room; made anew for each command.</summary>
internal sealed class RoomOptions
{
    public RoomOptions() => Profile.AcceptOnlyFromAmong("push-v2", "im-v1");

    public Argument<string?> Room { get; } = new("room")
    {
        Description = "Live URL, live id or short link. Without it, the program asks.",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "live url|id",
    };

    public Option<Uri?> Upstream { get; } = CommonOptions.Address("--upstream", "Another upstream than the real site, such as a simulator.", "http", "https");

    public Option<Uri?> Socket { get; } = CommonOptions.Address("--socket-url", "Another socket address than the profile's.", "ws", "wss");

    public Option<string?> Profile { get; } = new("--profile") { Description = "How the socket is asked for." };

    public Option<RoomTransport?> Transport { get; }
        = CommonOptions.Transport("By the socket, by polling, or by the socket and polling while it does not work; websocket without.");

    public Option<long> RoomId { get; } = CommonOptions.RoomId("--room-id", "The broadcast's room id, when it is known: nothing is looked up.");

    public Option<string?> Cookies { get; } = new("--cookie-file") { Description = "A file with the cookies of a browser.", HelpName = "FILE" };

    public Option<Uri?> Signer { get; } = CommonOptions.Address("--signer-url", "A sign service of yours; the real site wants a signature.", "http", "https");

    /// <summary>Adds all of them to a command.</summary>
    public T AddTo<T>(T command)
        where T : Command
    {
        command.Add(Room);
        foreach (var option in (Option[])[Upstream, Socket, Profile, Transport, RoomId, Cookies, Signer])
        {
            command.Add(option);
        }

        return command;
    }

    /// <summary>What was asked, with the rest of the settings as they are by default.</summary>
    public WatchSettings Of(ParseResult parsed) => new()
    {
        Room = parsed.GetValue(Room),
        Upstream = parsed.GetValue(Upstream),
        SocketUrl = parsed.GetValue(Socket),
        Profile = parsed.GetValue(Profile),
        Transport = parsed.GetValue(Transport) ?? RoomTransport.Websocket,
        RoomId = parsed.GetValue(RoomId),
        CookieFile = parsed.GetValue(Cookies),
        SignerUrl = parsed.GetValue(Signer),
    };
}
