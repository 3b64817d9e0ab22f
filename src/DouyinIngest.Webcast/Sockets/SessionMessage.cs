using System.Buffers;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// What one read of a session gave: a whole WebSocket message in a pooled buffer, or the reason why there will be no more.
/// Whoever received it owns the buffer and disposes it exactly once; the bytes are not touched after that.
/// </summary>
internal readonly struct SessionMessage : IDisposable
{
    private readonly byte[]? _rented;
    private readonly int _length;

    private SessionMessage(byte[]? rented, int length, CloseReason closed, DateTimeOffset receivedAt, MessageLink link = MessageLink.Unknown)
    {
        Link = link;
        _rented = rented;
        _length = length;
        ClosedBecause = closed;
        ReceivedAt = receivedAt;
    }

    /// <summary>Takes over a buffer from <see cref="ArrayPool{T}.Shared"/>.</summary>
    public static SessionMessage Of(byte[] rented, int length, DateTimeOffset receivedAt, MessageLink link = MessageLink.Unknown)
        => new(rented, length, default, receivedAt, link);

    public static SessionMessage Closed(CloseReason reason) => new(null, 0, reason, default);

    /// <summary>No message: the session has ended, for <see cref="ClosedBecause"/>.</summary>
    public bool IsClosed => _rented is null;

    public CloseReason ClosedBecause { get; }

    /// <summary>What is known of its place in the stream.</summary>
    public MessageLink Link { get; }

    /// <summary>When the last byte of the message was read.</summary>
    public DateTimeOffset ReceivedAt { get; }

    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}
