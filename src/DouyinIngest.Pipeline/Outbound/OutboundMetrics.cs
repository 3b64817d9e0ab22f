using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Chat;
using Prometheus;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>The instruments of lines to be said.</summary>
internal sealed class OutboundMetrics
{
    private readonly Dictionary<ChatReason, Counter.Child> _lines;
    private readonly Gauge.Child _unanswered;
    private readonly Gauge.Child _oldest;
    private readonly Gauge.Child _expiry;
    private readonly Gauge.Child _saying;

    public OutboundMetrics(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        var lines = metrics.CreateCounter("douyin_outbound_lines_total", "Lines of the outbound topic that this instance wrote a final result for, by result and reason. Refused: they were not said, docs/sending.md has each reason's remedy. Unknown: they may have been said and are never repeated.", "result", "reason");
        _lines = Enum.GetValues<ChatReason>().ToDictionary(static reason => reason, reason => lines.WithLabels(SnakeCase.Of(ChatReasons.OutcomeOf(reason)), SnakeCase.Of(reason)));
        _unanswered = metrics.CreateGauge("douyin_outbound_unanswered", "Lines on the outbound topic without a final result, in the whole fleet; every instance knows the same number. Growing: more lines come than rooms may say at their pace.").WithLabels();
        _oldest = metrics.CreateGauge("douyin_outbound_oldest_seconds", "How long the oldest line without a final result has been known here. Above one and a half times douyin_outbound_expiry_seconds: nobody answers it; see whether its room's partition has an owner with Outbound:Enabled.").WithLabels();
        _expiry = metrics.CreateGauge("douyin_outbound_expiry_seconds", "Outbound:Expiry: how old a line may get before it is refused instead of said; 0 while lines are not said here.").WithLabels();
        _saying = metrics.CreateGauge("douyin_outbound_saying", "Lines that this instance is saying now.").WithLabels();
    }

    public void Enabled(TimeSpan expiry) => _expiry.Set(expiry.TotalSeconds);

    public void Wrote(ChatReason reason) => _lines[reason].Inc();

    public void Stands(int unanswered, TimeSpan oldest, int saying)
    {
        _unanswered.Set(unanswered);
        _oldest.Set(oldest.TotalSeconds);
        _saying.Set(saying);
    }
}
