using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Corpus;

/// <summary>The decode stages, frame to owned events, as the pipeline walks them.</summary>
internal sealed class CorpusPath(long roomId = CorpusPath.Room)
{
    public const long Room = 7_300_000_000_000_000_001;
    public const long Now = 1_777_000_000_456;
    public const long Received = 1_777_000_000_500;

    private readonly FrameInflater _inflater = new(new FrameOptions());

    public RoomEvents Events { get; } = new(roomId, new EventOptions());

    /// <summary>What became of each message of one frame made of hand-written messages.</summary>
    public List<(DropReason Reason, LiveEvent? Event)> Read(params byte[][] messages)
        => ReadFrame(Wire.Frame(Wire.Gzip(Wire.Join([.. messages, Wire.Int(4, Now), Wire.Int(9, 1)]))));

    public List<(DropReason Reason, LiveEvent? Event)> ReadFrame(byte[] bytes)
    {
        if (!FrameReader.TryRead(bytes, out var frame))
        {
            return [(DropReason.BadEnvelope, null)];
        }

        var reason = _inflater.Inflate(frame, out var payload);
        if (reason != DropReason.None)
        {
            return [(reason, null)];
        }

        using (payload)
        {
            reason = ResponseReader.TryOpen(payload.Bytes, 10_000, out var reader);
            if (reason != DropReason.None)
            {
                return [(reason, null)];
            }

            var results = new List<(DropReason, LiveEvent?)>();
            while (reader.Next(out var message))
            {
                reason = Events.TryMap(message, reader.Now, Received, _inflater.Options.MaxStringBytes, out var view);
                results.Add((reason, reason == DropReason.None ? LiveEvents.From(view) : null));
            }

            return results;
        }
    }

    /// <summary>The one event of one message.</summary>
    public T Single<T>(byte[] message)
        where T : LiveEvent
    {
        var (reason, e) = Assert.Single(Read(message));
        Assert.Equal(DropReason.None, reason);
        return Assert.IsType<T>(e);
    }
}
