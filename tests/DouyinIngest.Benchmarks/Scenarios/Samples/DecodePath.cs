using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Samples;

/// <summary>The decode stages of the path, frame to event, without a socket and without a topic.</summary>
internal sealed class DecodePath(long roomId)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly FrameInflater _inflater = new(new FrameOptions());
    private readonly RoomEvents _events = new(roomId, new EventOptions());

    /// <summary>Every message of the frame, in order; one outcome with an empty method when the frame cannot be read.</summary>
    public List<SampleOutcome> Read(ReadOnlySpan<byte> bytes)
    {
        if (!FrameReader.TryRead(bytes, out var frame))
        {
            return [Whole(DropReason.BadEnvelope)];
        }

        var reason = _inflater.Inflate(frame, out var payload);
        using (payload)
        {
            if (reason != DropReason.None)
            {
                return [Whole(reason)];
            }

            reason = ResponseReader.TryOpen(payload.Bytes, _inflater.Options.MaxMessages, out var reader);
            if (reason != DropReason.None)
            {
                return [Whole(reason)];
            }

            var outcomes = new List<SampleOutcome>();
            while (reader.Next(out var message))
            {
                reason = _events.TryMap(message, reader.Now, reader.Now, _inflater.Options.MaxStringBytes, out var e);
                outcomes.Add(new SampleOutcome(Encoding.UTF8.GetString(message.Method), reason, reason == DropReason.None ? EventValues.Of(e) : Nothing));
            }

            return outcomes;
        }
    }

    private static SampleOutcome Whole(DropReason reason) => new("", reason, Nothing);
}
