using System.Buffers;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// A connection whose small writes can be gathered: what is written while <see cref="MoreFollows"/> is set waits, and goes out together with
/// the first write after it. A busy room's acks come in bursts; sent one by one each costs a system call. Holds a buffer only while bytes wait.
/// </summary>
/// <param name="inner">The connection; disposed with this stream.</param>
internal sealed class GatheringStream(Stream inner) : Stream
{
    private const int Capacity = 8192;

    private byte[]? _waiting;
    private int _length;

    /// <summary>Another write follows at once, so this one may wait for it. Set by whoever writes, between two writes.</summary>
    public bool MoreFollows { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_length + buffer.Length > Capacity || (!MoreFollows && _length == 0))
        {
            return WriteThroughAsync(buffer, cancellationToken);
        }

        _waiting ??= ArrayPool<byte>.Shared.Rent(Capacity);
        buffer.Span.CopyTo(_waiting.AsSpan(_length));
        _length += buffer.Length;
        return MoreFollows ? ValueTask.CompletedTask : WriteWaitingAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => inner.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => inner.ReadAsync(buffer, offset, count, cancellationToken);

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask WriteThroughAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await WriteWaitingAsync(cancellationToken);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    private async ValueTask WriteWaitingAsync(CancellationToken cancellationToken)
    {
        if (_waiting is { } waiting)
        {
            var length = _length;
            (_waiting, _length) = (null, 0);
            await inner.WriteAsync(waiting.AsMemory(0, length), cancellationToken);
            ArrayPool<byte>.Shared.Return(waiting);
        }
    }
}
