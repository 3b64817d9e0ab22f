using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Control;

/// <summary>The words of the control topic for how a room is followed.</summary>
internal static class TransportWords
{
    public static string Of(RoomTransport transport) => transport switch
    {
        RoomTransport.Hybrid => "hybrid",
        RoomTransport.Websocket => "websocket",
        RoomTransport.Polling => "polling",
        RoomTransport.Push => "push",
        _ => throw new ArgumentOutOfRangeException(nameof(transport), transport, "not a transport"),
    };
}
