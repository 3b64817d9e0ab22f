using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Frames;

/// <summary>Decompresses a frame's payload under the caps of <see cref="FrameOptions"/>. Stateless; safe from any thread.</summary>
internal sealed class FrameInflater(FrameOptions options)
{
    public FrameOptions Options { get; } = options;

    /// <summary>
    /// The payload's bytes, or <see cref="DropReason.BadCompression"/>, <see cref="DropReason.InflatedTooLarge"/> or
    /// <see cref="DropReason.RatioTooHigh"/>. Never throws for bad bytes. Checksum and length in the gzip trailer are verified.
    /// </summary>
    public DropReason Inflate(in Frame frame, out InflatedPayload payload) => throw new NotSupportedException("seam: to be filled");
}
