using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.OpenPlatform;
using Prometheus;

namespace DouyinIngest.Pipeline.Push;

/// <summary>The instruments of the webhook and of the calls to the Open Platform.</summary>
internal sealed class PushMetrics : IPushListener
{
    private readonly Counter.Child[] _requests;
    private readonly Counter.Child[] _events;
    private readonly Counter.Child[] _calls;
    private readonly Counter.Child[] _failures;
    private readonly Gauge.Child[] _tasks;
    private readonly Counter.Child _missed;
    private readonly Gauge.Child _held;
    private readonly Timing _answer;

    public PushMetrics(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        _requests = Children<PushVerdict>(metrics.CreateCounter("douyin_push_requests_total", "Requests to the webhook, by how they ended. accepted, repeated and forwarded are ordinary; bad_signature: a secret differs, or somebody forges; stale: a clock is wrong; not_durable and busy: the broker is slow or away. What each means: docs/open-platform.md.", "outcome"));
        _events = Children<PushMessageType>(metrics.CreateCounter("douyin_push_bodies_total", "Bodies of pushes that were handed to their room, by message type, those of missed events included.", "message_type"));
        _calls = Children<PlatformCall>(metrics.CreateCounter("douyin_open_platform_calls_total", "Calls to the Open Platform that were answered as wished, by call.", "call"));
        _failures = Children<PlatformCall>(metrics.CreateCounter("douyin_open_platform_failures_total", "Calls to the Open Platform that failed after their retries, by call; the log has err_no. Steadily above zero: check app id, secret, permissions and the way there.", "call"));
        _tasks = Children<PushTaskState>(metrics.CreateGauge("douyin_push_tasks", "Tasks at the Open Platform of the rooms of this process, by state. failed above zero: that much is not pushed; the log says why.", "state"));
        _missed = metrics.CreateCounter("douyin_push_missed_events_total", "Entries of the platform's list of what it could not deliver that were fetched; those that came twice are suppressed as duplicates. Many: the webhook does not answer in time.").WithLabels();
        _held = metrics.CreateGauge("douyin_push_held_bytes", "Bytes of bodies that are being read or are not yet on the broker. At Push:MaxHeldBytes pushes are refused as busy: the broker is slow or away.").WithLabels();
        _answer = new Timing(metrics, "douyin_push_answer_seconds", "From a push's last byte to the answer 200, the broker's confirmation in between. Above a few seconds the platform gives up and repeats.");
    }

    public void Ended(PushVerdict verdict) => _requests[(int)verdict].Inc();

    public void Answered(TimeSpan took) => _answer.Observe(took.TotalSeconds);

    public void Taken(PushMessageType type) => _events[(int)type].Inc();

    public void Held(long bytes) => _held.Set(bytes);

    public void Called(PlatformCall call, bool succeeded) => (succeeded ? _calls : _failures)[(int)call].Inc();

    public void TaskMoved(PushTaskState? from, PushTaskState? to)
    {
        if (from is { } before)
        {
            _tasks[(int)before].Dec();
        }

        if (to is { } now)
        {
            _tasks[(int)now].Inc();
        }
    }

    public void MissedFetched(int events) => _missed.Inc(events);

    private static Counter.Child[] Children<T>(Counter counter)
        where T : struct, Enum
        => [.. Enum.GetValues<T>().Select(value => counter.WithLabels(SnakeCase.Of(value)))];

    private static Gauge.Child[] Children<T>(Gauge gauge)
        where T : struct, Enum
        => [.. Enum.GetValues<T>().Select(value => gauge.WithLabels(SnakeCase.Of(value)))];
}
