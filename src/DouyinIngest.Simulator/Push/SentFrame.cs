using DouyinIngest.Simulator.World;

namespace DouyinIngest.Simulator.Push;

/// <summary>One msg frame of a connection, from its first transmission to its ack.</summary>
internal sealed class SentFrame(ulong logId, Batch batch, string internalExt, string cursor)
{
    /// <summary>What the ack names; the same on every transmission.</summary>
    public ulong LogId { get; } = logId;

    public Batch Batch { get; } = batch;

    public string InternalExt { get; } = internalExt;

    public string Cursor { get; } = cursor;

    /// <summary>Timestamp of the last transmission.</summary>
    public long SentAt { get; set; }
}
