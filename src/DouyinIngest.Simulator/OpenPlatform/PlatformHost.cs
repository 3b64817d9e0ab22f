using System.Threading.Channels;

namespace DouyinIngest.Simulator.OpenPlatform;

/// <summary>
/// The Open Platform: pushes what happens in the rooms whose tasks run, repeats what is not answered 200 in time, keeps the gifts that it could not
/// deliver; and, as planned, forges, repeats and is late.
/// </summary>
internal sealed class PlatformHost : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly PlatformOptions _options;
    private readonly TimeProvider _time;
    private readonly Uri[] _webhooks;
    private readonly PlatformTraffic _traffic;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<PlatformPush> _due = Channel.CreateUnbounded<PlatformPush>();
    private Task _running = Task.CompletedTask;
    private long _made;
    private int _turn;
    private int _open;

    public PlatformHost(PlatformOptions options, int seed, Func<long, bool> isRoom, TimeProvider time)
    {
        _options = options;
        _time = time;
        _webhooks = [.. options.Webhooks.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => new Uri(url))];
        _traffic = new PlatformTraffic(seed);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        Api = new PlatformEndpoints(options, Tasks, Truth, isRoom, time);
    }

    public PlatformTasks Tasks { get; } = new();

    public PlatformTruth Truth { get; } = new();

    public PlatformEndpoints Api { get; }

    /// <summary>All planned events were made, and no push of them is due or on its way.</summary>
    public bool IsDone => Interlocked.Read(ref _made) >= _options.MaxEvents && Volatile.Read(ref _open) == 0;

    /// <summary>Begins to push.</summary>
    public void Start()
    {
        if (_webhooks.Length > 0)
        {
            _running = Task.WhenAll([MakeAsync(_stop.Token), .. Enumerable.Range(0, _options.MostAtOnce).Select(_ => SendAsync(_stop.Token))]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task MakeAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, _time);
        var owed = 0.0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var tasks = Tasks.Running;
            owed = tasks.Count == 0 ? 0 : owed + (_options.EventsPerSecond * Tick.TotalSeconds);
            while (owed >= 1 && !(_made >= _options.MaxEvents))
            {
                var count = (int)Math.Min(Math.Min(owed, _options.BatchSize), (_options.MaxEvents ?? long.MaxValue) - _made);
                var (roomId, type) = tasks[_traffic.Pick(tasks.Count)];
                owed -= count;
                Make(roomId, type, count);
            }
        }
    }

    private void Make(long roomId, string type, int count)
    {
        var now = _time.GetUtcNow();
        PlatformEvent[] events = [.. Enumerable.Range(0, count).Select(_ => _traffic.Next(roomId, type, now))];
        foreach (var e in events)
        {
            Truth.Made(e);
        }

        if (PlatformTypes.IsKept(type) && _traffic.Happens(_options.Missed))
        {
            Tasks.Keep(events);
        }
        else
        {
            Add(PlatformPush.Of(PushPurpose.True, events, _traffic.Nonce(), now, SecretOf(type)));
        }

        if (_traffic.Happens(_options.Forged))
        {
            Add(PlatformPush.Of(PushPurpose.Forged, [_traffic.Next(roomId, type, now, "forged-")], _traffic.Nonce(), now, "somebody-else"));
        }

        if (_traffic.Happens(_options.Stale))
        {
            Add(PlatformPush.Of(PushPurpose.Stale, [_traffic.Next(roomId, type, now, "stale-")], _traffic.Nonce(), now - Hour, SecretOf(type)));
        }

        Interlocked.Add(ref _made, count);
    }

    private void Add(PlatformPush push)
    {
        Interlocked.Increment(ref _open);
        _due.Writer.TryWrite(push);
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        await foreach (var push in _due.Reader.ReadAllAsync(stoppingToken))
        {
            await DeliverAsync(push, stoppingToken);
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task DeliverAsync(PlatformPush push, CancellationToken stoppingToken)
    {
        // What is not true is tried once: nobody repeats it.
        var most = push.Purpose is PushPurpose.True or PushPurpose.Repeat ? _options.MostAttempts : 1;
        for (var number = 1; number <= most; number++)
        {
            if (await TryAsync(push, number, stoppingToken) == StatusCodes.Status200OK)
            {
                Repeat(push);
                return;
            }

            if (number < most)
            {
                await Task.Delay(_options.Pause, _time, stoppingToken);
            }
        }

        if (push.Purpose == PushPurpose.True && PlatformTypes.IsKept(push.Type))
        {
            Tasks.Keep(push.Events);
        }
        else if (push.Purpose == PushPurpose.True)
        {
            Truth.Lost(push.Events.Count);
        }
    }

    private void Repeat(PlatformPush push)
    {
        if (push.Purpose == PushPurpose.True && _traffic.Happens(_options.Repeats))
        {
            Add(_traffic.Happens(0.5)
                ? push with { Purpose = PushPurpose.Repeat }
                : PlatformPush.Of(PushPurpose.Repeat, push.Events, _traffic.Nonce(), _time.GetUtcNow(), SecretOf(push.Type)));
        }
    }

    private async Task<int> TryAsync(PlatformPush push, int number, CancellationToken stoppingToken)
    {
        var begun = _time.GetUtcNow();
        var webhook = _webhooks[(uint)Interlocked.Increment(ref _turn) % (uint)_webhooks.Length];
        var status = 0;
        try
        {
            using var patience = new CancellationTokenSource(_options.Patience, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, patience.Token);
            using var request = push.ToRequest(webhook);
            using var answer = await _http.SendAsync(request, either.Token);
            status = (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stoppingToken.IsCancellationRequested)
        {
            // No answer: sent again.
        }

        Truth.Tried(new PushAttempt(push.Purpose, push.Events.Count, number, begun, _time.GetUtcNow(), status));
        return status;
    }

    private string SecretOf(string type) => $"{_options.Secret}-{type}";
}
