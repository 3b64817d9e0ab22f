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
        var cap = Math.Min(Options.MaxInflatedBytes, Math.Max(RatioFloor, (long)gzip.Length * Options.MaxRatio));

        // The trailer says how long the content is; what goes on behind it is a lie. So one buffer of one size will do.
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(gzip[^4..]);
        reader.Begin(gzip);
        var reason = claimed > cap ? Weigh(reader, cap) : Keep(reader, (int)claimed, out payload);
        reader.End();
        return reason;
    }

    /// <summary>The claim is within the cap: the content, if the claim is true.</summary>
    private static DropReason Keep(GzipMemberReader reader, int claimed, out InflatedPayload payload)
    {
        // One byte more, so that one read finds out whether the claim is true.
        var buffer = ArrayPool<byte>.Shared.Rent(claimed + 1);
        if (TryRead(reader, buffer.AsSpan(0, claimed + 1), out var length) && length == claimed)
        {
            payload = InflatedPayload.Rented(buffer, length);
            return DropReason.None;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        payload = default;
        return DropReason.BadCompression;
    }

    /// <summary>The claim is beyond the cap. Whether the content is too, or the trailer is not one, is found out without keeping any of it.</summary>
    private DropReason Weigh(GzipMemberReader reader, long cap)
    {
        var scale = ArrayPool<byte>.Shared.Rent(RatioFloor);
        var total = 0L;
        while (total <= cap && TryRead(reader, scale, out var length) && length > 0)
        {
            total += length;
        }

        ArrayPool<byte>.Shared.Return(scale);
        return total <= cap ? DropReason.BadCompression
            : cap < Options.MaxInflatedBytes ? DropReason.RatioTooHigh
            : DropReason.InflatedTooLarge;
    }

    private static bool TryRead(GzipMemberReader reader, Span<byte> destination, out int length)
    {
        try
        {
            length = reader.Read(destination);
            return true;
        }
        catch (InvalidDataException)
        {
            // No gzip, or the checksum does not match.
            length = 0;
            return false;
        }
    }
}
