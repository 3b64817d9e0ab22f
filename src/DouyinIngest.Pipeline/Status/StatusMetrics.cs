using Prometheus;

namespace DouyinIngest.Pipeline.Status;

/// <summary>The instruments of the status topic.</summary>
internal sealed class StatusMetrics
{
    private static readonly string[] Kinds = ["state", "gap", "refused", "quota", "shed"];
    private static readonly string[] Failures = ["queue_full", "timed_out", "authorization", "unknown_topic", "other"];

    private readonly Counter.Child[] _written;
    private readonly Counter.Child[] _failed;
    private readonly Counter.Child _coalesced;

    public StatusMetrics(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        var written = metrics.CreateCounter("douyin_status_records_total", "Records handed to the status topic's producer, by what they are about. Gaps: mask them. Refused: an assignment on the control topic needs correcting.", "what");
        var failed = metrics.CreateCounter("douyin_status_records_failed_total", "Status records that were not written, by error. No event is lost by that, but nobody is told: grant the rights, or run 'topics create'.", "error_type");
        _written = [.. Kinds.Select(kind => written.WithLabels(kind))];
        _failed = [.. Failures.Select(failure => failed.WithLabels(failure))];
        _coalesced = metrics.CreateCounter("douyin_status_changes_coalesced_total", "Changes of a room's state that a later one of the same second replaced. Steadily many: rooms flap.").WithLabels();
    }

    public void Written(StatusKind kind) => _written[(int)kind].Inc();

    public void Failed(StatusFailure failure) => _failed[(int)failure].Inc();

    public void Coalesced() => _coalesced.Inc();
}
