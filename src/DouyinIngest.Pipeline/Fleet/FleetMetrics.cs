using DouyinIngest.Pipeline.Rooms;
using Prometheus;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>The instruments of ownership.</summary>
internal sealed class FleetMetrics
{
    private readonly Counter.Child _rebalances;
    private readonly Counter.Child _claims;
    private readonly Counter.Child _suspensions;
    private readonly Counter.Child _logRecords;
    private readonly Counter.Child _logBytes;
    private readonly Counter.Child _logFailures;
    private readonly Counter.Child _corrupt;
    private readonly Gauge.Child _member;
    private readonly Gauge.Child _owned;
    private readonly Gauge.Child _followed;
    private readonly Gauge.Child _logWaiting;
    private readonly Timing _takeover;

    public FleetMetrics(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        _rebalances = metrics.CreateCounter("douyin_rebalances_total", "Times the group gave us partitions or took some away. Many: instances come and go, or lose the brokers for longer than Fleet:SessionTimeout.").WithLabels();
        _claims = metrics.CreateCounter("douyin_claims_total", "Partitions claimed in the log, the same ones anew included.").WithLabels();
        _suspensions = metrics.CreateCounter("douyin_suspensions_total", "Times the process was stopped for over 2 s and had to look whether it still owns its rooms. Above zero: the node freezes processes, or has no CPU for them.").WithLabels();
        _logRecords = metrics.CreateCounter("douyin_checkpoint_records_total", "Records written to the checkpoint topic: checkpoints, claims, answers.").WithLabels();
        _logBytes = metrics.CreateCounter("douyin_checkpoint_bytes_total", "Bytes of those records, keys included, before compression.").WithLabels();
        _logFailures = metrics.CreateCounter("douyin_checkpoint_failures_total", "Records that the checkpoint topic refused for good. Above zero: a successor would start from an older place; check rights and max.message.bytes.").WithLabels();
        _corrupt = metrics.CreateCounter("douyin_checkpoint_unreadable_total", "Records of the checkpoint topic that cannot be understood. Above zero: something else writes there, or a newer version did.").WithLabels();
        _member = metrics.CreateGauge("douyin_group_member", "1 while the group takes this instance for a member.").WithLabels();
        _owned = metrics.CreateGauge("douyin_partitions_owned", "Partitions of the checkpoint topic whose newest claim is this instance's.").WithLabels();
        _followed = metrics.CreateGauge("douyin_partitions_followed", "Partitions of the checkpoint topic that this instance reads: its own, and those whose rooms it has not handed over yet.").WithLabels();
        _logWaiting = metrics.CreateGauge("douyin_checkpoint_records_waiting", "Records of the checkpoint topic that are not confirmed yet. Growing: the brokers do not answer.").WithLabels();
        _takeover = new Timing(metrics, "douyin_takeover_seconds", "From a claim to the moment a room of its partition is started.", from: 0.01, buckets: 12);
    }

    public void Rebalanced() => _rebalances.Inc();

    public void Claimed() => _claims.Inc();

    public void Suspended() => _suspensions.Inc();

    public void LogWritten(int bytes)
    {
        _logRecords.Inc();
        _logBytes.Inc(bytes);
    }

    public void LogFailed() => _logFailures.Inc();

    public void LogUnreadable() => _corrupt.Inc();

    public void TookOver(TimeSpan since) => _takeover.Observe(since.TotalSeconds);

    public void Stands(bool member, int owned, int followed, long waiting)
    {
        _member.Set(member ? 1 : 0);
        _owned.Set(owned);
        _followed.Set(followed);
        _logWaiting.Set(waiting);
    }
}
