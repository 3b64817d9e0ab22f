using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>For how long rooms went by the socket, were polled, or had no session; looked at many times a second, all rooms added up.</summary>
internal sealed class TransportTimes : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private TimeSpan _websocket;
    private TimeSpan _polling;
    private TimeSpan _neither;

    public TransportTimes(IRoomDirectory rooms) => _watching = WatchAsync(rooms, _stop.Token);

    /// <summary>Ends the watching and tells the seconds.</summary>
    public async Task<ScenarioReport> EndAsync()
    {
        await DisposeAsync();
        return new ScenarioReport().Add("websocketSeconds", _websocket.TotalSeconds).Add("pollingSeconds", _polling.TotalSeconds).Add("withoutSessionSeconds", _neither.TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            await _watching;
            _stop.Dispose();
        }
    }

    private async Task WatchAsync(IRoomDirectory rooms, CancellationToken stoppingToken)
    {
        var time = TimeProvider.System;
        var last = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Step, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = time.GetTimestamp();
            var passed = time.GetElapsedTime(last, now);
            last = now;
            foreach (var room in rooms.Snapshot())
            {
                switch (room)
                {
                    case { State: not RoomState.Streaming }:
                        _neither += passed;
                        break;
                    case { Transport: "polling" }:
                        _polling += passed;
                        break;
                    default:
                        _websocket += passed;
                        break;
                }
            }
        }
    }
}
