using System.CommandLine;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Cli.Commands;

/// <summary>What the commands that look at one room ask for: the room, and the upstream that it is at. Made anew for each command.</summary>
internal sealed class RoomArguments
{
    private readonly Option<Uri?> _upstream =
        CommonOptions.Address("--upstream", "Another upstream than the real site, such as a simulator.", "http", "https");

    private readonly Option<Uri?> _socket = CommonOptions.Address("--socket-url", "Another socket address than the profile's.", "ws", "wss");
    private readonly Option<string?> _profile = new("--profile") { Description = "How the socket is asked for." };
    private readonly Option<long> _roomId = CommonOptions.RoomId("--room-id", "The broadcast's room id, when it is known: nothing is looked up.");
    private readonly Option<string?> _cookies = new("--cookie-file") { Description = "A file with the cookies of a browser.", HelpName = "FILE" };
    private readonly Option<Uri?> _signer =
        CommonOptions.Address("--signer-url", "A sign service of yours; the real site wants a signature.", "http", "https");

    public RoomArguments() => _profile.AcceptOnlyFromAmong(SocketProfile.PushV2, SocketProfile.ImV1);

    public Argument<string?> Room { get; } = new("room")
    {
        Description = "Live URL, live id or short link. Without it, the program asks.",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "live url|id",
    };

    /// <summary>For the commands that read the room's events; not among those of <see cref="AddTo(Command)"/>.</summary>
    public Option<RoomTransport?> Transport { get; }
        = CommonOptions.Transport("By the socket, by polling, or by the socket and polling while it does not work; websocket without.");

    /// <summary>Gives the command all of them.</summary>
    public void AddTo(Command command) => AddTo(command, _upstream, _socket, _profile, _roomId, _cookies, _signer);

    /// <summary>Gives the command what a look-up needs.</summary>
    public void AddLookUpTo(Command command) => AddTo(command, _upstream, _cookies);

    public WatchSettings Read(ParseResult parsed) => new()
    {
        Room = parsed.GetValue(Room),
        Upstream = parsed.GetValue(_upstream),
        SocketUrl = parsed.GetValue(_socket),
        Profile = parsed.GetValue(_profile),
        Transport = parsed.GetResult(Transport) is null ? RoomTransport.Websocket : parsed.GetValue(Transport) ?? RoomTransport.Websocket,
        RoomId = parsed.GetValue(_roomId),
        CookieFile = parsed.GetValue(_cookies),
        SignerUrl = parsed.GetValue(_signer),
    };

    private void AddTo(Command command, params Option[] options)
    {
        command.Add(Room);
        foreach (var option in options)
        {
            command.Add(option);
        }
    }
}
