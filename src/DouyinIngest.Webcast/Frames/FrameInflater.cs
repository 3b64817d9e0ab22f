using System.Buffers;
using System.Buffers.Binary;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Frames;

/// <summary>
/// Decompresses a frame's payload under the caps of <see cref="FrameOptions"/>. Safe from any thread; what it keeps between calls
/// is a few decompressors, at most one per processor.
/// </summary>
/// <remarks>
/// A payload is exactly one gzip member, as the upstream sends it: bytes behind it, or a second member, make it
/// <see cref="DropReason.BadCompression"/>, since the trailer would not tell what the content is.
/// </remarks>
internal sealed class FrameInflater(FrameOptions options)
{
    /// <summary>Below this much output the ratio says nothing: a short text repeated is harmless.</summary>
    private const int RatioFloor = 64 * 1024;

    /// <summary>Header and trailer of gzip.</summary>
    private const int LeastGzip = 18;

    private readonly GzipMemberReader?[] _idle = new GzipMemberReader?[Environment.ProcessorCount];

    public FrameOptions Options { get; } = options;

    /// <summary>
    /// The payload's bytes, or <see cref="DropReason.BadCompression"/>, <see cref="DropReason.InflatedTooLarge"/> or
    /// <see cref="DropReason.RatioTooHigh"/>. Never throws for bad bytes. Checksum and length in the gzip trailer are verified.
    /// </summary>
    public DropReason Inflate(in Frame frame, out InflatedPayload payload)
    {
        payload = default;
        if (!frame.Gzip)
        {
            if (frame.Payload.Length > Options.MaxInflatedBytes)
            {
                return DropReason.InflatedTooLarge;
            }

            payload = InflatedPayload.Plain(frame.Payload);
            return DropReason.None;
        }

        if (frame.Payload.Length < LeastGzip)
        {
            return DropReason.BadCompression;
        }

        ref var slot = ref _idle[Thread.GetCurrentProcessorId() % _idle.Length];
        var reader = Interlocked.Exchange(ref slot, null) ?? new GzipMemberReader();
        var reused = !reader.Fresh;
        var reason = Inflate(frame.Payload, reader, out payload);
        if (reason != DropReason.None)
        {
            // What is left in a decompressor after a failure is anybody's guess.
            reader.Dispose();
            reader = null;
            if (reason == DropReason.BadCompression && reused)
            {
                reader = new GzipMemberReader();
                reason = Inflate(frame.Payload, reader, out payload);
                if (reason != DropReason.None)
                {
                    reader.Dispose();
                    reader = null;
                }
            }
        }

        if (reader is not null)
        {
            Interlocked.Exchange(ref slot, reader)?.Dispose();
        }

        return reason;
    }

    private DropReason Inflate(ReadOnlySpan<byte> gzip, GzipMemberReader reader, out InflatedPayload payload)
    {
        payload = default;

        // The trailer says how long the content is. If that is too much, it is either true or a lie, and no good either way;
        // if the content goes on behind it, it is a lie. So a bomb costs nothing, and no buffer grows.
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(gzip[^4..]);
        if (claimed > Options.MaxInflatedBytes)
        {
            return DropReason.InflatedTooLarge;
        }

        if (claimed > RatioFloor && claimed > (long)gzip.Length * Options.MaxRatio)
        {
            return DropReason.RatioTooHigh;
        }

        // One byte more than the claim, so that one read finds out whether it is true.
        var buffer = ArrayPool<byte>.Shared.Rent((int)claimed + 1);
        try
        {
            reader.Begin(gzip);
            if (reader.Read(buffer.AsSpan(0, (int)claimed + 1)) == (int)claimed)
            {
                payload = InflatedPayload.Rented(buffer, (int)claimed);
                return DropReason.None;
            }
        }
        catch (InvalidDataException)
        {
            // The bytes are no gzip, or the checksum does not match.
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return DropReason.BadCompression;
    }
}
