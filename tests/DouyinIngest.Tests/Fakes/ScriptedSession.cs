using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Fakes;

/// <summary>A session whose far end is the test.</summary>
internal sealed class ScriptedSession(TimeProvider time) : ISession, IHeartbeating
{
    private readonly Channel<object> _incoming = Channel.CreateUnbounded<object>();
    private readonly ConcurrentQueue<byte[]> _sent = new();
    private int _reads;

    public IReadOnlyList<byte[]> Sent => [.. _sent];

    public bool Disposed { get; private set; }

    public TimeSpan? HeartbeatInterval { get; private set; }

    /// <summary>How many reads have begun.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public ScriptedSession Give(params IEnumerable<byte[]> frames)
    {
        foreach (var frame in frames)
        {
            _incoming.Writer.TryWrite(frame);
        }

        return this;
    }

    public ScriptedSession End(CloseReason reason)
    {
        _incoming.Writer.TryWrite(reason);
        return this;
    }

    public async ValueTask<SessionMessage> ReceiveAsync(CancellationToken stoppingToken)
    {
        Interlocked.Increment(ref _reads);
        try
        {
            var next = await _incoming.Reader.ReadAsync(stoppingToken);
            if (next is not byte[] frame)
            {
                return SessionMessage.Closed((CloseReason)next);
            }

            var buffer = ArrayPool<byte>.Shared.Rent(frame.Length + 1);
            frame.CopyTo(buffer, 0);
            return SessionMessage.Of(buffer, frame.Length, time.GetUtcNow());
        }
        catch (OperationCanceledException)
        {
            return SessionMessage.Closed(CloseReason.Stopped);
        }
    }

    public void Send(ReadOnlyMemory<byte> frame) => _sent.Enqueue(frame.ToArray());

    public void Abort(CloseReason reason) => End(reason);

    public void SetHeartbeatInterval(TimeSpan interval) => HeartbeatInterval = interval;

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }
}
