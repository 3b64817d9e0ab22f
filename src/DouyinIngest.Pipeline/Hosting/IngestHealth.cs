using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>Whether the service lives and whether it is ready. Liveness asks neither upstream nor broker.</summary>
internal sealed class IngestHealth(KafkaEventSink sink, IRoomsRunner runner)
{
    private volatile bool _topicsChecked;
    private volatile bool _running;
    private volatile string? _failure;

    /// <summary>Why the process has to end; null while all is well.</summary>
    public string? Failure => _failure;

    /// <summary>Nothing has failed for good: the loops turn, or have been asked to stop.</summary>
    public bool IsLive => _failure is null;

    /// <summary>Why it is not ready; empty when it is.</summary>
    public IReadOnlyList<string> NotReadyBecause()
    {
        var reasons = new List<string>();
        if (_failure is { } failure)
        {
            reasons.Add(failure);
        }

        if (!_topicsChecked)
        {
            reasons.Add("The topics have not been checked yet.");
        }
        else if (!_running)
        {
            reasons.Add("The rooms are not running: starting or stopping.");
        }

        else
        {
            reasons.AddRange(runner.NotReadyBecause());
        }

        var kafka = sink.Health;
        if (!kafka.IsReady)
        {
            reasons.Add($"No broker of Kafka:BootstrapServers is connected{(kafka.LastError is { } error ? ": " + error : ".")}");
        }

        return reasons;
    }

    public void TopicsChecked() => _topicsChecked = true;

    public void Running(bool running) => _running = running;

    /// <summary>The first failure stays.</summary>
    public void Fail(string why) => _failure ??= why;
}
