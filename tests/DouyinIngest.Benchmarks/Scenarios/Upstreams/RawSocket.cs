using System.Buffers.Binary;
using System.Net.Sockets;

namespace DouyinIngest.Benchmarks.Scenarios.Upstreams;

/// <summary>The server's end of a WebSocket, down to the bytes. A write fails once the client has gone.</summary>
internal sealed class RawSocket(NetworkStream stream)
{
    private const byte Final = 0x80;
    private const byte Binary = 0x02;
    private const byte Continuation = 0x00;

    /// <summary>One whole binary message.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await SendHeaderAsync(message.Length, first: true, last: true, cancellationToken);
        await stream.WriteAsync(message, cancellationToken);
    }

    /// <summary>The header of one fragment, whatever follows.</summary>
    public async Task SendHeaderAsync(long length, bool first, bool last, CancellationToken cancellationToken)
    {
        var header = new byte[10];
        header[0] = (byte)((last ? Final : 0) | (first ? Binary : Continuation));
        header[1] = 127;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(2), length);
        await stream.WriteAsync(header, cancellationToken);
    }

    /// <summary>Bytes as they are.</summary>
    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await stream.WriteAsync(bytes, cancellationToken);
}
