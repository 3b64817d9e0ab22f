namespace DouyinIngest.Pipeline.Topics;

/// <summary>
/// A record that we keep ourselves: one that must be sent again, or a dead letter. The fast path has none, its bytes live in the client.
/// </summary>
/// <param name="value">The value, ours.</param>
/// <param name="key">The key, ours.</param>
/// <param name="headers">Native headers or 0.</param>
/// <param name="delivery">Waits for it.</param>
/// <param name="bytes">What it settles: the size of the record that was begun, whatever is sent in its stead.</param>
internal sealed class HeldRecord(byte[] value, byte[] key, nint headers, Delivery delivery, int bytes)
{
    public byte[] Value { get; } = value;

    public byte[] Key { get; } = key;

    public Delivery Delivery { get; } = delivery;

    public int Bytes { get; } = bytes;

    /// <summary>How many records were sent in the same request at most, itself among them; 0: any number.</summary>
    public int Together { get; set; }

    /// <summary>Ours while the record is not under way, else 0.</summary>
    public nint Headers { get; set; } = headers;
}
