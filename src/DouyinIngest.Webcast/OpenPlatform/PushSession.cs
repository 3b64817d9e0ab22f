using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Threading.Channels;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>
/// A broadcast that is pushed to us, as a session: what it reads are bodies of the webhook and of the platform's list of missed gifts, and an ack
/// answers the request that brought the body. Its tasks at the platform are its heartbeat.
/// </summary>
internal sealed class PushSession : ISession
{
    /// <summary>So many bodies may wait to be read; more are refused, and come again.</summary>
    public const int MostWaiting = 1024;

    private readonly long _roomId;
    private readonly PushRooms _rooms;
    private readonly IWebcastListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<ulong, PushBatch> _underWay = new();
    private readonly Channel<PushBatch> _inbox = Channel.CreateBounded<PushBatch>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = false });

    private Task _tasks = Task.CompletedTask;
    private CloseReason? _reason;
    private ulong _number;
    private bool _disposed;

    /// <param name="roomId">The broadcast.</param>
    /// <param name="rooms">Where it is found for as long as it takes pushes.</param>
    /// <param name="events">Reads what is pushed.</param>
    /// <param name="listener">Hears of bodies and acks.</param>
    public PushSession(long roomId, PushRooms rooms, PushEventReader events, IWebcastListener listener)
    {
        Events = events;
        _roomId = roomId;
        _rooms = rooms;
        _listener = listener;
    }

    /// <summary>Reads the events of a batch.</summary>
    public PushEventReader Events { get; }

    /// <summary>The batch that was read last. Of the room's loop.</summary>
    public PushBatch? Current { get; private set; }

    /// <summary>Runs <paramref name="tasks"/> for as long as the session lives.</summary>
    public void Attend(Func<PushSession, CancellationToken, Task> tasks) => _tasks = tasks(this, _end.Token);

    /// <summary>Takes a body; false: too many wait, or the session has ended. It is handed over to the broker in the order of these calls.</summary>
    public bool TryTake(PushBatch batch) => _inbox.Writer.TryWrite(batch);

    /// <inheritdoc/>
    public async ValueTask<SessionMessage> ReceiveAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _end.Token);
            var batch = await _inbox.Reader.ReadAsync(either.Token);
            batch.Number = ++_number;
            _underWay[batch.Number] = batch;
            Current = batch;
            _listener.FrameReceived(batch.Body.Length);
            var bytes = ArrayPool<byte>.Shared.Rent(batch.Body.Length);
            batch.Body.CopyTo(bytes, 0);
            return SessionMessage.Of(bytes, batch.Body.Length, batch.ReceivedAt);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            // What comes now could not be read any more: a successor takes it.
            _rooms.Remove(_roomId, this);
            return SessionMessage.Closed(_reason ?? CloseReason.Stopped);
        }
    }

    /// <summary>The ack of a batch: the broker has everything up to it.</summary>
    public static byte[] Ack(PushBatch batch)
    {
        var ack = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(ack, batch.Number);
        return ack;
    }

    /// <inheritdoc/>
    public void Send(ReadOnlyMemory<byte> frame)
    {
        if (frame.Length == sizeof(ulong) && _underWay.TryRemove(BinaryPrimitives.ReadUInt64LittleEndian(frame.Span), out var batch))
        {
            batch.Confirm();
            _listener.AckSent();
        }
    }

    /// <inheritdoc/>
    public void Abort(CloseReason reason)
    {
        _reason ??= reason;
        _rooms.Remove(_roomId, this);
        if (!_disposed)
        {
            _end.Cancel();
        }
    }

    /// <summary>Takes nothing more. Who still waits is told that it must come again, in this process or in its successor.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _rooms.Remove(_roomId, this);
        _inbox.Writer.TryComplete();
        await _end.CancelAsync();
        await _tasks.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_inbox.Reader.TryRead(out var batch))
        {
            batch.Stop();
        }

        foreach (var batch in _underWay.Values)
        {
            batch.Stop();
        }

        _underWay.Clear();
        _end.Dispose();
    }
}
