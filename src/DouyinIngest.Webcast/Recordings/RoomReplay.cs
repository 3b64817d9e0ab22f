using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>A recording that is being played: its entries at their times, or faster. Made for one connector, see <see cref="LiveRoomReplay"/>.</summary>
public sealed class RoomReplay : IDisposable
{
    private readonly FileStream _file;
    private readonly RecordingReader _reader;
    private readonly ReplayPace _pace;
    private RecordingEntry? _next;

    private RoomReplay(FileStream file, double speed, TimeProvider time)
    {
        _file = file;
        _reader = new RecordingReader(file, file.Name);
        _pace = new ReplayPace(_reader.StartTime, speed, time);
    }

    /// <summary>What it is of.</summary>
    public RecordingInfo Info => _reader.Info;

    /// <summary>Frames that were played.</summary>
    public long Frames { get; private set; }

    /// <summary>Sessions that were played.</summary>
    public int Sessions { get; private set; }

    /// <summary>Frames that were not played, as the session was left before them: this version ends it earlier than the recorded one did.</summary>
    public long Skipped { get; private set; }

    /// <summary>Frames that are not in the file, scrubbed or too large.</summary>
    public long Omitted { get; private set; }

    /// <summary>How the recording ends; known when it was played to its end.</summary>
    public RecordingTail Tail => _reader.Tail;

    /// <summary>What is to be said about the end, for a person; empty where nothing is wrong.</summary>
    public string TailWords => _reader.TailWords;

    internal int MaxRetries => Math.Max(1, _reader.Start.MaxRetries);

    /// <summary>Opens a recording.</summary>
    /// <param name="path">The file.</param>
    /// <param name="speed">How many times as fast as it happened; 0: as fast as it goes.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RecordingException">It is no recording, or none that this version reads.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RoomReplay Open(string path, double speed = 1, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(speed);
        var file = RecordingFiles.Open(path);
        try
        {
            return new RoomReplay(file, speed, time ?? TimeProvider.System);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>All frames that are left, one after the other, without waiting for their times.</summary>
    public IEnumerable<RecordedMessage> ReadFrames()
    {
        while (Take() is { } entry)
        {
            if (entry.Frame is { } frame)
            {
                Frames++;
                yield return new RecordedMessage(RecordingTimes.At(entry.Time), frame.Data.Memory);
            }
        }
    }

    /// <summary>Goes over what was not played, so that <see cref="Skipped"/> and <see cref="Tail"/> are known.</summary>
    public void ReadToEnd()
    {
        while (Take() is { } entry)
        {
            Skipped += entry.WhatCase == RecordingEntry.WhatOneofCase.Frame ? 1 : 0;
            Omitted += entry.WhatCase == RecordingEntry.WhatOneofCase.Omitted ? 1 : 0;
        }
    }

    /// <summary>The beginning of the next session, or how it was refused, at its time; null when the recording is over.</summary>
    internal async ValueTask<RecordingEntry?> NextSessionAsync(CancellationToken stoppingToken)
    {
        while (Take() is { } entry)
        {
            switch (entry.WhatCase)
            {
                case RecordingEntry.WhatOneofCase.Opened:
                    Sessions++;
                    await _pace.WaitAsync(entry.Time, stoppingToken);
                    return entry;
                case RecordingEntry.WhatOneofCase.Refused:
                    await _pace.WaitAsync(entry.Time, stoppingToken);
                    return entry;
                case RecordingEntry.WhatOneofCase.Frame:
                    Skipped++;
                    break;
                case RecordingEntry.WhatOneofCase.Omitted:
                    Omitted++;
                    break;
            }
        }

        return null;
    }

    /// <summary>The next frame or end of the session that runs, at its time; null when the recording goes on with another session, or not at all.</summary>
    internal async ValueTask<RecordingEntry?> NextOfSessionAsync(CancellationToken stoppingToken)
    {
        while (Take() is { } entry)
        {
            switch (entry.WhatCase)
            {
                case RecordingEntry.WhatOneofCase.Frame:
                    await _pace.WaitAsync(entry.Time, stoppingToken);
                    Frames++;
                    return entry;
                case RecordingEntry.WhatOneofCase.Closed:
                    await _pace.WaitAsync(entry.Time, stoppingToken);
                    return entry;
                case RecordingEntry.WhatOneofCase.Omitted:
                    Omitted++;
                    break;
                case RecordingEntry.WhatOneofCase.Connecting or RecordingEntry.WhatOneofCase.Opened or RecordingEntry.WhatOneofCase.Refused:
                    _next = entry;
                    return null;
            }
        }

        return null;
    }

    public void Dispose() => _file.Dispose();

    private RecordingEntry? Take()
    {
        var entry = _next ?? _reader.Next();
        _next = null;
        return entry;
    }
}
