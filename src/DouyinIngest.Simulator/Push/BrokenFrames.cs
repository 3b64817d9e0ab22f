namespace DouyinIngest.Simulator.Push;

/// <summary>Messages that a client must not wait for to the end.</summary>
internal static class BrokenFrames
{
    private const int Chunk = 64 << 10;
    private const long EndlessLimit = 4L << 30;

    private static readonly byte[] Zeros = new byte[Chunk];

    /// <summary>A whole frame, one byte a second; what is left after <paramref name="limit"/> comes at once.</summary>
    public static async ValueTask SlowAsync(
        WebSocketWire wire, ReadOnlyMemory<byte> prefix, ReadOnlyMemory<byte> payload, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var bytes = new byte[10 + prefix.Length + payload.Length];
        var head = WebSocketWire.Head(bytes, WebSocketWire.Binary, final: true, prefix.Length + payload.Length);
        prefix.CopyTo(bytes.AsMemory(head));
        payload.CopyTo(bytes.AsMemory(head + prefix.Length));
        var length = head + prefix.Length + payload.Length;
        var slow = (int)Math.Min(length, limit.TotalSeconds);
        for (var i = 0; i < slow; i++)
        {
            await wire.WriteRawAsync(bytes.AsMemory(i, 1), cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }

        await wire.WriteRawAsync(bytes.AsMemory(slow, length - slow), cancellationToken);
    }

    /// <summary>One message with a payload of <paramref name="size"/> zeros.</summary>
    public static async ValueTask OversizeAsync(WebSocketWire wire, ReadOnlyMemory<byte> prefix, long size, CancellationToken cancellationToken)
    {
        var head = new byte[10];
        var length = WebSocketWire.Head(head, WebSocketWire.Binary, final: true, prefix.Length + size);
        await wire.WriteRawAsync(head.AsMemory(0, length), cancellationToken);
        await wire.WriteRawAsync(prefix, cancellationToken);
        for (var left = size; left > 0; left -= Chunk)
        {
            await wire.WriteRawAsync(Zeros.AsMemory(0, (int)Math.Min(left, Chunk)), cancellationToken);
        }
    }

    /// <summary>Fragments without a last one, until the client leaves.</summary>
    public static async ValueTask EndlessAsync(WebSocketWire wire, ReadOnlyMemory<byte> prefix, CancellationToken cancellationToken)
    {
        var head = new byte[10];
        var length = WebSocketWire.Head(head, WebSocketWire.Binary, final: false, prefix.Length);
        await wire.WriteRawAsync(head.AsMemory(0, length), cancellationToken);
        await wire.WriteRawAsync(prefix, cancellationToken);
        length = WebSocketWire.Head(head, WebSocketWire.Continuation, final: false, Chunk);
        for (var sent = 0L; sent < EndlessLimit; sent += Chunk)
        {
            await wire.WriteRawAsync(head.AsMemory(0, length), cancellationToken);
            await wire.WriteRawAsync(Zeros, cancellationToken);
        }
    }
}
