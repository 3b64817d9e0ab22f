using DouyinIngest.Pipeline.Rooms;
using Prometheus;

namespace DouyinIngest.Pipeline.Canary;

/// <summary>The instruments of the canary room; without one they stay at zero.</summary>
internal sealed class CanaryMetrics
{
    private readonly Gauge.Child _configured;
    private readonly Gauge.Child _up;
    private readonly Gauge.Child _lastEvent;
    private readonly Gauge.Child[] _states;
    private readonly Counter.Child _events;
    private readonly Counter.Child _connected;
    private readonly Counter.Child _refused;
    private readonly Timing _latency;

    public CanaryMetrics(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        _configured = metrics.CreateGauge("douyin_canary_configured", "1 when Canary:LiveId names a room.").WithLabels();
        _up = metrics.CreateGauge("douyin_canary_up", "1 while the canary room streams and gave an event within Canary:MaxSilence. 0 with douyin_canary_configured at 1: the upstream changed, the way to it is broken, or that room is off air; douyin_canary_state tells.").WithLabels();
        _lastEvent = metrics.CreateGauge("douyin_canary_last_event_timestamp_seconds", "When the canary's last event came, Unix time; 0: none yet.").WithLabels();
        var states = metrics.CreateGauge("douyin_canary_state", "1 for the state that the canary room is in. offline or ended for long: name another room.", "state");
        _states = [.. Enum.GetValues<RoomState>().Select(state => states.WithLabels(SnakeCase.Of(state)))];
        _events = metrics.CreateCounter("douyin_canary_events_total", "Events of the canary room; never published.").WithLabels();
        var connects = metrics.CreateCounter("douyin_canary_connects_total", "The canary's attempts to open a session, by result. Refused while other rooms stream on: the next reconnect of theirs will fail alike.", "result");
        (_connected, _refused) = (connects.WithLabels("ok"), connects.WithLabels("refused"));
        _latency = new Timing(metrics, "douyin_canary_latency_seconds", "From the upstream's clock in an event of the canary to its decoding here. High: the upstream or the link is slow, or the clocks differ; the broker has no part in it.");
    }

    public void Configured() => _configured.Set(1);

    public void Connected() => _connected.Inc();

    public void Refused() => _refused.Inc();

    public void Event(TimeSpan? latency)
    {
        _events.Inc();
        if (latency is { } known)
        {
            _latency.Observe(Math.Max(0, known.TotalSeconds));
        }
    }

    public void Stands(CanaryReport report)
    {
        _up.Set(report.IsUp ? 1 : 0);
        _lastEvent.Set(report.LastEventAt?.ToUnixTimeMilliseconds() / 1000.0 ?? 0);
        for (var state = 0; state < _states.Length; state++)
        {
            _states[state].Set((int)report.State == state ? 1 : 0);
        }
    }
}
