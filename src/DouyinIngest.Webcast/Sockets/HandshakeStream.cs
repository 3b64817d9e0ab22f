namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// Stands between a connection and the HTTP client that shakes hands over it. Until it is taken over, no read goes beyond the end of a response's
/// header, so that the HTTP client's buffers never hold a byte of what follows the handshake and the client can be let go.
/// </summary>
/// <param name="inner">The connection, under TLS if there is any. Disposed with this stream, unless it was taken over.</param>
internal sealed class HandshakeStream(Stream inner) : Stream
{
    private Stream _inner = inner;
    private ReadOnlyMemory<byte> _held;
    private bool _lineIsEmpty;
    private bool _takenOver;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The connection from behind the header on. It is the caller's; disposing this stream leaves it open.</summary>
    public Stream TakeOver()
    {
        var (connection, held) = (_inner, _held);
        (_inner, _held) = (Null, default);
        return held.IsEmpty ? connection : new HandshakeStream(connection) { _held = held, _takenOver = true };
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_held.IsEmpty)
        {
            var length = UpToBlankLine(_held.Span[..Math.Min(_held.Length, buffer.Length)]);
            _held[..length].CopyTo(buffer);
            _held = _held[length..];
            return ValueTask.FromResult(length);
        }

        return _takenOver ? _inner.ReadAsync(buffer, cancellationToken) : ReadHeaderAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        => _inner.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => _inner.WriteAsync(buffer, offset, count, cancellationToken);

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override void Flush() => _inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadHeaderAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        var length = UpToBlankLine(buffer.Span[..read]);
        _held = buffer[length..read].ToArray();
        return length;
    }

    // Every header ends with a blank line; that a body may be cut into pieces there does no harm.
    private int UpToBlankLine(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && !_takenOver; i++)
        {
            if (bytes[i] == '\n')
            {
                if (_lineIsEmpty)
                {
                    return i + 1;
                }

                _lineIsEmpty = true;
            }
            else if (bytes[i] != '\r')
            {
                _lineIsEmpty = false;
            }
        }

        return bytes.Length;
    }
}
