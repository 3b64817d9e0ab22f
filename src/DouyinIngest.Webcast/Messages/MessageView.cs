namespace DouyinIngest.Webcast.Messages;

/// <summary>One item of a Response: a view over its bytes (PROTOCOL 3.1, Message).</summary>
internal readonly ref struct MessageView
{
    public MessageKind Kind { get; init; }

    /// <summary>The method's name as sent, UTF-8.</summary>
    public ReadOnlySpan<byte> Method { get; init; }

    public ReadOnlySpan<byte> Payload { get; init; }

    public long MsgId { get; init; }

    /// <summary>Sticky state: sent again at every connect, told apart by <see cref="WrdsVersion"/>.</summary>
    public bool Sticky { get; init; }

    public ulong WrdsVersion { get; init; }

    public ReadOnlySpan<byte> WrdsSubKey { get; init; }
}
