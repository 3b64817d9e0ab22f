using System.Net.WebSockets;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class SendQueueTests : IDisposable
{
    private readonly SlowSocket _socket = new();
    private readonly List<CloseReason> _failures = [];
    private readonly SendQueue _queue;

    public SendQueueTests() => _queue = new SendQueue(_socket, null, _failures.Add);

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task Frames_InOrder_OneAtATime()
    {
        for (byte i = 0; i < 100; i++)
        {
            Assert.True(_queue.TryEnqueue(new[] { i }));
        }

        _socket.Open();
        await _queue.WhenRestingAsync().Soon();
        Assert.Equal(Enumerable.Range(0, 100), _socket.Sent.Select(f => (int)f[0]));
        Assert.Equal(1, _socket.MostAtOnce);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task Frames_OneTooMany_FailsOnceAndTakesNoMore()
    {
        await FirstIsUnderWayAsync();
        for (var i = 0; i < SendQueue.MaxFrames; i++)
        {
            Assert.True(_queue.TryEnqueue(new byte[1]));
        }

        Assert.False(_queue.TryEnqueue(new byte[1]));
        Assert.False(_queue.TryEnqueue(new byte[1]));
        Assert.Equal([CloseReason.Network], _failures);
        _socket.Open();
        await _queue.WhenRestingAsync().Soon();
        Assert.Single(_socket.Sent);
    }

    [Fact]
    public async Task Bytes_ExactlyTheBound_AreTakenAndOneMoreIsNot()
    {
        await FirstIsUnderWayAsync();
        Assert.True(_queue.TryEnqueue(new byte[SendQueue.MaxBytes / 2]));
        Assert.True(_queue.TryEnqueue(new byte[SendQueue.MaxBytes / 2]));
        Assert.False(_queue.TryEnqueue(new byte[1]));
        Assert.Equal([CloseReason.Network], _failures);
        _socket.Open();
    }

    [Fact]
    public async Task Bytes_ThatWereSent_CountNoMore()
    {
        _socket.Open();
        for (var i = 0; i < 10; i++)
        {
            Assert.True(_queue.TryEnqueue(new byte[SendQueue.MaxBytes]));
            await _queue.WhenRestingAsync().Soon();
        }

        Assert.Equal(10, _socket.Sent.Count);
    }

    [Fact]
    public async Task Close_WhatWaits_IsForgotten()
    {
        await FirstIsUnderWayAsync();
        _queue.TryEnqueue(new byte[] { 2 });
        _queue.Close();
        Assert.False(_queue.TryEnqueue(new byte[] { 3 }));
        _socket.Open();
        await _queue.WhenRestingAsync().Soon();
        Assert.Single(_socket.Sent);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task Send_Fails_IsToldOnceAndRests()
    {
        _socket.Failure = new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        _queue.TryEnqueue(new byte[] { 1 });
        _queue.TryEnqueue(new byte[] { 2 });
        _socket.Open();
        await _queue.WhenRestingAsync().Soon();
        Assert.Equal([CloseReason.RemoteClosed], _failures);
        Assert.False(_queue.TryEnqueue(new byte[] { 3 }));
    }

    [Fact]
    public async Task Resting_FromTheBeginning_IsComplete() => await _queue.WhenRestingAsync().Soon();

    private async Task FirstIsUnderWayAsync()
    {
        Assert.True(_queue.TryEnqueue(new byte[] { 1 }));
        await Waiting.UntilAsync(() => _socket.MostAtOnce == 1);
    }

    /// <summary>Sends nothing until it is opened.</summary>
    private sealed class SlowSocket : WebSocket
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _atOnce;

        public List<byte[]> Sent { get; } = [];

        public int MostAtOnce { get; private set; }

        public Exception? Failure { get; set; }

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public void Open() => _open.TrySetResult();

        public override async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            await _open.Task;
            if (Failure is { } failure)
            {
                throw failure;
            }

            Assert.Equal((WebSocketMessageType.Binary, true), (messageType, endOfMessage));
            Sent.Add(buffer.ToArray());
            Interlocked.Decrement(ref _atOnce);
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
            => SendAsync((ReadOnlyMemory<byte>)buffer, messageType, endOfMessage, cancellationToken).AsTask();

        public override void Abort()
        {
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override void Dispose()
        {
        }
    }
}
