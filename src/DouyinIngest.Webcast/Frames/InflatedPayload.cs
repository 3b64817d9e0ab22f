using System.Buffers;

namespace DouyinIngest.Webcast.Frames;

/// <summary>The inflated bytes of a frame's payload. Whoever opened it disposes it once; views into it die with it.</summary>
internal ref struct InflatedPayload
{
    private byte[]? _rented;

    /// <summary>Takes over a buffer of the shared pool.</summary>
    public static InflatedPayload Rented(byte[] rented, int length) => new() { _rented = rented, Bytes = rented.AsSpan(0, length) };

    /// <summary>The payload was not compressed: a view of the frame itself.</summary>
    public static InflatedPayload Plain(ReadOnlySpan<byte> bytes) => new() { Bytes = bytes };

    public ReadOnlySpan<byte> Bytes { get; private set; }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }
    }
}
