using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Messages;

/// <summary>
/// Walks the messages of one inflated Response. <see cref="TryOpen"/> checks the whole structure first, so that a frame that
/// cannot be read yields nothing at all.
/// </summary>
internal ref struct ResponseReader
{
    public ReadOnlySpan<byte> Cursor { get; private set; }

    public ReadOnlySpan<byte> InternalExt { get; private set; }

    /// <summary>The server's clock when it sent the batch, milliseconds since the Unix epoch; 0 when absent.</summary>
    public long Now { get; private set; }

    public bool NeedAck { get; private set; }

    public int MessageCount { get; private set; }

    /// <summary><see cref="DropReason.None"/>, <see cref="DropReason.BadResponse"/> or <see cref="DropReason.TooManyMessages"/>.</summary>
    public static DropReason TryOpen(ReadOnlySpan<byte> bytes, int maxMessages, out ResponseReader reader) => throw new NotSupportedException("seam: to be filled");

    /// <summary>The next message; false at the end. Never throws.</summary>
    public bool Next(out MessageView message) => throw new NotSupportedException("seam: to be filled");
}
