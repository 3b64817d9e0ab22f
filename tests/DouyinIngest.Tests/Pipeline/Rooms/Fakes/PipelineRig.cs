using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>One room's pipeline between a scripted session and a sink that confirms by hand.</summary>
internal sealed class PipelineRig
{
    public PipelineRig(
        long roomBytes = 1 << 20,
        long podBytes = 1 << 20,
        FakeTimeProvider? time = null,
        RoomFleet? fleet = null,
        RoomCheckpoint? from = null,
        FilterRules? filter = null,
        RoomShed? shed = null,
        IEventSink? sink = null)
    {
        Time = time ?? new FakeTimeProvider();
        Filter = new RoomFilter(null, filter);
        Budget = new InFlightBudget(podBytes);
        Counters = new RoomCounters(Listener, Time);
        Counters.CarryOn(from?.Counters);
        Broadcast = Broadcast.From(
            from, RoomKey.Of("732001", Wire.RoomId), new EventOptions(), new InFlightBudget(roomBytes, Budget), Counters, Time, fleet, Filter, shed);
        Pipeline = new RoomPipeline(Broadcast, new FrameInflater(new FrameOptions()), sink ?? Sink, Counters, new DrainOptions(), Time, Loggers);
    }

    public RoomFilter Filter { get; }

    public FakeTimeProvider Time { get; }

    public InFlightBudget Budget { get; }

    public RecordingRoomListener Listener { get; } = new();

    public RoomCounters Counters { get; }

    public ManualSink Sink { get; } = new();

    public RecordingLoggers Loggers { get; } = new();

    public Broadcast Broadcast { get; }

    public RoomPipeline Pipeline { get; }

    public int Proofs { get; private set; }

    public ScriptedSession Session(params byte[][] frames) => new ScriptedSession(Time).Give(frames);

    public Task<CloseReason> ReadAsync(ScriptedSession session, CancellationToken? stoppingToken = null)
        => Pipeline.ReadAsync(session, () => Proofs++, stoppingToken ?? CancellationToken.None);

    /// <summary>Reads frames to the end that the far side makes.</summary>
    public async Task<(CloseReason Reason, ScriptedSession Session)> ReadAllAsync(params byte[][] frames)
    {
        var session = Session(frames).End(CloseReason.RemoteClosed);
        return (await ReadAsync(session).Soon(), session);
    }
}
