using System.Buffers;
using System.Buffers.Binary;

namespace DouyinIngest.Simulator.Push;

/// <summary>
/// The server's half of RFC 6455 over an upgraded stream. Of our own so that PINGs can be counted and frames can be broken on purpose.
/// One reader and one writer at a time.
/// </summary>
internal sealed class WebSocketWire(Stream stream)
{
    public const int Continuation = 0;
    public const int Binary = 2;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    private const int LargestMessage = 1 << 20;

    private byte[] _buffer = new byte[512];
    private int _start;
    private int _end;

    /// <summary>The next whole message; null when the client has gone or does not speak WebSocket.</summary>
    public async ValueTask<WireMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        byte[]? joined = null;
        var opcode = Continuation;
        while (true)
        {
            if (!await FillAsync(2, cancellationToken))
            {
                return null;
            }

            var final = (_buffer[_start] & 0x80) != 0;
            var code = _buffer[_start] & 0x0F;
            var masked = (_buffer[_start + 1] & 0x80) != 0;
            var length = _buffer[_start + 1] & 0x7F;
            var head = 2 + (length switch { 126 => 2, 127 => 8, _ => 0 }) + 4;
            if (!masked || !await FillAsync(head, cancellationToken))
            {
                return null;
            }

            var size = length switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start + 2)),
                127 => BinaryPrimitives.ReadUInt64BigEndian(_buffer.AsSpan(_start + 2)),
                _ => (ulong)length,
            };
            if (size > LargestMessage || !await FillAsync(head + (int)size, cancellationToken))
            {
                return null;
            }

            var payload = Unmask(head, (int)size);
            if (code >= Close)
            {
                return new WireMessage(code, payload);
            }

            opcode = code == Continuation ? opcode : code;
            if (final && joined is null)
            {
                return new WireMessage(opcode, payload);
            }

            joined = [.. joined ?? [], .. payload.Span];
            if (final)
            {
                return new WireMessage(opcode, joined);
            }
        }
    }

    /// <summary>Sends one whole message made of two parts.</summary>
    public async ValueTask WriteAsync(int opcode, ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second, CancellationToken cancellationToken)
    {
        var length = first.Length + second.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length + 10);
        try
        {
            var head = Head(buffer, opcode, final: true, length);
            first.CopyTo(buffer.AsMemory(head));
            second.CopyTo(buffer.AsMemory(head + first.Length));
            await stream.WriteAsync(buffer.AsMemory(0, head + length), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Sends bytes as they are.</summary>
    public ValueTask WriteRawAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        => stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Writes a frame header; returns its length.</summary>
    public static int Head(Span<byte> buffer, int opcode, bool final, long length)
    {
        buffer[0] = (byte)((final ? 0x80 : 0) | opcode);
        switch (length)
        {
            case < 126:
                buffer[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                buffer[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)length);
                return 4;
            default:
                buffer[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(buffer[2..], (ulong)length);
                return 10;
        }
    }

    private ReadOnlyMemory<byte> Unmask(int head, int size)
    {
        var mask = _buffer.AsSpan(_start + head - 4, 4);
        var payload = _buffer.AsMemory(_start + head, size);
        var span = payload.Span;
        for (var i = 0; i < span.Length; i++)
        {
            span[i] ^= mask[i & 3];
        }

        _start += head + size;
        return payload;
    }

    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(count, _buffer.Length * 2));
        }

        while (_end < count)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }
}
