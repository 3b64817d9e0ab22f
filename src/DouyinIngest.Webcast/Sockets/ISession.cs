using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// One opening of the socket to a room, from connect to close. It beats its heart by itself and watches for silence;
/// one reader at a time calls <see cref="ReceiveAsync"/>, anybody calls the rest.
/// </summary>
internal interface ISession : IAsyncDisposable
{
    /// <summary>
    /// The next whole WebSocket message, or why there is none. Never throws for what is expected; cancellation gives <see cref="CloseReason.Stopped"/>.
    /// The idle watchdog runs only while this waits.
    /// </summary>
    ValueTask<SessionMessage> ReceiveAsync(CancellationToken stoppingToken);

    /// <summary>Queues one whole client frame (an ack). Never blocks, keeps order, and is silently nothing once the session has ended.</summary>
    void Send(ReadOnlyMemory<byte> frame);

    /// <summary>Ends the session at once; a pending <see cref="ReceiveAsync"/> gives this reason. The first reason wins.</summary>
    void Abort(CloseReason reason);
}
