using System.Globalization;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>Takes people out of one entry after the other, under one set of pseudonyms.</summary>
internal sealed class EntryScrubber
{
    private readonly Pseudonyms _pseudonyms;
    private readonly FrameScrubber _frames;
    private long _kept;
    private long _omitted;

    public EntryScrubber()
        : this(new Pseudonyms())
    {
    }

    internal EntryScrubber(Pseudonyms pseudonyms)
    {
        _pseudonyms = pseudonyms;
        _frames = new FrameScrubber(pseudonyms);
    }

    public ScrubCounts Counts => new(_kept, _omitted, _frames.Messages, _frames.OmittedMessages);

    /// <summary>The entry as a scrubbed recording has it; a new one, built from what is known to be harmless.</summary>
    public RecordingEntry Scrub(RecordingEntry entry)
    {
        var kept = entry.WhatCase switch
        {
            RecordingEntry.WhatOneofCase.Start => Start(entry.Start),
            RecordingEntry.WhatOneofCase.Connecting => new RecordingEntry { Connecting = new SessionConnecting { Resume = entry.Connecting.Resume } },
            RecordingEntry.WhatOneofCase.Opened => new RecordingEntry { Opened = new SessionOpened() },
            RecordingEntry.WhatOneofCase.Refused => new RecordingEntry { Refused = new SessionRefused { Reason = Reason(entry.Refused.Reason) } },
            RecordingEntry.WhatOneofCase.Frame => Frame(entry.Frame),
            RecordingEntry.WhatOneofCase.Closed => new RecordingEntry { Closed = new SessionClosed { Reason = Reason(entry.Closed.Reason) } },
            RecordingEntry.WhatOneofCase.Omitted => new RecordingEntry { Omitted = new OmittedFrame { Bytes = entry.Omitted.Bytes, Why = "omitted before" } },
            _ => new RecordingEntry { End = new RecordingEnd() },
        };
        kept.Time = entry.Time;
        return kept;
    }

    private RecordingEntry Start(RecordingStart start) => new()
    {
        Start = new RecordingStart
        {
            Program = RecordingFormat.Program,
            LiveId = long.TryParse(start.LiveId, NumberStyles.None, CultureInfo.InvariantCulture, out var liveId) ? _pseudonyms.Id(liveId).ToString(CultureInfo.InvariantCulture) : "",
            RoomId = _pseudonyms.Id(start.RoomId),
            Transport = Enum.TryParse<RoomTransport>(start.Transport, ignoreCase: true, out var transport) && Enum.IsDefined(transport) ? transport.ToString().ToLowerInvariant() : "",
            MaxRetries = start.MaxRetries,
            Scrubbed = true,
        },
    };

    private RecordingEntry Frame(RecordedFrame frame)
    {
        if (_frames.Scrub(frame.Data.Span, out var why) is not { } bytes)
        {
            _omitted++;
            return RecordedFrames.Omitted(frame.Data.Length, why);
        }

        _kept++;
        return RecordedFrames.Entry(bytes);
    }

    // A file is untrusted: only words that we know ourselves go on.
    private static string Reason(string name) => name.Length == 0 ? "" : ReplayConnector.ReasonOf(name, CloseReason.UpstreamError).ToString();
}
