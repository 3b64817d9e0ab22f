using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>A room's right to publish: its partition's gate, until a successor has claimed the room.</summary>
internal sealed class RoomGate(PartitionGate partition, long epoch, TimeProvider time) : IRoomGate
{
    /// <summary>How soon a gate that is shut only because a tick is late is looked at again.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private long _epoch = epoch;
    private volatile bool _shut;

    /// <inheritdoc/>
    public bool IsOpen => !_shut && partition.IsOpen;

    /// <inheritdoc/>
    public long Epoch => Interlocked.Read(ref _epoch);

    /// <summary>The owner claimed once more and keeps the room: its records carry the new epoch from here on.</summary>
    public void Renew(long epoch) => Interlocked.Exchange(ref _epoch, epoch);

    /// <summary>A successor has claimed the room, or it is being closed: it publishes nothing more.</summary>
    public void Shut()
    {
        _shut = true;
        partition.Wake();
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WaitAsync(CancellationToken stoppingToken)
    {
        while (!_shut && !stoppingToken.IsCancellationRequested)
        {
            var changed = partition.WhenChangedAsync();
            if (partition.IsOpen)
            {
                return !_shut;
            }

            await Task.WhenAny(changed, Task.Delay(LookAgain, time, stoppingToken));
        }

        return false;
    }
}
