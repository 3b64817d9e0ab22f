using System.Buffers;
using System.IO.Compression;

namespace DouyinIngest.Webcast.Frames;

/// <summary>
/// Inflates one gzip member after another with one decompressor, so that a frame pays for neither a window nor a stream object.
/// To the stream below, the frames are members of one endless gzip file. One caller at a time; thrown away after a failure.
/// </summary>
internal sealed class GzipMemberReader : IDisposable
{
    private readonly MemberSource _source = new();
    private readonly GZipStream _gzip;

    public GzipMemberReader() => _gzip = new GZipStream(_source, CompressionMode.Decompress);

    /// <summary>Whether any member was read with this decompressor yet.</summary>
    public bool Fresh { get; private set; } = true;

    /// <summary>The bytes of the next member; copied, so that the caller's span may end.</summary>
    public void Begin(ReadOnlySpan<byte> member) => _source.Refill(member);

    /// <summary>The member is done with, read whole or not: gives its bytes back.</summary>
    public void End() => _source.Release();

    /// <summary>Inflates up to the size of <paramref name="destination"/>; fewer bytes only at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no gzip, or a checksum or length does not match.</exception>
    public int Read(Span<byte> destination)
    {
        Fresh = false;
        var total = 0;
        while (total < destination.Length)
        {
            var read = _gzip.Read(destination[total..]);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _source.Dispose();
    }

    private sealed class MemberSource : Stream
    {
        private byte[] _bytes = [];
        private int _position;
        private int _length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Refill(ReadOnlySpan<byte> bytes)
        {
            _bytes = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(_bytes);
            _position = 0;
            _length = bytes.Length;
        }

        public void Release()
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
            _position = 0;
            _length = 0;
        }

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, _length - _position);
            _bytes.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
