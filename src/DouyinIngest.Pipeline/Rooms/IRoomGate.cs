namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// Whether a room may publish now. Shut for good when a successor has claimed the room; shut for a while after the process was stopped for
/// longer than it may be (it then has to read first whether it still owns the room). Asked before every frame.
/// </summary>
internal interface IRoomGate
{
    /// <summary>Whether the room may publish at this moment. Costs a clock read.</summary>
    bool IsOpen { get; }

    /// <summary>The owner's epoch: stands in every record that is published from now on.</summary>
    long Epoch { get; }

    /// <summary>Completes when the room may publish: true; or will never again, or was told to stop: false.</summary>
    ValueTask<bool> WaitAsync(CancellationToken stoppingToken);
}
