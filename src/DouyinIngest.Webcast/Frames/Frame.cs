namespace DouyinIngest.Webcast.Frames;

/// <summary>
/// One opened PushFrame: a view over the bytes of one WebSocket message, valid as long as they are.
/// Header values (im-cursor, im-internal_ext) belong to this connection and win over those of the Response inside.
/// </summary>
internal readonly ref struct Frame
{
    public FrameKind Kind { get; init; }

    public ulong SeqId { get; init; }

    public ulong LogId { get; init; }

    /// <summary>Still encoded; <see cref="Gzip"/> says how.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>compress_type is gzip, or is absent and the payload begins like gzip.</summary>
    public bool Gzip { get; init; }

    /// <summary>Header im-cursor; empty when absent.</summary>
    public ReadOnlySpan<byte> Cursor { get; init; }

    /// <summary>Header im-internal_ext; empty when absent.</summary>
    public ReadOnlySpan<byte> InternalExt { get; init; }

    /// <summary>
    /// What makes this frame recognisable when it is sent again on this or another connection, known before inflating:
    /// a hash of the cursor, the payload's length, and (gzip) its trailer: checksum and size of the content.
    /// </summary>
    public ulong ContentKey { get; init; }
}
